"""``show``: anything that can be looked at, as something that a notebook shows."""
from __future__ import absolute_import, unicode_literals

from clarifai.answers import object_in, objects_in, text_in
from clarifai.compat import text_type
from clarifai.errors import UserError
from clarifai.redact import native, shown
from clarifai.status_codes import MODEL_TRAINED
from clarifai.views import style
from clarifai.views.findings import finite
from clarifai.views.inputs import input_cards, input_view
from clarifai.views.markup import Markup, joined, tag
from clarifai.views.models import (evaluation_view, model_view, models_view, thing_view,
                                   workflow_view)
from clarifai.views.pictures import THUMBNAIL, original
from clarifai.views.predictions import output_view, results_of
from clarifai.views.predictions import shown as picture_shown
from clarifai.views.runs import report_view, result_view, results_view
from clarifai.whole_file import whole_file

MOST = 24  # outputs that are shown

_CAN = ('the answer to a prediction, to a search or to a listing, an evaluation, an Image, a '
        'Model, a Workflow, results of clarifai.bulk, or a list of these')


class View(object):
    """Something to look at: a notebook shows it, and it can be saved as a page.

    Args:
        body (Markup): what is to be seen.
        title (str): what it is, in a few words.

    Attributes:
        html (str): the body with its style, for a page of somebody's own.
    """

    def __init__(self, body, title):
        self._body = body
        self._title = title

    @property
    def html(self):
        """HTML that can stand anywhere in a page."""
        return text_type(tag('div', tag('style', Markup(style.VIEW)), self._body,
                             class_='clarifai-view'))

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return native("<View of %s: a notebook shows it, view.save('out.html') writes it>"
                      % self._title)

    def save(self, path):
        """Write a page that stands by itself.

        Args:
            path (str): the file; it is replaced whole, or not at all.

        Raises:
            UserError: it cannot be written.
        """
        with whole_file(path) as handle:
            handle.write(page(self._title, tag('main', self._body, class_='clarifai-view'))
                         .encode('utf-8'))


def page(title, *body, **more):
    """A page that needs no other file.

    Args:
        title (str): what it is.
        *body (Markup): what is in it.
        **more: `styles` (str) beside those of every page.
    """
    return Markup('<!DOCTYPE html>\n') + tag(
        'html', '\n', tag('head', heading(title, more.get('styles', ''))), '\n',
        tag('body', *body), '\n', lang='en')


def heading(title, styles='', policy="script-src 'none'"):
    """What stands in the head of a page.

    Args:
        title (str): what the page is.
        styles (str): beside those of every page.
        policy (str): which scripts run; none but those that are named.
    """
    content = "default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'; " + policy
    return joined('\n', tag('meta', charset='utf-8'), '\n',
                  tag('meta', http_equiv='Content-Security-Policy', content=content), '\n',
                  tag('meta', name='referrer', content='no-referrer'), '\n',
                  tag('meta', name='viewport', content='width=device-width, initial-scale=1'),
                  '\n', tag('title', title), '\n',
                  tag('style', Markup(style.VIEW + style.PAGE + styles)), '\n')


def show(answer, image=None, most=MOST):
    """Show an answer of the API, or an object, in a notebook or on a page.

    Nothing is sent, and no run of `clarifai.bulk` goes on by it.

    Args:
        answer: the answer to a prediction, to a search or to a listing (a dict, or a message of
            `clarifai.client`); an evaluation; an Image, Video, Model or Workflow; a Run, a Report,
            a Result or a list of results of `clarifai.bulk`; or a list of inputs, hits or outputs.
        image: of a prediction, the picture: a URL, a path, bytes, a binary file object, an Image
            or a picture of Pillow; a list of them for several outputs.  Without it, those are
            shown that the answer names by their URL.
        most (int): how many outputs are shown at most.

    Returns:
        View

    Raises:
        UserError: there is no view of it, or of `image`.
    """
    images = image if isinstance(image, (list, tuple)) else [image]
    if answer is None and image is not None:
        return View(joined([picture_shown(original(one)) for one in images]), 'a picture')
    found = _view_of(answer, images, most)
    if found is None:
        raise UserError('there is no view of %s; there is one of %s' % (shown(answer), _CAN))
    body, title = found
    return View(body, title)


def html_of(thing):
    """What `show` gives as HTML, for ``_repr_html_``; None where there is no view.

    Whatever is wrong with a thing, a notebook shows its repr then, and no traceback.
    """
    try:
        found = _view_of(thing, [None], MOST)
    except (UserError, IOError, OSError):
        return None
    return None if found is None else View(*found).html


def _view_of(thing, images, most):
    """The body and the title of a view; None where there is none."""
    if isinstance(thing, (list, tuple)):
        return _of_list(list(thing), images, most)
    if isinstance(thing, dict):
        return _of_answer(thing, images, most)
    return _of_object(thing)


def _of_object(thing):
    message = getattr(thing, '_message', None)  # an object of today's SDK holds one
    if isinstance(message, dict):
        return _of_message(message, type(thing).__name__)
    if hasattr(thing, 'codes') and hasattr(thing, 'rate'):
        return report_view(thing), 'a bulk run'
    if hasattr(thing, 'report') and hasattr(thing, 'finish'):
        return report_view(thing.report), 'a bulk run'
    if hasattr(thing, 'source') and hasattr(thing, 'error'):
        return result_view(thing), 'a result'
    if hasattr(thing, 'annotation') and hasattr(thing, 'input'):
        return input_view(_item_of(thing), thing.score), 'a hit'
    if hasattr(thing, 'input_id'):
        return input_view(_item_of(thing), thing.score), 'an input'
    if hasattr(thing, 'model_id') and hasattr(thing, 'dict'):
        return model_view(_model_item(thing)), 'a model'
    if hasattr(thing, 'wf_id'):
        return workflow_view(thing.dict()), 'a workflow'
    return None


