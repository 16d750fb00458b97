"""What an older positional call meant, where 2.x gave a position another meaning later.

Each function takes the arguments as today's signature binds them and gives them back under their
own names; the types tell the forms apart.
"""
from __future__ import absolute_import

from clarifai.compat import integer_types, string_types
from clarifai.errors import UserError
from clarifai.forking import importing
from clarifai.redact import shown

ACTIONS = ('merge', 'remove', 'overwrite')
MISTAKEN_ACTIONS = ('add', 'append', 'delete', 'replace', 'set', 'update')  # no new names
MODEL_TYPES = ('concept', 'color', 'embed', 'facedetect', 'facedetect-identity',
               'facedetect-demographics', 'detect', 'detect-concept', 'detection', 'focus',
               'cluster', 'blur', 'logo', 'localizer', 'custom')


def image(filename, crop, image_id, concepts, not_concepts, tail):
    """`Image`: 2.0.1 to 2.0.9 had no `filename`, later ones other arguments after `not_concepts`.

    Args:
        tail (tuple): regions, metadata, geo, allow_dup_url, feedback_info as bound today.

    Returns:
        tuple: filename, crop, image_id, concepts, not_concepts and the settled tail.
    """
    if (isinstance(filename, (list, tuple)) or isinstance(crop, string_types) or
            isinstance(image_id, (list, tuple))):
        last = not_concepts
        filename, crop, image_id, concepts, not_concepts = (
            None, filename, crop, image_id, concepts)
        regions, metadata, geo, allow_dup_url, feedback_info = tail
        if isinstance(last, dict):
            metadata = last
        elif isinstance(last, bool):
            allow_dup_url = last
        elif last is not None:  # given by its keyword
            not_concepts = last
        tail = regions, metadata, geo, allow_dup_url, feedback_info
    return filename, crop, image_id, concepts, not_concepts, _settle(tail)


def _settle(tail):
    """Put the values behind `not_concepts` where their types say they belong.

    Older forms had them further in front, but for `allow_dup_url` behind `feedback_info`.
    """
    with importing:  # classes that most inputs have no need of
        from clarifai.rest.feedback import FeedbackInfo
        from clarifai.rest.geo import Geo
    kinds = (None, dict, Geo, bool, FeedbackInfo)
    settled = list(tail)
    for position, value in enumerate(tail):
        home = next((at for at, kind in enumerate(kinds) if kind and isinstance(value, kind)),
                    position)
        if home > position or (home < position and isinstance(value, bool)):
            settled[home] = value
            if settled[position] is value:
                settled[position] = None
    return tuple(settled)


def create_image(metadata, geo, allow_duplicate_url):
    """`create_image_from_*`: until 2.0.14 `allow_duplicate_url` stood further in front."""
    if isinstance(metadata, bool):
        metadata, allow_duplicate_url = None, metadata
    if isinstance(geo, bool):
        geo, allow_duplicate_url = None, geo
    return metadata, geo, allow_duplicate_url


def public_private_page(public_only, private_only, page, per_page):
    """`Models.get_by_page`: (page, per_page) until 2.0.17."""
    if _is_page(public_only):
        page, public_only = public_only, False
        if _is_page(private_only):
            per_page, private_only = private_only, False
    return public_only, private_only, page, per_page


def workflows_page(page, per_page, public_only):
    """`Workflows.get_by_page`: (public_only, page, per_page) until 2.6.2."""
    if isinstance(page, bool):
        if _is_page(public_only):  # all three were given
            return per_page, public_only, page
        return (1 if per_page == 20 else per_page), 20, page
    return page, per_page, bool(public_only)


def model_get(model_name, model_id, model_type):
    """`Models.get`: (id_or_name, type) until 2.0.27."""
    if model_id in MODEL_TYPES and model_name is not None and model_type is None:
        return model_name, None, model_id
    return model_name, model_id, model_type


def model_update(action, model_name, concepts_mutually_exclusive, closed_environment,
                 concept_ids):
    """`Model.update`: no leading `action` in 2.0.11."""
    if action in ACTIONS:
        return action, model_name, concepts_mutually_exclusive, closed_environment, concept_ids
    if (not isinstance(action, string_types + (type(None),)) or concept_ids is not None or
            isinstance(model_name, string_types) or action in MISTAKEN_ACTIONS):
        raise UserError('action must be one of %s, not %s' % (', '.join(ACTIONS), shown(action)))
    return 'merge', action, model_name, concepts_mutually_exclusive, closed_environment


def _is_page(value):
    return isinstance(value, integer_types) and not isinstance(value, bool)
