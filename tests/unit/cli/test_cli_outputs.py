"""What a command line writes to: nothing that is somebody's work is replaced, or read again."""
from __future__ import absolute_import

import argparse
import io
import json
import os
import sys

import pytest

from answers import BASE, KEY, an_output
from clarifai.cli.main import main
from clarifai.cli.outputs import Written
from clarifai.cli.sources import Sources

PNG = b'\x89PNG\r\n\x1a\n' + b'\0' * 20
JPEG = b'\xff\xd8\xff\xe0\0\x10JFIF'
OWN = ('api_key = %s\n' % KEY).encode('ascii')


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmpdir):
    """The working folder, with what somebody has there."""
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)
    place = tmpdir.mkdir('work')
    for name, content in (('coffee.png', PNG), ('cat.png', PNG), ('noname', JPEG),
                          ('pets/dog.png', PNG), ('script.py', b'print(1)\n'), ('notes', b'mine'),
                          ('arguments.json', b'{"per_page": 5}'),
                          ('failed.csv', b'source\ncoffee.png\n')):
        place.join(*name.split('/')).ensure().write_binary(content)
    if hasattr(os, 'link'):
        os.link(str(place.join('coffee.png')), str(place.join('linked.html')))
    monkeypatch.chdir(place)
    return place


def contents(folder):
    return dict((path.relto(folder), path.read_binary()) for path in folder.visit()
                if path.check(file=1))


@pytest.mark.parametrize('line, words', [
    ('predict -o cat.png noname', 'would replace a picture'),
    ('predict coffee.png -o coffee.png', 'would replace what is read'),
    ('predict coffee.png -o cat.png --format csv', 'would replace a picture or video (PNG)'),
    ('predict coffee.png -o noname', 'would replace a picture or video (JPEG)'),
    ('predict coffee.png -o ./pets/../coffee.png --format csv', 'would replace what is read'),
    ('predict coffee.png --html coffee.png', 'would replace what is read'),
    ('predict coffee.png --html cat.png', 'would replace a picture'),
    ('predict coffee.png --html script.py', 'there already'),
    ('predict coffee.png --draw coffee.png', "--draw 'coffee.png' would replace what is read"),
    ('predict coffee.png --journal coffee.png', 'would replace what is read'),
    ('predict coffee.png --journal cat.png', 'would replace a picture'),
    ('predict failed.csv -o failed.csv', 'would replace what is read'),
    ('predict failed.csv --failures failed.csv', 'would replace what is read'),
    ('predict coffee.png --failures cat.png', 'would replace a picture'),
    ('predict coffee.png --failures notes', 'there already'),
    ('predict coffee.png -o script.py', "the ending '.py'"),
    ('predict coffee.png -o new.xml', '--format'),
    ('upload coffee.png -o coffee.png', 'would replace what is read'),
    ('upload coffee.png --failures coffee.png', 'would replace what is read'),
    ('search --like coffee.png -o coffee.png', 'would replace what is read'),
    ('inputs list -o cat.png --format json', 'would replace a picture'),
    ('api list_concepts --json arguments.json -o arguments.json', 'would replace what is read'),
    ('api post_concepts concepts=@arguments.json -o arguments.json', 'would replace what is read'),
    ('export -o coffee.png', 'would replace a picture'), ('export -o a.csv', 'ends in .jsonl'),
    ('export -o noname', 'would replace a picture'),
    ('export -o script.py', 'name a file that ends in .jsonl'),
    ('import failed.csv --journal failed.csv', 'would replace what is read')])
def test_what_is_none_of_its_results_is_not_replaced(http, folder, capsys, line, words):
    before = contents(folder)
    assert main(line.split()) == 2
    err = capsys.readouterr()[1]
    assert err.startswith('clarifai: ') and words in err and len(err.splitlines()) == 1
    assert contents(folder) == before and not http.requests


@pytest.mark.skipif(not hasattr(os, 'link'), reason='there are no links')
def test_a_source_is_known_by_any_name(http, folder, capsys):
    before = contents(folder)
    assert main(['predict', 'coffee.png', '--html', 'linked.html']) == 2
    assert 'would replace what is read' in capsys.readouterr()[1] and contents(folder) == before


def test_the_settings_are_not_replaced(http, folder, capsys, monkeypatch):
    folder.join('settings').write_binary(OWN)
    monkeypatch.setattr('clarifai.cli.outputs.config_path', lambda: str(folder.join('settings')))
    assert main(['config', 'list', '-o', 'settings']) == 2
    assert 'settings' in capsys.readouterr()[1]
    assert folder.join('settings').read_binary() == OWN


@pytest.mark.parametrize('options', [
    '-o same.csv --failures same.csv', '--html x --failures x', '--journal same -o same',
    '--journal same --failures ./same', '-o drawn --draw drawn', '--html a.png --draw a.png'])
def test_two_outputs_are_two_files(http, folder, capsys, options):
    before = contents(folder)
    assert main(['predict', 'coffee.png'] + options.split()) == 2
    assert 'name the same file' in capsys.readouterr()[1]
    assert contents(folder) == before and not http.requests


@pytest.mark.parametrize('option', ['--html', '--failures', '--journal', '--draw'])
def test_only_rows_go_to_the_standard_output(http, folder, capsys, option):
    assert main(['predict', 'coffee.png', option, '-']) == 2
    assert '-o -' in capsys.readouterr()[1] and not http.requests and not folder.join('-').check()


