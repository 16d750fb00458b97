"""The tables, as a list of steps from one schema version to the next.

A database remembers its version in ``PRAGMA user_version``. To change the schema, append a step;
never edit one that has been released, because databases that ran it exist. All steps that a
database lacks run in one transaction. The tests keep a database of each released version.
"""

STEP_1 = """
CREATE TABLE apps (
    id TEXT PRIMARY KEY,
    key_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
);

CREATE TABLE concepts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);
CREATE INDEX concepts_by_name ON concepts (app_id, name);

CREATE TABLE inputs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    url TEXT,
    token TEXT,
    allow_duplicate_url INTEGER NOT NULL DEFAULT 0,
    metadata TEXT,
    geo TEXT,
    regions TEXT,
    info TEXT,
    status_code INTEGER NOT NULL,
    status_details TEXT,
    embedding BLOB,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);
CREATE INDEX inputs_by_url ON inputs (app_id, url);
CREATE INDEX inputs_by_status ON inputs (app_id, status_code);

CREATE TABLE media (
    token TEXT PRIMARY KEY,
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    bytes BLOB NOT NULL
);
CREATE INDEX media_by_input ON media (input_seq);

CREATE TABLE annotations (
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    region_id TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    app_id TEXT NOT NULL,
    concept_id TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (input_seq, region_id, concept_id)
) WITHOUT ROWID;
CREATE INDEX annotations_by_concept ON annotations (app_id, concept_id, value);

CREATE TABLE predictions (
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    app_id TEXT NOT NULL,
    concept_id TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (input_seq, concept_id)
) WITHOUT ROWID;
CREATE INDEX predictions_by_concept ON predictions (app_id, concept_id, value);

CREATE TABLE models (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    concept_ids TEXT NOT NULL,
    output_config TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);

CREATE TABLE model_versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    model_seq INTEGER NOT NULL REFERENCES models(seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    concept_ids TEXT NOT NULL,
    output_config TEXT NOT NULL,
    status_code INTEGER NOT NULL,
    status_details TEXT,
    classifier BLOB,
    input_ids TEXT NOT NULL DEFAULT '[]',
    metrics_code INTEGER NOT NULL,
    metrics_details TEXT,
    metrics TEXT,
    created_at TEXT NOT NULL,
    completed_at TEXT,
    UNIQUE (model_seq, id)
);
CREATE INDEX versions_by_status ON model_versions (status_code);

CREATE TABLE feedback (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    about TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL
);
"""

# Users and their apps, the fields that belong to models and versions on the platform, and the
# evaluations that have ids of their own there.
STEP_2 = """
CREATE TABLE pats (
    key_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL
);
CREATE INDEX pats_by_user ON pats (user_id);

CREATE TABLE user_apps (
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    app_id TEXT NOT NULL REFERENCES apps(id),
    PRIMARY KEY (user_id, name)
) WITHOUT ROWID;

ALTER TABLE models ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
ALTER TABLE model_versions ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
"""

# The names of concepts that recognisers of the user's own saw in inputs.
STEP_3 = """
CREATE TABLE recognised (
    concept_id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;
"""

