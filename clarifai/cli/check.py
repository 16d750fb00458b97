"""``clarifai check``: what of the 2.x API programs use, and what to do about it."""
from __future__ import absolute_import, print_function

import os

from clarifai.cli.command import add_command, note

TEXT = 'say what of the 2.x API programs use, and what to do about it'
DESCRIPTION = ('Read programs, of Python 2 or 3, and list each use of the 2.x API: what works as '
               'it is,\nwhat needs a PAT, what behaves otherwise and what is gone, with the call '
               "of today's SDK.\nNothing is run.")
EXAMPLES = '''exit status: 0 nothing to do, 1 something to do, 2 wrong use

examples:
  clarifai check script.py
  clarifai check --have-pat --format json src notebooks
'''
FORMATS = ('text', 'json')


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'check', TEXT, DESCRIPTION, EXAMPLES)
    command.add_argument('paths', nargs='+', metavar='PATH',
                         help='a program, a notebook, or a folder with all below it')
    command.add_argument('--format', choices=FORMATS, default='text',
                         help='how to print (%(default)s)')
    command.add_argument('--have-pat', action='store_true',
                         help='there is a PAT: what only needs one is nothing to do')
    return command


def run(options):
    """Print the findings.

    Returns:
        int: the exit status: 1 when there is something to do.
    """
    missing = [path for path in options.paths if not os.path.exists(path)]
    if missing:
        note('there is no file or folder %s' % missing[0])
        return 2
    try:
        from clarifai.check.checking import check
        from clarifai.check import reports
        report = check(options.paths)
    except ImportError as error:
        note(error)
        return 2
    from clarifai.check.finding import PAT, WORKS
    write = {'text': reports.as_text, 'json': reports.as_json}[options.format]
    print(write(report))
    done = (WORKS, PAT) if options.have_pat else (WORKS,)
    return 1 if any(finding.category not in done for finding in report.findings) else 0
