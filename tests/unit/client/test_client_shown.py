"""Messages and objects of today's SDK in a notebook."""
from __future__ import annotations

from clarifai.client import messages
from clarifai.client.app import App
from clarifai.client.input import Inputs
from clarifai.client.model import Model
from clarifai.client.workflow import Workflow
from clarifai.views import show

WHERE = dict(user_id='u', app_id='a', pat='p' * 32)
OUTPUT = {'status': {'code': 10000}, 'model': {'id': 'm'},
          'input': {'data': {'image': {'url': 'https://a.b/c.png'}}},
          'data': {'concepts': [{'id': 'c', 'name': 'cat', 'value': 0.75}],
                   'regions': [{'region_info': {'bounding_box': {
                       'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.5, 'right_col': 0.6}}}]}}


def test_answers_show_themselves():
    html = messages.MultiOutputResponse(outputs=[OUTPUT])._repr_html_()
    assert 'width:75%' in html and 'left:20%;top:10%;width:40%;height:40%' in html
    assert messages.Output(OUTPUT)._repr_html_() == html


def test_a_hit_an_input_and_an_evaluation_show_themselves():
    item = {'id': 'i1', 'data': {'image': {'url': 'https://a.b/c.png'}}}
    for made in (messages.Input(item), messages.MultiInputResponse(inputs=[item]),
                 messages.MultiSearchResponse(hits=[{'score': 0.5, 'input': item}])):
        assert 'i1' in made._repr_html_() and 'src="https://a.b/c.png"' in made._repr_html_()
    metrics = messages.EvalMetrics(summary={'macro_avg_precision': 0.75})
    assert '0.750' in metrics._repr_html_()


def test_an_input_that_is_made_of_bytes_is_shown():
    made = messages.Input(id='i1', data={'image': {'base64': b'GIF89a'}})
    assert 'i1' in show(made).html


def test_lists_show_themselves():
    outputs = messages.MultiOutputResponse(outputs=[OUTPUT, OUTPUT]).outputs
    assert outputs._repr_html_().count('<section') == 2
    hits = messages.MultiSearchResponse(hits=[{'score': 0.5, 'input': {'id': 'i1'}}]).hits
    assert 'i1' in hits._repr_html_()
    assert messages.MultiConceptResponse(concepts=[{'id': 'c'}]).concepts._repr_html_() is None
    models = [Model(model_id='m%d' % number, **WHERE) for number in range(3)]
    assert show(models).html.count('<section') == 3


def test_annotations_are_no_inputs_of_2_x():
    item = {'id': 'a1', 'input_id': 'i1', 'data': {'concepts': [{'id': 'cat', 'value': 1}]}}
    assert 'cat' in show([messages.Annotation(item)]).html
    assert 'cat' in messages.MultiAnnotationResponse(annotations=[item]).annotations._repr_html_()


def test_other_messages_show_their_repr():
    assert messages.Status(code=10000)._repr_html_() is None
    assert messages.Input()._repr_html_() is None
    assert Inputs(**WHERE)._repr_html_() is None


def test_objects_show_what_they_hold_and_send_nothing():
    assert '<h3>m1</h3>' in Model(model_id='m1', **WHERE)._repr_html_()
    workflow = Workflow(workflow_id='w1', nodes=[{'id': 'first', 'model': {'id': 'm'}}], **WHERE)
    assert 'first' in workflow._repr_html_()
    app = App(user_id='u', app_id='a1', pat='secret-of-ann' * 3)
    assert 'a1' in app._repr_html_() and 'secret-of-ann' not in app._repr_html_()


def test_messages_are_not_changed_by_being_shown():
    made = messages.MultiOutputResponse(outputs=[OUTPUT])
    before = messages.MultiOutputResponse(outputs=[OUTPUT])
    made._repr_html_()
    assert made == before and dict(made) == dict(before)
