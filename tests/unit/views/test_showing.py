"""``show`` and ``_repr_html_``: what there is a view of, and that nothing in it runs."""
from __future__ import absolute_import, unicode_literals

import pytest
from view_samples import BOX, EVIL, EVIL_URLS, Page, answer, concept, output, region, result

from clarifai.bulk import Report
from clarifai.errors import UserError
from clarifai.rest import Image, Region, Video
from clarifai.rest.media import input_from_json
from clarifai.rest.model import Model
from clarifai.rest.regions import BoundingBox, RegionInfo
from clarifai.rest.search import AnnotationHit, Hits
from clarifai.rest.workflows import Workflow
from clarifai.views import show

SMALL = 20 * 1024  # characters, of a view without pictures
EVALUATION = {'summary': {'macro_avg_roc_auc': 0.987, 'macro_avg_precision': 0.75},
              'binary_metrics': [{'num_pos': 12, 'f1': 0.5, 'concept': {'id': 'a', 'name': 'ant'}},
                                 {'num_pos': 3, 'concept': {'id': 'b', 'name': EVIL}}],
              'confusion_matrix': {'concept_ids': ['a', 'b'], 'matrix': [
                  {'actual': 'a', 'predicted': 'a', 'value': 0.9},
                  {'actual': 'a', 'predicted': 'b', 'value': 0.1},
                  {'actual': 'b', 'predicted': 'b', 'value': 1.0}]}}
VERSION = {'id': 'v1', 'status': {'code': 21100, 'description': 'trained'}, 'metrics': EVALUATION}
MODEL = {'id': 'm1', 'name': EVIL, 'model_type_id': 'embedding-classifier',
         'model_version': VERSION, 'output_info': {'data': {'concepts': [concept('ant')]}}}
WORKFLOW = {'id': 'w', 'nodes': [{'id': 'first', 'model': {'id': 'general'}}]}
INPUT = {'id': 'i1', 'status': {'code': 30000, 'description': 'done'},
         'data': {'image': {'url': 'https://a.b/c.png'}, 'concepts': [concept('cat', 1)],
                  'metadata': {'taken': EVIL}, 'regions': [region('ear')]}}


def page(thing, *image):
    """Returns what a view looks like to a browser; anything in it is safe and it is small."""
    html = show(thing, *image).html
    assert len(html) < SMALL
    found = Page(html)
    found.check_safe()
    return found


def test_a_prediction_has_bars_and_its_picture():
    found = page(answer(output([concept('cat', 0.98), concept('dog', 0.02)], 'https://a.b/c.png')))
    assert [one['style'] for one in found.named('i')] == ['width:98%', 'width:2%']
    assert found.addresses() == ['https://a.b/c.png']
    assert 'cat0.98' in found.text and 'c.png' in found.text


def test_boxes_stand_where_they_belong_and_have_the_number_of_their_name():
    found = page(answer(output(regions=[region('nose'), region('ear')])), 'https://a.b/c.png')
    assert [one['style'] for one in found.named('span', 'box')] == [
        'left:20%;top:10%;width:50%;height:30%'] * 2
    assert found.text.count('1nose') == found.text.count('2ear') == 1


def test_colours_have_a_swatch_unless_they_are_none():
    colours = [{'raw_hex': '#aabbcc', 'value': 0.5, 'w3c': {'name': 'Grey'}},
               {'raw_hex': 'red;background:url(//a.b)', 'value': 0.5, 'w3c': {'name': 'Red'}}]
    found = page(answer(output(colors=colours)))
    assert [one['style'] for one in found.named('span', 'swatch')] == ['background:#aabbcc']


def test_more_than_a_few_are_folded_away():
    found = page(answer(output([concept('n%d' % number) for number in range(30)])))
    assert '20 more' in found.text and len(found.named('details')) == 1


def test_frames_texts_vectors_and_faces():
    face = {'region_info': BOX, 'data': {'face': {'identity': {'concepts': [concept('ann')]}}}}
    found = page(answer(
        output(frames=[{'frame_info': {'time': 1500}, 'data': {'concepts': [concept('dog')]}}]),
        output(text={'raw': 'first\n<b>second</b>'}), output(embeddings=[{'vector': [0.25] * 9}]),
        output(regions=[face])))
    assert '1.5 sdog' in found.text
    assert 'first\n<b>second</b>' in found.text
    assert 'a vector of 9 numbers: 0.250, 0.250, 0.250, 0.250, ...' in found.text
    assert '1ann' in found.text


