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
  clarifai check --have-pat --format sarif src notebooks > check.sarif
  clarifai check --fix src                # shows what would change
  clarifai check --fix --yes src          # and changes it
'''
FORMATS = ('text', 'json', 'sarif')


def add_to(commands):
    """Describe the command."""
    command = add_command(commands, 'check', TEXT, DESCRIPTION, EXAMPLES)
    command.add_argument('paths', nargs='+', metavar='PATH',
                         help='a program, a notebook, or a folder with all below it')
    command.add_argument('--format', choices=FORMATS, default='text',
                         help='how to print (%(default)s)')
    command.add_argument('--have-pat', action='store_true',
                         help='there is a PAT: what only needs one is nothing to do')
    command.add_argument('--fix', action='store_true',
                         help='show a diff of what can be rewritten: keys that stand in the code, '
                              'retired models, deprecated forms, requirements of 2.x')
    command.add_argument('--yes', action='store_true', help='with --fix: write it')
    return command


def run(options):
    """Print the findings.

    Returns:
        int: the exit status: 1 when there is something to do.
    """
    wrong = _wrong_use(options)
    if wrong:
        note(wrong)
        return 2
    try:
        from clarifai.check.checking import check
        report = check(options.paths)
        if options.fix and _fix(report, options.yes):
            report = check(options.paths)
    except ImportError as error:
        note(error)
        return 2
    _print(report, options.format)
    from clarifai.check.finding import PAT, WORKS
    done = (WORKS, PAT) if options.have_pat else (WORKS,)
    return 1 if any(finding.category not in done for finding in report.findings) else 0


def _wrong_use(options):
    missing = [path for path in options.paths if not os.path.exists(path)]
    if missing:
        return 'there is no file or folder %s' % missing[0]
    if options.yes and not options.fix:
        return '--yes writes what --fix shows: give both'
    if options.fix and options.format != 'text':
        return '--fix shows a diff: leave --format out'
    return None


def _print(report, name):
    from clarifai.check import reports, sarif
    write = {'text': reports.as_text, 'json': reports.as_json, 'sarif': sarif.as_sarif}[name]
    print(write(report))


def _fix(report, write):
    """Show what can be rewritten, and write it if that is wanted.

    Returns:
        bool: whether a file was written.
    """
    from clarifai.check import fixes
    from clarifai.check.finding import place
    from clarifai.check.syntax import new_parser
    found = fixes.fixes_of(report, new_parser())
    for fix in found:
        print(fixes.diff(fix))
        if write:
            fixes.write(fix)
    for finding in fixes.pins_left(report):
        note('%s: %s stays: remove it if nothing else needs it' % (
            place(finding), finding.rule.replace('requires ', 'the pin of ')))
    note('%d files %s' % (len(found), 'rewritten' if write else
                          'can be rewritten: --fix --yes does it' if found else
                          'can be rewritten'))
    return bool(found) and write
