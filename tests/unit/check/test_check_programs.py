"""``clarifai check``: what it finds in small programs, of Python 2 and 3, and where nothing is."""
from __future__ import absolute_import

import json
import os
import re
import sysconfig

import pytest

pytest.importorskip('tree_sitter_python')

from clarifai.check import knowledge
from clarifai.check.checking import check
from check_programs import programs

PROGRAMS = programs()

# The keys of a census of public scripts: each is recognised in one of the programs.
CALLS = '''
ClarifaiApp(...) models.get Image(...) model.predict model.predict_by_filename
model.predict_by_url model.train models.create inputs.bulk_create_images inputs.search_by_image
inputs.create_image_from_filename model.predict_by_base64 app.tag_urls inputs.create_image_from_url
inputs.delete_all inputs.search_by_predicted_concepts model.predict_by_bytes Concept(...)
Workflow(...) model.add_concepts app.tag_files inputs.get_all models.get_all
workflow.predict_by_url auth.get_token inputs.check_status inputs.create_image_from_base64
model.get_info model.update workflows.get GeoLimit(...) GeoPoint(...) Model(...)
ModelOutputConfig(...) ModelOutputInfo(...) Video(...) concepts.get_all inputs.delete
inputs.search_by_annotated_concepts inputs.search_by_geo model.get_concept_ids model.get_inputs
models.delete models.delete_all workflow.predict workflow.predict_by_filename
'''.split()
IMPORTS = '''
clarifai.rest.ClarifaiApp clarifai.rest.Image clarifai.rest clarifai.rest.Video clarifai
clarifai.rest.ApiError clarifai.rest.Concept clarifai.rest.Workflow clarifai.errors.ApiError
clarifai.ClarifaiApp clarifai.Image clarifai.rest.Model clarifai.rest.client
clarifai.rest.client.ApiClientError clarifai.rest.client.ClarifaiApp
'''.split()


@pytest.mark.parametrize('program', PROGRAMS, ids=[program.name for program in PROGRAMS])
def test_each_use_is_found_in_its_place(program, write):
    report = check([write('program.py', program.text)])
    found = [(finding.line, '%s %s' % (finding.category, finding.rule))
             for finding in report.findings]
    assert found == program.expected


def test_there_are_programs_enough():
    of_two = [program for program in PROGRAMS if program.name.startswith('python 2')]
    assert len(PROGRAMS) >= 40 and len(of_two) * 3 >= len(PROGRAMS)


def test_programs_of_python_2_are_of_python_2_only():
    for program in PROGRAMS:
        if program.name.startswith('python 2'):
            with pytest.raises(SyntaxError):
                compile(program.text, program.name, 'exec')


@pytest.fixture(scope='module')
def rules():
    """All that is expected of the programs."""
    return set(note.split(' ', 1)[1] for program in PROGRAMS for _, note in program.expected)


@pytest.mark.parametrize('call', CALLS)
def test_each_call_of_the_census_is_known(call, rules):
    assert call.replace('(...)', '') in rules


@pytest.mark.parametrize('name', IMPORTS)
def test_each_import_of_the_census_is_known(name, rules):
    assert 'import ' + name in rules


