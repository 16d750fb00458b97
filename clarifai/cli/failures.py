"""What failed in a run of `clarifai.bulk`, as a table that a later run can take for its sources."""
from __future__ import absolute_import

from clarifai.cli.formats import Csv
from clarifai.cli.output import NewFile

# `clarifai.bulk.sources.rows_of` reads the first five, and leaves out the others.
COLUMNS = ('source', 'id', 'concepts', 'not_concepts', 'failure_origin', 'failure_code', 'failure')


class Failures(object):
    """The file of failures: ``with Failures(path) as failures: failures.write(source, error)``.

    It is there when the run ends, without rows when nothing failed, and readable by its owner only:
    a source stands in it as it was given, and a URL may hold a password.

    Args:
        path (str): the file; None for nowhere.
    """

    def __init__(self, path):
        self._out = path and NewFile(path, 0o600)
        self._writer = path and Csv(COLUMNS, self._out)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if self._out:
            self._out.close(True)

    def write(self, source, error):
        """Note a source that failed.

        Args:
            source (Source): it.
            error (ItemError): why.
        """
        if self._writer:
            self.note(source.content, error.code, error.description, source.input_id,
                      source.concepts, source.not_concepts, source.origin)

    def note(self, source, code, reason, input_id=None, concepts=(), not_concepts=(),
             origin=None):
        """Note a source by what is known of it.

        Args:
            source (str): a path or a URL.
            code (int or str): the server's code, or a word of `clarifai.bulk.report`.
            reason (str): why.
            input_id (str), concepts (list of str), not_concepts (list of str): what it was to get.
            origin (str): where it comes from, as of `clarifai.bulk.Source`.
        """
        if self._writer:
            self._writer.write((source, input_id or '', ';'.join(concepts or ()),
                                ';'.join(not_concepts or ()), origin or '', code, reason))
