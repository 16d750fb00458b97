"""Checks of what a caller gives, before anything is sent."""
from __future__ import absolute_import

import six

from clarifai.errors import UserError
from clarifai.paging import BATCH
from clarifai.redact import shown
from clarifai.rest.concept import concept_id_of
from clarifai.rest.media import Image, Input, Video


def check_media(objs, argument, most=BATCH):
    """A list of inputs to upload or predict.

    Args:
        objs (list of Image or Video): the inputs.
        argument (str): the name to say.
        most (int or None): how many there may be.

    Raises:
        UserError: it is no list, is too long, or holds something else.
    """
    if not isinstance(objs, list):
        raise UserError('%s must be a list of Image or Video objects, not %s'
                        % (argument, shown(objs)))
    if most is not None and len(objs) > most:
        raise UserError('%s holds %d inputs; one call takes up to %d, so call it with %s[0:%d], '
                        '%s[%d:%d] and so on' % (argument, len(objs), most, argument, most,
                                                 argument, most, 2 * most))
    for one in objs:
        if not isinstance(one, (Image, Video)):
            raise UserError('%s must hold Image or Video objects, such as Image(url=...), not %s'
                            % (argument, shown(one)))


def checked_inputs(inputs, argument):
    """Inputs that are to be changed, as a list of any length.

    Raises:
        UserError: it is no sequence, or holds something else.
    """
    if not isinstance(inputs, (list, tuple)):
        raise UserError('%s must be a list of Image or Video objects, not %s'
                        % (argument, shown(inputs)))
    for one in inputs:
        if not isinstance(one, Input):
            raise UserError('%s must hold Image or Video objects, such as Image(image_id=...), '
                            'not %s' % (argument, shown(one)))
    return list(inputs)


def page_params(page, per_page):
    """A place in a list as a query; 0 is left out and means the server's own choice.

    Raises:
        UserError: a part of it is no whole number, or negative.
    """
    params = {}
    for name, value in (('page', page or 0), ('per_page', per_page or 0)):
        if isinstance(value, bool) or not isinstance(value, six.integer_types) or value < 0:
            raise UserError('%s must be a whole number from 1, not %s' % (name, shown(value)))
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
    if not isinstance(input_id, six.string_types):
        raise UserError('the id of an input must be text, not %s' % shown(input_id))
    if '/' in input_id:
        raise UserError('the id of an input must not have a slash: %s' % shown(input_id))


def checked_id(value, argument):
    """An id that goes into JSON.

    Raises:
        UserError: it is no text, or empty.
    """
    if not isinstance(value, six.string_types) or not value:
        raise UserError('%s must be text that is not empty, not %s' % (argument, shown(value)))
    return value


def checked_ids(values, argument):
    """Ids as a list.

    Args:
        values: any sequence or iterable of texts but a text itself.

    Raises:
        UserError: it is none, is empty, or holds something else.
    """
    if isinstance(values, (six.string_types, dict)) or not hasattr(values, '__iter__'):
        raise UserError('%s must be a list of ids, not %s' % (argument, shown(values)))
    ids = [checked_id(value, argument) for value in values]
    if not ids:
        raise UserError('%s is empty: there is nothing to do' % argument)
    return ids


def checked_names(ids, names, argument):
    """Names that belong to ids, as a list of the same length.

    Raises:
        UserError: it is no sequence, is of another length, or holds something that is no text.
    """
    if not isinstance(names, (list, tuple)):
        raise UserError('%s must be a list, not %s' % (argument, shown(names)))
    if len(names) != len(ids):
        raise UserError('%s has %d names for %d ids' % (argument, len(names), len(ids)))
    for name in names:
        if name is not None and not isinstance(name, six.string_types):
            raise UserError('%s must hold text, not %s' % (argument, shown(name)))
    return list(names)


def concept_dicts(concepts, argument):
    """Concepts of a model as the API writes them.

    Raises:
        UserError: it is no sequence, or holds something that is no concept.
    """
    if not isinstance(concepts, (list, tuple)):
        raise UserError('%s must be a list of concept ids, not %s' % (argument, shown(concepts)))
    return [{'id': concept_id_of(concept, argument)} for concept in concepts]
