"""Inputs: the pictures, videos, sounds and texts of an app, and what is known of them."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
import logging
from typing import Any, Generator
import uuid

from clarifai.client import downloading, input_files, made_annotations, made_inputs, messages
from clarifai.client.base import BaseClient
from clarifai.client.lister import Lister
from clarifai.client.made_inputs import KINDS, from_legacy
from clarifai.client.uploading import ANNOTATION_SUCCESS, IDS, Upload, UploadReport
from clarifai.connection import Request
from clarifai.duplicates import recovered
from clarifai.errors import ApiError, UserError
from clarifai.paging import BATCH, batches_of
from clarifai.redact import shown
from clarifai.status_codes import SUCCESS

ACTIONS = ('merge', 'overwrite', 'remove')

logger = logging.getLogger('clarifai.client')


class Inputs(Lister, BaseClient):
    """The inputs of an app.

    Making one sends nothing.  The methods that make inputs and annotations need no object::

        Inputs.get_input_from_url('cat', image_url='https://samples.clarifai.com/cat.jpg')

    Args:
        user_id: whose app it is; ``CLARIFAI_USER_ID``.
        app_id: the app; ``CLARIFAI_APP_ID``.
        logger_level: the level of the logger ``clarifai.client``, by its name.
        base_url: where the API is; ``CLARIFAI_API_BASE``, or https://api.clarifai.com.
        pat: a personal access token; ``CLARIFAI_PAT``.
        token: a session token in place of it; ``CLARIFAI_SESSION_TOKEN``.
        root_certificates_path: a file of the certificates to trust.
        **kwargs: the fields of an input, and what `BaseClient` takes beside these.

    Raises:
        UserError: there is no credential, or a value is not usable.
    """

    _kind = 'Input'

    def __init__(self, user_id: str | None = None, app_id: str | None = None,
                 logger_level: str | int = 'INFO', base_url: str | None = None,
                 pat: str | None = None, token: str | None = None,
                 root_certificates_path: str | None = None, **kwargs: Any) -> None:
        if logger_level != 'INFO':
            try:
                logger.setLevel(logger_level)
            except (TypeError, ValueError):
                raise UserError('logger_level must be the name of a level, such as "WARNING", '
                                'not %s' % shown(logger_level)) from None
        BaseClient.__init__(self, user_id=user_id, app_id=app_id, base_url=base_url, pat=pat,
                            token=token, root_certificates_path=root_certificates_path, **kwargs)
        Lister.__init__(self)

    # Inputs are made

    @staticmethod
    def get_input_from_url(input_id: str, image_url: str | None = None,
                           video_url: str | None = None, audio_url: str | None = None,
                           text_url: str | None = None, dataset_id: str | None = None,
                           **kwargs: Any) -> Any:
        """Make an input of what is behind a URL; nothing is sent.

        Args:
            input_id: its id.
            image_url, video_url, audio_url, text_url: where the content is.
            dataset_id: the dataset to add it to.
            **kwargs: `labels`, names of the concepts that it shows; `label_ids`, their ids, one
                for each; `geo_info`, longitude and latitude; `metadata`, a dict.

        Returns:
            Message: an `Input`.

        Raises:
            UserError: there is no URL, or an argument does not fit.
        """
        return made_inputs.of_urls(input_id, _kinds('url', image_url, video_url, audio_url,
                                                    text_url), dataset_id, **kwargs)

    @staticmethod
    def get_input_from_file(input_id: str, image_file: str | None = None,
                            video_file: str | None = None, audio_file: str | None = None,
                            text_file: str | None = None, dataset_id: str | None = None,
                            **kwargs: Any) -> Any:
        """Make an input of a file, which is read while it is sent; a text in UTF-8 is read here.

        Args:
            input_id: its id.
            image_file, video_file, audio_file, text_file: the path.
            dataset_id, kwargs: as of `get_input_from_url`.

        Returns:
            Message: an `Input`.

        Raises:
            UserError: there is no such file, or an argument does not fit.
        """
        return made_inputs.of_files(input_id, _kinds('file', image_file, video_file, audio_file,
                                                     text_file), dataset_id, **kwargs)

    @staticmethod
    def get_input_from_bytes(input_id: str, image_bytes: Any = None, video_bytes: Any = None,
                             audio_bytes: Any = None, text_bytes: Any = None,
                             dataset_id: str | None = None, **kwargs: Any) -> Any:
        """Make an input of bytes, or of files that are open.

        Args:
            input_id: its id.
            image_bytes, video_bytes, audio_bytes, text_bytes: the content; a text is in UTF-8.
            dataset_id, kwargs: as of `get_input_from_url`.

        Returns:
            Message: an `Input`.

        Raises:
            UserError: there is nothing, or an argument does not fit.
        """
        return made_inputs.of_bytes(input_id, _kinds('bytes', image_bytes, video_bytes,
                                                     audio_bytes, text_bytes),
                                    dataset_id, **kwargs)

    @staticmethod
    def get_text_input(input_id: str, raw_text: str, dataset_id: str | None = None,
                       **kwargs: Any) -> Any:
        """Make an input of a text.

        Args:
            input_id: its id.
            raw_text: the text.
            dataset_id, kwargs: as of `get_input_from_url`.

        Returns:
            Message: an `Input`.

        Raises:
            UserError: an argument does not fit.
        """
        if not isinstance(raw_text, (str, bytes)):
            raise UserError('raw_text must be text, not %s' % shown(raw_text))
        raw = made_inputs.text_of_bytes(raw_text, 'raw_text')
        return made_inputs.made(input_id, {'text': {'raw': raw}}, dataset_id, **kwargs)

    @staticmethod
    def get_multimodal_input(input_id: str, raw_text: str | None = None, text_bytes: Any = None,
                             image_url: str | None = None, image_bytes: Any = None,
                             dataset_id: str | None = None, **kwargs: Any) -> Any:
        """Make an input of a text and a picture.

        Args:
            input_id: its id.
            raw_text, text_bytes: the text; one of the two.
            image_url, image_bytes: the picture; one of the two.
            dataset_id, kwargs: as of `get_input_from_url`.

        Returns:
            Message: an `Input`.

        Raises:
            UserError: one is missing or given twice, or an argument does not fit.
        """
        return made_inputs.of_text_and_image(input_id, raw_text, text_bytes, image_url,
                                             image_bytes, dataset_id, **kwargs)

    @staticmethod
    def get_image_inputs_from_folder(folder_path: str, dataset_id: str | None = None,
                                     labels: bool = False) -> list[Any]:
        """Make an input of each picture in a folder.

        The id is the name of the file up to its first dot; where several files share that, the
        whole name.

        Args:
            folder_path: the folder; what is below it is left out.
            dataset_id: the dataset to add them to.
            labels: whether the name of the folder is their label.

        Returns:
            list of Message: an `Input` each.

        Raises:
            UserError: there is no such folder.
        """
        return input_files.of_folder(folder_path, 'image', dataset_id, labels)

    @staticmethod
    def get_text_inputs_from_folder(folder_path: str, dataset_id: str | None = None,
                                    labels: bool = False) -> list[Any]:
        """Make an input of each ``.txt`` file in a folder; see `get_image_inputs_from_folder`."""
        return input_files.of_folder(folder_path, 'text', dataset_id, labels)

    @staticmethod
    def get_inputs_from_csv(csv_path: str, input_type: str = 'text', csv_type: str = 'raw',
                            dataset_id: str | None = None, labels: bool = True) -> list[Any]:
        """Make an input of each row of a CSV file.

        Its first row names the columns: `input`, and any of `inputid`, `concepts` (labels with
        commas between), `metadata` (a dict) and `geopoints` (longitude, latitude).

        Args:
            csv_path: the file.
            input_type: 'text', 'image', 'video' or 'audio'.
            csv_type: what the column `input` has: 'raw' for texts, 'url' or 'file_path'.
            dataset_id: the dataset to add them to.
            labels: whether to read the labels.

        Returns:
            list of Message: an `Input` each.

        Raises:
            UserError: there is no such file, or something in it does not fit.
        """
        return input_files.of_csv(csv_path, input_type, csv_type, dataset_id, labels)

    @staticmethod
    def get_bbox_proto(input_id: str, label: str, bbox: Sequence[float],
                       label_id: str | None = None, annot_id: str | None = None) -> Any:
        """Make an annotation of a box.

        Args:
            input_id: the input that it is on.
            label: the name of what is in it.
            bbox: its edges as parts of the whole: [xmin, ymin, xmax, ymax].
            label_id: the id of the concept; else made of the label.
            annot_id: the id of the annotation; else the server makes one.

        Returns:
            Message: an `Annotation`.

        Raises:
            UserError: the box is no list of four numbers in that order.
        """
        return made_annotations.of_box(input_id, label, bbox, label_id, annot_id)

    @staticmethod
    def get_mask_proto(input_id: str, label: str, polygons: Sequence[Any],
                       label_id: str | None = None, annot_id: str | None = None) -> Any:
        """Make an annotation of polygons.

        Args:
            polygons: a list of polygons, [[[x, y], ...], ...], or the points of one.
            input_id, label, label_id, annot_id: as of `get_bbox_proto`.

        Returns:
            Message: an `Annotation` with a region for each polygon.

        Raises:
            UserError: the polygons are neither.
        """
        return made_annotations.of_polygons(input_id, label, polygons, label_id, annot_id)

    # Inputs are uploaded

    def upload_from_url(self, input_id: str, image_url: str | None = None,
                        video_url: str | None = None, audio_url: str | None = None,
                        text_url: str | None = None, dataset_id: str | None = None,
                        **kwargs: Any) -> tuple[str, Any]:
        """Upload what is behind a URL; see `get_input_from_url` and `upload_inputs`."""
        return self.upload_inputs([self.get_input_from_url(
            input_id, image_url, video_url, audio_url, text_url, dataset_id, **kwargs)])

    def upload_from_file(self, input_id: str, image_file: str | None = None,
                         video_file: str | None = None, audio_file: str | None = None,
                         text_file: str | None = None, dataset_id: str | None = None,
                         **kwargs: Any) -> tuple[str, Any]:
        """Upload a file; see `get_input_from_file` and `upload_inputs`."""
        return self.upload_inputs([self.get_input_from_file(
            input_id, image_file, video_file, audio_file, text_file, dataset_id, **kwargs)])

    def upload_from_bytes(self, input_id: str, image_bytes: Any = None, video_bytes: Any = None,
                          audio_bytes: Any = None, text_bytes: Any = None,
                          dataset_id: str | None = None, **kwargs: Any) -> tuple[str, Any]:
        """Upload bytes; see `get_input_from_bytes` and `upload_inputs`."""
        return self.upload_inputs([self.get_input_from_bytes(
            input_id, image_bytes, video_bytes, audio_bytes, text_bytes, dataset_id, **kwargs)])

    def upload_text(self, input_id: str, raw_text: str, dataset_id: str | None = None,
                    **kwargs: Any) -> tuple[str, Any]:
        """Upload a text; see `get_text_input` and `upload_inputs`."""
        return self.upload_inputs([self.get_text_input(input_id, raw_text, dataset_id, **kwargs)])

    def upload_inputs(self, inputs: Sequence[Any], show_log: bool = True) -> tuple[str, Any]:
        """Upload inputs in one request.

        The server takes them and processes them later.

        Args:
            inputs: messages, dictionaries, protobuf messages or inputs of 2.x; 128 at most.
            show_log: whether to log what came of it.

        Returns:
            tuple: the id of the job that adds them, and the answer, in which each input has its
            status: some may have been refused, such as for an id that is taken.

        Raises:
            UserError: they are no list, or too many.
            ApiError: the server refused the request, failed or could not be reached.

        Route: ``POST /v2/users/{user_id}/apps/{app_id}/inputs``
        """
        given = _listed('inputs', inputs)
        job_id, answer, is_uncertain = self.posted(given)
        if is_uncertain:
            found = recovered(answer, [messages.to_dict(item) for item in given],
                              lambda input_id: self.call('GetInput', input_id=input_id))
            answer = messages.wrap('MultiInputResponse', found or answer)
        if show_log:
            _log('inputs uploaded', answer, 'inputs')
        return job_id, answer

    def posted(self, inputs: Sequence[Any]) -> tuple[str, Any, bool]:
        """Upload inputs in one request; see `upload_inputs`.

        Returns:
            tuple: also whether an attempt before may have added them, whose answer was lost.
        """
        given = _listed('inputs', inputs)
        if len(given) > BATCH:
            raise UserError('inputs may be %d at most, not %d: bulk_upload(inputs) sends more, in '
                            'batches' % (BATCH, len(given)))
        job_id = uuid.uuid4().hex
        return (job_id,) + self._with_items('inputs', 'PostInputs', inputs=given,
                                            inputs_add_job_id=job_id)

    def bulk_upload(self, inputs: Iterable[Any], batch_size: int = BATCH) -> UploadReport:
        """Upload any number of inputs, wait until they are processed, and repeat what failed.

        Args:
            inputs: as of `upload_inputs`, as many as there are.
            batch_size: how many go into one request; 128 at most.

        Returns:
            UploadReport: what failed after all, and why.

        Raises:
            UserError: they are no list.
            ApiError: the server refused all of them, or could not be reached.

        Route: ``POST`` and ``GET /v2/users/{user_id}/apps/{app_id}/inputs``
        """
        source = _Given(_listed('inputs', inputs))
        report = Upload(self, source, batch_size).run(range(len(source.inputs)))
        logger.log(logging.WARNING if report.failed else logging.INFO, '%s', report)
        return report

    _bulk_upload = bulk_upload

    # Inputs are read and changed

    def get_input(self, input_id: str) -> Any:
        """Get an input.

        Returns:
            Message: an `Input`.

        Raises:
            ApiError: there is none.

        Route: ``GET /v2/users/{user_id}/apps/{app_id}/inputs/{input_id}``
        """
        return self.call('GetInput', input_id=input_id).input

    def list_inputs(self, dataset_id: str | None = None, page_no: int | None = None,
                    per_page: int | None = None, input_type: str | None = None
                    ) -> Generator[Any, None, None]:
        """Go through the inputs of the app.

        Args:
            dataset_id: only those of a dataset.
            page_no, per_page: one page, of 16 inputs where only its number is given; all inputs
                when both are None.
            input_type: only 'image', 'video', 'audio' or 'text'.

        Yields:
            Message: an `Input`.

        Raises:
            UserError: an argument does not fit; with the first input.
            ApiError: the server refused, failed or could not be reached.

        Route: ``GET /v2/users/{user_id}/apps/{app_id}/inputs``, of a dataset
            ``GET /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}/inputs``
        """
        if input_type is not None and input_type not in KINDS:
            raise UserError('input_type must be %s or %s, not %s' % (
                ', '.join(KINDS[:-1]), KINDS[-1], shown(input_type)))
        if dataset_id:
            items = (item.input for item in self.list_items(
                'ListDatasetInputs', page_no, per_page, dataset_id=dataset_id))
        else:
            items = self.list_items('ListInputs', page_no, per_page)
        for item in items:
            if input_type is None or input_type in (item.get('data') or {}):
                yield item

    def patch_inputs(self, inputs: Sequence[Any], action: str = 'merge') -> Any:
        """Change inputs.

        Args:
            inputs: as of `upload_inputs`, with their ids and what is to change.
            action: 'merge' adds what is given, 'overwrite' puts it in the place of what is there,
                'remove' takes it away.

        Returns:
            Message: the answer.

        Raises:
            UserError: they are no list, or there is no such action.
            ApiError: the server refused, failed or could not be reached.

        Route: ``PATCH /v2/users/{user_id}/apps/{app_id}/inputs``
        """
        _check_action(action)
        answer = self.call('PatchInputs', inputs=_listed('inputs', inputs), action=action)
        _log('inputs changed', answer, 'inputs')
        return answer

    def delete_inputs(self, inputs: Iterable[Any]) -> None:
        """Delete inputs; the server does so after the answer.

        Args:
            inputs: inputs as `list_inputs` gives them, or their ids.

        Raises:
            UserError: they are no list, or one has no id.
            ApiError: the server refused, failed or could not be reached.

        Route: ``DELETE /v2/users/{user_id}/apps/{app_id}/inputs``
        """
        ids = _ids_of(inputs, 'inputs')
        if ids:
            self.call('DeleteInputs', ids=ids)

    def download_inputs(self, inputs: Iterable[Any]) -> list[bytes]:
        """Get the contents of inputs: what the server keeps of them, or what is behind their URLs.

        Args:
            inputs: inputs as `list_inputs` gives them.

        Returns:
            list of bytes: for each input with a content; of one that has a text and a picture,
            both.

        Raises:
            UserError: they are no list.
            ApiError: one could not be had.
        """
        found = []
        for item in _listed('inputs', inputs):
            data = messages.Input(item).data
            for kind in KINDS:
                content = self._content_of(getattr(data, kind))
                if content is not None:
                    found.append(content)
        return found

    def _content_of(self, medium: Any) -> bytes | None:
        url = url_of(medium)
        if url:
            return downloading.content(self.connection, url)
        raw = getattr(medium, 'raw', '')
        return raw.encode('utf-8') if raw else None

    # Annotations and concepts

    def upload_annotations(self, batch_annot: Sequence[Any], show_log: bool = True) -> list[Any]:
        """Upload annotations.

        Args:
            batch_annot: annotations as `get_bbox_proto` makes them.
            show_log: whether to log what came of it.

        Returns:
            list: those of them that failed.

        Raises:
            UserError: they are no list.
            ApiError: the server refused the request, or could not be reached.

        Route: ``POST /v2/users/{user_id}/apps/{app_id}/annotations``
        """
        given = _listed('batch_annot', batch_annot)
        if not given:
            return []
        answer, _ = self._with_items('annotations', 'PostAnnotations', annotations=given)
        if show_log:
            _log('annotations uploaded', answer, 'annotations')
        if answer.status.code == SUCCESS:
            return []
        codes = [item.status.code for item in answer.annotations]
        return [item for at, item in enumerate(given)
                if at >= len(codes) or codes[at] not in (SUCCESS, ANNOTATION_SUCCESS)]

    def list_annotations(self, batch_input: Iterable[Any] | None = None,
                         page_no: int | None = None, per_page: int | None = None
                         ) -> Generator[Any, None, None]:
        """Go through annotations.

        Args:
            batch_input: inputs as `list_inputs` gives them, or their ids; None for all of the app.
            page_no, per_page: as of `list_inputs`.

        Yields:
            Message: an `Annotation`.

        Raises:
            ApiError: the server refused, failed or could not be reached.

        Route: ``GET /v2/users/{user_id}/apps/{app_id}/annotations``
        """
        if batch_input is None:
            yield from self.list_items('ListAnnotations', page_no, per_page)
            return
        ids = _ids_of(batch_input, 'batch_input')
        is_whole = page_no is None and per_page is None
        for some in batches_of(ids, IDS) if is_whole else [ids]:
            if some:
                yield from self.list_items('ListAnnotations', page_no, per_page, input_ids=some)

    def patch_annotations(self, batch_annot: Sequence[Any], action: str = 'merge') -> Any:
        """Change annotations.

        Args:
            batch_annot: annotations with their ids, those of their inputs, and what is to change.
            action: as of `patch_inputs`.

        Returns:
            Message: the answer.

        Raises:
            UserError: they are no list, or there is no such action.
            ApiError: the server refused, failed or could not be reached.

        Route: ``PATCH /v2/users/{user_id}/apps/{app_id}/annotations``
        """
        _check_action(action)
        answer = self.call('PatchAnnotations', annotations=_listed('batch_annot', batch_annot),
                           action=action)
        _log('annotations changed', answer, 'annotations')
        return answer

    def delete_annotations(self, input_ids: Sequence[str],
                           annotation_ids: Sequence[str] = []) -> None:
        """Delete annotations.

        Args:
            input_ids: the inputs that they are on.
            annotation_ids: their ids, one for each input; without them, all of these inputs.

        Raises:
            UserError: there are not as many of the one as of the other.
            ApiError: the server refused, failed or could not be reached.

        Route: ``DELETE /v2/users/{user_id}/apps/{app_id}/inputs/annotations``
        """
        given = _listed('input_ids', input_ids)
        ids = _listed('annotation_ids', annotation_ids)
        if ids and len(ids) != len(given):
            raise UserError('annotation_ids and input_ids belong together, so they must be equally '
                            'long, not %d and %d' % (len(ids), len(given)))
        self.call('DeleteAnnotations', input_ids=given, ids=ids or None)

    def patch_concepts(self, concept_ids: Sequence[str], labels: Sequence[str] = [],
                       values: Sequence[float] = [], action: str = 'overwrite') -> Any:
        """Change concepts of the app.

        Args:
            concept_ids: their ids.
            labels: their names, one for each; the ids unless given.
            values: their values, one for each; 1 unless given.
            action: 'overwrite', which is all that the server has.

        Returns:
            Message: the answer.

        Raises:
            UserError: the lists are not equally long.
            ApiError: the server refused, failed or could not be reached.

        Route: ``PATCH /v2/users/{user_id}/apps/{app_id}/concepts``
        """
        ids = _listed('concept_ids', concept_ids)
        names = _listed('labels', labels) or ids
        numbers = _listed('values', values) or [1.0] * len(ids)
        if not len(ids) == len(names) == len(numbers):
            raise UserError('concept_ids, labels and values must be equally long, not %d, %d and '
                            '%d' % (len(ids), len(names), len(numbers)))
        answer = self.call('PatchConcepts', action=action, concepts=[
            messages.Concept(id=concept_id, name=name, value=value)
            for concept_id, name, value in zip(ids, names, numbers)])
        _log('concepts changed', answer, 'concepts')
        return answer

    def _with_items(self, name: str, operation: str, **arguments: Any) -> tuple[Any, bool]:
        """The answer to a write, also when it says of some or all items that they failed, and
        whether it may have been done before.
        """
        uncertain = []

        def send(request: Request) -> tuple[dict[str, Any], bool]:
            found, is_uncertain = self._connection.send(request)
            uncertain.append(is_uncertain)
            return found, is_uncertain

        try:
            return self._called(operation, arguments, send), any(uncertain)
        except ApiError as error:
            answer = error.answer or {}
            if not error.from_api or not answer.get(name):
                raise
            kind = {'inputs': 'MultiInputResponse', 'annotations': 'MultiAnnotationResponse'}[name]
            return messages.wrap(kind, answer), bool(error.uncertain)


Input = Inputs  # as today's reference imports it


class _Given:
    """Inputs that are there already, as a source of `Upload`."""

    def __init__(self, inputs: Iterable[Any]) -> None:
        self.inputs = [messages.Input(item) for item in inputs]
        for item in self.inputs:
            item.id = item.id or uuid.uuid4().hex

    def input_of(self, index: int) -> Any:
        return self.inputs[index]

    def annotations_of(self, index: int) -> list[Any]:
        return []


def url_of(medium: Any) -> str:
    """Where the content of an image, video, audio or text is; '' where nothing says it.

    Args:
        medium: a message.
    """
    hosted = medium.hosted
    if hosted.prefix and 'orig' in hosted.sizes:
        return '%s/orig/%s' % (hosted.prefix, hosted.suffix)
    return str(medium.url)


def _kinds(suffix: str, image: Any, video: Any, audio: Any, text: Any) -> dict[str, Any]:
    return dict(zip(KINDS, (image, video, audio, text)))


def _listed(argument: str, value: Any) -> list[Any]:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise UserError('%s must be a list, not %s' % (argument, shown(value)))
    return [from_legacy(item) for item in value]


def _ids_of(inputs: Any, argument: str) -> list[str]:
    ids = []
    for item in _listed(argument, inputs):
        name = item if isinstance(item, str) else (
            item.get('id') if isinstance(item, Mapping) else getattr(item, 'id', None))
        if not isinstance(name, str) or not name:
            raise UserError('%s must have inputs with ids, not %s' % (argument, shown(item)))
        ids.append(name)
    return ids


def _check_action(action: Any) -> None:
    if action not in ACTIONS:
        raise UserError('action must be merge, overwrite or remove, not %s' % shown(action))


def _log(what: str, answer: Any, name: str) -> None:
    """Log what came of a write, in a line and one for each item that failed."""
    status = answer.status
    if status.code == SUCCESS:
        count = len(answer[name]) if name in answer else 0
        logger.info('%s: %d, %s', what, count, status.code.name)
        return
    logger.warning('not all %s: %d %s %s', what, status.code, status.description, status.details)
    for item in answer.get(name) or ():
        reason = (item.get('status') or {}).get('details') or ''
        if reason:
            logger.warning('  %s: %s', item.get('id'), reason)
