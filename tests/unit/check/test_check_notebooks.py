"""``clarifai check --fix`` in notebooks: only the lines that are rewritten change in the file."""
from __future__ import absolute_import

import io
import json

import pytest

pytest.importorskip('tree_sitter_python')

from check_programs import programs
from clarifai.check.checking import check
from clarifai.check.notebooks import Notebook
from clarifai.cli.main import main

OLD = 'app = ClarifaiApp("an id", "a secret")'
NEW = 'app = ClarifaiApp()'
IMPORT = 'from clarifai.rest import ClarifaiApp\n'
PROGRAMS = programs()


# As Jupyter writes it, and as other tools do: order of keys, indentation, escapes, ends of lines.
JUPYTER = u'''{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": ["app = ClarifaiApp(\\"an id\\", \\"a secret\\") \u00e4\\u00e4"]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "metadata": {"z": 1.50, "a": 1e3},
   "outputs": [{"text": ["app = ClarifaiApp(\\"an id\\", \\"a secret\\")"]}],
   "source": [
    "%matplotlib inline\\n",
    "from clarifai.rest import ClarifaiApp\\n",
    "x = \\"\u00e4\\u00e4 \\ud83d\\ude00 \\/\\"; app = ClarifaiApp(\\"an id\\", \\"a secret\\")\\n",
    "print(x)  # \\u00fc"
   ]
  }
 ],
 "nbformat": 4
}
'''
SPACED = JUPYTER.replace(u'"z": 1.50, "a": 1e3', u'"b" :\t[ ] ').replace(u'\n', u'\r\n')
NARROW = u''.join(line.strip() for line in JUPYTER.splitlines())


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig'])
@pytest.mark.parametrize('text', [JUPYTER, SPACED, NARROW], ids=['jupyter', 'crlf', 'one line'])
def test_only_the_changed_characters_change(write, text, encoding, fix):
    inside = u'\\"; app = ClarifaiApp(%s)'
    before = inside % u'\\"an id\\", \\"a secret\\"'
    assert text.count(before) == 1
    path = write('a.ipynb', text.encode(encoding))
    assert fix(path) == text.replace(before, inside % u'').encode(encoding)


def source_after(write, fix, *sources):
    """Rewrites a notebook of some code cells and returns the sources after it."""
    cells = [{'cell_type': 'code', 'source': source} for source in sources]
    path = write('a.ipynb', json.dumps({'cells': cells}))
    return [cell['source'] for cell in json.loads(fix(path).decode('utf-8'))['cells']]


KEY = 'ClarifaiApp(api_key="0123456789abcdef")'
GET = "ClarifaiApp(api_key=os.environ.get('CLARIFAI_API_KEY'))"


@pytest.mark.parametrize('before, after', [
    (IMPORT + OLD, IMPORT + NEW),
    ([IMPORT, OLD], [IMPORT, NEW]),
    ([IMPORT, 'app = ClarifaiApp(\n', '    "an id",\n', '    "a secret")\n', 'x = 1'],
     [IMPORT, 'app = ClarifaiApp()\n', 'x = 1']),
    ([IMPORT + OLD + '\nx', ' = 1\n'], [IMPORT + NEW + '\nx', ' = 1\n']),
    (IMPORT.replace('\n', '\r\n') + OLD + '\r\n', IMPORT.replace('\n', '\r\n') + NEW + '\r\n'),
    (IMPORT + KEY, 'import os\n' + IMPORT + GET),
    ([IMPORT, KEY], ['import os\n', IMPORT, GET]),
    (['%%time\n', IMPORT, KEY], ['%%time\n', 'import os\n', IMPORT, GET]),
    ([IMPORT + KEY], ['import os\n' + IMPORT + GET]),
    (['"""Tags."""\n', IMPORT, KEY], ['"""Tags."""\n', 'import os\n', IMPORT, GET]),
    (['import os\n', IMPORT, KEY], ['import os\n', IMPORT, GET]),
    (['!pip install -q clarifai==2.6.2 six\n', IMPORT],
     ['!pip install -q clarifai-rest six\n', IMPORT]),
    ('%pip install "clarifai<3"', '%pip install "clarifai-rest"')])
