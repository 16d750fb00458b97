"""A plugin of pytest that leaves out what WebAssembly has not, and counts it with the reason."""
from __future__ import annotations

import collections
import re

import pytest

PROCESSES, SOCKETS, THREADS = 'processes', 'sockets', 'threads'
HOLES = 'files with holes'
DEPTH = 'a deeper stack than WebAssembly has'
DEEP = 10000  # brackets of JSON one within the other, which end the whole process there
# What stops a test, by a part of the message of an exception, and what it lacks.
LACKS = (("can't start new thread", THREADS),
         ('a Runner works by threads', THREADS),
         ('does not support processes', PROCESSES),
         ('_multiprocessing', PROCESSES),
         ("no attribute 'SO_REUSEADDR'", SOCKETS),
         ('out of pty devices', 'terminals'))
# What a test needs that its failure does not say, by its place.
NEEDS = (
    (r'test_a_huge_file_is_refused_without_being_read_whole', HOLES),
    (r'test_a_file_without_line_ends_is_refused_without_being_read_whole', HOLES),
    (r'unit/test_transport_network.py', SOCKETS),
    (r'test_a_forked_process_gets_connections_of_its_own', PROCESSES),
    (r'test_results_as_they_come$', THREADS),
    (r'test_no_more_requests_at_once_than_workers', THREADS),
    (r'test_small_batches_are_refused_some_times_before_that', THREADS),
    (r'cli/test_diagnose.py::test_versions$', 'packages that are installed by pip'),
    (r'test_certificates_are_those_of_the_session', 'files of certificates'),
    (r'test_headers_carry_the_key_and_tell_the_client', 'headers that a page may not send'),
)


def need_of(item):
    """Return why a test is left out, or None."""
    if any(is_deep(value) for value in given_to(item)):
        return DEPTH
    return next((why for pattern, why in NEEDS if re.search(pattern, item.nodeid)), None)


def given_to(item):
    """Return the values that a test is parametrized with."""
    return item.callspec.params.values() if hasattr(item, 'callspec') else ()


def is_deep(value):
    """Tell whether a value is JSON that is too deep."""
    return (isinstance(value, (str, bytes)) and len(value) >= DEEP
            and value[:1] in ('[', '{', b'[', b'{'))


def pytest_collection_modifyitems(items):
    """Leave out what is listed."""
    for item in items:
        if need_of(item):
            item.add_marker(pytest.mark.skip(reason='needs ' + need_of(item)))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Leave out what turns out to need threads or processes."""
    report = (yield).get_result()
    lack = lack_of(call.excinfo.value) if call.excinfo else None
    if lack:
        report.outcome = 'skipped'
        report.longrepr = str(item.path), item.location[1], 'Skipped: needs ' + lack


def lack_of(error):
    """Return what an exception, or one that it came from, says is not there; or None."""
    seen = []
    while error is not None and error not in seen:
        for text, lack in LACKS:
            if text in str(error):
                return lack
        seen.append(error)
        error = error.__cause__ or error.__context__
    return None


def pytest_terminal_summary(terminalreporter):
    """Say how many ran, and why how many did not."""
    stats = terminalreporter.stats
    reasons = collections.Counter(report.longrepr[2].partition('Skipped: ')[2]
                                  for report in stats.get('skipped', []))
    terminalreporter.write_line('%d passed, %d failed, %d left out:' % (
        len(stats.get('passed', [])),
        len(stats.get('failed', [])) + len(stats.get('error', [])), sum(reasons.values())))
    for reason, number in reasons.most_common():
        terminalreporter.write_line('  %5d  %s' % (number, reason))
