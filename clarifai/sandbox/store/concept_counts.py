"""In how many inputs each concept of an app is said to be, or not to be."""
from __future__ import absolute_import

from clarifai.sandbox import status_codes as codes

STATES = {codes.INPUT_SUCCESS: 'processed', codes.INPUT_PENDING: 'to_process',
          codes.INPUT_IN_PROGRESS: 'processing'}
FAILED = 'errors'


def of_concepts(db, app_id, ids):
    """Return {concept id: {state of inputs: {'positive': n, 'negative': n}}} for some concepts."""
    counts = dict((concept_id, dict(
        (state, {'positive': 0, 'negative': 0}) for state in list(STATES.values()) + [FAILED]))
        for concept_id in ids)
    rows = db.execute(
        'SELECT s.concept_id, i.status_code, s.value >= 0.5 AS positive, '
        'COUNT(DISTINCT i.seq) AS number FROM annotated_concepts s '
        'JOIN annotations a ON a.seq = s.annotation_seq JOIN inputs i ON i.seq = a.input_seq '
        'WHERE s.app_id = ? GROUP BY s.concept_id, i.status_code, positive', (app_id,))
    for row in rows:
        if row['concept_id'] in counts:
            state = counts[row['concept_id']][STATES.get(row['status_code'], FAILED)]
            state['positive' if row['positive'] else 'negative'] += row['number']
    return counts