def test_sources_in_each_form(write, before, after, fix):
    assert source_after(write, fix, before) == [after]


def test_cells_are_one_program(write, fix):
    assert source_after(write, fix, 'import os\n', [IMPORT], '%%bash\necho clarifai',
                        'def f():\n  return ' + KEY, 'ID = "travel-v1.0"\n',
                        'f().models.get(ID)') == [
        'import os\n', [IMPORT], '%%bash\necho clarifai', 'def f():\n  return ' + GET,
        'ID = "general-image-recognition"\n', 'f().models.get(ID)']


@pytest.mark.parametrize('program', PROGRAMS, ids=[program.name for program in PROGRAMS])
def test_a_notebook_is_rewritten_as_the_program_is(write, program, fix):
    path = write('a.py', program.text)
    main(['check', '--fix', '--yes', path])
    with io.open(path, encoding='utf-8') as opened:
        expected = opened.read().splitlines(True)
    assert source_after(write, fix, program.text.splitlines(True)) == [expected]


def test_cells_of_the_old_format(write, fix):
    cell = {'cell_type': 'code', 'input': [IMPORT, OLD]}
    path = write('a.ipynb', json.dumps({'nbformat': 3, 'worksheets': [{'cells': [cell]}]}))
    after = json.loads(fix(path).decode('utf-8'))['worksheets'][0]['cells'][0]
    assert after['input'] == [IMPORT, NEW]


def test_what_cannot_be_read_is_not_rewritten(write, fix):
    sources = [IMPORT + OLD, 'def f(:\n']
    assert source_after(write, fix, *sources) == sources


@pytest.mark.parametrize('rest', [
    'files = !ls\n', 'took = %timeit -o f()\n', '%load_ext x\n', '!pip install six', 'app.api?\n',
    'print("%s"\n      % app)\n', 'x = (1\n     !=2)\n', '?app'])
def test_what_only_ipython_reads_does_not_hinder(write, rest, fix):
    assert source_after(write, fix, IMPORT + OLD, rest) == [IMPORT + NEW, rest]


def test_the_diff_has_the_lines_of_the_cell_and_no_secret(write, capsys):
    cells = [{'cell_type': 'markdown', 'source': 'x'},
             {'cell_type': 'code', 'source': [IMPORT, 'app = ClarifaiApp("0a", "sesame-open-1")']},
             {'cell_type': 'code', 'source': 'app = ClarifaiApp(api_key="sesame")'}]
    path = write('a.ipynb', json.dumps({'cells': cells}))
    assert main(['check', '--fix', path]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[:7] == [
        '--- %s:cell 2\tnow' % path, '+++ %s:cell 2\tfixed' % path, '@@ -0,0 +1 @@', '+import os',
        '@@ -2 +3 @@', '-app = ClarifaiApp("****", "****en-1")', '+' + NEW]
    assert '+++ %s:cell 3\tfixed' % path in out
    assert 'sesame' not in out + err and '1 files can be rewritten' in err
    with io.open(path) as opened:
        assert json.load(opened) == {'cells': cells}


def test_half_a_character_is_no_text(write):
    path = write('a.ipynb',
                 b'{"cells": [{"cell_type": "code", "source": "clarifai = \'\\ud83d\'"}]}')
    assert [finding.category for finding in check([path]).findings] == ['unreadable']


def test_lines_and_places():
    book = Notebook(json.dumps({'cells': [
        {'cell_type': 'code', 'source': '!ls\r\na = 1\r\n'}, {'cell_type': 'code', 'source': []},
        {'cell_type': 'code', 'source': ['b = 2\n', '\n', 'c?']}]}).encode('utf-8'))
    assert book.lines == ['!ls', 'a = 1', 'b = 2', '', 'c?'] and book.starts == [1, 3, 3]
    assert book.program() == 'pass\na = 1\nb = 2\n\npass\n'
    assert book.commands() == '!ls\n\n\n\n'
