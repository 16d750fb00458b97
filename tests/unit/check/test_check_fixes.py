"""``clarifai check --fix``: what is rewritten, what is left alone, and what stays of a file."""
from __future__ import absolute_import

import io
import os

import pytest

pytest.importorskip('tree_sitter_python')

from check_programs import programs
from clarifai.check import fixes
from clarifai.check.checking import check
from clarifai.check.syntax import new_parser
from clarifai.cli.main import main
from clarifai.errors import UserError

IMPORT = u'from clarifai.rest import ClarifaiApp\n'
PROGRAMS = programs()


def fixed(path):
    """Returns the text that a file would have, or None if it stays as it is."""
    found = fixes.fixes_of(check([path]), new_parser())
    return found[0].parts[0][2] if found else None


def content(path):
    with io.open(path, 'rb') as opened:
        return opened.read()


@pytest.mark.parametrize('before, after', [
    (u'ClarifaiApp("an id", "a secret")', u'ClarifaiApp()'),
    (u'ClarifaiApp(app_id=a, app_secret=b)', u'ClarifaiApp()'),
    (u'app = ClarifaiApp()\napp.models.get("travel-v1.0")',
     u'app = ClarifaiApp()\napp.models.get("general-image-recognition")'),
    (u"app = ClarifaiApp()\napp.models.get(model_id=u'eee28c313d69466f836ab83287a54ed9')",
     u"app = ClarifaiApp()\napp.models.get(model_id=u'general-image-recognition')"),
    (u"ID = 'eee28c313d69466f836ab83287a54ed9'\nClarifaiApp().models.get(ID)",
     u"ID = 'general-image-recognition'\nClarifaiApp().models.get(ID)"),
    (u"ClarifaiApp().models.get('eed0b6733a644cea07cf4c60f87ebb7')",
     u"ClarifaiApp().models.get('eeed0b6733a644cea07cf4c60f87ebb7')"),
    (u'ClarifaiApp().public_models.travel_model', u'ClarifaiApp().public_models.general_model'),
    (u'ClarifaiApp().tag_urls([], model="a")', u'ClarifaiApp().tag_urls([], model_name="a")'),
    (u'ClarifaiApp().inputs.search_by_metadata(meta={})',
     u'ClarifaiApp().inputs.search_by_metadata(metadata={})'),
    (u'ClarifaiApp().inputs.bulk_merge_concepts([], label_lists=[])',
     u'ClarifaiApp().inputs.bulk_merge_concepts([], concept_lists=[])'),
    (u'ClarifaiApp().api.get_model_by_id("a")', u'ClarifaiApp().api.get_model("a")'),
    (u"ClarifaiApp().models.get(('travel-v1.0'))",
     u"ClarifaiApp().models.get('general-image-recognition')"),
    (u"ClarifaiApp().models.get('travel' '-v1.0')",
     u"ClarifaiApp().models.get('general-image-recognition')"),
])
def test_forms_that_are_replaced(write, before, after):
    assert fixed(write('a.py', IMPORT + before + u'\n')) == IMPORT + after + u'\n'


@pytest.mark.parametrize('line', [
    'ClarifaiApp()', 'ClarifaiApp(api_key=key)', 'ClarifaiApp().models.get("celeb-v1.3")',
    'ClarifaiApp().models.get("general-v1.3")', 'ClarifaiApp().models.get("focus")',
    'ClarifaiApp("an id", "a secret", quiet=False)', 'ClarifaiApp().inputs.delete_all()',
    'KEY = "0123456789abcdef"\nClarifaiApp(api_key=KEY)\nprint(KEY)',
    'KEY = "0123456789abcdef"\nClarifaiApp(api_key=KEY)\nOther(api_key=KEY)',
    'KEY = OTHER = "0123456789abcdef"\nClarifaiApp(api_key=KEY)\nprint(OTHER)',
    'class A:\n    KEY = "0123456789abcdef"\n    app = ClarifaiApp(api_key=A.KEY)',
    'MODEL = "travel-v1.0"\nClarifaiApp().models.get(MODEL)\nopen(MODEL + ".json")',
    'ClarifaiApp().models.get("travel")',
    'ClarifaiApp().tag_urls([], model="a", model_name="b")',
    'a = ClarifaiApp(api_key="0123456789abcdef")\nb = ClarifaiApp(api_key="fedcba9876543210")',
    'import os\nos.environ["CLARIFAI_API_KEY"] = other\nClarifaiApp(api_key="0123456789abcdef")',
    'print(f"{ClarifaiApp(api_key=\'0123456789abcdef\')}")',
    'os = "linux"\nClarifaiApp(api_key="0123456789abcdef")',
    'from mine import os\nClarifaiApp(api_key="0123456789abcdef")',
    'import posix as os\nClarifaiApp(api_key="0123456789abcdef")',
    'for os in "ab": ClarifaiApp(api_key="0123456789abcdef")',
    'def f(os): ClarifaiApp(api_key="0123456789abcdef")',
    'def f(a, os="linux"): ClarifaiApp(api_key="0123456789abcdef")',
    'with open("a") as os: ClarifaiApp(api_key="0123456789abcdef")',
    'def f():\n    ClarifaiApp(api_key="0123456789abcdef")\n    import os'])