def _of_message(message, kind):
    """Of what an object of today's SDK stands for."""
    if kind == 'Workflow':
        return workflow_view(message), 'a workflow'
    if kind == 'Model':
        return model_view(message), 'a model'
    return (thing_view(message, kind), kind) if text_in(message.get('id')) else None


def _of_list(things, images, most):
    if not things:
        return tag('p', 'nothing found', class_='quiet'), 'nothing'
    if _all_have(things, 'source', 'error'):
        return results_view(things), _counted(things, 'result')
    if _all_have(things, 'input_id', 'score') or _all_have(things, 'annotation', 'score'):
        scores = [finite(thing.score) for thing in things]
        return (input_cards([_item_of(thing) for thing in things], scores if any(scores) else None),
                _counted(things, 'input'))
    if _all_have(things, 'model_id', 'dict'):
        return models_view([_model_item(thing) for thing in things]), _counted(things, 'model')
    items = objects_in(things)
    if len(items) < len(things):
        return _each(things, most)
    if all(results_of(item) for item in items):
        return _outputs([one for item in items for one in results_of(item)], images, most)
    for name in ('hits', 'inputs', 'models', 'workflows'):
        found = _of_answer({name: items}, images, most) if _are(items, name) else None
        if found:
            return found
    return None


def _all_have(things, *names):
    """Whether all things are objects, and no JSON, with some attributes."""
    return all(not isinstance(thing, dict) and all(hasattr(thing, name) for name in names)
               for thing in things)


def _each(things, most):
    """Several objects, one below the other; None where there is no view of one."""
    found = [_view_of(thing, [None], most) for thing in things[:most]]
    if None in found:
        return None
    left = len(things) - len(found)
    more = tag('p', 'and %d more' % left, class_='quiet') if left > 0 else ''
    return joined([body for body, _ in found], more), _counted(things, 'thing')


def _are(items, name):
    """Whether objects of JSON are what an answer has under a name."""
    marks = {'hits': ('input', 'score'), 'inputs': ('data',), 'workflows': ('nodes',),
             'models': ('model_version', 'output_info', 'model_type_id')}[name]
    return all(any(mark in item for mark in marks) for item in items)


def _of_answer(answer, images, most):
    outputs = results_of(answer)
    if outputs is not None:
        return _outputs(outputs, images, most)
    if 'hits' in answer:
        hits = objects_in(answer['hits'])
        return (input_cards([object_in(hit.get('input')) for hit in hits],
                            [finite(hit.get('score')) for hit in hits]), _counted(hits, 'hit'))
    if 'inputs' in answer:
        items = objects_in(answer['inputs'])
        return input_cards(items), _counted(items, 'input')
    if 'models' in answer:
        items = objects_in(answer['models'])
        return models_view(items), _counted(items, 'model')
    if 'workflows' in answer:
        items = objects_in(answer['workflows'])
        return joined([workflow_view(item) for item in items]), _counted(items, 'workflow')
    return _of_single(answer)


def _of_single(answer):
    """Of an answer about one thing, or of the thing itself."""
    evaluations = objects_in(answer.get('eval_metrics'))
    evaluations += [part for part in (object_in(answer.get('model_version')), answer)
                    if any(part.get(name) for name in ('metrics', 'summary', 'confusion_matrix'))]
    if evaluations:
        return evaluation_view(evaluations[0]), 'an evaluation'
    for name, view, title in (('input', input_view, 'an input'), ('model', model_view, 'a model'),
                              ('workflow', workflow_view, 'a workflow')):
        if isinstance(answer.get(name), dict):
            return view(answer[name]), title
    if 'nodes' in answer:
        return workflow_view(answer), 'a workflow'
    if _are([answer], 'models'):
        return model_view(answer), 'a model'
    return (input_view(answer), 'an input') if object_in(answer.get('data')) else None


def _counted(things, name):
    return '%d %s%s' % (len(things), name, '' if len(things) == 1 else 's')


def _outputs(outputs, images, most):
    if len(images) not in (1, len(outputs)) or (len(images) == 1 < len(outputs)
                                                and images[0] is not None):
        raise UserError('image has %d pictures for %d outputs: give a list with one for each, in '
                        'the order of what was asked' % (len(images), len(outputs)))
    if len(images) == 1:
        images = images * max(1, len(outputs))
    made = [output_view(output, image, THUMBNAIL)
            for output, image in zip(outputs[:most], images)]
    left = len(outputs) - len(made)
    more = tag('p', 'and %d more outputs' % left, class_='quiet') if left > 0 else ''
    return joined(made, more), _counted(outputs, 'output')


def _item_of(thing):
    """An input of 2.x as JSON, with contents that are read when they are shown."""
    given = getattr(thing, 'input', thing) if hasattr(thing, 'annotation') else thing
    item = given.sendable() if hasattr(given, 'sendable') else given.dict()
    status = getattr(given, 'status', None)
    if status is not None:
        item['status'] = {'code': status.code, 'description': status.description}
    return item


def _model_item(thing):
    """A model of 2.x as JSON, with what it knows beside what it would send."""
    return {'id': thing.model_id, 'name': thing.model_name, 'app_id': thing.app_id,
            'created_at': thing.created_at, 'output_info': thing.output_info or {},
            'model_version': {'id': thing.model_version, 'status': _status_of(thing)}}


def _status_of(model):
    code = model.model_status_code
    return {'code': code, 'description': 'trained' if code == MODEL_TRAINED else None}
