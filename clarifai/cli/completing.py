"""What may stand where somebody at a shell presses TAB, by the parser of the command line."""
from __future__ import absolute_import

import argparse

from clarifai.cli import values
from clarifai.redact import native, printable

LONGEST = 68  # characters of a description
FILES, FOLDERS = 'files', 'folders'
# What stands for a value in the help of an option or an argument, and what the shell knows then.
PLACES = {'FILE': FILES, 'SOURCE': FILES, 'PATH': FILES, 'DIR': FOLDERS}
NO_MORE = (argparse._HelpAction, argparse._VersionAction)


class Completion(object):
    """What may stand in a place.

    Args:
        values (list): texts, or pairs of a text and what it means.
        place (str): FILES or FOLDERS when names of these may stand there, too; else None.
        before (str): what stands before the value within the same word, such as ``--format=``.

    Attributes:
        values (list of tuple): pairs of a text and its meaning, which may be ``''``.
        place: the argument.
        before: the argument.
    """

    def __init__(self, values=(), place=None, before=''):
        self.values = [value if isinstance(value, tuple) else (value, '') for value in values]
        self.values = [(native(value), _short(meaning)) for value, meaning in self.values]
        self.place = place
        self.before = before

    def beginning_with(self, text):
        """The same with those values only that go on from a text."""
        return Completion([pair for pair in self.values
                           if pair[0].startswith(text[len(self.before):])],
                          self.place, self.before)


def completion(parser, words):
    """What may stand in the place of the last word.

    Args:
        parser (argparse.ArgumentParser): that of the whole command.
        words (list of str): what stands behind the name of the program up to the cursor; the last
            one is what is being written, and may be empty.

    Returns:
        Completion
    """
    line = _Line(parser)
    for word in words[:-1]:
        line.take(word)
    found = line.completion(words[-1])
    return found.beginning_with(words[-1])


def profile_in(words):
    """The profile that a command line names, or None."""
    for place, word in enumerate(words[:-1]):
        if word == '--profile' and place + 2 < len(words):
            return words[place + 1]
        if word.startswith('--profile='):
            return word.partition('=')[2]
    return None


class _Line(object):
    """A command line as it is read word by word."""

    def __init__(self, parser):
        self._parser = parser
        self._path = ()
        self._given = []      # the words that are no options
        self._used = set()    # options that were given
        self._waiting = None  # an option whose value comes next
        self._takes_options = True

    def take(self, word):
        """Read a word before the last one."""
        if self._waiting is not None:
            self._waiting = None
        elif self._takes_options and word == '--':
            self._takes_options = False
        elif self._takes_options and word.startswith('-') and word != '-':
            self._take_option(word)
        else:
            commands = self._commands()
            if commands is not None and word in commands.choices:
                self._parser = commands.choices[word]
                self._path += (word,)
                self._given, self._used = [], set()
            else:
                self._given.append(word)

    def _take_option(self, word):
        name, sign, _ = word.partition('=')
        action = self._option(name)
        if action is not None:
            self._used.add(action)
            if action.nargs != 0 and not sign:
                self._waiting = action

    def completion(self, word):
        """What may stand in the place of the last word."""
        if self._waiting is not None:
            return self._values_of(self._waiting)
        if self._takes_options and word.startswith('-') and word != '-' or (
                word == '-' and not self._has_place()):
            name, sign, _ = word.partition('=')
            if sign:
                action = self._option(name)
                return (Completion() if action is None or action.nargs == 0
                        else self._values_of(action, name + sign))
            return Completion(self._options())
        commands = self._commands()
        if commands is not None:
            return Completion([(action.dest, action.help) for action in commands._choices_actions])
        argument = self._argument()
        if argument is None:
            return Completion(self._options() if self._takes_options else ())
        return self._values_of(argument)

    def _has_place(self):
        """Whether ``-`` may be meant for the standard input."""
        return self._argument() is not None and self._values_of(self._argument()).place

    def _commands(self):
        return next((action for action in self._parser._actions
                     if isinstance(action, argparse._SubParsersAction)), None)

    def _argument(self):
        """The argument that comes next, None when all are there."""
        free = [action for action in self._parser._actions if not action.option_strings]
        for number, action in enumerate(free):
            if action.nargs in ('*', '+') or number >= len(self._given):
                return action
        return None

    def _option(self, name):
        return self._parser._option_string_actions.get(name)

    def _options(self):
        for action in self._parser._actions:
            again = isinstance(action, argparse._AppendAction)
            if action.help is argparse.SUPPRESS or (action in self._used and not again):
                continue
            if isinstance(action, NO_MORE) and (self._given or self._used):
                continue
            for name in action.option_strings:
                if name.startswith('--'):
                    yield name, _help_of(self._parser, action)

    def _values_of(self, action, before=''):
        if action.choices is not None:
            return Completion([native(choice) for choice in action.choices], None, before)
        place = PLACES.get(action.metavar)
        find = getattr(action, 'completer', None)
        for name in action.option_strings:
            find = find or values.of_option(self._path, name)
        if not action.option_strings:
            find = find or values.of_argument(self._path, action.dest)
        return Completion(find(self._given) if find else (), place, before)


def _help_of(parser, action):
    try:
        return parser._get_formatter()._expand_help(action)
    except (KeyError, TypeError, ValueError):
        return action.help or ''


def _short(meaning):
    text = printable(' '.join(native(meaning or '').split()))
    return text if len(text) <= LONGEST else text[:LONGEST - 3] + '...'
