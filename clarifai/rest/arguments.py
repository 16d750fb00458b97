"""Checks of what a caller gives, before anything is sent."""
from __future__ import absolute_import

from clarifai.compat import string_types
from clarifai.errors import UserError, UserTypeError, UserValueError
from clarifai.paging import BATCH
from clarifai.redact import shown
from clarifai.rest.concept import concept_id_of
from clarifai.rest.media import Image, Input, Video
from clarifai.rest.numbers import whole_number


def check_media(objs, argument, most=BATCH, purpose=None):
    """A list of inputs to upload or predict.

    Args:
        objs (list of Image or Video): the inputs.
        argument (str): the name to say.
        most (int or None): how many there may be.
        purpose (str): 'upload', for which each must have content, or 'predict', for which what was
            given must not be empty; else None.

    Raises:
        UserError: it is no list, is too long, or holds something else or nothing; the message says
            at which position.
    """
    if not isinstance(objs, list):
        raise UserError('%s must be a list of Image or Video objects, not %s'
                        % (argument, shown(objs)))
    if most is not None and len(objs) > most:
        raise UserError('%s holds %d inputs; one call takes up to %d, so call it with %s[0:%d], '
                        '%s[%d:%d] and so on' % (argument, len(objs), most, argument, most,
                                                 argument, most, 2 * most))
    for at, one in enumerate(objs):
        if not isinstance(one, (Image, Video)):
            raise UserError('%s must hold Image or Video objects, such as Image(url=...), not %s '
                            'at position %d, counted from 0' % (argument, shown(one), at))
        if one.is_emptied() if purpose == 'predict' else purpose and not one.has_content():
            raise UserError('there is nothing to %s at position %d of %s, counted from 0: the URL '
                            'or the content of %s is empty' % (purpose, at, argument, shown(one)))


def checked_inputs(inputs, argument):
    """Inputs that are to be changed, as a list of any length.

    Raises:
        UserError: it is no sequence, or holds something else.
    """
    if isinstance(inputs, (dict, string_types)) or not hasattr(inputs, '__iter__'):
        raise UserTypeError('%s must be a list of Image or Video objects, not %s'
                            % (argument, shown(inputs)))
    inputs = list(inputs)
    for at, one in enumerate(inputs):
        if not isinstance(one, Input):
            raise UserError('%s must hold Image or Video objects, such as Image(image_id=...), '
                            'not %s at position %d, counted from 0' % (argument, shown(one), at))
    return inputs


def page_params(page, per_page):
    """A place in a list as a query; 0 is left out and means the server's own choice.

    Raises:
        UserError: a part of it is no whole number, or negative.
    """
    params = {}
    for name, given in (('page', page), ('per_page', per_page)):
        value = 0 if given is None else whole_number(given, name)
        if isinstance(given, bool) or value < 0:
            raise UserValueError('%s must be a whole number from 1, not %s' % (name, shown(given)))
        if value:
            params[name] = value
    return params


def check_new_id(input_id):
    """The id of an input that is to be created; None leaves it to the server.

    Raises:
        UserError: it is no text, or has a slash, which the API refuses.
    """
    if input_id is None:
        return
    if not isinstance(input_id, string_types):
        raise UserError('the id of an input must be text, not %s' % shown(input_id))
    if '/' in input_id:
        raise UserError('the id of an input must not have a slash: %s' % shown(input_id))


def checked_id(value, argument):
    """An id that goes into JSON.

    Raises:
        UserError: it is no text, or empty.
    """
    if not isinstance(value, string_types):
        raise UserTypeError('%s must be text, not %s' % (argument, shown(value)))
    if not value:
        raise UserValueError('%s must be text that is not empty, not %s' % (argument, shown(value)))
    return value


def checked_dict(value, argument, example):
    """A dictionary.

    Raises:
        UserError: it is something else; the message gives the example.
    """
    if not isinstance(value, dict):
        raise UserTypeError('%s must be a dictionary such as %s, not %s'
                            % (argument, example, shown(value)))
    return value


