"""``clarifai check``: what projects require, in every kind of file that says so."""
from __future__ import absolute_import

import json

import pytest

pytest.importorskip('tree_sitter_python')

from clarifai.check.checking import check
from clarifai.check.requirements import generation, kind_of

PINNED = [(1, 'requires clarifai 2.x')]
PROGRAM = u'from clarifai.rest import ClarifaiApp\n'


def found(path):
    """Returns line and rule of what is said of requirements."""
    return [(finding.line, finding.rule) for finding in check([path]).findings
            if finding.rule.startswith('requires')]


@pytest.mark.parametrize('name, text, expected', [
    ('requirements.txt', 'clarifai==2.6.2\n', PINNED),
    ('requirements-dev.txt', 'Clarifai ~= 2.0.21  # tags\n', PINNED),
    ('requirements/base.txt', 'clarifai>=2.0,<3 ; python_version < "3"\n', PINNED),
    ('requirements.txt', '# clarifai==2.6.2\nclarifai-rest\nclarifai-grpc==9.0\n', []),
    ('requirements.txt', 'clarifai==2.6.2 \\\n    --hash=sha256:abc\n', PINNED),
    ('requirements.txt', 'clarifai==10.0.1\ngrpcio==1.60\n', []),
    ('requirements.txt', 'grpcio==1.11.0\nprotobuf<3.7\n', []),
    ('requirements.txt', 'six\nclarifai==2.2.3\ngrpcio==1.11.0\nprotobuf<3.7\nrequests\n',
     [(2, 'requires clarifai 2.x'), (3, 'requires grpcio'), (4, 'requires protobuf')]),
    ('requirements.txt', 'clarifai==2.2.3\ngrpcio\n', PINNED),
    ('requirements.txt', 'clarifai==0.2\n', [(1, 'requires clarifai 1.x')]),
    ('constraints.txt', 'clarifai===2.6.2\n', PINNED),
    ('setup.py', 'from setuptools import setup\nsetup(name="clarifai", version="2.0",\n'
     '      install_requires=["six", "clarifai==2.0.20", "protobuf>=3.2, <4"])\n',
     [(3, 'requires clarifai 2.x'), (3, 'requires protobuf')]),
    ('setup.cfg', '[metadata]\nname = clarifai\nkeywords = clarifai\n[options]\n'
     'install_requires =\n    six\n    clarifai>=2.1,<2.7\n', [(7, 'requires clarifai 2.x')]),
    ('setup.cfg', '[options.extras_require]\ntags = clarifai<3\n',
     [(2, 'requires clarifai 2.x')]),
    ('pyproject.toml', '[project]\nname = "clarifai"\ndependencies = [\n  "clarifai==2.6.2",\n]\n',
     [(4, 'requires clarifai 2.x')]),
    ('pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.6"\nclarifai = "^2.6"\n',
     [(3, 'requires clarifai 2.x')]),
    ('pyproject.toml', '[tool.poetry.dependencies]\nclarifai = {version = "2.6.2"}\n',
     [(2, 'requires clarifai 2.x')]),
    ('Pipfile', '[packages]\nclarifai = "==2.6.2"\nprotobuf = "==3.6"\ngrpcio = "*"\n',
     [(2, 'requires clarifai 2.x'), (3, 'requires protobuf')]),
    ('environment.yml', 'name: clarifai\ndependencies:\n  - python=3.6\n  - pip:\n'
     '    - clarifai==2.6.2\n', [(5, 'requires clarifai 2.x')]),
    ('conda.yaml', 'dependencies:\n  - conda-forge::protobuf=3.6\n  - clarifai=2.6\n',
     [(2, 'requires protobuf'), (3, 'requires clarifai 2.x')]),
    ('Dockerfile', 'FROM python:3.6\nCOPY clarifai /app\nRUN pip install six \\\n'
     '    "clarifai==2.6.2" grpcio==1.11.0 && \\\n    rm -rf /tmp\nCMD python -m clarifai 2\n',
     [(4, 'requires clarifai 2.x'), (4, 'requires grpcio')]),
    ('docker/Dockerfile.gpu', 'RUN pip3 install -U clarifai==2.0.32\n', PINNED),
])
def test_each_kind_of_file(write, name, text, expected):
    assert found(write(name, text)) == expected


