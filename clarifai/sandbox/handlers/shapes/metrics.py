"""An evaluation's numbers as the API's ``EvalMetrics``. What could not be measured is left out."""
import statistics
from typing import Any


def packed(measured: dict[str, Any], concepts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the members of ``metrics`` beside its status.

    Args:
        measured: what ``learning.evaluation.evaluate`` found, with ``cooccurrences``
            (lists of row, column and count) beside it.
        concepts: the version's concepts, as answers have them.
    """
    by_id = {item['id']: item for item in concepts}
    ids = [item['concept_id'] for item in measured['concepts']]
    return {
        'summary': _summary(measured),
        'confusion_matrix': {'concept_ids': ids, 'matrix': _confusions(measured, ids)},
        'cooccurrence_matrix': {'concept_ids': ids, 'matrix': [
            {'row': row, 'col': column, 'count': count}
            for row, column, count in measured['cooccurrences']]},
        'label_counts': {'positive_label_counts': [
            {'concept_name': by_id.get(item['concept_id'], {}).get('name', item['concept_id']),
             'count': item['positives']} for item in measured['concepts']]},
        'binary_metrics': [_binary(item, by_id) for item in measured['concepts']],
    }


def test_set(measured: dict[str, Any], concepts: list[dict[str, Any]],
             inputs: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was predicted of each example, beside what was said of it; the best first.

    Args:
        measured: as for `packed`, with ``test_set`` (dicts with ``input_id``, ``said`` and
            ``predicted``); evaluations of older sandboxes have none.
        concepts: as for `packed`.
        inputs: {id: input, as answers have it}; without those that are gone.
    """
    def valued(values: dict[str, float]) -> list[dict[str, Any]]:
        found = [dict(item, value=float(values[item['id']]))
                 for item in concepts if item['id'] in values]
        return sorted(found, key=lambda item: -item['value'])
    return [{'input': inputs.get(one['input_id'], {'id': one['input_id']}),
             'predicted_concepts': valued(one['predicted']),
             'ground_truth_concepts': valued(one['said'])}
            for one in measured.get('test_set', [])]


def _summary(measured: dict[str, Any]) -> dict[str, Any]:
    summary = {'macro_avg_precision': measured['precision'],
               'macro_avg_recall': measured['recall'],
               'top1_accuracy': measured['accuracy']}
    for name, column in (('roc_auc', 'roc_auc'), ('f1_score', 'f1')):
        values = [item[column] for item in measured['concepts'] if item[column] is not None]
        summary['macro_avg_' + name] = measured[column]
        summary['macro_std_' + name] = statistics.pstdev(values) if values else None
    return _without_none(summary)


def _confusions(measured: dict[str, Any], ids: list[str]) -> list[dict[str, Any]]:
    """Return, for each actual concept, which part of its inputs was taken for which concept."""
    entries: list[Any] = []
    for actual, row in zip(ids, measured['confusion_matrix']['matrix']):
        total = sum(row)
        entries.extend({'actual': actual, 'predicted': predicted, 'value': count / float(total)}
                       for predicted, count in zip(ids, row) if total)
    return entries


def _binary(item: dict[str, Any], by_id: dict[str, Any]) -> dict[str, Any]:
    return _without_none({
        'num_pos': item['positives'], 'num_neg': item['negatives'],
        'num_tot': item['positives'] + item['negatives'], 'f1': item['f1'],
        'roc_auc': item['roc_auc'], 'avg_precision': item['average_precision'],
        'concept': by_id.get(item['concept_id'], {'id': item['concept_id']})})


def _without_none(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
