"""What a command line writes to: looked at before anything is sent, so that no work is replaced."""
from __future__ import absolute_import

import os

from clarifai.cli.formats import ENDINGS, FORMATS
from clarifai.cli.wrong_use import WrongUse
from clarifai.config_file import config_path
from clarifai.errors import UserError
from clarifai.kinds import ending_of, format_of_file
from clarifai.redact import shown

# The options that name what is written, by the attribute.
OPTIONS = (('output', '-o'), ('html', '--html'), ('failures', '--failures'),
           ('journal', '--journal'), ('draw', '--draw'))
PLAIN = ('', '.txt')  # endings that promise nothing
# The endings by which files are known that an option may replace.
REPLACED = {'html': ('.html', '.htm'), 'failures': ('.csv',)}
PART = '.part'  # what a file has at its end until it is whole


def check(options):
    """Refuse a command line that would replace what is read or what is none of its results.

    Args:
        options (argparse.Namespace): of any command.

    Raises:
        WrongUse: the message names the option and the file.
    """
    _check_standard_input(options)
    targets = [(name, flag, getattr(options, name)) for name, flag in OPTIONS
               if getattr(options, name, None)]
    for place, (name, flag, path) in enumerate(targets):
        if path == '-':
            if name != 'output':
                raise WrongUse('%s - names no file: only -o - stands for the standard output'
                               % flag)
            continue
        for _, other_flag, other in targets[:place]:
            if not is_device(path) and is_same(path, other):
                raise WrongUse('%s and %s name the same file %s: give each its own'
                               % (other_flag, flag, shown(path)))
        for source in _read(options):
            if os.path.isfile(source) and is_same(path, source):
                raise WrongUse('%s %s would replace what is read from there: name another file'
                               % (flag, shown(path)))
        if name != 'draw' and os.path.isfile(path):
            _check_replaced(name, flag, path)
        if name == 'output':
            _check_ending(path, options)


def is_same(one, other):
    """Whether two paths lead to one place, by whatever links."""
    if hasattr(os.path, 'samefile') and os.path.exists(one) and os.path.exists(other):
        return os.path.samefile(one, other)
    return _place(one) == _place(other)


def is_device(path):
    """Whether a path leads to a device or a pipe, which may be written to by several."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _place(path):
    return os.path.normcase(os.path.realpath(path))


def _read(options):
    """The files that a command line reads."""
    for name in ('sources', 'like', 'json', 'path'):
        value = getattr(options, name, None) or ()
        for one in value if isinstance(value, list) else [value] if value else ():
            yield one
    for field in getattr(options, 'fields', ()):
        value = field.partition('=')[2]
        if value.startswith('@'):
            yield value[1:]


def _check_standard_input(options):
    """Refuse to read the standard input twice."""
    count = (list(getattr(options, 'ids', ())) + list(_read(options))).count('-')
    if count > 1:
        raise WrongUse('- is given %d times: the standard input can be read once' % count)


def _check_ending(path, options):
    ending = ending_of(path)
    if ending in PLAIN or is_device(path) or getattr(options, 'format', None):
        return
    if not hasattr(options, 'format'):
        if ENDINGS.get(ending) not in ('json', 'jsonl'):
            raise WrongUse('-o %s: "%s" writes JSON lines: name a file that ends in .jsonl'
                           % (shown(path), options.command))
    elif ending not in ENDINGS:
        raise WrongUse('-o %s: the ending %s stands for none of the formats: name a file that ends '
                       'in %s, or give --format %s' % (
                           shown(path), shown(ending), ', '.join(sorted(ENDINGS)),
                           '|'.join(FORMATS)))


def _check_replaced(name, flag, path):
    """Refuse to replace a file that is no result of a run."""
    if is_same(path, config_path()):
        raise WrongUse('%s %s is the file with the settings: name another file'
                       % (flag, shown(path)))
    try:
        form = format_of_file(path)
    except (UserError, IOError, OSError):  # the one who writes says what is wrong with it
        form = None
    if form:
        raise WrongUse('%s %s would replace a picture or video (%s): name another file'
                       % (flag, shown(path), form))
    if name in REPLACED and ending_of(path) not in REPLACED[name] and os.path.getsize(path):
        raise WrongUse('%s %s is there already and may be something else: name a new file, or one '
                       'that ends in %s' % (flag, shown(path), REPLACED[name][0]))


class Written(object):
    """What a run writes, which is none of its own sources.

    Args:
        options (argparse.Namespace): of the command line.
    """

    def __init__(self, options):
        files = [getattr(options, name, None) for name, _ in OPTIONS if name != 'draw']
        self._files = [path + end for path in files if path for end in ('', PART)]
        self._drawn = getattr(options, 'draw', None)

    def below(self, folder):
        """What of it is in a folder that is a source.

        Args:
            folder (str): its path, with which the paths of its files begin.

        Returns:
            tuple: a set with the files, and the folders of ``--draw`` as a tuple of what the paths
            below them begin with.
        """
        files = [_below(folder, path) for path in self._files]
        drawn = []
        if self._drawn:
            parts = [part for part in os.path.splitdrive(folder)[1].replace('\\', '/').split('/')
                     if part not in ('', '.', '..')]
            # Where the folder is that of --draw itself, its drawings are below its own name there.
            drawn = [_below(folder, self._drawn) or
                     _below(folder, os.path.join(self._drawn, *parts)),
                     _below(folder, self._drawn + PART)]
        files += drawn
        return (set(path for path in files if path),
                tuple(os.path.join(path, '') for path in drawn if path))


def _below(folder, path):
    """A path as that of a file in a folder begins; None when it is not below the folder."""
    try:
        inner = os.path.relpath(os.path.realpath(path), os.path.realpath(folder))
    except ValueError:  # on another drive
        return None
    if inner == os.curdir or inner.split(os.sep)[0] == os.pardir:
        return None
    return os.path.join(folder, inner)
