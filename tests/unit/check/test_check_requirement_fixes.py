"""``clarifai check --fix`` in files of requirements: what is rewritten, and what is not safe."""
from __future__ import absolute_import

import io

import pytest

pytest.importorskip('tree_sitter_python')

from clarifai.cli.main import main


@pytest.mark.parametrize('name, before, after', [
    ('requirements.txt', u'six\nclarifai==2.6.2\nrequests', u'six\nclarifai-rest\nrequests'),
    ('requirements.txt', u'\ufeffClarifai ~= 2.0.21  # tags \u00e4\r\nsix\r\n',
     u'\ufeffclarifai-rest  # tags \u00e4\r\nsix\r\n'),
    ('constraints.txt', u'clarifai===2.6.2\n', u'clarifai-rest\n'),
    ('requirements/base.txt', u'clarifai>=2.0, <3 ; python_version < "3"\n',
     u'clarifai-rest ; python_version < "3"\n'),
    ('requirements.txt', u'clarifai (>=2.0,<3)\n', u'clarifai-rest\n'),
    ('requirements.txt', u'clarifai==2.6.2\ngrpcio==1.11.0    # via clarifai\nprotobuf==3.6.1\n'
     u'    # via clarifai\nsix==1.16.0\n', u'clarifai-rest\nsix==1.16.0\n'),
    ('requirements.txt', u'clarifai==2.6.2\nprotobuf==3.6.1  # via clarifai\n',
     u'clarifai-rest\n'),
    ('setup.py', u'from setuptools import setup\nsetup(name="clarifai", version="2.0",\n'
     u'      install_requires=["six", \'clarifai==2.0.20\', "protobuf>=3.2, <4"])  # \u00e4\n',
     u'from setuptools import setup\nsetup(name="clarifai", version="2.0",\n'
     u'      install_requires=["six", \'clarifai-rest\', "protobuf>=3.2, <4"])  # \u00e4\n'),
    ('setup.cfg', u'[metadata]\nname = clarifai\n[options]\ninstall_requires =\n    six\n'
     u'    clarifai>=2.1,<2.7\n', u'[metadata]\nname = clarifai\n[options]\n'
     u'install_requires =\n    six\n    clarifai-rest\n'),
    ('setup.cfg', u'[options.extras_require]\ntags = clarifai<3\n',
     u'[options.extras_require]\ntags = clarifai-rest\n'),
    ('pyproject.toml', u'[project]\nname = "clarifai"\ndependencies = [\n'
     u'  "clarifai==2.6.2; python_version < \'3\'",\n]\n', u'[project]\nname = "clarifai"\n'
     u'dependencies = [\n  "clarifai-rest; python_version < \'3\'",\n]\n'),
    ('pyproject.toml', u'[tool.poetry.dependencies]\nclarifai = "^2.6"  # tags\n',
     u'[tool.poetry.dependencies]\nclarifai-rest = "*"  # tags\n'),
    ('Pipfile', u'[packages]\n"clarifai" = \'==2.6.2\'\nsix = "*"\n',
     u'[packages]\n"clarifai-rest" = \'*\'\nsix = "*"\n'),
    ('environment.yml', u'dependencies:\n  - python=3.6\n  - pip:\n    - six\n'
     u'    - clarifai==2.6.2\n', u'dependencies:\n  - python=3.6\n  - pip:\n    - six\n'
     u'    - clarifai-rest\n'),
    ('Dockerfile', u'FROM python:3.6\nRUN conda install six && pip install six \\\n'
     u'    "clarifai>=2,<3" grpcio==1.11.0 && rm -r x\nRUN pip3 install clarifai==2.0.32\n',
     u'FROM python:3.6\nRUN conda install six && pip install six \\\n'
     u'    "clarifai-rest" grpcio==1.11.0 && rm -r x\nRUN pip3 install clarifai-rest\n'),
    ('Dockerfile', u'RUN pip install \\\n  # tags\n  clarifai==2.6.2 six; echo clarifai==2.6\n'
     u'RUN ["pip", "install", "clarifai==2.6.2"]\n', u'RUN pip install \\\n  # tags\n'
     u'  clarifai-rest six; echo clarifai==2.6\nRUN ["pip", "install", "clarifai-rest"]\n'),
])
def test_each_kind_of_file(write, name, before, after, fix):
    assert fix(write(name, before)).decode('utf-8') == after


