"""An app is made of a folder."""
from __future__ import absolute_import

import io
import os

from clarifai.bulk.legacy import Upload
from clarifai.bulk.runner import MAX_BYTES, WORKERS, Run
from clarifai.bulk.uploads import Load, checked_wait
from clarifai.errors import ApiError, UserError
from clarifai.moving.archive import CONCEPTS, INPUTS, MODELS, WORKFLOWS, Archive
from clarifai.moving.report import Moved
from clarifai.paging import BATCH, batches_of
from clarifai.reasons import in_words
from clarifai.redact import native, shown
from clarifai.rest.app import ClarifaiApp
from clarifai.rest.media import Image, Input, Video, input_from_json, media_of
from clarifai.status_codes import DOWNLOAD_UNDER_WAY, MODEL_TRAINED

# Models that learn concepts from the app's own inputs; 2.x called them 'concept'.
LEARNING = ('concept', 'embedding-classifier', None)
TRAINED_WITHIN = 3600  # seconds
UNTRAINED = 'model %s: what it learned does not move; train it here (--train)'


def import_app(app, path, train=False, journal=None, workers=WORKERS, progress=None, wait=True,
               moved=None):
    """Put what `export_app` or ``clarifai export`` wrote into an app, under the same ids.

    What is there already under its id is left as it is, so an import can be run again.

    Args:
        app (ClarifaiApp): where to.
        path (str): the folder; or a file of ``clarifai export``, which has inputs alone.
        train (bool): train the models when the inputs are processed.
        journal (str): a file that notes which inputs are done; with it, a later import goes on.
        workers (int): how many requests to send at a time.
        progress (bool or callable): as for `clarifai.bulk.upload`, of the inputs.
        wait (bool or float): until the inputs are processed, as for `clarifai.bulk.upload`; what
            cannot be processed is then not moved.
        moved (Moved): counts while the import goes on, for a caller who stops it; a new one
            unless given.

    Returns:
        Moved: how many of each kind, and what was not moved, with the reason.

    Raises:
        UserError: there is nothing of the kind, a line of it is not usable, or the journal is
            about something else.
        ApiError: the app cannot be written.
    """
    if not isinstance(app, ClarifaiApp):
        raise UserError('app must be a ClarifaiApp, not %s' % shown(app))
    if not os.path.exists(path):
        raise UserError('there is no folder or file %s' % shown(path))
    seconds = checked_wait(wait)
    if train and not seconds:
        raise UserError('models are trained when the inputs are processed: give train or '
                        'wait=False, not both')
    archive, moved = Archive(path), Moved() if moved is None else moved
    next(archive.read(INPUTS), None)  # which says if there are none, before anything is sent
    concepts, models, workflows = (list(archive.read(kind))
                                   for kind in (CONCEPTS, MODELS, WORKFLOWS))
    work = Import(app, archive, seconds)
    with Run(work, archive.read(INPUTS), None, workers, BATCH, MAX_BYTES, False, journal,
             progress) as results:
        results.open_journal()
        _import_concepts(app, concepts, moved)
        _import_inputs(results, moved)
    _import_models(app, models, moved, train)
    _import_workflows(app, workflows, moved)
    return moved


def _import_concepts(app, wanted, moved):
    there = set(concept.concept_id for concept in app.concepts.get_all()) if wanted else ()
    missing = [one for one in wanted if one['id'] not in there]
    for some in batches_of(missing, BATCH):
        app.concepts.bulk_create([one['id'] for one in some],
                                 [one.get('name') or one['id'] for one in some])
    if wanted:
        moved.count(CONCEPTS, len(wanted), len(wanted) - len(missing))


def _import_inputs(results, moved):
    try:
        for result in results:
            if not result.ok:
                moved.fail('input', result.source['id'], str(result.error))
            elif result.input.status and result.input.status.code in DOWNLOAD_UNDER_WAY:
                moved.pending += 1
    finally:  # Ctrl-C, too
        report = results.report
        moved.count(INPUTS, report.done + report.skipped, report.existed + report.skipped)


def _import_models(app, wanted, moved, train):
    there = dict((model.model_id, model) for model in app.models.get_all(private_only=True)
                 ) if wanted else {}
    for one in wanted:
        try:
            existing = there.get(one['id'])
            model = existing or _new_model(app, one)
            moved.count(MODELS, existed=1 if existing else 0)
            if existing and existing.model_status_code == MODEL_TRAINED:
                continue
            if train:
                _train(model, moved)
            else:
                moved.notes.append(UNTRAINED % native(one['id']))
        except (ApiError, UserError) as error:
            moved.fail('model', one['id'], str(error))


