"""The config file: what is read from it, what is written to it, what is wrong with it."""
from __future__ import absolute_import

import io
import os
import stat
import traceback
import warnings

import pytest

from clarifai import credentials
from clarifai.credentials import read_config, write_config
from clarifai.errors import UserError

SECRET = 'abcdefghijklmnop12345678'


@pytest.fixture
def home(own_environment):
    return own_environment


@pytest.fixture
def config(home):
    return home.ensure('.clarifai', 'config')


def mode_of(path):
    return stat.S_IMODE(os.stat(str(path)).st_mode)


# Reading

def test_no_file_is_no_options():
    assert read_config() == {}


@pytest.mark.parametrize('text', [u'', u'\n', u'# a comment\n', u'[other]\nx = 1\n'])
def test_a_file_without_our_section_is_no_options(config, text):
    config.write_binary(text.encode('utf-8'))
    assert read_config() == {}


@pytest.mark.parametrize('text, options', [
    (u'[clarifai]\nCLARIFAI_API_KEY = k\n', {'CLARIFAI_API_KEY': 'k'}),
    (u'[clarifai]\r\nCLARIFAI_API_KEY=k\r\n', {'CLARIFAI_API_KEY': 'k'}),
    (u'[clarifai]\nCLARIFAI_API_KEY: k', {'CLARIFAI_API_KEY': 'k'}),
    (u'\ufeff[clarifai]\nCLARIFAI_API_KEY = k\n', {'CLARIFAI_API_KEY': 'k'}),
    (u'[clarifai]\nA = 100%\nB = %(A)s\nC = 50%%\n', {'A': '100%', 'B': '%(A)s', 'C': '50%%'}),
    (u'[clarifai]\nMixedCase = 1\nmixedcase = 2\n', {'MixedCase': '1', 'mixedcase': '2'}),
    (u'# top\n[x]\ny = 1\n[clarifai]\n; note\nA = b = c\n', {'A': 'b = c'}),
    (u'[clarifai]\nA = caf\xe9 \u732b\n', {'A': u'caf\xe9 \u732b'}),
    (u'[clarifai]\nA =\n', {'A': ''})])
def test_options_are_read(config, text, options):
    config.write_binary(text.encode('utf-8'))
    assert read_config() == options


def test_another_file_can_be_read(tmpdir):
    path = tmpdir.join('elsewhere')
    path.write('[clarifai]\nA = 1\n')
    assert read_config(str(path)) == {'A': '1'}


MALFORMED = [
    ('CLARIFAI_API_KEY = %s\n' % SECRET).encode('ascii'),
    ('[clarifai]\nCLARIFAI_API_KEY = x\nCLARIFAI_API_KEY = %s\n' % SECRET).encode('ascii'),
    ('[clarifai]\n%s\n' % SECRET).encode('ascii'),
    ('[clarifai\nCLARIFAI_API_KEY = %s\n' % SECRET).encode('ascii'),
    ('[clarifai]\nA = 1\n[clarifai]\nCLARIFAI_API_KEY = %s\n' % SECRET).encode('ascii'),
    ('{"CLARIFAI_API_KEY": "%s"}' % SECRET).encode('ascii'),
    b'\x89PNG\r\n\xff\xfe' + SECRET.encode('ascii'),
    ('[clarifai]\nCLARIFAI_API_KEY = %s\n' % SECRET).encode('utf-16'),
]


@pytest.mark.parametrize('content', MALFORMED)
@pytest.mark.parametrize('act', [read_config, lambda: write_config({'A': '1'})],
                         ids=['read', 'write'])
def test_a_malformed_file_is_an_error_that_names_it_and_quotes_nothing(config, content, act):
    config.write_binary(content)
    try:
        act()
    except UserError as error:
        message, whole = str(error), traceback.format_exc()
    assert str(config) in message and 'malformed' in message and 'clarifai config' in message
    assert SECRET not in message
    assert SECRET not in whole, 'the traceback shows the line'
    assert config.read_binary() == content


@pytest.mark.parametrize('content, line', [(MALFORMED[0], 1), (MALFORMED[1], 3), (MALFORMED[2], 2)])
def test_the_line_is_told(config, content, line):
    config.write_binary(content)
    with pytest.raises(UserError) as caught:
        read_config()
    assert 'line %d' % line in str(caught.value)


def test_a_folder_in_its_place_is_an_error_that_names_it(home):
    path = home.ensure('.clarifai', 'config', dir=True)
    for act in (read_config, lambda: write_config({'A': '1'})):
        with pytest.raises(UserError) as caught:
            act()
        assert str(path) in str(caught.value)


@pytest.mark.skipif(not hasattr(os, 'geteuid') or os.geteuid() == 0,
                    reason='may read everything')
def test_a_file_that_may_not_be_read_is_an_error_that_names_it(config):
    config.write('[clarifai]\n')
    config.chmod(0)
    with pytest.raises(UserError) as caught:
        read_config()
    assert str(config) in str(caught.value)