def test_what_cannot_be_known_is_left(write, line):
    assert fixed(write('a.py', IMPORT + line + u'\n')) is None


GET = "os.environ.get('CLARIFAI_API_KEY')"


@pytest.mark.parametrize('before, after', [
    ('#!/usr/bin/env python\n"""Says."""\nfrom __future__ import print_function\n' + IMPORT +
     'ClarifaiApp(api_key="0123456789abcdef")\n',
     '#!/usr/bin/env python\n"""Says."""\nfrom __future__ import print_function\nimport os\n' +
     IMPORT + 'ClarifaiApp(api_key=%s)\n' % GET),
    ('import os.path, sys\n' + IMPORT + 'ClarifaiApp(api_key="0123456789abcdef")\n',
     'import os.path, sys\n' + IMPORT + 'ClarifaiApp(api_key=%s)\n' % GET),
    ('KEY = "0123456789abcdef"\nimport os\n' + IMPORT + 'ClarifaiApp(api_key=KEY)\n',
     'import os\nKEY = %s\nimport os\n' % GET + IMPORT + 'ClarifaiApp(api_key=KEY)\n'),
    ('import os as system\n' + IMPORT + 'def f():\n    ClarifaiApp(None, None, None, "0123")\n',
     'import os\nimport os as system\n' + IMPORT +
     'def f():\n    ClarifaiApp(None, None, None, %s)\n' % GET),
    (IMPORT + 'ClarifaiApp(pat="0123456789")\n',
     'import os\n' + IMPORT + "ClarifaiApp(pat=os.environ.get('CLARIFAI_PAT'))\n")])
def test_keys_move_to_the_environment(write, before, after):
    assert fixed(write('a.py', before)) == after


@pytest.mark.parametrize('start', [
    'import os\n', 'import os.path as path, os\n', 'from os import environ\n',
    'def f():\n    import os\n    return os.getcwd(), g(os, os=os)\n',
    'mock.patch.object(os, "x")\n'])
def test_what_leaves_os_as_it_is_is_in_no_way(write, start):
    after = fixed(write('a.py', start + IMPORT + 'ClarifaiApp(api_key="0123456789abcdef")\n'))
    assert after.endswith('ClarifaiApp(api_key=%s)\n' % GET)
    assert 'import os\n' in after or ', os\n' in after


def test_a_key_in_a_function_moves(write):
    text = IMPORT + 'def f():\n    key = %s\n    return ClarifaiApp(api_key=key)\n'
    assert fixed(write('a.py', text % "'0123456789abcdef'")) == 'import os\n' + text % GET


@pytest.mark.parametrize('taking, stays', [
    ('from settings import KEY\nprint(KEY)\n', True),
    ('import sys, settings\nprint(settings.KEY)\n', True),
    ('from . import settings\nprint(settings.KEY)\n', True),
    ('KEY = 1\n', False), ('import settings\n', False), ('# settings import\nKEY = 1\n', False)])
def test_a_key_that_another_program_takes_stays(write, tmpdir, taking, stays):
    write('settings.py', IMPORT + 'KEY = "0123456789abcdef"\nClarifaiApp(api_key=KEY)\n')
    write('other.py', taking)
    assert (fixes.fixes_of(check([str(tmpdir)]), new_parser()) == []) is stays


def test_lines_that_end_as_on_an_old_mac(write):
    text = IMPORT + '\nClarifaiApp(api_key=%s)\n'
    path = write('a.py', (text % '"0123456789abcdef"').replace('\n', '\r'))
    finding = check([path]).findings[-1]
    assert (finding.rule, finding.line, finding.column) == ('ClarifaiApp(api_key=...)', 3, 1)
    assert fixed(path) == ('import os\n' + text % GET).replace('\n', '\r')


