"""An app is written to a folder."""
from __future__ import absolute_import

import io
import os

from clarifai.bulk.legacy import place_of
from clarifai.bulk.report import UNREADABLE, ItemError, error_of_failure
from clarifai.bulk.runner import MAX_BYTES, WORKERS, Run
from clarifai.bulk.work import Outcome, Work
from clarifai.errors import ApiError, UserError
from clarifai.kinds import HEAD_OF_FILE, format_of_bytes
from clarifai.moving.archive import CONCEPTS, INPUTS, MODELS, WORKFLOWS, Archive
from clarifai.moving.report import Moved
from clarifai.paging import pages
from clarifai.redact import native, shown
from clarifai.rest.app import ClarifaiApp
from clarifai.whole_file import put_in_place

PER_PAGE = 100
PUBLIC_APP = 'main'
KINDS = ('image', 'video', 'audio', 'text')
ENDINGS = {'BMP': '.bmp', 'GIF': '.gif', 'JPEG': '.jpg', 'PNG': '.png', 'TIFF': '.tif',
           'WebP': '.webp', 'AVI': '.avi', 'MP4': '.mp4', 'MPEG': '.mpg', 'Matroska': '.mkv',
           'QuickTime': '.mov'}
NOWHERE = ItemError(UNREADABLE, 'the service does not say where its content is')


def export_app(app, folder, workers=WORKERS, progress=None, moved=None):
    """Write an app to a folder: its inputs and their files, concepts, models and workflows.

    A folder with an earlier export of the app is brought up to date; files that are there are not
    fetched again.

    Args:
        app (ClarifaiApp): the app.
        folder (str): where to; it is made when it is not there.
        workers (int): how many files to fetch at a time.
        progress (bool or callable): as for `clarifai.bulk.predict`, of the files.
        moved (Moved): counts while the export goes on, for a caller who stops it; a new one
            unless given.

    Returns:
        Moved: how many of each kind, and the inputs whose file could not be had.

    Raises:
        UserError: the folder cannot be written, or has an export of another app.
        ApiError: the app cannot be read.
    """
    if not isinstance(app, ClarifaiApp):
        raise UserError('app must be a ClarifaiApp, not %s' % shown(app))
    if not os.path.isdir(folder):
        _make(folder)
    archive, moved, api = Archive(folder), Moved() if moved is None else moved, app.api
    user_id = api.connection.user_id
    archive.claim('%s%s' % (place_of(api), ', of user %s' % user_id if user_id else ''))
    moved.count(CONCEPTS, archive.write(CONCEPTS, _listed(api.get_concepts, CONCEPTS)))
    moved.count(MODELS, archive.write(MODELS, _models(app)))
    moved.count(WORKFLOWS, archive.write(WORKFLOWS, _workflows(api)))
    moved.count(INPUTS, archive.write(INPUTS, _listed(api.get_inputs, INPUTS)))
    moved.count('files', 0)
    work = Contents(api.connection, archive)
    inputs = (one for one in archive.read(INPUTS) if _part_of(one)[1])
    with Run(work, inputs, None, workers, 1, MAX_BYTES, False, None, progress) as results:
        for result in results:
            if result.ok:
                moved.count('files')
            else:
                moved.fail('file of input', result.source['id'], str(result.error))
    return moved


def _make(folder):
    try:
        os.makedirs(folder)
    except (IOError, OSError) as error:
        raise UserError('the folder %s cannot be made: %s' % (shown(folder), error.strerror))


def _listed(fetch, member):
    """All things of a list, as the API has them."""
    return pages(lambda page, per_page: fetch(page=page, per_page=per_page), member, PER_PAGE)


def _models(app):
    """The app's own models with their concepts and settings."""
    for model in app.models.get_all(private_only=True):
        yield app.api.get_model_output_info(model.model_id).get('model') or {'id': model.model_id}


def _workflows(api):
    """The app's own workflows; a key is shown Clarifai's among them."""
    return (one for one in _listed(api.get_workflows, WORKFLOWS) if one.get('app_id') != PUBLIC_APP)


def _part_of(item):
    """What kind of input it is, and the part of its data that says where its content is.

    A text that stands in the answer needs no file.
    """
    data = item.get('data') or {}
    for kind in KINDS:
        if kind in data:
            return kind, {} if (data[kind] or {}).get('raw') else data[kind]
    return None, {}


class Contents(Work):
    """Fetches the files of inputs.

    Args:
        connection (Connection): what to ask with.
        archive (Archive): where they go.
    """

    task = 'fetch the files of inputs'

    def __init__(self, connection, archive):
        super(Contents, self).__init__()
        self._connection = connection
        self._archive = archive

    def item(self, given):
        """The input itself."""
        return given

    def size(self, item):
        """Nothing is sent."""
        return 0

    def key(self, item):
        """Its id."""
        return item['id']

    def describe(self, item):
        """Its id."""
        return native(item['id'])

    def batch(self, items):
        """Fetch the files of some inputs.

        Returns:
            Outcome: the path of each.
        """
        return Outcome([self._fetched(item) for item in items])

    def _fetched(self, item):
        there = self._archive.file_of(item['id'])
        if there:
            return there, None
        kind, part = _part_of(item)
        error = NOWHERE
        for url in _addresses(part):
            try:
                return self._save(item['id'], kind, url), None
            except ApiError as failure:
                error = error_of_failure(failure)
            except UserError as failure:
                error = ItemError(UNREADABLE, str(failure))
        return None, error

    def _save(self, input_id, kind, url):
        from clarifai import remote_content  # which imports requests
        part = self._archive.new_file(input_id, '.part')
        try:
            with io.open(part, 'w+b') as sink:
                remote_content.write(self._connection, url, sink)
                form = format_of_bytes(sink.read(HEAD_OF_FILE))
            path = self._archive.new_file(input_id, ENDINGS.get(form, '.' + kind))
            put_in_place(part, path)
        except BaseException:  # Ctrl-C, too
            if os.path.exists(part):
                os.remove(part)
            raise
        return path


def _addresses(part):
    """Where the content of an input may be: where the service keeps it, where it came from."""
    hosted = part.get('hosted') or {}
    if hosted.get('prefix') and hosted.get('suffix'):
        yield '%s/orig/%s' % (hosted['prefix'].rstrip('/'), hosted['suffix'].lstrip('/'))
    if part.get('url'):
        yield part['url']