@pytest.mark.parametrize('line', ['export -o -', 'inputs list --format jsonl -o -',
                                  'api list inputs --format jsonl -o -'])
def test_a_dash_is_the_standard_output_of_every_command(http, folder, capsys, line):
    http.answer({'inputs': [{'id': 'i1', 'name': 'i1'}]}, {'inputs': []})
    assert main(line.split()) == 0
    assert '"name"' in capsys.readouterr()[0] and not folder.join('-').check()


def test_results_are_replaced_without_a_question(http, folder):
    for name, content in (('old.csv', 'rows'), ('old.html', 'a page'), ('failures.csv', 'source')):
        folder.join(name).write(content)
    http.answer({'outputs': [an_output()]})
    assert main('predict coffee.png -o old.csv --html old.html --failures failures.csv'.split()
                ) == 0
    assert folder.join('old.csv').read().startswith('source,id')
    assert '<html' in folder.join('old.html').read()
    assert folder.join('failures.csv').read().startswith('source,id')


@pytest.mark.skipif(not os.path.exists('/dev/null'), reason='there is no such device')
def test_a_device_takes_more_than_one_output(http):
    http.answer({'outputs': [an_output()]})
    assert main('predict coffee.png -o /dev/null --failures /dev/null'.split()) == 0


# What a run writes is none of its sources

def taken(*given, **written):
    sources = Sources(list(given), written=Written(argparse.Namespace(**written)))
    return sources, [source.content.replace(os.sep, '/') for source in sources]


def test_what_a_run_writes_is_neither_taken_nor_left_out(folder):
    for name in ('out.csv', 'out.csv.part', 'found.html', 'failures.csv.part', 'done.journal'):
        folder.join('pets', name).write('rows')
    sources, found = taken('pets', output='pets/out.csv', html=str(folder.join('pets/found.html')),
                           failures='./pets/failures.csv', journal='pets/done.journal')
    assert found == ['pets/dog.png'] and sources.left_out_count == 0


def test_what_was_drawn_is_not_taken_and_told(http, folder, capsys):
    for name in ('drawn/a.png', 'drawn/deep/b.png', 'drawnbyme.png'):
        folder.join('pets', *name.split('/')).ensure().write_binary(PNG)
    sources, found = taken('pets', 'pets/drawn/a.png', draw=os.path.join('pets', 'drawn'))
    assert found == ['pets/dog.png', 'pets/drawnbyme.png', 'pets/drawn/a.png']
    assert sources.drawn_count == 2 and sources.left_out_count == 0


def test_a_folder_may_have_its_own_drawings(folder):
    folder.join('pets', 'pets').ensure(dir=True).join('dog.png').write_binary(PNG)
    assert taken('pets', draw='pets')[1] == ['pets/dog.png']
    assert taken('pets', draw='.')[1] == ['pets/dog.png', 'pets/pets/dog.png']


def test_a_run_that_draws_below_its_source_twice_draws_the_same(http, folder, capsys):
    image = pytest.importorskip('PIL.Image')
    image.new('RGB', (80, 60), 'red').save(str(folder.join('pets', 'dog.png')))
    for told in (False, True):
        http.answer({'outputs': [an_output()]})
        assert main('predict pets --draw pets/drawn -o out.jsonl'.split()) == 0
        assert [json.loads(line)['source'] for line in folder.join('out.jsonl').read().splitlines()
                ] == [os.path.join('pets', 'dog.png')]
        assert ('as --draw writes to their folder: 1 in' in capsys.readouterr()[1]) == told


# The standard input

class Input(object):
    """A standard input as a process has it, also on Python 2."""

    encoding = 'utf-8'

    def __init__(self, path):
        self._handle = io.open(path, 'rb')
        self.buffer = self._handle
        self.fileno = self._handle.fileno

    def isatty(self):
        return False


def given(monkeypatch, tmpdir, content):
    tmpdir.join('input').write_binary(content)
    monkeypatch.setattr(sys, 'stdin', Input(str(tmpdir.join('input'))))


@pytest.mark.parametrize('line', ['predict - -', 'upload - coffee.png -',
                                  'inputs annotate - - --concept a',
                                  'api post_inputs inputs=@- --json -'])
def test_the_standard_input_is_read_once(http, capsys, line):
    assert main(line.split()) == 2
    err = capsys.readouterr()[1]
    assert '- is given 2 times' in err and len(err.splitlines()) == 1 and not http.requests


@pytest.mark.parametrize('content, word', [(PNG, 'PNG'), (JPEG, 'JPEG'), (b'text\0', 'no text'),
                                           (u'a.png\n'.encode('utf-16'), 'no text')])
@pytest.mark.parametrize('command', ['predict', 'upload'])
def test_the_content_of_a_file_is_no_list_of_names(http, monkeypatch, tmpdir, capsys, command,
                                                   content, word):
    given(monkeypatch, tmpdir, content)
    assert main([command, '-']) == 2
    err = capsys.readouterr()[1]
    assert word in err and 'in place of -' in err and len(err.splitlines()) == 1
    assert not [one for one in http.requests if one.method == 'POST']


def test_a_list_of_names_is_taken(http, monkeypatch, tmpdir, capsys):
    given(monkeypatch, tmpdir, b'# pictures\r\ncoffee.png\r\n\ncat.png')
    http.answer({'outputs': [an_output(), an_output()]})
    assert main('predict - --format jsonl'.split()) == 0
    sources = [json.loads(line)['source'] for line in capsys.readouterr()[0].splitlines()]
    assert sources == ['coffee.png', 'cat.png']