def test_the_result_of_a_workflow_names_its_models():
    outputs = [dict(output([concept('cat')]), model={'id': name}) for name in ('one', 'two')]
    found = page({'results': [{'input': {'data': {'image': {'url': 'https://a.b/c.png'}}},
                               'outputs': outputs}]})
    assert 'onecat' in found.text and 'twocat' in found.text
    assert len(found.named('img')) == 1


def test_an_output_that_is_none_says_why():
    failed = dict(output(), status={'code': 30002, 'description': 'Download failed',
                                    'details': EVIL})
    assert '30002: Download failed ' + EVIL in page(answer(failed)).text


@pytest.mark.parametrize('url', EVIL_URLS)
def test_an_address_that_is_no_picture_is_neither_asked_for_nor_told(url):
    found = page(answer(output([concept('cat')], url)))
    assert found.addresses() == []
    assert 'of-ann' not in show(answer(output([concept('cat')], url))).html
    assert page(Image(url=url)).addresses() == []


HOSTILE = [
    answer(dict(output([concept(EVIL)], regions=[region(EVIL)], text={'raw': EVIL}),
                model={'id': EVIL, 'name': EVIL})),
    {'hits': [{'score': 0.5, 'input': dict(INPUT, id=EVIL)}]}, {'inputs': [dict(INPUT, id=EVIL)]},
    dict(INPUT, id=EVIL), {'models': [MODEL]}, {'model': MODEL}, {'model_version': VERSION},
    {'eval_metrics': [EVALUATION]}, {'workflows': [dict(WORKFLOW, id=EVIL)]},
    [result('photo.jpg', output([concept(EVIL)])), result(EVIL, None, 1, (30002, EVIL))],
    result('photo.jpg', None, 1, (30002, EVIL)),
    Image(url='https://a.b/c.png', image_id=EVIL, concepts=[EVIL], metadata={EVIL: EVIL}),
    Hits([Image(url='https://a.b/c.png', image_id=EVIL)])]


