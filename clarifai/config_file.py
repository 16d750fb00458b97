"""The config file, ``~/.clarifai/config``: read as people write it, and changed line by line.

It is an INI file with a section ``[clarifai]``, whose options are called like the environment
variables.  Lines as a shell takes them (``export CLARIFAI_PAT=...``) do as well, without a section.
Each other section is a profile of its name, for whoever has several accounts; it has nothing from
the others.
"""
from __future__ import absolute_import

import codecs
import errno
import os
import re

from clarifai.compat import text_type
from clarifai.errors import UserError
from clarifai.regular_files import open_regular

SECTION = u'clarifai'
PREFIX = u'CLARIFAI_'
MOST_BYTES = 1024 * 1024

_HEADER = r'\s*\[\s*([^\]]*?)\s*\]'
_OPTION = (r'(?P<before>\s*(?:(?P<shell>export\s+|set\s+|\$env:))?(?P<name>[^\s=:#;\[][^\s=:]*)'
           r'\s*(?P<sign>[=:])\s*)(?P<value>.*)$')
_COMMENT = r'\s+[#;].*$'


class _Line(object):
    """What a line of a config file is.

    Attributes:
        form (str): how another option can follow it; None where it would not be read.
        name (str), value (str): its option; None when it has none that counts.
        is_strange (bool): whether it makes no sense where it stands.
    """

    def __init__(self, form, name=None, value=None, is_strange=False):
        self.form = form
        self.name = name
        self.value = value
        self.is_strange = is_strange


def home():
    """The user's home: ``HOME``, or what Windows has in its place."""
    if os.name == 'nt' and os.environ.get('HOMEPATH'):
        return os.environ['HOMEPATH']
    return os.environ.get('HOME') or os.environ.get('HOMEPATH') or os.path.expanduser('~')


def config_path():
    """The path of the config file, whether it exists or not."""
    return os.path.join(home(), '.clarifai', 'config')


class ConfigFile(object):
    """What a config file holds.

    Args:
        path (str): the file; None for the user's own.
        profile (str): the section whose options count, in any case of letters.

    Attributes:
        path (str): the argument, or where the user's own is.
        profile (str): the argument.
        exists (bool): whether there is such a file.
        profiles (list of str): the names of all sections with anything in them, and of
            ``[clarifai]`` also where its lines stand without it.
        options (dict): option to value, both text.
        trouble (str or None): what of it could not be read; names the file, and the line if one is
            to blame, and quotes nothing: a key may stand there.
        stray_line (int or None): the first line that looks like a key or a PAT and is not among the
            options.
    """

    def __init__(self, path=None, profile=SECTION):
        self.path = path or config_path()
        self.profile = profile = _text(profile)
        self.options, self.trouble, self.stray_line = {}, None, None
        self.exists, lines = True, []
        try:
            text = _text_of(self.path)
            self.exists = text is not None
            lines = _lines_of(text) if text else []
        except UserError as error:
            self.trouble = str(error)
        self.profiles = _profiles_of(lines)
        for number, line in enumerate(_parsed(lines, profile), 1):
            if line.name is not None:
                self.options[line.name] = line.value
            elif self.stray_line is None and re.search(r'(?i)key|pat|token', lines[number - 1]):
                self.stray_line = number
            if line.is_strange and self.trouble is None:
                self.trouble = ('line %d of the config file %s is no section, option or comment '
                                'of such a file' % (number, self.path))

    @property
    def has_profile(self):
        """Whether there is the section, or something without one that stands for ``[clarifai]``."""
        return self.profile.lower() in [name.lower() for name in self.profiles]

    @property
    def is_foreign(self):
        """Whether it belongs to another program."""
        return self.trouble is not None and not self.options

    def check_own(self):
        """Refuse to change a file of another program.

        Raises:
            UserError: it is one.
        """
        if self.is_foreign:
            raise UserError('%s, so the file is left as it is: set CLARIFAI_PAT or '
                            'CLARIFAI_API_KEY in the environment instead' % self.trouble)


def write_config(values, path=None, profile=SECTION):
    """Set options in the config file; all other lines stay as they are.

    The file is written beside its place and moved there when whole, readable by its owner only.

    Args:
        values (dict): option to text, or to None to remove it.
        path (str): the file; None for the user's own.
        profile (str): the section that they stand in; it is made when there is none.

    Returns:
        str: the path of the file.

    Raises:
        UserError: the file or its folder cannot be read or written, or it belongs to another
            program; the message names it.
    """
    config = ConfigFile(path, profile)
    config.check_own()
    lines = _changed(_lines_of(_text_of(config.path) or u''), values, profile)
    try:
        _replace_file(config.path, u''.join(line + u'\n' for line in lines).encode('utf-8'))
    except (IOError, OSError) as error:
        raise UserError('the config file %s cannot be written: %s'
                        % (config.path, error.strerror))
    return config.path


