"""What models found in a picture or video, as rows."""
from __future__ import absolute_import

from clarifai.redact import native


def rows_of(output):
    """What an output says, in the order of the answer.

    Args:
        output (dict): one output of a model, or one result of a workflow with the outputs of
            several.

    Yields:
        tuple: an id, a name, a value from 0 to 1 or None, and where: a box in percent
        ('12,8 40x30'), a time in a video ('1.5 s'), or ''.
    """
    from clarifai.views.findings import REGION, findings  # so that --help is quick
    for found in findings(output):
        name = native('region') if found.kind == REGION else found.name
        yield found.id, name, found.value, _place(found)


def _place(found):
    parts = []
    if found.time is not None:
        parts.append('%g s' % found.time)
    if found.box:
        parts.append('%.0f,%.0f %.0fx%.0f' % tuple(100 * edge for edge in found.box))
    return ' '.join(parts)
