"""Names where the API takes ids: what somebody means, or what there is that looks like it."""
from __future__ import absolute_import

import difflib

from clarifai.cli import values
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.redact import native, printable, shown
from clarifai.status_codes import is_missing

MOST = 6  # candidates in a message
PUBLIC_APPS = ('main', '', None)


def model_of(app, text):
    """The model of an id, a name or the address of its page.

    Args:
        app (ClarifaiApp): where it may be; else it is one of Clarifai's.
        text (str): what somebody wrote.

    Returns:
        Model

    Raises:
        UserError: no model is called so, or several are; the message lists candidates.
        ApiError: there is none, and none that looks like it.
    """
    if '://' in text:
        return app.models.get(model_id=text)
    try:
        found = app.models.get(text)
    except ApiClientError as error:
        raise UserError('%s' % error)
    except ApiError as error:
        if not is_missing(error):
            raise
        alike = _alike(text, values.models())
        if not alike:
            raise
        raise UserError('%s Did you mean %s?' % (_sentence(error), alike))
    if found is not None:
        return found
    raise UserError('%s is the name of no single model; there are %s: give the id of one' % (
        shown(text), _listed((model.model_id, '%s, %s' % (
            model.model_name, (model.output_info or {}).get('type')))
            for model in app.models.search(text) or ())))


def model_id(app, text):
    """The id of the model that `model_of` finds."""
    return model_of(app, text).model_id


def own_model_id(app, name):
    """The id of the one model of the app with a name, None where none has it.

    Args:
        app (ClarifaiApp): it.
        name (str): the name.

    Raises:
        UserError: several have it.
    """
    same = [item for item in app.api.search_models(name).get('models') or ()
            if item.get('name') == name and item.get('app_id') not in PUBLIC_APPS]
    if len(same) > 1:
        raise UserError('the name %s means several models: %s. Give the id of one' % (
            shown(name), _listed((item['id'], _type_of(item)) for item in same)))
    return same[0]['id'] if same else None


def concept_id(app, name):
    """The id of the one concept of the app with a name; as `own_model_id`."""
    same = [item for item in app.api.search_concepts(name).get('concepts') or ()
            if item.get('name') == name]
    if len(same) > 1:
        raise UserError('the name %s means several concepts: %s. Give the id of one' % (
            shown(name), _listed((item['id'], '') for item in same)))
    return same[0]['id'] if same else None


# What finds the id of a thing by its name, for those that have one.
FINDERS = {'models': model_id, 'concepts': concept_id}


def _type_of(item):
    return item.get('model_type_id') or (item.get('output_info') or {}).get('type') or ''


def _alike(text, known):
    """What looks like a text, by ids and names, in words; '' for nothing."""
    wanted = text.lower()
    found = [pair for pair in known
             if any(wanted in native(part or '').lower() for part in pair)]
    if not found:
        by_id = dict((native(name).lower(), (name, meaning)) for name, meaning in known)
        found = [by_id[name] for name in difflib.get_close_matches(wanted, sorted(by_id))]
    return _listed(found)


def _listed(pairs):
    pairs = list(pairs)
    parts = ['%s%s' % (native(name), ' (%s)' % native(meaning) if meaning else '')
             for name, meaning in pairs[:MOST]]
    more = len(pairs) - MOST
    return printable(', '.join(parts) + (' and %d more' % more if more > 0 else ''))


def _sentence(error):
    text = str(error)
    return text if text.endswith('.') else text + '.'
