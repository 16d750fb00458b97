"""What the metadata promises, what a wheel contains, and that every file suits every Python."""
from __future__ import absolute_import

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from six.moves import configparser

from clarifai.versions import CLIENT_VERSION

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))
PACKAGE = os.path.join(ROOT, 'clarifai')
DATA = ('.pyi', '.json', 'py.typed', '.html', '.css', '.mjs', '.svg', 'WORDNET.txt',
        'IMAGENET_CLASSES.txt')
NOT_SOURCE = shutil.ignore_patterns(
    '.git', '.node', '.tox', '.venv*', 'build', 'dist', '*.egg-info', '__pycache__', '*.pyc',
    '_build')


def read(*parts):
    """Returns the text of a file of the project."""
    with io.open(os.path.join(ROOT, *parts), encoding='utf-8') as source:
        return source.read()


def setup_cfg():
    """Returns the parsed setup.cfg."""
    parser = configparser.RawConfigParser()
    parser.read(os.path.join(ROOT, 'setup.cfg'))
    return parser


def package_files(*endings):
    """Returns the files of the package with these endings, as paths below the project."""
    found = []
    for folder, _, names in os.walk(PACKAGE):
        found += [os.path.relpath(os.path.join(folder, name), ROOT).replace(os.sep, '/')
                  for name in names if name.endswith(endings)]
    return sorted(found)


def test_pythons_of_metadata_and_tox_agree():
    classified = re.findall(r'Programming Language :: Python :: (\d+\.\d+)\n', read('setup.cfg'))
    environments = re.search(r'py\{([\d,]+)\},', read('tox.ini')).group(1).split(',')
    assert [version.replace('.', '') for version in classified] == environments


def test_no_python_is_both_supported_and_refused():
    required = setup_cfg().get('options', 'python_requires')
    refused = re.findall(r'!=(\d\.\d)\.\*', required)
    assert refused == ['3.0', '3.1', '3.2', '3.3', '3.4', '3.5']
    assert not set(refused) & set(re.findall(r':: (\d\.\d+)\n', read('setup.cfg')))


def test_changelog_begins_with_this_version():
    assert re.search(r'^(\d+\.\d+\.\d+)\b', read('CHANGELOG.rst'), re.M).group(1) == CLIENT_VERSION


def test_requirements_are_bounded_on_both_sides():
    config = setup_cfg()
    lines = config.get('options', 'install_requires').split('\n')
    lines += config.get('options.extras_require', 'sandbox').split('\n')
    for line in filter(None, lines):
        assert re.match(r'[\w-]+>=[\d.]+,<\d+(; python_version .*)?$', line), line


@pytest.fixture(scope='module')
def wheel(tmpdir_factory):
    """A wheel that pip built from a copy of the source, opened."""
    pytest.importorskip('pip')
    source = str(tmpdir_factory.mktemp('source').join('with a space'))
    shutil.copytree(ROOT, source, ignore=NOT_SOURCE)
    target = tmpdir_factory.mktemp('wheel')
    process = subprocess.Popen(
        [sys.executable, '-m', 'pip', 'wheel', '--no-deps', '--wheel-dir', str(target), source],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    printed, _ = process.communicate()
    assert process.returncode == 0, printed.decode('utf-8', 'replace')
    path, = target.listdir()
    with zipfile.ZipFile(str(path)) as archive:
        yield archive


def metadata(wheel, name):
    """Returns the text of one of the wheel's metadata files."""
    path, = [path for path in wheel.namelist() if path.endswith('.dist-info/' + name)]
    return wheel.read(path).decode('utf-8')


def test_wheel_is_for_every_python(wheel):
    assert os.path.basename(wheel.filename) == (
        'clarifai_rest-{}-py2.py3-none-any.whl'.format(CLIENT_VERSION))


def test_wheel_holds_the_package_and_nothing_else(wheel):
    content = [name for name in wheel.namelist() if '.dist-info/' not in name]
    assert sorted(content) == package_files('.py', *DATA)


def test_wheel_states_its_requirements(wheel):
    required = re.findall(r'^Requires-Dist: ([\w-]+)(.*)$', metadata(wheel, 'METADATA'), re.M)
    always = [name for name, rest in required if ';' not in rest]
    on_two = [name for name, rest in required
              if re.search(r"; ?\(?python_version < .3.", rest) and 'extra' not in rest]
    assert sorted(always) == ['requests', 'six']
    assert sorted(on_two) == ['future']


def test_wheel_installs_the_command(wheel):
    assert 'clarifai = clarifai.cli.main:main' in metadata(wheel, 'entry_points.txt')


def test_wheel_tells_pytest_of_its_fixture(wheel):
    assert 'clarifai_sandbox = clarifai.pytest_plugin' in metadata(wheel, 'entry_points.txt')


def test_wheel_carries_the_licence(wheel):
    assert [name for name in wheel.namelist() if name.endswith('LICENSE')]


def test_a_build_has_all_that_it_takes():
    # Without this, an old pip that lacks "wheel" runs "setup.py install", whose record of files
    # pytest cannot read on Python 3.7, and then no test of anybody runs there.
    text = read('pyproject.toml')
    assert '[build-system]' in text and 'build-backend = "setuptools.build_meta"' in text
    for name in ('setuptools', 'wheel'):
        # Every Python finds a version that suits it, also by an old pip that does not look.
        assert re.findall('"%s.*?python_version (.*)"' % name, text)[-1] == ">= '3.7'"
    assert 'pyproject.toml' in read('MANIFEST.in')


# What the official distribution has in the same folder, as far as these import it.
OFFICIAL = {
    'versions.py': 'import os\nCLIENT_VERSION = "11.4.1"\nOS_VER = os.sys.platform\n',
    'errors.py': 'class ApiError(Exception):\n  pass\nclass UserError(Exception):\n  pass\n'}


@pytest.mark.parametrize('line', [
    'from clarifai.rest import ClarifaiApp', 'import clarifai.rest.client',
    'from clarifai.rest.http_client import HttpClient', 'import clarifai.bulk',
    'from clarifai.operations import Platform', 'import clarifai.client'])
def test_the_official_distribution_over_this_one_is_told(tmpdir, line):
    folder = tmpdir.join('clarifai')
    shutil.copytree(PACKAGE, str(folder), ignore=NOT_SOURCE)
    for name, text in OFFICIAL.items():
        folder.join(name).write(text)
    process = subprocess.Popen(
        [sys.executable, '-c', line], stderr=subprocess.PIPE,
        env=dict(os.environ, PYTHONPATH=str(tmpdir)), cwd=str(tmpdir))
    said = process.communicate()[1].decode('utf-8').splitlines()[-1]
    assert said.startswith('ImportError: the official distribution "clarifai" was installed over')
    assert 'pip uninstall clarifai clarifai-rest; pip install clarifai-rest' in said
