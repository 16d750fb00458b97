"""The concepts of an app: the words that inputs are annotated with and models learn."""
from __future__ import absolute_import

from clarifai.sandbox import clock, errors

COLUMNS = 'app_id, id, name, created_at'


def _many(db, app_id, ids):
    """Return {id: row} of the concepts among `ids` that exist."""
    found = {}
    for concept_id in ids:
        row = db.execute('SELECT %s FROM concepts WHERE app_id = ? AND id = ?' % COLUMNS,
                         (app_id, concept_id)).fetchone()
        if row:
            found[concept_id] = dict(row)
    return found


def find(db, app_id, concept_id):
    """Return one concept as a dict, or None."""
    return _many(db, app_id, [concept_id]).get(concept_id)


def get(db, app_id, concept_id):
    """Return one concept as a dict.

    Raises:
        errors.ConceptNotFound: the app has none with this id.
    """
    found = find(db, app_id, concept_id)
    if found is None:
        raise errors.ConceptNotFound('There is no concept with id %r in this app.' % concept_id)
    return found


def by_id(db, app_id, ids):
    """Return {id: concept} for those of `ids` that the app has."""
    return _many(db, app_id, set(ids))


def ids_called(db, app_id, name):
    """Return the ids of the app's concepts with exactly this name."""
    rows = db.execute('SELECT id FROM concepts WHERE app_id = ? AND name = ?', (app_id, name))
    return [row['id'] for row in rows]


def ensure(db, app_id, concepts):
    """Make the concepts that do not exist yet.

    Args:
        db (sqlite3.Connection): in a transaction.
        app_id (str): the app.
        concepts (list of (str, str)): ids and names; a name of None is the id.
    """
    moment = clock.now()
    db.executemany(
        'INSERT INTO concepts (app_id, id, name, created_at) VALUES (?, ?, ?, ?) '
        'ON CONFLICT (app_id, id) DO NOTHING',
        [(app_id, concept_id, name or concept_id, moment) for concept_id, name in concepts])


def add(db, app_id, concept_id, name):
    """Make one concept.

    Raises:
        errors.ConceptDuplicate: the app has one with this id.
    """
    if find(db, app_id, concept_id):
        raise errors.ConceptDuplicate('duplicate: there is a concept with id %r already.'
                                      % concept_id)
    ensure(db, app_id, [(concept_id, name)])
    return find(db, app_id, concept_id)


def rename(db, app_id, concept_id, name):
    """Give a concept another name.

    Raises:
        errors.ConceptNotFound: the app has none with this id.
    """
    db.execute('UPDATE concepts SET name = ? WHERE app_id = ? AND id = ?',
               (name, app_id, concept_id))
    return get(db, app_id, concept_id)


def listing(db, app_id, page):
    """Return one page of the app's concepts, oldest first."""
    rows = db.execute('SELECT %s FROM concepts WHERE app_id = ? ORDER BY seq LIMIT ? OFFSET ?'
                      % COLUMNS, (app_id, page.size, page.start))
    return [dict(row) for row in rows]


def everything(db, app_id):
    """Return all of the app's concepts, oldest first."""
    rows = db.execute('SELECT %s FROM concepts WHERE app_id = ? ORDER BY seq' % COLUMNS, (app_id,))
    return [dict(row) for row in rows]
