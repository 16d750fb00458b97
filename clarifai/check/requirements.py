"""What a project says that it needs: ``clarifai==2.x``, and what is pinned for its sake.

Every kind of file is read line by line, as far as it takes to tell a requirement from a word.
"""
from __future__ import absolute_import

from collections import namedtuple
import os
import re

from clarifai.check.finding import CHANGED, GONE

# line, column and end: from 1, the last behind the versions; name: of the distribution, in small
# letters; versions: as they stand there, '' for any.
Requirement = namedtuple('Requirement', 'line column end name versions')

NAMES = 'clarifai|grpcio|grpcio-tools|protobuf'
_VERSIONS = r'\s*(?P<versions>\(?(?:[=<>!~^]=?=?\s*[\w.*+]+\s*,?\s*)*\)?)'
_ONE = r'(?P<name>%s)(?:\[[\w, -]*\])?%s' % (NAMES, _VERSIONS)
_END = r'\s*(?=$|[;#"\'\\,\]]|\s-)'
LINE = re.compile(r'^(?:[-\s]*(?:[\w-]+::)?["\']?)' + _ONE + _END, re.IGNORECASE)
WORD = re.compile(r'(?<![\w./=:@-])' + _ONE + r'(?=$|[\s;#"\'\\,\]&|])', re.IGNORECASE)
QUOTED = re.compile(r'["\']' + _ONE + r'\s*(?:;[^"\']*)?["\']', re.IGNORECASE)
TABLE_LINE = re.compile(r'^["\']?(?P<name>%s)["\']?\s*=\s*(?P<versions>.*)$' % NAMES,
                        re.IGNORECASE)
INSTALLS = re.compile(r'\b(?:pip[\d.]*|conda|mamba|pipenv|uv)\b.*\b(?:install|add)\b|poetry\s+add')
# As a link to the sources of the old package: the archive or the tag of a release.
LINK = re.compile(r'(?:git\+)?(?:https?|git|ssh)://(?:git@)?github\.com/clarifai/clarifai-python'
                  r'(?:\.git)?(?:@|/(?:archive|tarball|zipball)/(?:refs/tags/)?)'
                  r'v?(?P<versions>[12]\.\w+(?:\.\d+)?)', re.IGNORECASE)
KEY = re.compile(r'^([\w.-]+)\s*[=:]')
KEYWORD = re.compile(r'(\w+)\s*=(?!=)')
SECTION = re.compile(r'^\s*\[+([^]]+)\]+\s*$')

REPLACE = ('installed anew, the 2.x client fails on every call on Python 3.9 and newer, since '
           'protobuf has moved on: require clarifai-rest in its place')
NO_PIN = ("this installs the official SDK of today, which has no clarifai.rest: require "
          'clarifai-rest in its place')
V1 = ('the API v1 and its service are gone: require clarifai-rest, and see the findings in the '
      'programs')
FOR_ITS_SAKE = ('pinned beside clarifai 2.x: clarifai-rest needs neither grpcio nor protobuf; '
                'remove it if nothing else does')


def kind_of(path, named=False):
    """Which kind of file it is, going by its name, or None.

    Args:
        path (str): of the file.
        named (bool): whether it was named itself: then any text is a list of requirements.
    """
    name = os.path.basename(path).lower()
    folder = os.path.basename(os.path.dirname(os.path.abspath(path))).lower()
    if name in ('setup.py', 'setup.cfg', 'pyproject.toml', 'pipfile'):
        return name
    if name.startswith(('dockerfile', 'containerfile')) or name.endswith('.dockerfile'):
        return 'dockerfile'
    if name.endswith(('.yml', '.yaml')) and (
            name.startswith(('environment', 'conda', 'env')) or name == 'meta.yaml'):
        return 'conda'
    if name.endswith(('.txt', '.in', '.pip')) and (
            named or folder == 'requirements' or re.search(r'require|constraint', name)):
        return 'requirements'
    return None