def checked_feedback(obj):
    """The input that feedback is about, as the API writes it.

    Raises:
        UserError: it is no input.
    """
    if not isinstance(obj, Input):
        raise UserTypeError('obj must be an Image or a Video, not %s' % shown(obj))
    return obj.dict()


def model_dict(model):
    """A model that is to be changed, as the API writes it.

    Args:
        model (dict or Model): its id with what is to be changed.

    Raises:
        UserError: it is neither.
    """
    made = model.dict() if hasattr(model, 'model_id') and hasattr(model, 'dict') else model
    made = made.get('model', made) if isinstance(made, dict) else made
    checked_dict(made, 'model', "{'id': 'boats', 'name': 'Boats'}")
    checked_id(made.get('id'), "the 'id' of model")
    return made


def checked_ids(values, argument):
    """Ids as a list.

    Args:
        values: any sequence or iterable of texts but a text itself.

    Raises:
        UserError: it is none, is empty, or holds something else.
    """
    if isinstance(values, (string_types, dict)) or not hasattr(values, '__iter__'):
        raise UserError('%s must be a list of ids, not %s' % (argument, shown(values)))
    ids = [checked_id(value, argument) for value in values]
    if not ids:
        raise UserError('%s is empty: there is nothing to do' % argument)
    return ids


def listed_of(values):
    """What can be gone through, as a list: also a set, the keys of a dictionary and a generator.

    2.6.2 went through whatever it was given.

    Returns:
        list: None for texts, dictionaries, and what is no sequence of anything.
    """
    if isinstance(values, (string_types, bytes, bytearray, dict)):
        return None
    return list(values) if hasattr(values, '__iter__') else None


def checked_names(ids, names, argument):
    """Names that belong to ids, as a list of the same length.

    Raises:
        UserError: it is no sequence, is of another length, or holds something that is no text.
    """
    listed = listed_of(names)
    if listed is None:
        raise UserError('%s must be a list, not %s' % (argument, shown(names)))
    if len(listed) != len(ids):
        raise UserError('%s has %d names for %d ids' % (argument, len(listed), len(ids)))
    for name in listed:
        if name is not None and not isinstance(name, string_types):
            raise UserError('%s must hold text, not %s' % (argument, shown(name)))
    return listed


def paired(input_ids, lists, argument='concept_lists'):
    """Ids of inputs, each with its list.

    Args:
        input_ids (list of str): the ids; one text stands for itself.
        lists (list of list): a list for each of them.
        argument (str): the name of `lists` to say.

    Raises:
        UserError: one of the two is no list, or their lengths differ.
    """
    if isinstance(input_ids, string_types):
        input_ids = [input_ids]  # as the reference has it in an example
    input_ids, lists = listed_of(input_ids), listed_of(lists)
    if input_ids is None or lists is None:
        raise UserTypeError('input_ids and %s must be lists' % argument)
    if len(input_ids) != len(lists):
        raise UserError('%s has %d entries for %d input_ids' % (argument, len(lists),
                                                                len(input_ids)))
    for entry in lists:
        if not isinstance(entry, (list, tuple)):
            raise UserTypeError('%s must hold a list for each input, not %s'
                                % (argument, shown(entry)))
    return zip(input_ids, lists)


def checked_pair(pair, argument='concept_lists'):
    """A concept's id, and whether an input shows it.

    Raises:
        UserError: it is no pair.
    """
    if not isinstance(pair, (list, tuple)) or len(pair) != 2:
        raise UserTypeError("%s must hold pairs such as ('cat', True), not %s"
                            % (argument, shown(pair)))
    return pair


def concept_dicts(concepts, argument):
    """Concepts of a model as the API writes them.

    Raises:
        UserError: it is no sequence, or holds something that is no concept.
    """
    listed = listed_of(concepts)
    if listed is None:
        raise UserError('%s must be a list of concept ids, not %s' % (argument, shown(concepts)))
    return [{'id': concept_id_of(concept, argument)} for concept in listed]
