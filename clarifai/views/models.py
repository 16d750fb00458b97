"""Models, their versions and evaluations, and workflows, as HTML."""
from __future__ import absolute_import, unicode_literals

from clarifai.answers import object_in, objects_in, text_in
from clarifai.views.findings import finite
from clarifai.views.inputs import facts_view
from clarifai.views.markup import joined, tag, text

CONCEPTS = 40        # of a model
MOST_MODELS = 50
LARGEST_MATRIX = 30  # concepts of a confusion matrix
_SUMMARY = (('macro_avg_roc_auc', 'ROC AUC'), ('macro_avg_f1_score', 'F1'),
            ('macro_avg_precision', 'precision'), ('macro_avg_recall', 'recall'),
            ('top1_accuracy', 'top-1 accuracy'), ('mean_avg_precision_iou_50', 'mAP at 0.5'))
_BY_CONCEPT = (('num_pos', 'examples', '%d'), ('f1', 'F1', '%.2f'),
               ('roc_auc', 'ROC AUC', '%.2f'), ('avg_precision', 'average precision', '%.2f'))
_FACTS = (('name', 'name'), ('user_id', 'user'), ('app_id', 'app'),
          ('description', 'description'), ('created_at', 'made'))


def model_view(item):
    """A model.

    Args:
        item (dict): as the API writes it.
    """
    version = object_in(item.get('model_version'))
    info = object_in(item.get('output_info')) or object_in(version.get('output_info'))
    concepts = objects_in(object_in(info.get('data')).get('concepts'))
    said = text(item.get('name') or item.get('id') or 'a model')
    facts = [('id', text(item.get('id') or '')),
             ('type', text(item.get('model_type_id') or info.get('type') or '')),
             ('app', _place(item)), ('version', text(version.get('id') or '')),
             ('status', _status(version)),
             ('made', text(version.get('created_at') or item.get('created_at') or '')[:19]),
             ('concepts', _listed([text(one.get('name') or one.get('id') or '?')
                                   for one in concepts]))]
    return tag('section', tag('h3', said), facts_view([fact for fact in facts if fact[1]]),
               evaluation_view(version) if version.get('metrics') else '', class_='thing')


def models_view(items):
    """Several models."""
    left = len(items) - MOST_MODELS
    more = tag('p', 'and %d more models' % left, class_='quiet') if left > 0 else ''
    return joined([model_view(item) for item in items[:MOST_MODELS]], more)


def workflow_view(item):
    """A workflow, with its models in their order."""
    nodes = objects_in(item.get('nodes'))
    facts = [(text(node.get('id') or '%d' % number),
              text(object_in(node.get('model')).get('id') or '?'))
             for number, node in enumerate(nodes, 1)]
    return tag('section', tag('h3', text(item.get('id') or 'a workflow')), facts_view(facts),
               class_='thing')


def thing_view(item, kind):
    """Anything else of an account that has an id, such as an app or a dataset.

    Args:
        item (dict): as the API writes it.
        kind (str): what it is.
    """
    facts = [(label, text(item[name])[:300]) for name, label in _FACTS if text_in(item.get(name))]
    return tag('section', tag('h3', '%s %s' % (kind, text(item.get('id') or ''))),
               facts_view(facts), class_='thing')


def _place(item):
    return '/'.join(text(part) for part in (item.get('user_id'), item.get('app_id'))
                    if text_in(part))


def _status(item):
    status = object_in(item.get('status'))
    return text(status.get('description') or status.get('code') or '')


def _listed(names):
    if len(names) <= CONCEPTS:
        return ', '.join(names)
    return '%s and %d more' % (', '.join(names[:CONCEPTS]), len(names) - CONCEPTS)


def evaluation_view(item):
    """How good a model is: figures, its concepts one by one, and what it takes for what.

    Args:
        item (dict): a version with its metrics, or metrics as today's API writes evaluations.
    """
    metrics = object_in(item.get('metrics')) or item
    summary = object_in(metrics.get('summary'))
    facts = [(label, '%.3f' % finite(summary[name])) for name, label in _SUMMARY
             if summary.get(name) is not None]
    status = _status(metrics)
    parts = [tag('h3', 'Evaluation')]
    if status and not facts:
        parts.append(tag('p', status, class_='quiet'))
    parts.append(facts_view(facts))
    by_concept = objects_in(metrics.get('binary_metrics'))
    names = _names(by_concept)
    if by_concept:
        parts.append(_table(by_concept))
    matrix = object_in(metrics.get('confusion_matrix'))
    if objects_in(matrix.get('matrix')):
        parts.append(confusion_view(matrix, names))
    return tag('section', parts, class_='thing')


def _names(by_concept):
    """{id: name} of the concepts of an evaluation."""
    concepts = [object_in(one.get('concept')) for one in by_concept]
    return dict((one.get('id'), one.get('name')) for one in concepts if text_in(one.get('name')))


def _table(by_concept):
    columns = [column for column in _BY_CONCEPT
               if any(one.get(column[0]) is not None for one in by_concept)]
    head = tag('tr', tag('th', 'concept', scope='col'),
               [tag('th', label, scope='col', class_='value') for _, label, _ in columns])
    rows = [tag('tr', tag('th', _name(one), scope='row'),
                [tag('td', '' if one.get(name) is None else form % finite(one[name]),
                     class_='value') for name, _, form in columns])
            for one in by_concept[:CONCEPTS]]
    left = len(by_concept) - CONCEPTS
    more = tag('p', 'and %d more concepts' % left, class_='quiet') if left > 0 else ''
    return joined(tag('div', tag('table', tag('thead', head), tag('tbody', rows)),
                      class_='scroll'), more)


def _name(one):
    concept = object_in(one.get('concept'))
    return text(concept.get('name') or concept.get('id') or '?')


def confusion_view(matrix, names):
    """A confusion matrix: a row for each true concept, a column for each that was predicted.

    Args:
        matrix (dict): ``concept_ids`` and, in ``matrix``, entries with ``actual``, ``predicted``
            and ``value``, the part of the inputs of the one that were taken for the other.
        names (dict): of ids of concepts, their names.
    """
    entries = objects_in(matrix.get('matrix'))
    ids = [one for one in matrix.get('concept_ids') or () if text_in(one)]
    for entry in entries:
        ids += [one for one in (entry.get('actual'), entry.get('predicted'))
                if text_in(one) and one not in ids]
    values = dict(((entry.get('actual'), entry.get('predicted')), finite(entry.get('value')))
                  for entry in entries)
    shown = ids[:LARGEST_MATRIX]
    largest = max([1.0] + list(values.values()))
    head = tag('tr', tag('th', 'actual, predicted as'),
               [tag('th', text(names.get(one) or one), scope='col', class_='value')
                for one in shown])
    rows = [tag('tr', tag('th', text(names.get(actual) or actual), scope='row'),
                [_cell(values.get((actual, predicted)), largest) for predicted in shown])
            for actual in shown]
    left = len(ids) - len(shown)
    more = tag('p', 'and %d more concepts' % left, class_='quiet') if left > 0 else ''
    return joined(tag('h4', 'Confusion matrix'),
                  tag('div', tag('table', tag('thead', head), tag('tbody', rows), class_='matrix'),
                      class_='scroll'), more)


def _cell(value, largest):
    if value is None:
        return tag('td', '', class_='value')
    # At most this deep, so that the figure is read on light and dark ground.
    shade = 'background:rgba(26,138,132,%.2f)' % (.08 + .47 * value / largest)
    return tag('td', '%.2f' % value if largest <= 1 else '%g' % value, class_='value', style=shade)