# What is said of inputs becomes annotations: the input's own (``input_level``) with its concepts,
# metadata and place, one for each of its regions, and those that are added to it. The columns
# ``metadata``, ``geo`` and ``regions`` of inputs stay, empty and unused: SQLite before 3.35 cannot
# drop them.
STEP_4 = """
ALTER TABLE annotations RENAME TO annotations_of_step_1;

CREATE TABLE annotations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    input_level INTEGER NOT NULL DEFAULT 0,
    user_id TEXT,
    task_id TEXT,
    metadata TEXT,
    geo TEXT,
    regions TEXT,
    parts TEXT,
    info TEXT,
    status_code INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (input_seq, id)
);
CREATE INDEX annotations_by_app ON annotations (app_id, status_code);

CREATE TABLE annotated_concepts (
    annotation_seq INTEGER NOT NULL REFERENCES annotations(seq) ON DELETE CASCADE,
    region_id TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    app_id TEXT NOT NULL,
    concept_id TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (annotation_seq, region_id, concept_id)
) WITHOUT ROWID;
CREATE INDEX annotated_concepts_by_concept ON annotated_concepts (app_id, concept_id, value);

INSERT INTO annotations
    (app_id, input_seq, id, input_level, metadata, geo, status_code, created_at, modified_at)
    SELECT app_id, seq, lower(hex(randomblob(16))), 1, metadata, geo, 24150, created_at,
        modified_at FROM inputs ORDER BY seq;
INSERT INTO annotations (app_id, input_seq, id, regions, status_code, created_at, modified_at)
    SELECT i.app_id, i.seq, lower(hex(randomblob(16))),
        json_array(json_remove(r.value, '$.data.concepts')), 24150, i.created_at, i.modified_at
    FROM inputs i, json_each(i.regions) r WHERE i.regions IS NOT NULL ORDER BY i.seq, r.key;
INSERT INTO annotated_concepts (annotation_seq, region_id, position, app_id, concept_id, value)
    SELECT a.seq, o.region_id, o.position, o.app_id, o.concept_id, o.value
    FROM annotations_of_step_1 o JOIN annotations a ON a.input_seq = o.input_seq
        AND a.input_level = (o.region_id = '')
        AND COALESCE(json_extract(a.regions, '$[0].id'), '') = o.region_id;
DROP TABLE annotations_of_step_1;
UPDATE inputs SET metadata = NULL, geo = NULL, regions = NULL;
"""

# Users, keys that are made through the API (of which only hashes are kept), and the fields of apps.
STEP_5 = """
CREATE TABLE users (
    id TEXT PRIMARY KEY,
    created_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE keys (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key_hash TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    type TEXT NOT NULL,
    app_id TEXT,
    description TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX keys_by_user ON keys (user_id);
CREATE INDEX keys_by_app ON keys (app_id);

ALTER TABLE user_apps ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
ALTER TABLE user_apps ADD COLUMN modified_at TEXT;
"""

# Searches that were saved; ``over`` says what they search.
STEP_6 = """
CREATE TABLE saved_searches (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    over TEXT NOT NULL,
    search TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);
"""

# Workflows of one's own, whose versions have their nodes.
STEP_7 = """
CREATE TABLE workflows (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);

CREATE TABLE workflow_versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    workflow_seq INTEGER NOT NULL REFERENCES workflows(seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    nodes TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL
);
CREATE INDEX workflow_versions_by_workflow ON workflow_versions (workflow_seq);
"""

# The text of an input, of one that is a text or of one that has a text beside its picture.
STEP_8 = """
ALTER TABLE inputs ADD COLUMN text TEXT;
"""

# Names of concepts in other languages, and relations between concepts.
STEP_9 = """
CREATE TABLE concept_languages (
    app_id TEXT NOT NULL REFERENCES apps(id),
    concept_id TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (app_id, concept_id, language)
) WITHOUT ROWID;

CREATE TABLE concept_relations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL UNIQUE,
    subject_id TEXT NOT NULL,
    object_id TEXT NOT NULL,
    predicate TEXT NOT NULL
);
CREATE INDEX relations_by_subject ON concept_relations (app_id, subject_id);
CREATE INDEX relations_by_object ON concept_relations (app_id, object_id);
"""

# A page of inputs is found without reading the rows before it, vectors and all.
STEP_10 = """
CREATE INDEX inputs_by_app ON inputs (app_id);
"""

# What inputs that were added together are watched by.
STEP_11 = """
CREATE TABLE add_jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    cancelled INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);
ALTER TABLE inputs ADD COLUMN job_seq INTEGER REFERENCES add_jobs(seq) ON DELETE SET NULL;
CREATE INDEX inputs_by_job ON inputs (job_seq, status_code);
"""

