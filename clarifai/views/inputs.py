"""Inputs, and what searches found, as cards."""
from __future__ import absolute_import, unicode_literals

from clarifai.answers import object_in, objects_in, text_in
from clarifai.views.findings import findings, in_words, label_of, of_data
from clarifai.views.markup import joined, tag, text
from clarifai.views.pictures import original
from clarifai.views.predictions import boxes_of, failure_of, frame, shown, swatch

CARD = 240       # pixels of the longer side of a picture on a card
MOST = 60        # cards that are shown
ON_CARD = 3      # findings of one
_NOT_CONCEPT = 'not '


def card(found, boxes=(), heading='', rows=(), note='', failed='', **attributes):
    """A picture with a few words below it.

    Args:
        found (Original): the picture.
        boxes (iterable of tuple): a number and a `Box` each.
        heading (Markup or str): what to call it; its label unless given.
        rows (list of tuple): names with values, and perhaps a class.
        note (str), failed (str): more words.
        **attributes: of the element.
    """
    items = [tag('li', tag('span', row[0], class_='label'), tag('span', row[1], class_='value'))
             for row in rows]
    return tag('figure', frame(found, CARD, boxes),
               tag('figcaption', tag('span', heading or found.label, class_='name',
                                     title=found.label),
                   tag('ul', items) if items else '',
                   tag('p', note, class_='quiet more') if note else '',
                   tag('p', failed, class_='failed') if failed else ''),
               class_='card', **attributes)


def cards(made, total, what):
    """Cards, and how many more there are."""
    view = tag('div', made, class_='cards')
    left = total - len(made)
    return joined(view, tag('p', 'and %d more %s' % (left, what), class_='quiet')) if left else view


def rows_of(found):
    """The first findings of a picture for its card."""
    return [(joined(swatch(one), text(label_of(one))), in_words(one.value))
            for one in found[:ON_CARD]]


def input_view(item, score=None):
    """An input by itself: its picture, and all that is known of it.

    Args:
        item (dict): an input as the API writes it, contents included.
        score (float): how well it fits a search.
    """
    data = object_in(item.get('data'))
    said = [tag('h3', text(item.get('id') or 'an input'))]
    facts = []
    if score:
        facts.append(('score', in_words(score)))
    status = object_in(item.get('status'))
    if text_in(status.get('description')):
        facts.append(('status', text(status['description'])))
    url = next((text_in(object_in(data.get(kind)).get('url')) for kind in ('image', 'video')
                if kind in data), None)
    if url:
        facts.append(('from', original(url).label))
    concepts = ', '.join(_labelled(concept) for concept in objects_in(data.get('concepts')))
    if concepts:
        facts.append(('concepts', concepts))
    for name, value in sorted(object_in(data.get('metadata')).items()):
        facts.append((text(name), _short(value)))
    point = object_in(object_in(data.get('geo')).get('geo_point'))
    if point:
        facts.append(('place', '%s, %s' % (text(point.get('latitude')),
                                           text(point.get('longitude')))))
    found = list(of_data({'regions': data.get('regions')}))
    facts += [('region %d' % one.region, text(label_of(one))) for one in found if one.region]
    said.append(facts_view(facts))
    return tag('section', shown(original(item), boxes=boxes_of(found)),
               tag('div', said, class_='said'), class_='seen')


def facts_view(facts):
    """Names and values, as a list; nothing where there are none."""
    rows = [(tag('dt', name), tag('dd', value)) for name, value in facts]
    return tag('dl', rows, class_='facts') if rows else ''


def _labelled(concept):
    word = text(concept.get('name') or concept.get('id') or '?')
    return word if concept.get('value', 1) else _NOT_CONCEPT + word


def _short(value):
    said = text(value)
    return said if len(said) <= 200 else said[:197] + '...'


def input_cards(items, scores=None, most=MOST):
    """Inputs as cards.

    Args:
        items (list of dict): inputs as the API writes them.
        scores (list of float): how well each fits a search; None for no search.
        most (int): how many are shown.
    """
    made = []
    for number, item in enumerate(items[:most]):
        data = object_in(item.get('data'))
        rows = [(_labelled(concept), '') for concept in objects_in(data.get('concepts'))[:ON_CARD]]
        if scores is not None:
            rows.insert(0, ('score', in_words(scores[number])))
        boxes = boxes_of(of_data({'regions': data.get('regions')}))
        found = original(item)
        made.append(card(found, boxes, heading=text(item.get('id') or found.label), rows=rows))
    return cards(made, len(items), 'inputs')


def result_card(result, **attributes):
    """A result of a bulk run, as a card.

    Args:
        result (Result): of `clarifai.bulk`.
        **attributes: of the element, and `heading`.
    """
    if result.error is not None:
        return card(source_of(result), failed=text(result.error), **attributes)
    if result.output is None:
        item = result.input.dict() if hasattr(result.input, 'sendable') else object_in(result.input)
        return card(source_of(result), note=text(item.get('id') or 'uploaded'), **attributes)
    found = list(findings(result.output))
    failed = failure_of(result.output)
    more = len(found) - ON_CARD
    return card(source_of(result), boxes_of(found), rows=rows_of(found), failed=failed,
                note='and %d more' % more if more > 0 else '', **attributes)


def source_of(result):
    """The picture of a result, as an `Original`: what was given, else what the answer names."""
    found = original(result.source)
    if not found.is_known() and result.output is not None:
        return original(object_in(result.output.get('input')))
    return found
