"""The config file: what is read from it, what is written to it, what is wrong with it."""
from __future__ import absolute_import

import io
import os
import stat
import traceback
import warnings

import pytest

from clarifai import config_file, whole_file
from clarifai.config_file import ConfigFile, write_config
from clarifai.errors import UserError
from clarifai.rest import ClarifaiApp

SECRET = 'abcdefghijklmnop12345678'


def read_config(path=None):
    return ConfigFile(path).options


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


# As people write it

@pytest.mark.parametrize('text, options', [
    (u'[Clarifai]\nCLARIFAI_PAT = p\n', {'CLARIFAI_PAT': 'p'}),
    (u'[ CLARIFAI ]  \nclarifai_pat = p\nClarifai_User_Id: u\n',
     {'CLARIFAI_PAT': 'p', 'CLARIFAI_USER_ID': 'u'}),
    (u'[clarifai]\nexport CLARIFAI_PAT=p\n  CLARIFAI_USER_ID = u\n',
     {'CLARIFAI_PAT': 'p', 'CLARIFAI_USER_ID': 'u'}),
    (u'export CLARIFAI_PAT=p\nCLARIFAI_USER_ID=u', {'CLARIFAI_PAT': 'p', 'CLARIFAI_USER_ID': 'u'}),
    (u'# mine\n\nset CLARIFAI_PAT=p\r\n$env:CLARIFAI_USER_ID = "u"\r\n',
     {'CLARIFAI_PAT': 'p', 'CLARIFAI_USER_ID': 'u'}),
    (u'[clarifai]\nCLARIFAI_PAT = "p"\nCLARIFAI_USER_ID = \'u\' # me\n'
     u'CLARIFAI_APP_ID = a ; mine\n',
     {'CLARIFAI_PAT': 'p', 'CLARIFAI_USER_ID': 'u', 'CLARIFAI_APP_ID': 'a'}),
    (u'[clarifai]\nOther = "x" # 1\n', {'Other': '"x" # 1'}),
    (u'[clarifai]\nCLARIFAI_PAT = old\nCLARIFAI_PAT = new\n', {'CLARIFAI_PAT': 'new'}),
    (u'CLARIFAI_PAT=a\n[clarifai]\nCLARIFAI_PAT = b\n[other]\nCLARIFAI_PAT = c\n',
     {'CLARIFAI_PAT': 'b'})])
def test_what_people_write_is_read(config, text, options):
    for content in (text.encode('utf-8'), text.encode('utf-16')):
        config.write_binary(content)
        found = ConfigFile()
        assert found.options == options and found.trouble is None and not found.is_foreign


# What is wrong, and the line that is to blame.
BROKEN = [
    (b'current_context: x\n', 1), (b'{"CLARIFAI_API_KEY": "SECRET"}', 1),
    (b'CLARIFAI_API_KEY: SECRET\n', 1), (b'[clarifai\nSECRET', 1),
    (b'[clarifai]\n\nSECRET\n', 3), (b'# x\ncontexts:\n  a:\n    CLARIFAI_PAT: SECRET\n', 2),
    (b'\x89PNG\r\n\xff\xfeSECRET', None), (b'[clarifai]\nCLARIFAI_PAT = SECRET\xff\n', None),
    (b'[clarifai]\nCLARIFAI_PAT = SECRET\n' * 40000, None)]


@pytest.mark.parametrize('content, line', BROKEN,
                         ids=[str(number) for number in range(len(BROKEN))])
def test_a_file_of_something_else_is_named_and_not_quoted(config, content, line):
    content = content.replace(b'SECRET', SECRET.encode('ascii'))
    config.write_binary(content)
    found = ConfigFile()
    assert found.options == {} and found.is_foreign
    assert str(config) in found.trouble and SECRET not in found.trouble
    assert (line is None) or found.trouble.startswith('line %d ' % line)
    try:
        write_config({'CLARIFAI_PAT': '1', 'gone': None})
    except UserError as error:
        message, whole = str(error), traceback.format_exc()
    assert found.trouble in message
    assert 'set CLARIFAI_PAT or CLARIFAI_API_KEY in the environment' in message
    assert SECRET not in whole, 'the traceback shows the line'
    assert 'remove' not in message
    assert config.read_binary() == content