@pytest.mark.parametrize('name, text', [
    ('requirements.txt', 'clarifai\n'), ('requirements.txt', 'clarifai>=2.0\n'),
    ('Pipfile', '[packages]\nclarifai = "*"\n'), ('Dockerfile', 'RUN pip install clarifai\n'),
    ('environment.yml', 'dependencies:\n- clarifai\n'),
    ('setup.py', 'setup(install_requires=["clarifai"])\n'),
    ('setup.py', 'NAME = "clarifai"\nREQUIRED = [\n    "clarifai",\n]\n'
                 'setup(packages=["clarifai"])')])
def test_without_a_pin_it_depends_on_what_the_programs_use(write, tmpdir, name, text):
    write(name, text)
    assert found(str(tmpdir)) == []
    write('new.py', u'from clarifai.client import App\n')
    assert found(str(tmpdir)) == []
    write('old.py', PROGRAM)
    assert [rule for _, rule in found(str(tmpdir))] == ['requires clarifai']


def test_notebooks_install_things(write):
    cells = [{'cell_type': 'markdown', 'source': '!pip install clarifai==2.6.2'},
             {'cell_type': 'code', 'source': ['import six\n', '!pip install clarifai==2.6.2\n']},
             {'cell_type': 'code', 'source': '%pip install "protobuf==3.6"'}]
    path = write('a.ipynb', json.dumps({'cells': cells}))
    assert [(finding.cell, finding.line, finding.rule) for finding in check([path]).findings] == [
        (2, 2, 'requires clarifai 2.x'), (3, 1, 'requires protobuf')]


@pytest.mark.parametrize('name, line, expected', [
    ('requirements.txt', 'git+https://github.com/Clarifai/clarifai-python.git@2.6.2#egg=a', 1),
    ('requirements.txt', '-e git+ssh://git@github.com/Clarifai/clarifai-python@v2.0.30', 4),
    ('requirements.txt', 'https://github.com/clarifai/clarifai-python/archive/2.6.2.zip', 1),
    ('Dockerfile', 'RUN pip install git+https://github.com/Clarifai/clarifai-python@2.6.2', 17)])
def test_links_to_the_old_sources_are_told_and_left(write, fix, name, line, expected):
    path = write(name, line + '\n')
    finding, = check([path]).findings
    assert (finding.rule, finding.line, finding.column) == ('requires clarifai 2.x', 1, expected)
    assert fix(path).decode('ascii') == line + '\n'


@pytest.mark.parametrize('line', [
    'git+https://github.com/Clarifai/clarifai-python.git',
    'git+https://github.com/Clarifai/clarifai-python.git@11.0.1',
    'git+https://github.com/Clarifai/clarifai-python-grpc@2.1.0'])
def test_links_to_other_sources_are_not(write, line):
    assert check([write('requirements.txt', line + '\n')]).findings == []


@pytest.mark.parametrize('encoding', ['utf-16', 'utf-8-sig'])
def test_lists_as_windows_writes_them(write, fix, encoding):
    path = write('requirements.txt', u'six\r\nclarifai==2.6.2\r\n'.encode(encoding))
    assert [(finding.rule, finding.line) for finding in check([path]).findings] == [
        ('requires clarifai 2.x', 2)]
    assert fix(path) == u'six\r\nclarifai-rest\r\n'.encode(encoding)


@pytest.mark.parametrize('name', ['README.txt', 'docker-compose.yml', 'setup.txt', 'Pipfile.lock'])
def test_other_files_are_not_read(name):
    assert kind_of(name) is None


@pytest.mark.parametrize('versions, expected', [
    ('', None), ('*', None), ('==2.6.2', 2), ('=2.6', 2), ('^2', 2), ('~=2.0.1', 2), ('<3', 2),
    ('<2.3', 2), ('<2', 1), ('>=2', None), ('>=2,<3', 2), ('>=2,<=2.6.2', 2), ('>=9', 3),
    ('==10.2', 3), ('>=9,<11', 3), ('==1.0', 1), ('!=2.1', None)])
def test_generations(versions, expected):
    assert generation(versions) == expected