def test_an_import_ends_as_the_first_line_does(write):
    after = fixed(write('a.py', IMPORT + 'ClarifaiApp(api_key="0123456789abcdef")\r\n'))
    assert after == 'import os\n' + IMPORT + 'ClarifaiApp(api_key=%s)\r\n' % GET


@pytest.mark.parametrize('program', PROGRAMS, ids=[program.name for program in PROGRAMS])
def test_a_second_run_changes_nothing(write, program):
    after = fixed(write('a.py', program.text))
    if after is not None:
        again = write('b.py', after)
        assert fixed(again) is None
        assert [one for one in check([again]).findings if one.category == 'unreadable'] == []


@pytest.mark.parametrize('encoding, start', [
    ('utf-8', u''), ('utf-8-sig', u''), ('latin-1', u'# -*- coding: latin-1 -*-\r\n'),
    ('cp1251', u'# vim: set fileencoding=cp1251 :\n')])
def test_encoding_and_ends_of_lines_are_kept(write, encoding, start):
    letter = {'cp1251': u'\u0436'}.get(encoding, u'\xe4')
    text = start + u'%sx = u"%s"\r\n%%s\ny = 1' % (IMPORT, letter)
    path = write('a.py', (text % u'ClarifaiApp("an id", "a secret")').encode(encoding))
    assert main(['check', '--fix', '--yes', path]) == 0
    assert content(path) == (text % u'ClarifaiApp()').encode(encoding)


def test_the_diff_comes_first_and_nothing_is_written_without_yes(write, capsys):
    path = write('a.py', IMPORT + u'ClarifaiApp("an id", "a secret")\n')
    before = content(path)
    assert main(['check', '--fix', path]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[:5] == [
        '--- %s\tnow' % path, '+++ %s\tfixed' % path, '@@ -2 +2 @@',
        '-ClarifaiApp("****", "****")', '+ClarifaiApp()']
    assert err == 'clarifai: 1 files can be rewritten: --fix --yes does it\n'
    assert content(path) == before


def test_no_secret_is_in_the_diff(write, capsys):
    path = write('a.py', IMPORT + u'OTHER = "AKIA0123456789ABCDEF"\n'
                 u'ClarifaiApp(api_key="sesame-open-0002"); login("AKIA0123456789ABCDEF")\n'
                 u'KEY = "sesame-open-0002"\nClarifaiApp(api_key=KEY)\n'
                 u'ClarifaiApp("sesame-open-0003", "sesame")\n')
    main(['check', '--fix', path])
    out = ''.join(capsys.readouterr())
    assert '+KEY = ' + GET in out and 'sesame' not in out and 'AKIA' not in out


def test_what_cannot_be_read_is_not_rewritten(write):
    assert fixed(write('a.py', IMPORT + u'ClarifaiApp("a", "b")\ndef f(:\n')) is None


@pytest.mark.parametrize('failing', ['write', 'copymode'])
def test_a_file_that_cannot_be_written_stays_as_it_was(write, monkeypatch, failing):
    path = write('a.py', IMPORT + u'ClarifaiApp("an id", "a secret")\n')
    before = content(path)
    fix, = fixes.fixes_of(check([path]), new_parser())
    if failing == 'write':
        fix = fix._replace(content=u'no bytes')
    else:
        def full(source, target):
            raise OSError(28, 'No space left on device')
        monkeypatch.setattr(fixes.shutil, 'copymode', full)
    with pytest.raises((UserError, TypeError)):
        fixes.write(fix)
    assert content(path) == before and not os.path.exists(path + '.part')


@pytest.mark.skipif(os.name == 'nt', reason='there are no such rights, and few links')
def test_rights_and_links_are_kept(write, tmpdir):
    path = write('a.py', IMPORT + u'ClarifaiApp("an id", "a secret")\n')
    os.chmod(path, 0o750)
    link = str(tmpdir.join('b.py'))
    os.symlink('a.py', link)
    assert main(['check', '--fix', '--yes', link]) == 0
    assert os.path.islink(link) and os.stat(path).st_mode & 0o777 == 0o750
    assert content(path).endswith(b'ClarifaiApp()\n')


@pytest.mark.parametrize('words', [['--yes'], ['--fix', '--format', 'json']])
def test_wrong_use_is_2(write, words, capsys):
    assert main(['check', write('a.py', IMPORT)] + words) == 2