def test_a_line_that_makes_no_sense_does_not_spoil_the_others(config):
    config.write('[clarifai]\nCLARIFAI_PAT = p\n%s\n' % SECRET)
    found = ConfigFile()
    assert found.options == {'CLARIFAI_PAT': 'p'} and not found.is_foreign
    assert found.trouble.startswith('line 3 ') and SECRET not in found.trouble
    write_config({'CLARIFAI_PAT': 'q'})
    assert config.read() == '[clarifai]\nCLARIFAI_PAT = q\n%s\n' % SECRET


@pytest.mark.parametrize('text, line', [
    ('[default]\nCLARIFAI_API_KEY = k\n', 2), ('[x]\na = 1\n\napi_token: k\n', 4),
    ('[clarifai]\nCLARIFAI_PAT = p\n', None), ('[x]\ny = 1\n', None)])
def test_a_key_that_stands_elsewhere_is_pointed_at(config, text, line):
    config.write(text)
    assert ConfigFile().stray_line == line


def test_who_has_profiles_alone_is_told_how_to_choose_one(config):
    config.write('[one]\nCLARIFAI_API_KEY = k\n[two]\nCLARIFAI_PAT = p\n')
    with pytest.raises(UserError) as caught:
        ClarifaiApp()
    assert str(caught.value).endswith('. Or choose a profile with CLARIFAI_PROFILE, or --profile '
                                      'of the command: one, two')


def test_a_folder_in_its_place_is_an_error_that_names_it(home):
    path = home.ensure('.clarifai', 'config', dir=True)
    assert str(path) in ConfigFile().trouble and 'a folder' in ConfigFile().trouble
    with pytest.raises(UserError) as caught:
        write_config({'A': '1'})
    assert str(path) in str(caught.value)


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='Windows has no such pipes')
def test_a_pipe_or_a_device_in_its_place_is_not_waited_for(home):
    path = home.ensure('.clarifai', dir=True).join('config')
    os.mkfifo(str(path))
    assert str(path) in ConfigFile().trouble and 'a pipe' in ConfigFile().trouble
    path.remove()
    os.symlink('/dev/zero', str(path))
    assert str(path) in ConfigFile().trouble and 'a device' in ConfigFile().trouble


@pytest.mark.skipif(not hasattr(os, 'geteuid') or os.geteuid() == 0,
                    reason='may read everything')
def test_a_file_that_may_not_be_read_is_an_error_that_names_it(config):
    config.write('[clarifai]\n')
    config.chmod(0)
    assert str(config) in ConfigFile().trouble


def test_a_failing_disk_is_an_error_that_names_the_file(config, monkeypatch):
    def fail(*args, **kwargs):
        raise IOError(13, 'Permission denied', str(config))

    monkeypatch.setattr(config_file.os, 'open', fail)
    found = ConfigFile()
    monkeypatch.undo()
    assert str(config) in found.trouble and 'Permission denied' in found.trouble


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


@pytest.mark.parametrize('before, after', [
    ('# mine\nexport A=1\nexport CLARIFAI_PAT="old" # note\n\n',
     '# mine\nexport A=1\nexport CLARIFAI_PAT=new\nexport CLARIFAI_USER_ID=me\n\n'),
    ('[x]\na = 1\n\n[CLARIFAI]\n# mine\nclarifai_pat: old\n\n[y]\nCLARIFAI_PAT = z\n',
     '[x]\na = 1\n\n[CLARIFAI]\n# mine\nclarifai_pat: new\nCLARIFAI_USER_ID = me\n\n'
     '[y]\nCLARIFAI_PAT = z\n'),
    ('[clarifai]\nCLARIFAI_PAT = a\nGone = 1\nCLARIFAI_PAT = b\n',
     '[clarifai]\nCLARIFAI_PAT = new\nCLARIFAI_USER_ID = me\n')])
def test_only_the_lines_in_question_change(config, before, after):
    config.write(before)
    write_config({'CLARIFAI_PAT': 'new', 'CLARIFAI_USER_ID': 'me', 'Gone': None})
    assert config.read() == after


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


@pytest.mark.parametrize('name', ['put_in_place', 'fsync'])
@pytest.mark.parametrize('error', [OSError(28, 'No space left on device'), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_nothing_else(config, monkeypatch, name, error):
    config.write('[clarifai]\nA = old\n')

    def fail(*args):
        raise error

    monkeypatch.setattr(whole_file if name == 'put_in_place' else config_file.os, name, fail)
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
