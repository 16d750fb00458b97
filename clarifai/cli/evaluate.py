"""``clarifai models evaluate``: how well a version of a model knows its concepts."""
from __future__ import absolute_import

from clarifai.cli.command import add_command, add_format, add_max_wait, new_app, note, tell
from clarifai.cli.formats import Rows, format_of
from clarifai.cli.names import model_of
from clarifai.compat import quote
from clarifai.errors import UserError
from clarifai.reasons import in_words
from clarifai.status_codes import EVALUATION_UNDER_WAY, MODEL_EVALUATED
from clarifai.waiting import wait_until

DESCRIPTION = '''Evaluate a version of a model on the inputs of the app, wait for it, and print how
well each concept is known. The last row is the mean. Precision and recall are those at a score of
0.5; a column of which the service says nothing is left out.'''
EXAMPLES = '''examples:
  clarifai models evaluate pets
  clarifai models evaluate pets --format json -o evaluation.json     with its matrices
'''
COLUMNS = ('concept', 'positives', 'negatives', 'roc auc', 'f1', 'avg precision', 'precision',
           'recall')
DECIDING = 0.5  # the score from which an input counts as showing a concept


def add_to(actions):
    """Describe the action."""
    command = add_command(actions, 'evaluate', 'say how well a model knows its concepts',
                          DESCRIPTION, EXAMPLES)
    command.add_argument('model', metavar='MODEL', help='its id or name')
    command.add_argument('--version', metavar='ID', help='a version of it (the newest)')
    add_max_wait(command, default=600)
    add_format(command)
    return command


def run(options):
    """Evaluate.

    Returns:
        int: the exit status: 1 if the evaluation failed, or took too long.
    """
    app = new_app()
    model = model_of(app, options.model)
    version = options.version or _newest(app, model)
    tell(options, 'evaluating %s, version %s ...' % (model.model_id, version))
    metrics = _evaluated(app.api, model.model_id, version, options.max_wait)
    status = metrics.get('status') or {}
    if status.get('code') != MODEL_EVALUATED:
        note('the evaluation failed: %s' % in_words(
            status.get('code'), status.get('description'), status.get('details')))
        return 1
    rows = list(_rows(metrics))
    known = [place for place in range(len(COLUMNS)) if any(row[place] is not None for row in rows)]
    with Rows(options, [COLUMNS[place] for place in known]) as printed:
        if format_of(options) in ('json', 'jsonl'):
            printed.write((), metrics)
        else:
            for row in rows:
                printed.write([row[place] for place in known])
    return 0


def _newest(app, model):
    version = model.model_version or (
        (app.api.get_model(model.model_id).get('model') or {}).get('model_version') or {}).get('id')
    if not version:
        raise UserError('the model %s has no version; train it: clarifai train %s'
                        % (model.model_id, model.model_id))
    return version


def _evaluated(api, model_id, version_id, max_wait):
    """The metrics of a version when they are there, or have failed."""
    answers = []  # the first, and the latest

    def ask():
        if not answers or 'eval_metrics' in answers[0]:  # which begins no second evaluation
            return api.run_model_evaluation(model_id, version_id)
        return api.get('models/%s/versions/%s/metrics' % (quote(model_id, ''),
                                                          quote(version_id, '')))

    def missing():
        answers[1:] = [ask()]
        status = _metrics_of(answers[-1]).get('status') or {}
        if status.get('code') not in EVALUATION_UNDER_WAY:
            return None
        return status.get('description') or 'nothing is known yet'
    wait_until(missing, 'the evaluation of %s' % model_id, max_wait)
    return _metrics_of(answers[-1])


def _metrics_of(answer):
    return (answer.get('model_version') or {}).get('metrics') or {}


def _rows(metrics):
    for item in metrics.get('binary_metrics') or metrics.get('metrics_by_class') or ():
        concept = item.get('concept') or {}
        precision, recall = _deciding_point(item.get('precision_recall_curve') or {})
        yield (concept.get('name') or concept.get('id') or item.get('concept_name'),
               item.get('num_pos', item.get('num_positive_labels')), item.get('num_neg'),
               _number(item.get('roc_auc')), _number(item.get('f1')),
               _number(item.get('avg_precision')), _number(precision), _number(recall))
    summary = metrics.get('summary') or {}
    yield ('(mean)', None, None, _number(summary.get('macro_avg_roc_auc')),
           _number(summary.get('macro_avg_f1_score')), None,
           _number(summary.get('macro_avg_precision')), _number(summary.get('macro_avg_recall')))


def _deciding_point(curve):
    """Precision and recall of a curve where what scores `DECIDING` or more counts as shown."""
    points = [point for point in zip(curve.get('thresholds') or (), curve.get('precision') or (),
                                     curve.get('recall') or ()) if point[0] >= DECIDING]
    return min(points)[1:] if points else (None, None)


def _number(value):
    return None if value is None else '%.3f' % value