# Versions of models have any number of evaluations. The one that each had is under its version's
# id. The columns of versions that held it stay, empty and unused.
STEP_12 = """
CREATE TABLE evaluations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    version_seq INTEGER NOT NULL REFERENCES model_versions(seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    code INTEGER NOT NULL,
    details TEXT,
    metrics TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX evaluations_by_version ON evaluations (version_seq);
CREATE INDEX evaluations_by_id ON evaluations (id);
CREATE INDEX evaluations_by_code ON evaluations (code);

INSERT INTO evaluations (version_seq, id, code, details, metrics, created_at)
    SELECT seq, id, metrics_code, metrics_details, metrics, created_at FROM model_versions
    WHERE metrics_code != 21302 ORDER BY seq;
UPDATE model_versions SET metrics_code = 21302, metrics_details = NULL, metrics = NULL;
"""

# Inputs that shall all be deleted, up to one of them.
STEP_13 = """
CREATE TABLE deletions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id) ON DELETE CASCADE,
    newest_input INTEGER NOT NULL
);
"""

# An input is found by the token under which its bytes, or its text, are handed out.
STEP_14 = """
CREATE INDEX inputs_by_token ON inputs (token);
"""

# Datasets, what is in them, and their versions, which keep what their inputs were like: what they
# showed (``record``), what they were said to be on the whole (``labels``), their vectors, and a
# token under which their files are handed out. A file of a version stays when its input goes.
STEP_15 = """
CREATE TABLE datasets (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);

CREATE TABLE dataset_inputs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_seq INTEGER NOT NULL REFERENCES datasets(seq) ON DELETE CASCADE,
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    UNIQUE (dataset_seq, input_seq)
);
CREATE INDEX dataset_inputs_by_input ON dataset_inputs (input_seq);

CREATE TABLE dataset_versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    dataset_seq INTEGER NOT NULL REFERENCES datasets(seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    about TEXT NOT NULL,
    metrics TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (dataset_seq, id)
);

CREATE TABLE dataset_version_inputs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    version_seq INTEGER NOT NULL REFERENCES dataset_versions(seq) ON DELETE CASCADE,
    app_id TEXT NOT NULL REFERENCES apps(id),
    input_seq INTEGER NOT NULL,
    token TEXT NOT NULL,
    record TEXT NOT NULL,
    labels TEXT NOT NULL,
    embedding BLOB
);
CREATE INDEX dataset_version_inputs_by_version ON dataset_version_inputs (version_seq);
CREATE INDEX dataset_version_inputs_by_token ON dataset_version_inputs (token);

CREATE TABLE kept_media (
    token TEXT PRIMARY KEY,
    app_id TEXT NOT NULL REFERENCES apps(id),
    bytes BLOB NOT NULL
);
CREATE TRIGGER keep_media_of_versions BEFORE DELETE ON media BEGIN
    INSERT OR IGNORE INTO kept_media (token, app_id, bytes)
        SELECT token, app_id, OLD.bytes FROM dataset_version_inputs WHERE token = OLD.token;
END;
CREATE TRIGGER drop_media_of_versions AFTER DELETE ON dataset_version_inputs BEGIN
    DELETE FROM kept_media WHERE token = OLD.token
        AND NOT EXISTS (SELECT 1 FROM dataset_version_inputs WHERE token = OLD.token);
END;

CREATE TABLE dataset_exports (
    version_seq INTEGER NOT NULL REFERENCES dataset_versions(seq) ON DELETE CASCADE,
    format TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    include_embeddings INTEGER NOT NULL,
    PRIMARY KEY (version_seq, format)
);
"""

