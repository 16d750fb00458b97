"""What the commands share: the app, options that several of them have, and notes to people."""
from __future__ import absolute_import

import argparse
import json
import sys

from six.moves import input

from clarifai.cli.formats import FORMATS
from clarifai.cli.output import note
from clarifai.cli.terminal import is_terminal
from clarifai.cli.wrong_use import WrongUse


class Parser(argparse.ArgumentParser):
    """A parser that takes the last words of a command behind its options, too.

    argparse alone gives them all to the first place where some stand, and does not know the rest:
    ``predict a.jpg --model general b.jpg``.
    """

    def parse_known_args(self, args=None, namespace=None):
        """Parse what is known, and give the rest."""
        options, rest = super(Parser, self).parse_known_args(args, namespace)
        last = ([action for action in self._actions if not action.option_strings] or [None])[-1]
        end = rest.index('--') if '--' in rest else len(rest)  # behind it are no options
        if last is None or last.nargs not in ('+', '*') or any(
                word.startswith('-') and word != '-' for word in rest[:end]):
            return options, rest
        setattr(options, last.dest,
                (getattr(options, last.dest) or []) + rest[:end] + rest[end + 1:])
        return options, []


def add_command(commands, name, text, description=None, examples=None):
    """Add a command to the parser.

    Args:
        commands: what `argparse.ArgumentParser.add_subparsers` gave.
        name (str): what it is called.
        text (str): what it does, on one line of the list of commands.
        description (str): what it does; `text` unless given.
        examples (str): shown below its options.
    """
    description = description or '%s%s.' % (text[0].upper(), text[1:])
    command = commands.add_parser(name, help=text, description=description,
                                  epilog=examples,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    add_general(command)
    return command


def add_general(parser):
    """Add what every command takes, before its name or behind it."""
    general = parser.add_argument_group('general')
    # Left out where it is not given, so that the option behind the name does not undo the other.
    general.add_argument('--profile', metavar='NAME', default=argparse.SUPPRESS,
                         help='the section of the config file whose settings count, in place of '
                              'what the environment says (CLARIFAI_PROFILE)')
    general.add_argument('--quiet', action='store_true', default=argparse.SUPPRESS,
                         help='tell only what went wrong: no counts, no progress')
    general.add_argument('--debug', action='store_true', default=argparse.SUPPRESS,
                         help='log every request to the error output, and show where an error '
                              'comes from')


def commands_of(parser):
    """The parsers of the commands below one, by their names; none if it has none."""
    return next((action.choices for action in parser._actions
                 if isinstance(action, argparse._SubParsersAction)), {})


def agreed(question):
    """Whether somebody at the terminal says yes.

    Raises:
        WrongUse: nobody is there to ask.
    """
    if not is_terminal(sys.stdin):
        raise WrongUse('nobody is there to ask "%s": give --yes' % question)
    sys.stderr.write('%s [y/N] ' % question)
    sys.stderr.flush()
    try:
        return input().strip().lower() in ('y', 'yes')
    except EOFError:
        return False


def tell(options, message):
    """Tell people something that is no trouble, on the error output, unless they want it quiet."""
    if not options.quiet:
        note(message)


def new_app():
    """The app that the environment or the config file names."""
    from clarifai.rest.app import ClarifaiApp  # so that --help is quick
    return ClarifaiApp()


def add_format(command, default='table'):
    """Add the options ``--format`` and ``-o``; see `clarifai.cli.formats.Rows`."""
    command.set_defaults(usual_format=default)
    command.add_argument('--format', choices=FORMATS,
                         help='how to print: table for people; json (a list), jsonl (one JSON '
                              'object a line) and csv for programs (%s, or by the ending of FILE)'
                              % default)
    command.add_argument('-o', '--output', metavar='FILE',
                         help='write to FILE, which is there when it is whole; with --journal, '
                              'add to it')


def add_max_wait(command, what='', default=3600):
    """Add the option ``--max-wait``."""
    command.add_argument('--max-wait', type=positive, metavar='SECONDS', default=default,
                         help='wait no longer than this%s (%%(default)s)' % what)


def add_limit(command, default):
    """Add the option ``--limit``."""
    command.add_argument('--limit', type=positive, default=default, metavar='N',
                         help='print at most so many'
                              + (' (%(default)s)' if default else ' (all)'))


def add_bulk(command, batch):
    """Add what `clarifai.bulk` can be told: workers, batches, a journal."""
    command.add_argument('sources', nargs='+', metavar='SOURCE',
                         help='a picture or video: a file, a URL, or a folder with all below it; '
                              '- reads files and URLs from the standard input, one a line; '
                              'a file that ends in .csv is a table with a column "source"')
    command.add_argument('--workers', type=positive, default=8, metavar='N',
                         help='send so many requests at a time (%(default)s)')
    command.add_argument('--batch', type=batch_size, default=batch, metavar='N',
                         help='send so many sources in a request, 128 at most (%(default)s)')
    command.add_argument('--journal', metavar='FILE',
                         help='note in FILE what is done; with the same FILE a later run goes on '
                              'where this one ended')
    command.add_argument('--video', action='store_true', default=None,
                         help='take URLs and files for videos, whatever they hold and their names '
                              'say')


def add_failures(command):
    """Add the option ``--failures``; see `clarifai.cli.failures`."""
    command.add_argument('--failures', metavar='FILE',
                         help='write what failed to FILE, a CSV with the reasons, which can be a '
                              'SOURCE of a later run')


def positive(text):
    """A whole number from 1, for argparse."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError('%r is not a whole number from 1' % text)
    return number


def batch_size(text):
    """How many sources a request has, for argparse: the API takes 128 at most."""
    return _at_most(text, 128)


def concept_count(text):
    """How many concepts a prediction has, for argparse: the API gives 200 at most."""
    return _at_most(text, 200)


def _at_most(text, most):
    number = positive(text)
    if number > most:
        raise argparse.ArgumentTypeError('%r is more than %d' % (text, most))
    return number


def fraction(text):
    """A number from 0 to 1, for argparse."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError('%r is not a number from 0 to 1' % text)
    return number


def json_object(text):
    """A JSON object, for argparse."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise argparse.ArgumentTypeError('%r is not a JSON object such as {"name": "value"}'
                                         % text)
    return value
