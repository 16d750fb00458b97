"""``--html`` and ``--draw``: what is made of results, and what is refused at once."""
from __future__ import absolute_import

import argparse
import io
import os
import sys

import pytest

from clarifai.bulk import ItemError, Result, Source
from clarifai.cli.command import note
from clarifai.cli.pictures import Pictures
from clarifai.errors import UserError

FOUND = {'status': {'code': 10000},
         'data': {'concepts': [{'id': 'c', 'name': 'cat', 'value': 0.9}]}}


@pytest.fixture
def folder(tmpdir, monkeypatch):
    place = tmpdir.mkdir('work')
    monkeypatch.chdir(place)
    return place


def photograph(folder, name):
    """Makes a picture; returns its path."""
    image = pytest.importorskip('PIL.Image')
    place = folder.join(*name.split('/'))
    place.dirpath().ensure(dir=True)
    image.new('RGB', (80, 60), 'red').save(str(place), format='PNG')
    return name


def options(*sources, **made):
    return argparse.Namespace(sources=list(sources), html=made.get('html'), draw=made.get('draw'))


def make(asked, *paths):
    """Makes what is asked for of results about paths; returns how many could not be drawn on."""
    with Pictures(asked) as pictures:
        for index, path in enumerate(paths):
            said = pictures.add(Result(index, Source(path), output=FOUND))
            if said:
                note(said)
    return pictures.failed


def files_in(folder):
    return sorted(os.path.relpath(os.path.join(place, name), str(folder)).replace(os.sep, '/')
                  for place, _, names in os.walk(str(folder)) for name in names)


def is_changed(path):
    image = pytest.importorskip('PIL.Image')
    with image.open(str(path)) as picture:
        assert picture.size == (80, 60)
        return len(picture.convert('RGB').getcolors(9999)) > 1


def test_one_picture_goes_into_a_file(folder):
    path = photograph(folder, 'a.png')
    assert make(options(path, draw='out.jpg'), path) == 0
    assert files_in(folder) == ['a.png', 'out.jpg']
    assert is_changed('out.jpg') and not is_changed('a.png')


def test_several_go_into_a_folder_below_folders_as_they_had(folder):
    paths = [photograph(folder, name) for name in ('a.jpg', 'b/a.jpg', 'b/c.webp')]
    assert make(options('.', draw='drawn'), *paths) == 0
    assert files_in(folder.join('drawn')) == ['a.jpg', 'b/a.jpg', 'b/c.webp.png']
    assert all(is_changed(folder.join('drawn', name)) for name in files_in(folder.join('drawn')))


def test_paths_from_elsewhere_stay_within_the_folder(folder):
    for name in ('x/a.png', 'y/a.png'):
        photograph(folder, name)
    folder.join('x').chdir()
    paths = ['../y/a.png', 'a.png', str(folder.join('y', 'a.png')), '../../work/y/a.png']
    assert make(options('-', draw='drawn'), *paths) == 0
    drawn = files_in(folder.join('x', 'drawn'))
    assert len(drawn) == 4 and drawn[0] == 'a.png'
    assert files_in(folder) == sorted(['x/a.png', 'y/a.png'] + ['x/drawn/' + one for one in drawn])


def test_two_of_one_name_are_told_apart(folder):
    path = photograph(folder, 'b/a.png')
    assert make(options('-', draw='drawn'), path, './b/a.png') == 0
    assert files_in(folder.join('drawn')) == ['b/a-2.png', 'b/a.png']


def test_a_picture_is_never_replaced_by_its_drawing(folder, capsys):
    path = photograph(folder, 'b/a.png')
    assert make(options('b', draw='.'), path) == 1
    assert not is_changed(path)
    assert 'b/a.png is not drawn: --draw would replace the picture' in capsys.readouterr()[1]


def test_what_cannot_be_drawn_on_is_told_and_the_rest_goes_on(folder, capsys):
    path = photograph(folder, 'a.png')
    folder.join('broken.jpg').write('no picture')
    assert make(options('.', draw='drawn'), 'broken.jpg', path) == 1
    assert files_in(folder.join('drawn')) == ['a.png']
    assert 'broken.jpg is not drawn: ' in capsys.readouterr()[1]


@pytest.mark.parametrize('sources, draw, said', [
    (['a.png'], 'out.gif', 'must end in .jpg, .jpeg, .png'),
    (['a.png'], 'out', 'must end in'),
    (['a.png', 'b.png'], 'out.png', 'is one picture, and there may be several: name a folder'),
    (['.'], 'out.png', 'name a folder'), (['-'], 'out.jpg', 'name a folder'),
    (['list.csv'], 'out.jpg', 'name a folder'),
    (['https://ann:password@a.test/a.png'], 'out.png', 'is a URL: download it first')])
def test_what_cannot_be_made_is_refused_at_once(folder, sources, draw, said):
    pytest.importorskip('PIL')
    with pytest.raises(UserError) as caught:
        Pictures(options(*sources, draw=draw))
    assert said in str(caught.value) and 'password' not in str(caught.value)


def test_a_file_is_no_folder(folder):
    pytest.importorskip('PIL')
    folder.join('drawn').write('x')
    with pytest.raises(UserError) as caught:
        Pictures(options('a.png', 'b.png', draw='drawn'))
    assert 'name a folder' in str(caught.value)


def test_without_pillow_no_drawing_and_a_page_that_says_so(folder, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, 'PIL', None)
    with pytest.raises(UserError) as caught:
        Pictures(options('a.png', draw='out.png'))
    assert 'pip install Pillow' in str(caught.value)
    Pictures(options('a.png', html='out.html'))
    assert 'pip install Pillow' in capsys.readouterr()[1]


def test_a_page_has_all_results(folder):
    with Pictures(options('.', html='out.html')) as pictures:
        pictures.add(Result(0, Source('https://a.test/b.png?token=secret-one'), output=FOUND))
        pictures.add(Result(1, Source('gone.jpg'), error=ItemError('unreadable', 'not there')))
        assert files_in(folder) == ['out.html.part']
    with io.open('out.html', encoding='utf-8') as page:
        html = page.read()
    assert html.count('<figure') == 2 and 'not there' in html and 'secret-one' not in html
    assert files_in(folder) == ['out.html']


def test_what_is_done_is_on_the_page_when_somebody_has_had_enough(folder):
    with pytest.raises(KeyboardInterrupt):
        with Pictures(options('.', html='out.html')) as pictures:
            pictures.add(Result(0, Source('https://a.test/b.png'), output=FOUND))
            raise KeyboardInterrupt
    assert folder.join('out.html').read().rstrip().endswith('</html>')


def test_a_page_that_cannot_be_written_is_told_before_anything_is_sent(folder):
    with pytest.raises(UserError) as caught:
        with Pictures(options('a.png', html='no/folder/out.html')):
            pytest.fail('nothing is to be sent')
    assert 'cannot be written' in str(caught.value)