# Vectors belong to the embedding that made them, and so does what was learned from them. An input
# has two while it is on its way from one embedding to another. The column of inputs stays, empty
# and unused.
STEP_16 = """
CREATE TABLE vectors (
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    embedding TEXT NOT NULL,
    app_id TEXT NOT NULL,
    numbers BLOB NOT NULL,
    PRIMARY KEY (input_seq, embedding)
);
CREATE INDEX vectors_by_app ON vectors (app_id, embedding, input_seq);

INSERT INTO vectors (input_seq, embedding, app_id, numbers)
    SELECT seq, 'measured', app_id, embedding FROM inputs
    WHERE embedding IS NOT NULL ORDER BY seq;
UPDATE inputs SET embedding = NULL WHERE embedding IS NOT NULL;
ALTER TABLE model_versions ADD COLUMN embedding TEXT NOT NULL DEFAULT 'measured';
ALTER TABLE dataset_version_inputs ADD COLUMN embedding_name TEXT NOT NULL DEFAULT 'measured';
CREATE INDEX dataset_version_inputs_by_input ON dataset_version_inputs (input_seq);
"""

# Programs of users that answer for models.
STEP_17 = """
CREATE TABLE runners (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    id TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (user_id, id)
);
"""

# Files that come in parts, and the archives among them, or behind URLs, that inputs are taken from.
STEP_18 = """
CREATE TABLE uploads (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    length INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE,
    job_seq INTEGER REFERENCES add_jobs(seq) ON DELETE SET NULL,
    template TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);
CREATE INDEX uploads_by_job ON uploads (job_seq);

CREATE TABLE upload_parts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    upload_seq INTEGER NOT NULL REFERENCES uploads(seq) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (upload_seq, number)
);

CREATE TABLE extractions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    id TEXT NOT NULL,
    url TEXT,
    token TEXT,
    job_seq INTEGER NOT NULL REFERENCES add_jobs(seq) ON DELETE CASCADE,
    template TEXT NOT NULL,
    status_code INTEGER NOT NULL,
    details TEXT,
    counts TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, id)
);
CREATE INDEX extractions_by_status ON extractions (status_code);
CREATE INDEX extractions_by_job ON extractions (job_seq);
"""

# What is kept as it was sent, by kind and id.
STEP_19 = """
CREATE TABLE documents (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    app_id TEXT NOT NULL REFERENCES apps(id),
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (app_id, kind, id)
);
CREATE INDEX annotations_by_task ON annotations (app_id, task_id);
"""

# What an evaluation was asked for: the dataset, and what is kept with it.
STEP_20 = """
ALTER TABLE evaluations ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
"""

# What metadata and places are found by, and which annotations' metadata is not indexed yet.
STEP_21 = """
CREATE TABLE metadata_entries (
    entry INTEGER NOT NULL,
    annotation_seq INTEGER NOT NULL REFERENCES annotations(seq) ON DELETE CASCADE,
    PRIMARY KEY (entry, annotation_seq)
) WITHOUT ROWID;
CREATE INDEX metadata_entries_by_annotation ON metadata_entries (annotation_seq);

CREATE TABLE unread_metadata (
    annotation_seq INTEGER PRIMARY KEY REFERENCES annotations(seq) ON DELETE CASCADE
);
INSERT INTO unread_metadata (annotation_seq)
    SELECT seq FROM annotations WHERE metadata IS NOT NULL;

CREATE TABLE places (
    annotation_seq INTEGER PRIMARY KEY REFERENCES annotations(seq) ON DELETE CASCADE,
    app_id TEXT NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL
);
CREATE INDEX places_by_latitude ON places (app_id, latitude, longitude);
INSERT INTO places (annotation_seq, app_id, latitude, longitude)
    SELECT seq, app_id, json_extract(geo, '$.geo_point.latitude'),
        json_extract(geo, '$.geo_point.longitude') FROM annotations WHERE geo IS NOT NULL;

CREATE INDEX inputs_with_text ON inputs (app_id, status_code) WHERE text IS NOT NULL;
"""