def read(kind, text):
    """The requirements that matter here in a file of some kind.

    Args:
        kind (str): what `kind_of` gave; or 'shell' for lines of commands.
        text (str): of the file.

    Returns:
        list of Requirement
    """
    found, section, key, installing = [], '', '', False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith('#'):
            continue
        section = (SECTION.match(line) or re.match('()', '')).group(1) or section
        if not line[:1].isspace():
            key = (KEY.match(line) or re.match('()', '')).group(1) or key
        if kind == 'setup.py':
            key = (KEYWORD.findall(line) or [key])[-1]
        if kind in ('dockerfile', 'shell'):
            installing = installing or INSTALLS.search(line) is not None
            matches = WORD.finditer(line) if installing else ()
            installing = installing and line.rstrip().endswith('\\')
        else:
            matches = _matches(kind, line, section, key)
        found += [_requirement(number, match) for match in matches if match]
        found += [Requirement(number, match.start() + 1, match.end() + 1, 'clarifai',
                              match.group('versions')) for match in LINK.finditer(line)]
    return found


def _requirement(number, match):
    end = match.end('name') + len(match.string[match.end('name'):match.end('versions')].rstrip())
    return Requirement(number, match.start('name') + 1, end + 1, match.group('name').lower(),
                       match.group('versions').strip(' ()'))


def _matches(kind, line, section, key):
    if kind in ('requirements', 'conda'):
        if kind == 'conda' and not line.lstrip().startswith('-'):
            return ()
        return [LINE.match(line)]
    if kind == 'setup.cfg':
        if 'require' in section or 'require' in key:
            return [LINE.match(line)] + list(
                re.compile(r'^[\w-]+\s*=\s*' + _ONE + _END, re.IGNORECASE).finditer(line))
        return ()
    if kind == 'pipfile':
        return [TABLE_LINE.match(line)] if 'packages' in section else ()
    if kind == 'pyproject.toml':
        if 'tool.' in section and 'dependencies' in section:
            return [TABLE_LINE.match(line)]
        if 'dependencies' in section or 'dependencies' in key or 'requires' in key:
            return QUOTED.finditer(line)
        return ()
    # setup.py: a requirement that has versions tells itself; one that has none stands in a list.
    return [match for match in QUOTED.finditer(line)
            if match.group('versions').strip() or 'require' in key.lower()]


def sayings(requirements, with_2_x):
    """What is said of the requirements of a file.

    Args:
        requirements (list of Requirement): all of them.
        with_2_x (bool): whether a program that was read uses the 2.x client.

    Returns:
        list of tuple: the requirement, the rule, the category and the message.
    """
    said = []
    for one in requirements:
        if one.name != 'clarifai':
            continue
        release = generation(one.versions)
        if release == 2:
            said.append((one, 'requires clarifai 2.x', CHANGED, REPLACE))
        elif release == 1:
            said.append((one, 'requires clarifai 1.x', GONE, V1))
        elif release is None and with_2_x:
            said.append((one, 'requires clarifai', GONE, NO_PIN))
    if said:
        said += [(one, 'requires ' + one.name, CHANGED, FOR_ITS_SAKE) for one in requirements
                 if one.name != 'clarifai' and re.search(r'\d', one.versions)]
    return said


def generation(versions):
    """Which client some versions are: 1 (of the API v1), 2, 3 for today's SDK, None for any."""
    bounds = re.findall(r'([=<>!~^]*)\s*["\']?\s*(\d+)(?:\.(\d+))?', versions)
    for sign, first, second in bounds:
        if sign in ('<', '<=') and (int(first), int(second or 0)) <= (3, 0):
            return 2 if (int(first), int(second or 0)) > (2, 0) else 1
    for sign, first, _ in bounds:
        if sign in ('<', '<=', '!='):
            continue
        if sign in ('>', '>=') and int(first) <= 2:
            return None  # and above, which is today's SDK
        return min(max(int(first), 1), 3)
    return None