# All of them, as the census writes them.
PATHS = '''
['outputs'][0]['data']['concepts'] ['outputs'][0]['data'] ['outputs'] ['data']['concepts']
['status']['description'] ['concepts'] ['outputs'][0]['data']['colors']
['outputs'][0]['data']['concepts'][0]['name'] ['outputs'][0]['data']['concepts'][0]['value']
['status']['code'] ['clarifai_data']['outputs'][0]['data']['concepts']
['outputs'][0]['data']['regions'] .get('outputs')[0].get('data').get('concepts') ['data']['face']
[i]['frame_info']['time'] ['data']['regions'] ['frame_info']['time']
['input']['data']['image']['url'] ['model']['id'] ['outputs'][0]
['outputs'][0]['data']['colors'][0]['w3c']['name'] ['outputs'][0]['data']['concepts'][0]['id']
['outputs'][0]['data']['regions'][0]['data']['face']['age_appearance']['concepts'][0]['name']
['outputs'][0]['input']['data']['image']['url'] ['results'][0]['outputs'] ['w3c']['name']
[i]['data']['concepts'] .get('data').get('concepts')[0].get('name') .get('model')
.get('outputs')[0].get('data').get('regions') .get('region_info').get('bounding_box')
.get('w3c').get('name') ['age_appearance']['concepts'] ['age_appearance']['concepts'][0]
['age_appearance']['concepts'][0]['name']
['clarifai_data']['outputs'][0]['data']['concepts'][i]['value'] ['colors'][i]['value']
['colors'][i]['w3c']['name'] ['data']['colors'] ['data']['concepts'][0]['name']
['data']['concepts'][0]['value'] ['data']['frames'] ['data']['regions'][0]['data']['concepts']
['gender_appearance']['concepts'] ['gender_appearance']['concepts'][0]
['gender_appearance']['concepts'][0]['name'] ['model'] ['model']['name']
['model']['output_info']['data']['concepts'] ['multicultural_appearance']['concepts']
['multicultural_appearance']['concepts'][0] ['multicultural_appearance']['concepts'][0]['name']
['output'][0]['data']['concepts'] ['outputs'][0].get('data').get('concepts')
['outputs'][0]['data'].get('concepts') ['outputs'][0]['data']['colors'][0]['w3c']['hex']
['outputs'][0]['data']['colors'][i]['raw_hex'] ['outputs'][0]['data']['colors'][i]['value']
['outputs'][0]['data']['colors'][i]['w3c']['name'] ['outputs'][0]['data']['concepts'][0]
['outputs'][0]['data']['concepts'][i]['name'] ['outputs'][0]['data']['concepts'][i]['value']
['outputs'][0]['data']['frames'] ['outputs'][0]['data']['regions'][0]['data']['concepts']
['outputs'][0]['data']['regions'][0]['data']['face'] ['outputs'][0]['id']
['outputs'][0]['input']['data']['image']['url'][:] ['outputs'][i]['data']['concepts']
['region_info']['bounding_box'] ['regions'] ['results']
['results'][0]['outputs'][i]['data']['concepts'] ['w3c']['hex'] [i]['data']['concepts'][i]['name']
[i]['data']['concepts'][i]['value']
'''.split()


@pytest.mark.parametrize('path', PATHS)
def test_each_path_into_an_answer_is_known(path, write):
    text = ("from clarifai.rest import ClarifaiApp\ni = 0\n"
            "answer = ClarifaiApp().models.get('pets').predict([])\nprint(answer%s)\n" % path)
    found = [finding.rule for finding in check([write('program.py', text)]).findings
             if finding.line == 4]
    keys = re.findall(r"'(\w+)'", path)
    assert found == ['answer ' + '.'.join(keys)]


def test_what_a_module_of_the_users_gives_is_known_in_the_others(write, tmpdir):
    write('pkg/__init__.py', u'')
    write('pkg/settings.py', u'from clarifai.rest import ClarifaiApp\napp = ClarifaiApp()\n'
                             u'def model():\n    return app.models.get("pets")\n')
    write('pkg/work.py', u'from pkg.settings import app, model\napp.inputs.delete_all()\n'
                         u'model().train()\n')
    found = [(finding.line, finding.rule) for finding in check([str(tmpdir)]).findings
             if finding.path.endswith('work.py')]
    assert found == [(2, 'inputs.delete_all'), (3, 'model.train')]


def test_columns_count_characters(write):
    path = write('program.py', u'from clarifai.rest import ClarifaiApp\n'
                               u'x = u"\u00e4\u00f6\u00fc"; app = ClarifaiApp()\n')
    finding = check([path]).findings[-1]
    assert (finding.line, finding.column) == (2, 19)


@pytest.mark.parametrize('encoding', ['utf-8-sig', 'latin-1'])
def test_encodings(encoding, write):
    text = u'# -*- coding: %s -*-\n' % encoding.replace('-sig', '')
    text += u'from clarifai.rest import ClarifaiApp\nx = u"\u00e4"; app = ClarifaiApp()\n'
    finding = check([write('program.py', text.encode(encoding))]).findings[-1]
    assert (finding.rule, finding.line, finding.column) == ('ClarifaiApp', 3, 17)