@pytest.mark.parametrize('name, text', [
    ('requirements.txt', u'clarifai==2.6.2 \\\n    --hash=sha256:abc\n'),
    ('requirements.txt', u'clarifai==2.6.2\nsix==1.16.0 --hash=sha256:abc\n'),
    ('requirements.txt', u'clarifai==2.6.2\nclarifai-rest\n'),
    ('requirements.txt', u'clarifai[all]==2.6.2\n'),
    ('requirements.txt', u'clarifai==0.2\n'), ('requirements.txt', u'clarifai==10.0.1\n'),
    ('requirements.txt', u'clarifai\n'),
    ('Pipfile', u'[packages]\nclarifai = {version = "==2.6.2", index = "own"}\n'),
    ('pyproject.toml', u'[tool.poetry.dependencies]\nclarifai = {version = "2.6.2"}\n'),
    ('conda.yaml', u'dependencies:\n  - pip:\n    - six\n  - clarifai=2.6\n'),
    ('Dockerfile', u'RUN conda install clarifai=2.6\n'),
    ('Dockerfile', u'RUN pip install clarifai>=2,<3\n'),
    ('setup.py', u'from setuptools import setup\nsetup(install_requires=["clarifai[a]==2.6"])\n')])
def test_what_is_not_safe_is_left(write, name, text, fix):
    assert fix(write(name, text)).decode('utf-8') == text


@pytest.mark.parametrize('pin', [
    u'protobuf==3.6.1\n', u'protobuf==3.6.1  # for us\n', u'clarifai-grpc==9.0  # via clarifai\n',
    u'protobuf==3.6.1  # via clarifai, grpcio\n',
    u'protobuf==3.6.1\n    # via\n    #   clarifai\n    #   grpcio\n',
    u'protobuf  # via clarifai\n'])
def test_pins_that_may_be_there_for_others_stay(write, pin, fix):
    text = u'clarifai==2.6.2\n%ssix\n' % pin
    assert fix(write('requirements.txt', text)).decode('utf-8') == u'clarifai-rest\n%ssix\n' % pin


def test_pins_that_stay_are_told(write, capsys):
    path = write('requirements.txt', u'clarifai==2.6.2\ngrpcio==1.11.0  # via clarifai\n'
                 u'protobuf==3.6.1\nsix\n')
    main(['check', '--fix', path])
    assert capsys.readouterr()[1] == (
        'clarifai: %s:3:1: the pin of protobuf stays: remove it if nothing else needs it\n'
        'clarifai: 1 files can be rewritten: --fix --yes does it\n' % path)


def test_a_program_that_sets_up_is_rewritten_in_both_ways(write, fix):
    path = write('setup.py', u'from clarifai.rest import ClarifaiApp\n# \u00e4\n'
                 u'REQUIRED = ["clarifai<3"]\n'
                 u'ClarifaiApp("an id", "a secret")\n')
    assert fix(path).decode('utf-8') == (
        u'from clarifai.rest import ClarifaiApp\n# \u00e4\nREQUIRED = ["clarifai-rest"]\n'
        u'ClarifaiApp()\n')


def test_the_diff_comes_first_and_shows_no_password(write, capsys):
    text = u'RUN pip install -i https://me:sesame@example.com/simple clarifai==2.6.2\n'
    path = write('Dockerfile', text)
    assert main(['check', '--fix', path]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[2:5] == [
        '@@ -1 +1 @@', '-RUN pip install -i https://****@example.com/simple clarifai==2.6.2',
        '+RUN pip install -i https://****@example.com/simple clarifai-rest']
    assert 'sesame' not in out + err
    with io.open(path) as opened:
        assert opened.read() == text


def test_what_is_no_text_in_its_encoding_is_left(write, fix):
    text = b'# coding: ascii\nclarifai==2.6.2  # \xff\n'
    assert fix(write('requirements.txt', text)) == text
