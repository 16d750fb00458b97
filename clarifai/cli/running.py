"""A run of `clarifai.bulk` on the command line: rows, failures, progress, and how it went."""
from __future__ import absolute_import

import os
import stat
import sys

from clarifai.cli import terminal
from clarifai.cli.command import tell
from clarifai.cli.failures import Failures
from clarifai.cli.formats import Rows
from clarifai.cli.output import note
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.redact import shown


def carry_out(options, start, sources, columns, rows_of, beside=None):
    """Print what comes of many sources.

    Args:
        options (argparse.Namespace): of the command line.
        start (callable): takes the sources and what is told of the progress, gives the `Run`.
        sources (Sources): what is worked on.
        columns (list of str): of the rows.
        rows_of (callable): gives the rows of a Result, each with the object for JSON.  It may
            have `pending`, the number of inputs that were not processed yet.
        beside (Pictures): gets each result as well.

    Returns:
        int: the exit status: 1 if a source failed.
    """
    from clarifai.bulk.progress import Line
    line, run = None, None
    if terminal.is_terminal(sys.stderr) and not options.quiet and not _is_piped(options):
        line = Line(sys.stderr, columns=terminal.columns_of(sys.stderr))
    try:
        run = start(sources.counted(line) if line else sources, line)
        with run, beside or _Nothing(), Failures(options.failures) as failures, Rows(
                options, columns, goes_on=bool(options.journal)) as printed:
            for result in run:
                _print(result, line, failures, printed, rows_of, options)
                problem = beside and beside.add(result)
                if problem:
                    _note(line, problem)
            if line:
                line.hide()  # before the last rows, which may have waited
    except (KeyboardInterrupt, ApiError, ApiClientError, UserError) as error:
        if line:
            line.hide()
        if run and (isinstance(error, KeyboardInterrupt) or _through(run.report)):
            note('stopped: %s. %s' % (_counts(run.report, rows_of), how_to_go_on(options)))
        raise
    return _finish(options, run.report, sources, rows_of) or int(bool(beside and beside.failed))


def _print(result, line, failures, printed, rows_of, options):
    if result.error is not None:
        _note(line, '%s: %s' % (result.source.label(), result.error))
        failures.write(result.source, result.error)
    is_seen = line and _is_printed(options) and terminal.is_terminal(sys.stdout)
    if is_seen:
        line.hide()
    for row, whole in rows_of(result):
        printed.write(row, whole)
    if is_seen:
        line.show()


def _note(line, message):
    if line:
        line.hide()
    note(message)
    if line:
        line.show()


def _is_printed(options):
    """Whether rows go to the standard output."""
    return options.output in (None, '-')


def _is_piped(options):
    """Whether rows go to another program, which may write them to the terminal at any time."""
    try:
        return _is_printed(options) and stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (AttributeError, IOError, OSError, ValueError):
        return False  # it is closed, or no file


class _Nothing(object):
    """Where nothing is made beside the rows."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


def _finish(options, report, sources, rows_of):
    if sources.left_out_count:
        names = ', '.join(sources.left_out)
        tell(options, 'left out, as neither pictures nor videos: %d file%s (%s%s)' % (
            sources.left_out_count, '' if sources.left_out_count == 1 else 's', names,
            ', ...' if sources.left_out_count > len(sources.left_out) else ''))
    if sources.drawn_count:
        tell(options, 'left out, as --draw writes to their folder: %d in %s' % (
            sources.drawn_count, shown(options.draw)))
    tell(options, '%s in %.1f s' % (_counts(report, rows_of), report.seconds))
    return 1 if report.failed else 0


def _through(report):
    return report.done + report.failed


def _counts(report, rows_of):
    pending = getattr(rows_of, 'pending', 0)
    parts = ['%d done' % (report.done - pending)]
    if pending:
        parts.append('%d uploaded and not processed yet (--wait waits for that)' % pending)
    if report.existed:
        parts.append('%d of these there already' % report.existed)
    if report.skipped:
        parts.append('%d done before' % report.skipped)
    if report.failed:
        parts.append('%d failed' % report.failed)
    return ', '.join(parts)


def how_to_go_on(options):
    """A sentence on how to go on with a run that was stopped.

    Args:
        options (argparse.Namespace): of its command line.
    """
    if options.journal:
        return 'The same command goes on with the rest, by the journal %s' % options.journal
    if options.command in ('upload', 'import'):
        return ('The same command goes on: what is there is not uploaded twice. With --journal '
                'FILE it is not read again either')
    return 'With --journal FILE, the same command would go on with the rest'
