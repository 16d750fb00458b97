"""Many items in requests of at most 128, the most that the API takes in one."""
from __future__ import absolute_import

from clarifai.status_codes import SUCCESS

BATCH = 128


def batches_of(items, size=BATCH):
    """The items in lists of at most `size`, in order."""
    for start in range(0, len(items), size):
        yield items[start:start + size]


def merged(answers):
    """One answer in place of several: their lists joined in order, the first bad status kept.

    Args:
        answers (list of dict): at least one.
    """
    if len(answers) == 1:
        return answers[0]
    whole = dict(answers[0])
    for answer in answers[1:]:
        for name, part in answer.items():
            if isinstance(part, list):
                whole[name] = (whole.get(name) or []) + part
        if answer.get('status') and (whole.get('status') or {}).get('code') in (None, SUCCESS):
            whole['status'] = answer['status']
    return whole
