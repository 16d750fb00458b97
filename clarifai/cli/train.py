"""``clarifai train``: a new version of a model of one's own."""
from __future__ import absolute_import

from clarifai.cli.command import add_command, add_max_wait, new_app, note, tell
from clarifai.cli.names import own_model_id
from clarifai.cli.output import put
from clarifai.errors import ApiError, UserError
from clarifai.reasons import in_words
from clarifai.redact import native, printable, shown
from clarifai.status_codes import MODEL_TRAINED, is_missing

DESCRIPTION = '''Train a model on the inputs of the app, which makes a new version of it, and wait
until that is done. The id of the version is printed.'''
EXAMPLES = '''examples:
  clarifai train pets --concept cat --concept dog     makes the model if there is none
  clarifai train pets --no-wait
'''


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'train', 'train a model of the app', DESCRIPTION, EXAMPLES)
    command.add_argument('model', metavar='MODEL',
                         help='the id of the model, or its name')
    command.add_argument('--concept', metavar='ID', action='append', dest='concepts',
                         help='a concept that a new model is to know; may be repeated')
    command.add_argument('--exclusive', action='store_true',
                         help='of the concepts of a new model, only one can be true')
    command.add_argument('--no-wait', action='store_true',
                         help='do not wait until the training is done')
    add_max_wait(command)
    return command


def run(options):
    """Train.

    Returns:
        int: the exit status: 1 if the training failed, or took too long.
    """
    model = _model(new_app(), options)
    if options.no_wait:
        begun = model.create_version().get('model') or {}
        put('%s\n' % printable(native((begun.get('model_version') or {}).get('id'))))
        return 0
    tell(options, 'training %s ...' % model.model_id)
    try:
        model = model.train(timeout=options.max_wait, raise_on_timeout=True)
    except KeyboardInterrupt:
        note('stopped waiting. What was begun goes on: "clarifai models get %s" tells how far it is'
             % model.model_id)
        raise
    put('%s\n' % printable(native(model.model_version)))
    if model.model_status_code == MODEL_TRAINED:
        return 0
    version = (model.get_version(model.model_version).get('model_version') or {})
    status = version.get('status') or {}
    note('the training failed: %s' % in_words(status.get('code'), status.get('description'),
                                              status.get('details')))
    return 1


def _model(app, options):
    try:
        known = app.api.get_model(options.model).get('model')
    except ApiError as error:
        if not is_missing(error):
            raise
        known = None
    named = options.model if known else own_model_id(app, options.model)
    if named:
        if options.concepts or options.exclusive:
            raise UserError('the model %s exists; --concept and --exclusive are for new ones'
                            % options.model)
        return app.models.get(model_id=named)
    if not options.concepts:
        raise UserError('there is no model %s; to make it, name its concepts: --concept ID'
                        % options.model)
    _check_concepts(app, options.concepts)
    return app.models.create(options.model, concepts=options.concepts,
                             concepts_mutually_exclusive=options.exclusive)


def _check_concepts(app, concept_ids):
    """Refuse what the app does not know, before a model is made that could not be trained."""
    unknown = []
    for concept_id in concept_ids:
        try:
            app.api.get_concept(concept_id)
        except ApiError as error:
            if not is_missing(error):
                raise
            unknown.append(concept_id)
    if unknown:
        raise UserError('the app has no concept %s; no model was made. "clarifai concepts list" '
                        'shows those that there are' % ', '.join(shown(one) for one in unknown))