# The general model saw millions of concepts in inputs: each has a number in its app in place of two
# texts, and its predictions lie together.
STEP_22 = """
ALTER TABLE predictions RENAME TO predictions_of_step_1;

CREATE TABLE predicted_concepts (
    seq INTEGER PRIMARY KEY,
    app_id TEXT NOT NULL REFERENCES apps(id),
    concept_id TEXT NOT NULL,
    UNIQUE (app_id, concept_id)
);
INSERT INTO predicted_concepts (app_id, concept_id)
    SELECT DISTINCT app_id, concept_id FROM predictions_of_step_1;

CREATE TABLE predictions (
    concept_seq INTEGER NOT NULL REFERENCES predicted_concepts(seq),
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    value REAL NOT NULL,
    PRIMARY KEY (concept_seq, input_seq)
) WITHOUT ROWID;
INSERT INTO predictions (concept_seq, input_seq, value)
    SELECT c.seq, o.input_seq, o.value FROM predictions_of_step_1 o JOIN predicted_concepts c
        ON c.app_id = o.app_id AND c.concept_id = o.concept_id ORDER BY c.seq, o.input_seq;
CREATE INDEX predictions_by_input ON predictions (input_seq);
DROP TABLE predictions_of_step_1;
"""

# The last characters of the key that opens an app, by which people know it; '' of a short key, NULL
# of a key that was last used before this step, and of an app that has none.
STEP_23 = """
ALTER TABLE apps ADD COLUMN key_end TEXT;
"""

# What is left of changes of many inputs, which are made a piece at a time.
STEP_24 = """
CREATE TABLE bulk_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    document_seq INTEGER NOT NULL REFERENCES documents(seq) ON DELETE CASCADE,
    change TEXT NOT NULL,
    rows TEXT NOT NULL,
    done INTEGER NOT NULL
);
CREATE INDEX bulk_changes_by_document ON bulk_changes (document_seq);
UPDATE documents SET about = json_set(about, '$.status_code', 25400)
    WHERE kind = 'bulk operation';
"""

# Versions of datasets are made in the background, a piece at a time. Those that an earlier sandbox
# had not finished were never seen.
STEP_25 = """
DELETE FROM dataset_versions WHERE metrics = 'null';
ALTER TABLE dataset_versions ADD COLUMN status_code INTEGER NOT NULL DEFAULT 64015;
ALTER TABLE dataset_versions ADD COLUMN status_details TEXT;
CREATE TABLE versions_to_make (
    version_seq INTEGER PRIMARY KEY REFERENCES dataset_versions(seq) ON DELETE CASCADE,
    rows TEXT NOT NULL,
    done INTEGER NOT NULL
);
"""

# What programs have logged.
STEP_26 = """
CREATE TABLE log_entries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT,
    cluster_user_id TEXT,
    log_type TEXT NOT NULL,
    about TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX log_entries_by_user ON log_entries (user_id, log_type);
CREATE INDEX log_entries_by_cluster_user ON log_entries (cluster_user_id, log_type);
"""

# Who has to label which input for a task.
STEP_27 = """
CREATE TABLE task_assignments (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    task_seq INTEGER NOT NULL REFERENCES documents(seq) ON DELETE CASCADE,
    input_seq INTEGER NOT NULL REFERENCES inputs(seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    worker TEXT NOT NULL,
    reviewer TEXT,
    status_code INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    UNIQUE (task_seq, input_seq, worker)
);
CREATE INDEX task_assignments_by_input ON task_assignments (input_seq);
CREATE INDEX task_assignments_by_status ON task_assignments (task_seq, status_code);
"""

STEPS = (STEP_1, STEP_2, STEP_3, STEP_4, STEP_5, STEP_6, STEP_7, STEP_8, STEP_9, STEP_10,
         STEP_11, STEP_12, STEP_13, STEP_14, STEP_15, STEP_16, STEP_17, STEP_18,
         STEP_19, STEP_20, STEP_21, STEP_22, STEP_23, STEP_24, STEP_25, STEP_26,
         STEP_27)
