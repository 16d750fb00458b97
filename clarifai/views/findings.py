"""What models found in a picture or video, one thing after the other."""
from __future__ import absolute_import, unicode_literals

from collections import namedtuple

from clarifai.answers import number_in, object_in, objects_in, text_in

CONCEPT, COLOR, EMBEDDING, CLUSTER, REGION, TEXT = (
    'concept', 'color', 'embedding', 'cluster', 'region', 'text')


class Finding(namedtuple('Finding', 'kind id name value box time region vector')):
    """One thing that an output says.

    Attributes:
        kind (str): 'concept', 'color', 'embedding', 'cluster', 'region' or 'text'.
        id (str): of a colour as ``#aabbcc``; None where it has none.
        name (str): of a text, the text.
        value (float): from 0 to 1, or None.
        box (Box): where it is in the picture; None for all of it.
        time (float): when, in seconds from the beginning of a video; None in a picture.
        region (int): the number of the region, from 1, in its picture or frame; None for none.
        vector (list of float): of an embedding.
    """

    __slots__ = ()


class Box(namedtuple('Box', 'left top width height')):
    """A rectangle, in fractions of the picture's width and height."""

    __slots__ = ()


def outputs_of(output):
    """The outputs of an output: those of a workflow's result, else itself alone."""
    return objects_in(output.get('outputs')) or [output]


def findings(output):
    """What an output says, in the order of the answer.

    Args:
        output (dict): one output of a model, or one result of a workflow with the outputs of
            several.

    Yields:
        Finding: one after the other.
    """
    for single in outputs_of(output):
        for found in of_data(object_in(single.get('data'))):
            yield found


def of_data(data, box=None, time=None, region=None):
    """The findings in the ``data`` of an output, of a region or of a frame."""
    def found(kind, found_id, name, value=None, vector=None):
        return Finding(kind, text_in(found_id), text_in(name), finite(value, None), box, time,
                       region, vector)
    for concept in objects_in(data.get('concepts')):
        yield found(CONCEPT, concept.get('id'), concept.get('name'), concept.get('value'))
    for colour in objects_in(data.get('colors')):
        yield found(COLOR, colour.get('raw_hex'), object_in(colour.get('w3c')).get('name'),
                    colour.get('value'))
    for part in objects_in(data.get('embeddings')):
        vector = part.get('vector')
        vector = list(vector) if isinstance(vector, list) else []
        yield found(EMBEDDING, None, '%d numbers' % len(vector), vector=vector)
    for part in objects_in(data.get('clusters')):
        yield found(CLUSTER, part.get('id'), 'cluster')
    said = object_in(data.get('text')).get('raw')
    if text_in(said):
        yield found(TEXT, None, said)
    for number, part in enumerate(objects_in(data.get('regions')), 1):
        for inner in _of_region(part, box, time, number):
            yield inner
    for frame in objects_in(data.get('frames')):
        at = finite(object_in(frame.get('frame_info')).get('time')) / 1000.0
        for inner in of_data(object_in(frame.get('data')), None, at):
            yield inner


def _of_region(part, outer, time, number):
    data, box = object_in(part.get('data')), box_of(object_in(part.get('region_info'))) or outer
    inner = list(of_data(data, box, time, number))
    for side in object_in(data.get('face')).values():
        inner.extend(of_data(object_in(side), box, time, number))
    return inner or [Finding(REGION, text_in(part.get('id')), None, finite(part.get('value'), None),
                             box, time, number, None)]


def box_of(region_info):
    """Where a region is, as a `Box`: its bounding box, or the one around its points, or None."""
    box = object_in(region_info.get('bounding_box'))
    if box:
        edges = [finite(box.get(edge)) for edge in
                 ('left_col', 'top_row', 'right_col', 'bottom_row')]
    else:
        points = objects_in(object_in(region_info.get('polygon')).get('points'))
        points += [point for point in [object_in(region_info.get('point'))] if point]
        if not points:
            return None
        columns = [finite(point.get('col')) for point in points]
        rows = [finite(point.get('row')) for point in points]
        edges = [min(columns), min(rows), max(columns), max(rows)]
    left, top, right, bottom = edges
    return Box(left, top, right - left, bottom - top)


def finite(value, default=0.0):
    """A number of an answer as a float; `default` for what is none, not finite, or too large."""
    try:
        number = float(number_in(value, default))
    except (OverflowError, TypeError):  # the latter where the default is None
        return default
    return number if abs(number) < float('inf') else default


def label_of(found):
    """What to call a finding: its name, else its id, else a question mark."""
    return found.name or found.id or ('region' if found.kind == REGION else '?')


def in_words(value):
    """A value from 0 to 1 with two digits; '' for None."""
    return '' if value is None else '%.2f' % value
