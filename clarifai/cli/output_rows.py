"""What models found in a picture or video, as rows."""
from __future__ import absolute_import


def rows_of(output):
    """What an output says, in the order of the answer.

    Args:
        output (dict): one output of a model, or one result of a workflow with the outputs of
            several.

    Yields:
        tuple: an id, a name, a value from 0 to 1 or None, and where: a box in percent
        ('12,8 40x30'), a time in a video ('1.5 s'), or ''.
    """
    for one in output.get('outputs') or [output]:
        for found in _of_data(one.get('data') or {}, ''):
            yield found


def _of_data(data, place):
    for concept in data.get('concepts') or ():
        yield concept.get('id'), concept.get('name'), concept.get('value'), place
    for colour in data.get('colors') or ():
        w3c = colour.get('w3c') or {}
        yield colour.get('raw_hex'), w3c.get('name'), colour.get('value'), place
    for part in data.get('embeddings') or ():
        yield None, '%d numbers' % len(part.get('vector') or ()), None, place
    for part in data.get('clusters') or ():
        yield part.get('id'), 'cluster', None, place
    for region in data.get('regions') or ():
        for found in _of_region(region, place):
            yield found
    for frame in data.get('frames') or ():
        at = '%g s' % ((frame.get('frame_info') or {}).get('time', 0) / 1000.0)
        for found in _of_data(frame.get('data') or {}, at):
            yield found


def _of_region(region, place):
    box = _box((region.get('region_info') or {}).get('bounding_box') or {})
    place = ' '.join(part for part in (place, box) if part)
    inner = list(_of_data(region.get('data') or {}, place))
    for part in ((region.get('data') or {}).get('face') or {}).values():
        inner.extend(_of_data(part, place))
    return inner or [(region.get('id'), 'region', region.get('value'), place)]


def _box(box):
    if not box:
        return ''
    left, top = box.get('left_col', 0), box.get('top_row', 0)
    width, height = box.get('right_col', 0) - left, box.get('bottom_row', 0) - top
    return '%.0f,%.0f %.0fx%.0f' % (100 * left, 100 * top, 100 * width, 100 * height)
