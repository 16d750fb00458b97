"""What models said of pictures, videos and texts, as HTML."""
from __future__ import absolute_import, unicode_literals

from itertools import groupby
import re

from clarifai.answers import object_in, objects_in, text_in
from clarifai.status_codes import NO_FAILURES
from clarifai.views import findings as findings_
from clarifai.views.findings import findings, finite, in_words, label_of
from clarifai.views.markup import Markup, joined, lines, percent, tag, text
from clarifai.views.pictures import THUMBNAIL, original, picture

SHOWN = 10         # findings that are seen at once; the others are folded away
MOST = 200         # findings of one output that are there at all
LONGEST = 4000     # characters of a text
_COLOUR = re.compile(r'#[0-9a-fA-F]{3,8}\Z')


def output_view(output, image=None, most=THUMBNAIL):
    """One output, or one result of a workflow: its picture, and what was found.

    Args:
        output (dict): as the API writes it.
        image: the picture that it is about, as of `pictures.original`; None for the one that the
            output names.
        most (int): pixels of the longer side of the picture.

    Returns:
        Markup
    """
    single = findings_.outputs_of(output)
    about = output.get('input') or single[0].get('input')
    found = original(image if image is not None else object_in(about))
    boxes = boxes_of(findings(output))
    said = [_said(part, len(single) > 1) for part in single]
    return tag('section', shown(found, most, boxes), tag('div', *said, class_='said'),
               class_='seen')


def shown(found, most=THUMBNAIL, boxes=()):
    """A picture with its boxes and its name, as a figure; nothing where there is none.

    Args:
        found (Original): the picture.
        most (int): pixels of its longer side.
        boxes (iterable of tuple): a number and a `Box` each.
    """
    if not found.is_known():
        return ''
    return tag('figure', frame(found, most, boxes), tag('figcaption', found.label),
               class_='shown')


def frame(found, most=THUMBNAIL, boxes=(), alt=''):
    """A picture with its boxes; the words of a text, or why there is nothing to see."""
    if found.words is not None:
        return tag('p', _shortened(found.words), class_='picture nothing words')
    view = picture(found, most)
    if view.src is None:
        return tag('p', view.note or found.kind or 'no picture', class_='picture nothing')
    image = tag('img', src=view.src, alt=alt or found.label, width=view.width, height=view.height,
                loading='lazy', referrerpolicy='no-referrer')
    return tag('div', image, [box_view(number, box) for number, box in boxes], class_='picture')


def box_view(number, box):
    """A box over a picture."""
    place = 'left:%s;top:%s;width:%s;height:%s' % tuple(percent(edge) for edge in box)
    return tag('span', tag('b', '%d' % number), class_='box', style=place)


def boxes_of(found):
    """The regions of a picture, not of a video's frames: each number with its `Box`, once."""
    boxes = {}
    for one in found:
        if one.box and one.time is None:
            boxes.setdefault((one.region, one.box), (one.region, one.box))
    return sorted(boxes.values())


def _said(output, with_model):
    """What one model said."""
    parts = []
    model = object_in(output.get('model'))
    name = text_in(model.get('name')) or text_in(model.get('id'))
    if name and with_model:
        parts.append(tag('h4', text(name)))
    elif name:
        parts.append(tag('p', text(name), class_='quiet'))
    failure = failure_of(output)
    found = list(findings(output))
    if failure:
        parts.append(tag('p', failure, class_='failed'))
    elif not found:
        parts.append(tag('p', 'nothing found', class_='quiet'))
    left = len(found) - MOST
    parts.extend(_groups(found[:MOST]))
    if left > 0:
        parts.append(tag('p', 'and %d more' % left, class_='quiet'))
    return joined(parts)


def failure_of(output):
    """Why an output is none, as text; '' when it is one."""
    status = object_in(output.get('status'))
    code = status.get('code')
    if code is None or code in NO_FAILURES:
        return ''
    words = [text(part) for part in (status.get('description'), status.get('details'))
             if text_in(part)]
    return ' '.join(['%s:' % text(code)] + words) if words else text(code)


def _groups(found):
    """Findings of frames with the time above them, those of a kind together, the rest folded."""
    parts = []
    for (time, kind), group in groupby(found, lambda one: (one.time, _layout(one.kind))):
        if time is not None:
            parts.append(tag('h4', '%g s' % time))
        group = list(group)
        parts.append(_folded(group, kind))
    return parts


def _layout(kind):
    return kind if kind in (findings_.EMBEDDING, findings_.TEXT) else 'bars'


def _folded(group, layout):
    if layout == findings_.TEXT:
        return joined([tag('p', _shortened(one.name), class_='words') for one in group])
    if layout == findings_.EMBEDDING:
        return joined([_vector(one) for one in group])
    first, rest = group[:SHOWN], group[SHOWN:]
    view = bars(first)
    if rest:
        view = joined(view, tag('details', tag('summary', '%d more' % len(rest)), bars(rest)))
    return view


def bars(found):
    """Findings with a bar each for their values."""
    return tag('ul', [_bar(one) for one in found], class_='bars')


def _bar(one):
    number = tag('span', '%d' % one.region, class_='number') if one.region else ''
    bar = '' if one.value is None else tag('i', style='width:' + percent(one.value))
    return tag('li', tag('span', number, swatch(one), text(label_of(one)), class_='name'),
               tag('span', bar, class_='bar' if bar else None),
               tag('span', in_words(one.value), class_='value'))


def swatch(one):
    """The colour that a finding is, as a small square; nothing for others."""
    if one.kind != findings_.COLOR or not _COLOUR.match(one.id or ''):
        return Markup('')
    return tag('span', class_='swatch', style='background:' + one.id)


def _vector(one):
    first = ', '.join('%.3f' % finite(number) for number in one.vector[:4])
    more = ', ...' if len(one.vector) > 4 else ''
    return tag('p', 'a vector of %s: %s%s' % (one.name, first, more), class_='quiet')


def _shortened(words):
    words = lines(words)
    return words if len(words) <= LONGEST else words[:LONGEST] + '...'


def results_of(answer):
    """The outputs of an answer to a prediction, or the results of a workflow's; None of another."""
    if 'results' in answer:
        return objects_in(answer['results'])
    if 'outputs' in answer and 'input' not in answer:
        return objects_in(answer['outputs'])
    if 'outputs' in answer or ('data' in answer and ('model' in answer or 'input' in answer)):
        return [answer]
    return None