@pytest.mark.parametrize('thing', HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
def test_what_somebody_called_a_thing_is_text(thing):
    found = page(thing)
    assert EVIL.split('<')[0] in found.text or EVIL in found.text
    assert not found.named('script')


def test_a_search_and_its_scores():
    hits = Hits(input_from_json(dict(INPUT, id='i%d' % number), 0.9) for number in range(3))
    found = Page(hits._repr_html_())
    assert len(found.named('figure', 'card')) == 3
    assert found.text.count('score0.90') == 3
    assert hits == list(hits) and repr(hits) == repr(list(hits))


def test_more_hits_than_are_shown_are_counted():
    hit = {'score': 1, 'input': {'id': 'i', 'data': {'text': {'raw': 'x'}}}}
    found = page({'hits': [hit] * 70})
    assert len(found.named('figure', 'card')) == 60 and 'and 10 more inputs' in found.text


def test_an_evaluation_is_a_table_and_a_matrix():
    found = page({'model_version': VERSION})
    assert 'ROC AUC0.987' in found.text
    assert len(found.named('table', 'matrix')) == 1
    cells = [one for one in found.named('td', 'value') if 'style' in one]
    assert [one['style'] for one in cells] == [
        'background:rgba(26,138,132,%s)' % shade for shade in ('0.50', '0.13', '0.55')]
    assert 'ant0.900.10' in found.text


def test_the_evaluation_of_many_concepts_stays_small():
    ids = ['concept-%d' % number for number in range(300)]
    matrix = [{'actual': one, 'predicted': one, 'value': 1.0} for one in ids]
    html = show({'eval_metrics': [{'confusion_matrix': {'concept_ids': ids,
                                                        'matrix': matrix}}]}).html
    assert 'and 270 more concepts' in html
    assert len(html) < 64 * 1024


def test_objects_show_themselves():
    model = Model(None, MODEL)
    region_ = Region(RegionInfo(BoundingBox(0.1, 0.2, 0.4, 0.7)), [], 'r')
    image = Image(url='https://a.b/c.png', image_id='i1', regions=[region_])
    for thing, said in ((image, 'i1'), (model, 'm1'), (Workflow(None, WORKFLOW), 'first'),
                        (AnnotationHit(image, 0.5, {}), '0.50'),
                        (Video(url='https://a.b/c.mp4'), ''),
                        (result('a.jpg', output([concept('cat')])), 'cat'),
                        (input_from_json(INPUT), 'done')):
        found = Page(thing._repr_html_())
        found.check_safe()
        assert said in found.text
    assert len(Page(image._repr_html_()).named('span', 'box')) == 1


def test_a_report_has_its_errors():
    report = Report(lambda: 1.0)
    report.start()
    report.done, report.failed, report.codes = 3, 1, {30002: 1}
    found = Page(report._repr_html_())
    assert [one['style'] for one in found.named('i')] == ['width:75%', 'width:25%']
    assert 'error 300021' in found.text


def test_what_has_no_view_shows_its_repr_in_a_notebook():
    assert Image(filename=__file__)._repr_html_() is not None  # no picture, and no traceback
    with pytest.raises(UserError) as caught:
        show({'status': {'code': 10000}})
    assert 'there is no view of' in str(caught.value)
    assert 'answer to a prediction' in str(caught.value)


@pytest.mark.parametrize('thing', [
    {'outputs': [{}]}, {'outputs': [{'data': [], 'model': 3, 'status': 'x', 'input': None}]},
    {'outputs': [output(regions=[{'region_info': {'bounding_box': {'top_row': 'x'}}}],
                        concepts=[{'value': 'x'}, {}, {'name': 3}], colors=[{'w3c': 3}])]},
    {'outputs': 3}, {'hits': [{}]}, {'hits': [{'input': 3, 'score': 'x'}]}, {'inputs': [{}]},
    {'models': [{}]}, {'model': {}}, {'eval_metrics': [{'summary': 3, 'metrics': 1}]},
    {'model_version': {'metrics': {'confusion_matrix': {'matrix': [{}]}}}}, [],
    {'workflows': [{'nodes': [3, {'model': 3}]}]},
    {'eval_metrics': [{'summary': {'macro_avg_precision': 10 ** 400},
                       'binary_metrics': [{'f1': float('nan'), 'num_pos': float('inf')}]}]},
    {'outputs': [output([concept('cat', value)], frames=[
        {'frame_info': {'time': value}, 'data': {'regions': [{'region_info': {'bounding_box': {
            'top_row': value}}, 'value': value}]}}]) for value in (
                10 ** 400, -10 ** 400, float('nan'), float('inf'), True)]}])
def test_whatever_a_server_says_is_shown_somehow(thing):
    page(thing)


@pytest.mark.parametrize('images, number', [(['a.jpg'], 2), ('a.jpg', 2), (['a', 'b', 'c'], 2)])
def test_each_output_needs_its_picture(images, number):
    with pytest.raises(UserError) as caught:
        show(answer(*[output()] * number), images)
    assert 'for 2 outputs' in str(caught.value)


def test_plain_dicts_stay_plain_dicts():
    given = answer(output([concept('cat')]))
    show(given)
    assert type(given) is dict and given == answer(output([concept('cat')]))


def test_a_view_is_saved_whole(tmpdir):
    place = tmpdir.mkdir('pages').join('out.html')
    show(answer(output([concept('\u00e9')]))).save(str(place))
    text = place.read_text(encoding='utf-8')
    found = Page(text)
    found.check_safe()
    assert '\u00e9' in found.text
    policy, = [one['content'] for one in found.named('meta') if 'http-equiv' in one]
    assert "default-src 'none'" in policy and "script-src 'none'" in policy
    assert [one.basename for one in place.dirpath().listdir()] == ['out.html']


def test_a_view_says_in_a_terminal_what_to_do_with_it():
    assert repr(show(answer(output()))) == (
        "<View of 1 output: a notebook shows it, view.save('out.html') writes it>")