def test_a_failing_disk_is_an_error_that_names_the_file(config, monkeypatch):
    def fail(*args, **kwargs):
        raise IOError(13, 'Permission denied', str(config))

    monkeypatch.setattr(credentials.io, 'open', fail)
    with pytest.raises(UserError) as caught:
        read_config()
    assert str(config) in str(caught.value) and 'Permission denied' in str(caught.value)


# Writing

def test_writes_and_reads_back(home):
    path = write_config({'CLARIFAI_API_KEY': SECRET, 'B': u'100% caf\xe9'})
    assert path == os.path.join(str(home), '.clarifai', 'config')
    assert read_config() == {'CLARIFAI_API_KEY': SECRET, 'B': u'100% caf\xe9'}


def test_neither_warns(home):
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        write_config({'CLARIFAI_API_KEY': 'x', 'gone': None})
        write_config({'CLARIFAI_API_KEY': 'y'})
        assert read_config() == {'CLARIFAI_API_KEY': 'y'}


def test_2x_reads_what_is_written(home):
    text = io.open(write_config({'CLARIFAI_API_KEY': SECRET}), encoding='utf-8').read()
    assert text.splitlines()[:2] == ['[clarifai]', 'CLARIFAI_API_KEY = ' + SECRET]


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such modes')
@pytest.mark.parametrize('before', [None, 0o644, 0o600, 0o400])
def test_only_the_owner_may_read_it(config, before):
    if before is None:
        config.remove()
    else:
        config.chmod(before)
    assert mode_of(write_config({'A': '1'})) == 0o600


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such modes')
def test_a_new_folder_is_the_owners_alone(home):
    write_config({'A': '1'})
    assert mode_of(home.join('.clarifai')) == 0o700


def test_other_options_and_sections_stay(config):
    config.write_binary(u'\ufeff[profile x]\nMixed = 100%\n\n[clarifai]\nOther = caf\xe9\n'
                        u'CLARIFAI_API_KEY = old\nCLARIFAI_API_BASE = b\n'.encode('utf-8'))
    write_config({'CLARIFAI_API_KEY': 'new'})
    assert read_config() == {'Other': u'caf\xe9', 'CLARIFAI_API_KEY': 'new',
                             'CLARIFAI_API_BASE': 'b'}
    assert u'[profile x]\nMixed = 100%' in config.read_binary().decode('utf-8')


def test_none_removes_an_option(config):
    write_config({'A': '1', 'B': '2'})
    write_config({'A': None, 'absent': None})
    assert read_config() == {'B': '2'}


def test_a_file_without_our_section_gets_it(config):
    config.write('[other]\nx = 1\n')
    write_config({'A': '1'})
    assert read_config() == {'A': '1'}
    assert '[other]' in config.read()


def test_another_file_can_be_written(tmpdir, monkeypatch):
    assert write_config({'A': '1'}, str(tmpdir.join('new', 'deep', 'file')))
    assert read_config(str(tmpdir.join('new', 'deep', 'file'))) == {'A': '1'}
    monkeypatch.chdir(tmpdir)
    write_config({'A': '2'}, 'plain-name')
    assert read_config('plain-name') == {'A': '2'}


@pytest.mark.skipif(os.name == 'nt', reason='links need rights there')
def test_a_link_stays_a_link(config, home):
    target = home.join('dotfiles-config')
    target.write('[clarifai]\nOther = 1\n')
    config.remove()
    os.symlink(str(target), str(config))
    write_config({'A': '1'})
    assert os.path.islink(str(config))
    assert 'A = 1' in target.read() and 'Other = 1' in target.read()


@pytest.mark.parametrize('name', ['_move', 'fsync'])
@pytest.mark.parametrize('error', [OSError(28, 'No space left on device'), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_nothing_else(config, monkeypatch, name, error):
    config.write('[clarifai]\nA = old\n')

    def fail(*args):
        raise error

    monkeypatch.setattr(credentials if name == '_move' else credentials.os, name, fail)
    with pytest.raises((UserError, KeyboardInterrupt)) as caught:
        write_config({'A': 'new'})
    monkeypatch.undo()
    assert config.read() == '[clarifai]\nA = old\n'
    assert os.listdir(config.dirname) == ['config']
    if isinstance(error, OSError):
        assert caught.type is UserError
        assert str(config) in str(caught.value) and 'No space left' in str(caught.value)


def test_a_file_where_the_folder_should_be_is_an_error_that_names_it(home):
    home.join('.clarifai').write('a plain file')
    with pytest.raises(UserError) as caught:
        write_config({'A': '1'})
    assert os.path.join(str(home), '.clarifai') in str(caught.value)


def test_moving_works_where_files_cannot_be_replaced(monkeypatch, tmpdir):
    source, target = tmpdir.join('a'), tmpdir.join('b')
    source.write('new')
    target.write('old')
    monkeypatch.delattr(os, 'replace', raising=False)  # as on Python 2.7
    credentials._move(str(source), str(target))
    assert target.read() == 'new' and not source.check()