def _text_of(path):
    """The text of a file; None when there is none."""
    try:
        with os.fdopen(open_regular(path), 'rb') as source:
            content = source.read(MOST_BYTES + 1)
    except UserError as error:
        problem = str(error)
    except (IOError, OSError) as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return None
        problem = 'cannot be read: %s' % error.strerror
    else:
        problem = 'is too large for one'
        if len(content) <= MOST_BYTES:
            try:
                return _decoded(content)
            except UnicodeDecodeError:
                problem = 'is not UTF-8 text'
    raise UserError('the config file %s %s' % (path, problem))


def _text(name):
    """A name as text, which on 2.7 may come as bytes."""
    return name if isinstance(name, text_type) else name.decode('utf-8', 'replace')


def _decoded(content):
    # As the shell of Windows writes it.
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode('utf-16' if is_utf16 else 'utf-8-sig')


def _lines_of(text):
    lines = re.split(u'\r\n|\r|\n', text)
    return lines if lines[-1] else lines[:-1]


def _profiles_of(lines):
    """The names of the sections that hold something, in their order."""
    found, section = [], None
    for line in lines:
        header, option = re.match(_HEADER, line), re.match(_OPTION, line)
        if header:
            section = header.group(1)
        elif option and section is None and _is_of_a_shell(option):
            section = SECTION
        if option and section is not None and section.lower() not in (
                name.lower() for name in found):
            found.append(section)
    return found


def _parsed(lines, profile):
    """Tell what each line is.

    Args:
        lines (list of str): all lines of a file.
        profile (str): the section that counts.

    Yields:
        _Line: one for each.
    """
    form, is_before_all = None, True
    for line in lines:
        header, option = re.match(_HEADER, line), re.match(_OPTION, line)
        if header:
            is_before_all = False
            form = u'%s = %s' if header.group(1).lower() == profile.lower() else None
        if header or not line.strip() or line.strip()[0] in u'#;':
            yield _Line(form)
        elif option and form is not None:
            yield _Line(form, _name(option), _value(option))
        elif option and is_before_all and _is_of_a_shell(option):
            shell = option.group('shell') or u''
            yield (_Line(shell + u'%s=%s', _name(option), _value(option))
                   if profile.lower() == SECTION else _Line(None))
        else:
            yield _Line(form, is_strange=is_before_all or form is not None)


def _is_of_a_shell(option):
    return option.group('sign') == u'=' and option.group('name').upper().startswith(PREFIX)


def _name(option):
    name = option.group('name')
    return name.upper() if name.upper().startswith(PREFIX) else name


def _value(option):
    value = option.group('value').strip()
    if not _name(option).startswith(PREFIX):
        return value
    quote = value[:1]
    if quote in (u'"', u"'") and value.find(quote, 1) > 0:
        return value[1:value.find(quote, 1)].strip()
    return re.sub(_COMMENT, u'', value)


def _changed(lines, values, profile):
    """The lines of a file with other values in them."""
    result, written = [], set()
    for line, meant in zip(lines, _parsed(lines, profile)):
        if meant.name in values:
            if values[meant.name] is None or meant.name in written:
                continue
            written.add(meant.name)
            line = re.match(_OPTION, line).group('before') + text_type(values[meant.name])
        result.append(line)
    return _with_more(result, [(name, value) for name, value in sorted(values.items())
                               if value is not None and name not in written], profile)


def _with_more(lines, options, profile):
    """The lines of a file with more options, below the last line of those that are read."""
    place, form = 0, None
    if not options:
        return lines
    for number, (line, meant) in enumerate(zip(lines, _parsed(lines, profile)), 1):
        if meant.form is not None and line.strip():
            place, form = number, meant.form
    if form is None:
        lines = lines + [u'[%s]' % profile]
        place, form = len(lines), u'%s = %s'
    return lines[:place] + [form % option for option in options] + lines[place:]


def _replace_file(path, data):
    import tempfile  # slow to import, and only "clarifai config" comes here

    from clarifai.whole_file import put_in_place
    path = os.path.realpath(path)  # a link stays a link
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder, 0o700)
    handle, temporary = tempfile.mkstemp(prefix='.config-', dir=folder)  # created with mode 0600
    try:
        with os.fdopen(handle, 'wb') as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        put_in_place(temporary, path)
    except BaseException:
        os.remove(temporary)
        raise
