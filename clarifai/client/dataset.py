"""Dataset: inputs that belong together, and their versions."""
from __future__ import annotations

from collections.abc import Iterator
import logging
import sys
from typing import Any, Generator
import uuid

from clarifai.client import (downloading, exports, input_files, messages, upload_log,
                             upload_status, urls)
from clarifai.client.base import BaseClient
from clarifai.client.dataset_rows import Rows
from clarifai.client.input import Inputs
from clarifai.client.lister import Lister
from clarifai.client.uploading import Upload, UploadReport
from clarifai.errors import ApiClientError, UserError
from clarifai.paging import BATCH
from clarifai.redact import shown
from clarifai.waiting import wait_until

FORMATS = {'protobuf': 'CLARIFAI_DATA_PROTOBUF', 'json': 'CLARIFAI_DATA_JSON', 'coco': 'COCO'}
MOST_WORKERS = 10
EXPORTED_WITHIN = 30 * 60  # seconds
VERSION_READY, VERSION_WAITING = 64015, (64005, 64010)
EXPORT_SUCCESS, EXPORT_WAITING = 64200, (64201, 64203)

logger = logging.getLogger('clarifai.client')


class Dataset(Lister, BaseClient):
    """A dataset of an app, perhaps in one of its versions.

    Making one sends nothing.

    Args:
        url: its address, such as https://clarifai.com/USER/APP/datasets/ID.
        dataset_id: its id, in place of that; one without either reads archives that are files.
        dataset_version_id: the version that it is about.
        base_url: where the API is; ``CLARIFAI_API_BASE``, or https://api.clarifai.com.
        pat: a personal access token; ``CLARIFAI_PAT``.
        token: a session token in place of it; ``CLARIFAI_SESSION_TOKEN``.
        root_certificates_path: a file of the certificates to trust.
        **kwargs: `user_id`, `app_id`, the fields of a dataset, and what `BaseClient` takes beside
            these.

    Raises:
        UserError: the address is none of a dataset, url and dataset_id are both given, or there is
            no credential.
    """

    _kind = 'Dataset'

    def __init__(self, url: str | None = None, dataset_id: str | None = None,
                 dataset_version_id: str | None = None, base_url: str | None = None,
                 pat: str | None = None, token: str | None = None,
                 root_certificates_path: str | None = None, **kwargs: Any) -> None:
        if url or dataset_id:
            place = urls.identify('datasets', 'dataset_id', url, dataset_id, kwargs)
            dataset_version_id = dataset_version_id or place.version_id
            kwargs.update(id=place.id, user_id=place.user_id, app_id=place.app_id)
        if dataset_version_id:
            kwargs['version'] = {'id': dataset_version_id}
        BaseClient.__init__(self, base_url=base_url, pat=pat, token=token,
                            root_certificates_path=root_certificates_path, **kwargs)
        Lister.__init__(self)

    @property
    def dataset_info(self) -> Any:
        """The message that it holds."""
        return self._message

    @property
    def _inputs(self) -> Inputs:
        return Inputs(user_id=self.user_id, app_id=self.app_id, connection=self.connection)

    @property
    def _id(self) -> str:
        if not self.id:
            raise UserError('say which dataset: Dataset(url), or Dataset(dataset_id=...)')
        return str(self.id)

    # Versions

    def create_version(self, **kwargs: Any) -> Dataset:
        """Make a version, which keeps the dataset as it is now.

        Args:
            **kwargs: the fields of a version, such as `description` and `metadata`.

        Returns:
            Dataset: this one in that version.

        Raises:
            UserError: there is no such field.
            ApiError: the server refused, failed or could not be reached.

        Route: ``POST /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}/versions``
        """
        answer = self.call('PostDatasetVersions', dataset_id=self._id,
                           dataset_versions=[messages.DatasetVersion(**kwargs)])
        return self._in_version(answer.dataset_versions[0])

    def delete_version(self, version_id: str) -> None:
        """Delete a version.

        Args:
            version_id: its id.

        Raises:
            ApiError: the server refused, failed or could not be reached.

        Route: ``DELETE /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}/versions``
        """
        if not isinstance(version_id, str) or not version_id:
            raise UserError('version_id must be the id of a version, not %s' % shown(version_id))
        self.call('DeleteDatasetVersions', dataset_id=self._id, dataset_version_ids=[version_id])

    def list_versions(self, page_no: int | None = None,
                      per_page: int | None = None) -> Generator[Dataset, None, None]:
        """Go through the versions.

        Args:
            page_no, per_page: one page, of 16 versions where only its number is given; all
                versions when both are None.

        Yields:
            Dataset: this one in that version.

        Raises:
            ApiError: the server refused, failed or could not be reached.

        Route: ``GET /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}/versions``
        """
        for version in self.list_items('ListDatasetVersions', page_no, per_page,
                                       dataset_id=self._id):
            yield self._in_version(version)

    def _in_version(self, version: Any) -> Dataset:
        message = messages.Dataset(self._message)
        message.ClearField('version')
        dict.__setitem__(message, 'version', version)
        return self._held(Dataset, message, dataset_id=self._id)

    # Uploads

    def upload_from_folder(self, folder_path: str, input_type: str, labels: bool = False,
                           batch_size: int = BATCH) -> UploadReport:
        """Upload the pictures or texts of a folder; their ids are the names of the files.

        Args:
            folder_path: the folder.
            input_type: 'image' or 'text'.
            labels: whether the name of the folder is their label.
            batch_size: how many go into one request; 128 at most.

        Returns:
            UploadReport: what failed, and why.

        Raises:
            UserError: there is no such folder, or an argument does not fit.
            ApiError: the server refused all of them, or could not be reached.

        Route: as of `Inputs.bulk_upload`
        """
        if input_type not in input_files.SUFFIXES:
            raise UserError('input_type must be image or text, not %s' % shown(input_type))
        return self._inputs.bulk_upload(
            input_files.of_folder(folder_path, input_type, self._id, labels), batch_size)

    def upload_from_csv(self, csv_path: str, input_type: str = 'text', csv_type: str | None = None,
                        labels: bool = True, batch_size: int = BATCH) -> UploadReport:
        """Upload the rows of a CSV file; see `Inputs.get_inputs_from_csv`.

        Args:
            csv_path: the file.
            input_type: 'text', 'image', 'video' or 'audio'.
            csv_type: what the column `input` has: 'raw' for texts, 'url' or 'file_path'.
            labels: whether to read the labels.
            batch_size: how many go into one request; 128 at most.

        Returns:
            UploadReport: what failed, and why.

        Raises:
            UserError: there is no such file, or something in it does not fit.
            ApiError: the server refused all of them, or could not be reached.

        Route: as of `Inputs.bulk_upload`
        """
        return self._inputs.bulk_upload(input_files.of_csv(
            csv_path, input_type, csv_type or '', self._id, labels), batch_size)

    def upload_dataset(self, dataloader: Any, batch_size: int = 32,
                       get_upload_status: bool = False, log_warnings: bool = False,
                       **kwargs: Any) -> UploadReport:
        """Upload what a loader gives; what fails for a reason that may pass is sent again.

        The id of an input is that of the dataset, a hyphen, and that of the item.

        Args:
            dataloader: a `ClarifaiDataLoader`.
            batch_size: how many go into one request; 128 at most.
            get_upload_status: whether to show how much is there then; see that method.
            log_warnings: whether to write what failed into a file ``Dataset_Upload*.log`` in the
                current folder, which `retry_upload_from_logs` reads.
            **kwargs: what `retry_upload_from_logs` gives: `is_log_retry` with `log_retry_ids`, the
                indexes to upload, and `is_retry_duplicates`, to give them new ids.

        Returns:
            UploadReport: what failed, and why.

        Raises:
            UserError: it is no loader.
            ApiError: the server refused all of it, or could not be reached.

        Route: as of `Inputs.bulk_upload` and `Inputs.upload_annotations`
        """
        unknown = set(kwargs) - {'is_log_retry', 'log_retry_ids', 'is_retry_duplicates'}
        if unknown:
            raise UserError('upload_dataset takes no argument %s' % sorted(unknown)[0])
        rows = Rows(dataloader, self._id, bool(kwargs.get('is_retry_duplicates')))
        indexes = kwargs.get('log_retry_ids') if kwargs.get('is_log_retry') else range(len(rows))
        before = (self.get_upload_status(pre_upload=True, delete_version=True)
                  if get_upload_status else None)
        report = Upload(self._inputs, rows, batch_size).run(indexes or [])
        logger.log(logging.WARNING if report.failed else logging.INFO, '%s', report)
        if report.failed and log_warnings:
            upload_log.write(upload_log.file_name(), report.failed, rows.described)
        if get_upload_status:
            self.get_upload_status(dataloader=dataloader, pre_upload_stats=before)
        return report

    def retry_upload_from_logs(self, log_file_path: str, dataloader: Any,
                               retry_duplicates: bool = False, log_warnings: bool = False,
                               **kwargs: Any) -> UploadReport:
        """Upload what a log says was not uploaded.

        Args:
            log_file_path: a log that `upload_dataset` wrote.
            dataloader: the loader that was uploaded.
            retry_duplicates: whether inputs whose ids were taken are uploaded with new ids.
            log_warnings: as of `upload_dataset`.
            **kwargs: further arguments of `upload_dataset`.

        Returns:
            UploadReport: what failed again.

        Raises:
            UserError, ApiError: as of `upload_dataset`; also when there is no such file.
        """
        logged = upload_log.read(log_file_path)
        report = UploadReport(0)
        for indexes, are_taken in ((logged.duplicates if retry_duplicates else [], True),
                                   (logged.failed, False)):
            if indexes:
                report.add(self.upload_dataset(
                    dataloader, log_warnings=log_warnings, is_log_retry=True,
                    log_retry_ids=indexes, is_retry_duplicates=are_taken, **kwargs))
        return report

    def get_upload_status(self, dataloader: Any = None, delete_version: bool = False,
                          timeout: int = 600, pre_upload_stats: Any = None,
                          pre_upload: bool = False) -> Any:
        """Make a version of the dataset, and show how much is in it.

        Args:
            dataloader: what was uploaded, whose numbers are shown beside these.
            delete_version: whether to delete the version then.
            timeout: the seconds that counting may take.
            pre_upload_stats: what was there before, which is taken off.
            pre_upload: whether to give the numbers back in place of showing them.

        Returns:
            tuple of dict: with `pre_upload`, inputs by their type and annotations by theirs; else
            None.

        Raises:
            UserError: `dataloader` is no loader.
            ApiClientError: counting takes too long.
            ApiError: the server refused, failed or could not be reached.

        Route: ``POST /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}/versions``, and their
            ``metrics``
        """
        local = None if dataloader is None else upload_status.counts_of_loader(dataloader)
        version_id = uuid.uuid4().hex
        self.create_version(id=version_id, description='SDK Upload Status')
        try:
            counted = upload_status.counts_of_version(
                self._ready_version(version_id, timeout),
                self.list_items('ListDatasetVersionMetricsGroups', dataset_id=self._id,
                                dataset_version_id=version_id))
        except Exception:
            self.delete_version(version_id)
            raise
        if delete_version:
            self.delete_version(version_id)
        if pre_upload:
            return counted
        # The one thing that this is for is to be read by who has called it.
        sys.stdout.write(upload_status.report(
            'Dataset %s' % self._id, counted, pre_upload_stats, local) + '\n')
        return None

    def _ready_version(self, version_id: str, timeout: float) -> Any:
        found: list[Any] = []

        def missing() -> str | None:
            found[:] = [self.call('GetDatasetVersion', dataset_id=self._id,
                                  dataset_version_id=version_id).dataset_version]
            code = found[0].status.code
            if code in VERSION_WAITING:
                return 'it is not counted yet'
            if code != VERSION_READY:
                raise ApiClientError('the version %s cannot be counted: %s %s' % (
                    version_id, found[0].status.description, found[0].status.details))
            return None

        wait_until(missing, 'the version %s' % version_id, timeout)
        return found[0]

    # Inputs

    def list_inputs(self, page_no: int | None = None, per_page: int | None = None,
                    input_type: str | None = None) -> Generator[Any, None, None]:
        """Go through the inputs of the dataset; see `Inputs.list_inputs`."""
        return self._inputs.list_inputs(self._id, page_no, per_page, input_type)

    def merge_dataset(self, merge_dataset_id: str) -> None:
        """Add the inputs of another dataset of the app to this one.

        Args:
            merge_dataset_id: the other one.

        Raises:
            ApiError: the server refused, failed or could not be reached.

        Route: ``POST /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}/inputs``
        """
        if not isinstance(merge_dataset_id, str) or not merge_dataset_id:
            raise UserError('merge_dataset_id must be the id of a dataset, not %s'
                            % shown(merge_dataset_id))
        self.call('PostDatasetInputs', dataset_id=self._id, search={'query': {
            'filters': [{'input': {'dataset_ids': [merge_dataset_id]}}]}})

    # Exports

    def archive_zip(self, wait: bool = True, format: str = 'protobuf') -> str:
        """Let the server make an archive of a version.

        Args:
            wait: whether to wait until it is there.
            format: 'protobuf', 'json' or 'coco'.

        Returns:
            str: the URL of the archive.

        Raises:
            UserError: this is not about a version, or there is no such format.
            ApiClientError: the server could not make it, or takes too long.
            ApiError: the server refused, failed or could not be reached.

        Route: PUT /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}/versions
        /{dataset_version_id}/exports.
        """
        if not self.version.id:
            raise UserError('an archive is of a version: take dataset.create_version(), one of '
                            'dataset.list_versions(), or Dataset(dataset_version_id=...)')
        if format not in FORMATS:
            raise UserError('format must be protobuf, json or coco, not %s' % shown(format))
        found: list[Any] = []

        def missing() -> str | None:
            found[:] = self.call(
                'PutDatasetVersionExports', dataset_id=self._id,
                dataset_version_id=self.version.id,
                exports=[{'format': FORMATS[format]}]).exports
            status = found[0].status
            if status.code in EXPORT_WAITING:
                return 'it is not made yet'
            if status.code != EXPORT_SUCCESS:
                raise ApiClientError('the archive of %s cannot be made: %s %s' % (
                    self._id, status.description, status.details))
            return None

        if wait:
            wait_until(missing, 'the archive of %s' % self._id, EXPORTED_WITHIN)
        else:
            missing()
        return str(found[0].url)

    def export(self, save_path: str, archive_url: str | None = None,
               local_archive_path: str | None = None, split: str = 'all',
               num_workers: int = 4) -> list[exports.Failed]:
        """Save the inputs of an archive with their contents.

        What is in the file then is ``SPLIT/inputs/ID.png`` (``.mp4``, ``.mp3`` or ``.txt``), which
        is the content as the server has it, and ``SPLIT/annotations/ID.json`` with its metadata,
        regions and concepts.

        Args:
            save_path: the ZIP file to make.
            archive_url: where the archive is; without it and `local_archive_path`, the server
                makes one of the version.
            local_archive_path: the archive, as a file: protobuf, JSON or COCO.
            split: the folder in the file.
            num_workers: how many contents are fetched at the same time; 10 at most.

        Returns:
            list of Failed: inputs whose content could not be had, and why.

        Raises:
            UserError: the archive is none, is damaged, has names that lead out of the folder or
                would fill memory, or the file cannot be written.
            ApiError: the archive could not be had.
        """
        if archive_url and local_archive_path:
            raise UserError('give archive_url or local_archive_path, not both')
        if type(num_workers) is not int or num_workers < 1:
            raise UserError('num_workers must be a whole number from 1, not %s'
                            % shown(num_workers))
        exports.check_name(split, 'split')
        with (exports.Archive(local_archive_path) if local_archive_path else
              exports.downloaded(self.connection, archive_url or self.archive_zip())) as archive:
            return exports.save(archive, save_path, split, self._content,
                                min(num_workers, MOST_WORKERS))

    def _content(self, url: str) -> bytes:
        return downloading.content(self.connection, url)

    def __iter__(self) -> Iterator[Any]:
        """Go through the inputs of an archive of the version, as messages."""
        with exports.downloaded(self.connection, self.archive_zip()) as archive:
            yield from archive