def _new_model(app, item):
    info = item.get('output_info') or {}
    kind = item.get('model_type_id') or info.get('type')
    if kind not in LEARNING:
        raise UserError('it is a %s, which is not made of concepts and inputs' % native(kind))
    settings = info.get('output_config') or {}
    concepts = [one['id'] for one in (info.get('data') or {}).get('concepts') or ()]
    return app.models.create(
        item['id'], item.get('name'), concepts,
        concepts_mutually_exclusive=bool(settings.get('concepts_mutually_exclusive')),
        closed_environment=bool(settings.get('closed_environment')))


def _train(model, moved):
    model = model.train(timeout=TRAINED_WITHIN, raise_on_timeout=True)
    if model.model_status_code != MODEL_TRAINED:
        version = model.get_version(model.model_version).get('model_version') or {}
        status = version.get('status') or {}
        moved.fail('training of model', model.model_id, in_words(
            status.get('code'), status.get('description'), status.get('details')))


def _import_workflows(app, wanted, moved):
    there = set(one.wf_id for one in app.workflows.get_all()) if wanted else ()
    for one in wanted:
        if one['id'] in there:
            moved.count(WORKFLOWS, existed=1)
            continue
        try:
            app.platform.post_workflows(workflows=[
                {'id': one['id'], 'nodes': [_node(node) for node in one.get('nodes') or ()]}])
            moved.count(WORKFLOWS)
        except (ApiError, UserError) as error:
            moved.fail('workflow', one['id'], str(error))


def _node(node):
    """A node of a workflow as it is made; of the app's own models the newest version is meant."""
    model = node.get('model') or {}
    wanted = {'id': model.get('id')}
    if model.get('user_id') == 'clarifai':
        wanted.update((name, model[name]) for name in ('user_id', 'app_id', 'model_version')
                      if name in model)
    return dict((name, value) for name, value in (
        ('id', node.get('id')), ('model', wanted), ('node_inputs', node.get('node_inputs')))
        if value)


class Import(Upload):
    """Uploads inputs as an export has them.

    Args:
        app (ClarifaiApp): where to.
        archive (Archive): where their files are.
        wait (float or None): for how many seconds each input is waited for.
    """

    def __init__(self, app, archive, wait):
        super(Import, self).__init__(app, allow_duplicate_url=True, wait=wait)
        self._platform = app.platform
        self._archive = archive

    @property
    def task(self):
        """What is done, in words, for the journal."""
        return super(Import, self).task.replace('upload', 'import', 1)

    def item(self, given):
        """The input with the path of its file, if there is one."""
        return given, self._archive.file_of(given['id'])

    def size(self, item):
        """The bytes of its file."""
        return os.path.getsize(item[1]) if item[1] else 0

    def key(self, item):
        """Its id."""
        return item[0]['id']

    def describe(self, item):
        """Its id."""
        return native(item[0]['id'])

    def load(self, item):
        """The input to upload: with its file where there is one, else with its URL."""
        given, path = item
        wanted = _with_content(given, path)
        known = input_from_json(given)
        wanted.input_id = given['id']
        wanted.metadata, wanted.geo, wanted.regions = known.metadata, known.geo, known.regions
        concepts = (given.get('data') or {}).get('concepts') or ()
        wanted.concepts = [one['id'] for one in concepts if one.get('value', 1) == 1] or None
        wanted.not_concepts = [one['id'] for one in concepts if one.get('value', 1) != 1] or None
        if hasattr(wanted, 'allow_dup_url'):
            wanted.allow_dup_url = True
        return Load(wanted, given['id'], False, False)

    def send(self, sent):
        """Upload some inputs; the wire of 2.6.2 knows no texts and no audio."""
        if all(isinstance(one, (Image, Video)) for one in sent):
            return super(Import, self).send(sent)
        return self._platform.post_inputs(inputs=[self.as_json(one) for one in sent])

    def as_json(self, one):
        """An input as it is sent."""
        return one.sendable() if isinstance(one, (Image, Video)) else one.dict()


def _with_content(item, path):
    """An input with its content and nothing else."""
    data = item.get('data') or {}
    for kind, cls in (('image', Image), ('video', Video)):
        if kind in data:
            if path:
                return media_of(filename=path, is_video=cls is Video)
            return cls(url=_url_of(item, data[kind]))
    wanted = Input()
    if 'text' in data:
        raw = _read(path).decode('utf-8') if path else data['text'].get('raw')
        wanted.data = {'text': {'raw': raw} if raw else {'url': _url_of(item, data['text'])}}
    elif 'audio' in data:
        wanted.data = {'audio': {'base64': bytearray(_read(path))} if path else
                       {'url': _url_of(item, data['audio'])}}
    else:
        raise UserError('the input %s is no image, video, text or audio'
                        % shown(native(item['id'])))
    return wanted


def _url_of(item, part):
    if not part.get('url'):
        raise UserError('the input %s has neither a file in the folder nor a URL; export it with '
                        '--files' % shown(native(item['id'])))
    return part['url']


def _read(path):
    with io.open(path, 'rb') as handle:
        return handle.read()
