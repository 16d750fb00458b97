"""A gallery of results, as one page."""
from __future__ import absolute_import, unicode_literals

import base64
import hashlib
import json

import pytest
from view_samples import EVIL, Page, concept, output, png, region, result

from clarifai.errors import UserError
from clarifai.rest.media import input_from_json
from clarifai.views import script, write_gallery


@pytest.fixture
def place(tmpdir):
    return tmpdir.mkdir('pages').join('out.html')


def written(place, *results):
    assert write_gallery(iter(results), str(place)) == len(results)
    found = Page(place.read_text(encoding='utf-8'))
    found.check_safe()
    return found


def test_each_result_is_a_card_with_what_can_be_looked_for(place):
    found = written(place, result('https://a.b/c.png', output([concept('cat', 0.98765),
                                                              concept('dog', 0.5)])),
                    result('https://a.b/d.png', None, 1, (30002, 'gone')))
    first, second = found.named('figure', 'card')
    assert json.loads(first['data-found']) == [['cat', 0.9877], ['dog', 0.5]]
    assert first['data-name'] == 'c.png' and 'data-failed' not in first
    assert 'data-failed' in second and '30002: gone' in found.text


def test_a_name_that_is_found_twice_counts_once_by_its_best(place):
    found = written(place, result('https://a.b/c.png', output(
        regions=[region('face', 0.5), region('face', 0.9), region('face', 0.7)])))
    card, = found.named('figure', 'card')
    assert json.loads(card['data-found']) == [['face', 0.9]]


def test_values_that_are_no_json_do_not_stop_the_page(place):
    values = [float('nan'), float('inf'), 10 ** 400, 'x', None]
    found = written(place, result('https://a.b/c.png', output(
        [concept('c%d' % number, value) for number, value in enumerate(values)])))
    card, = found.named('figure', 'card')
    assert 'NaN' not in card['data-found'] and 'Infinity' not in card['data-found']
    assert [value for _, value in json.loads(card['data-found'])] == [None] * 5


def test_names_of_all_kinds_are_texts(place):
    found = written(place, result('https://a.b/%s.png' % EVIL, output([concept(EVIL)])),
                    result(EVIL, None, 1, (30002, EVIL)))
    assert len(found.named('script')) == 1
    assert json.loads(found.named('figure', 'card')[0]['data-found']) == [[EVIL, 0.9]]


def test_only_its_own_script_runs(place):
    found = written(place)
    policy, = [one['content'] for one in found.named('meta') if 'http-equiv' in one]
    text = place.read_text(encoding='utf-8')
    body = text.partition('<script>')[2].partition('</script>')[0]
    digest = base64.b64encode(hashlib.sha256(body.encode('utf-8')).digest()).decode('ascii')
    assert body == script.GALLERY
    assert policy.endswith("script-src 'sha256-%s'" % digest)
    assert "default-src 'none'" in policy


def test_a_file_is_led_to_from_where_the_page_is(place, tmpdir):
    photo = tmpdir.mkdir('photos').join('javascript:a b.jpg')
    photo.write_binary(b'GIF89a')
    found = written(place, result(str(photo), output([concept('cat')])))
    assert [one['href'] for one in found.named('a')] == ['../photos/javascript%3Aa%20b.jpg']


def test_pictures_are_in_it_as_thumbnails(place, tmpdir):
    tmpdir.join('a.png').write_binary(png((2000, 1000)))
    found = written(place, result(str(tmpdir.join('a.png')), output([concept('cat')])))
    image, = found.named('img')
    assert (image['width'], image['height']) == ('240', '120')
    assert image['src'].startswith('data:image/jpeg;base64,')


def test_uploads_have_a_gallery_too(place):
    given = input_from_json({'id': 'i1', 'data': {'image': {'url': 'https://a.b/c.png'}}})
    assert 'i1' in written(place, result('https://a.b/c.png', given=given)).text


def test_the_page_that_was_there_stays_until_the_new_one_is_whole(place):
    place.write('old')

    def results():
        yield result('https://a.b/c.png', output([concept('cat')]))
        assert place.read() == 'old'
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        write_gallery(results(), str(place))
    assert place.read() == 'old'
    assert place.dirpath().listdir() == [place]


def test_where_it_cannot_be_written_that_is_told_before_anything_is_taken(tmpdir):
    def results():
        pytest.fail('nobody can use this')
        yield
    with pytest.raises(UserError) as caught:
        write_gallery(results(), str(tmpdir.join('no', 'folder', 'out.html')))
    assert 'cannot be written: No such file or directory' in str(caught.value)