def test_a_file_that_is_no_text_does_not_end_the_rest(write, tmpdir):
    write('a.py', b'# coding: ascii\nclarifai = "\xff"\n')
    write('b.py', u'from clarifai.rest import ClarifaiApp\n')
    write('c.ipynb', u'{"cells": clarifai')
    found = [(os.path.basename(finding.path), finding.category)
             for finding in check([str(tmpdir)]).findings]
    assert found == [('a.py', 'unreadable'), ('b.py', 'works'), ('c.ipynb', 'unreadable')]


def test_what_is_too_deep_is_told_and_the_rest_goes_on(write, tmpdir):
    write('a.py', u'from clarifai.rest import ClarifaiApp\nx = y%s\n' % (u'.f()' * 5000))
    write('b.py', u'from clarifai.rest import ClarifaiApp\n')
    found = [(os.path.basename(finding.path), finding.category)
             for finding in check([str(tmpdir)]).findings]
    assert found == [('a.py', 'unreadable'), ('b.py', 'works')]


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='there are no pipes')
def test_pipes_are_left_out(write, tmpdir):
    os.mkfifo(str(tmpdir.join('a.py')))
    write('b.py', u'from clarifai.rest import ClarifaiApp\n')
    assert check([str(tmpdir)]).files == 1


def test_notebooks_have_cells(write):
    cells = [{'cell_type': 'markdown', 'source': ['from clarifai.rest import ClarifaiApp']},
             {'cell_type': 'code', 'source': ['%matplotlib inline\n', '!pip install x\n',
                                              'from clarifai.rest import ClarifaiApp\n',
                                              'app = ClarifaiApp()']},
             {'cell_type': 'code', 'source': 'app?\nif 1:\n    !ls\napp.inputs.delete_all()\n'}]
    path = write('book.ipynb', json.dumps({'cells': cells, 'nbformat': 4}))
    assert [(finding.cell, finding.line, finding.rule) for finding in check([path]).findings] == [
        (2, 3, 'import clarifai.rest.ClarifaiApp'), (2, 4, 'ClarifaiApp'),
        (3, 4, 'inputs.delete_all')]


def test_nothing_is_found_in_the_standard_library_and_in_installed_packages():
    library = sysconfig.get_paths()['stdlib']
    import pip
    import pytest as installed
    paths = [os.path.join(library, name) for name in ('json', 'email', 'http', 'asyncio')]
    paths += [os.path.dirname(module.__file__) for module in (pip, installed)]
    report = check(paths)
    assert report.findings == [] and report.files > 100


def test_what_is_said_of_today_is_there():
    client = pytest.importorskip('clarifai.client')
    from clarifai.client.input import Inputs
    from clarifai.client.search import Search
    known = set(dir(client.App) + dir(client.Model) + dir(client.Workflow) + dir(Inputs) +
                dir(Search))
    calls = [rule[2] for rule in list(knowledge.CALLS.values()) +
             list(knowledge.ATTRIBUTES.values())]
    assert len(calls) > 80
    for call in calls:
        for name in re.findall(r'\.(\w+)\(', call):
            assert name in known, call


def test_what_is_said_of_2_x_is_there():
    from clarifai.rest import ClarifaiApp
    from clarifai.rest import client as names
    app = ClarifaiApp(api_key='k' * 32)
    holders = {'app': app, 'api': app.api, 'auth': app.auth, 'inputs': app.inputs,
               'models': app.models, 'concepts': app.concepts, 'workflows': app.workflows,
               'model': names.Model, 'workflow': names.Workflow}
    for rule in knowledge.CALLS:
        holder, _, name = rule.partition('.')
        if not name:
            assert hasattr(names, rule) or rule.startswith('ModelSolutions'), rule
        elif holder != 'solutions':
            assert hasattr(holders[holder], name), rule
