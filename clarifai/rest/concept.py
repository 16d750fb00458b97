"""Concept: a word that goes with inputs."""
from __future__ import absolute_import

from clarifai.answers import object_in, text_in
from clarifai.compat import string_types
from clarifai.deprecation import accepts_forms
from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.value import Value


class Concept(Value):
    """A concept: an id, a name, and in an answer or annotation a value.

    Args:
        concept_name (str): its name.
        concept_id (str): its id, unique within an app.
        app_id (str): the app it belongs to.
        created_at (str): an RFC 3339 time.
        value (float or bool): how true it is, 0 to 1.
        updated_at (str): 2.0.1 to 2.0.9 had it, as the fifth argument too; it is not sent.
    """

    _hashed = ('concept_id', 'concept_name')

    @accepts_forms('(concept_name, concept_id=None, app_id=None, created_at=None, updated_at=None)')
    def __init__(self, concept_name=None, concept_id=None, app_id=None, created_at=None,
                 value=None, updated_at=None):
        if isinstance(value, string_types) and not _is_number(value):
            value, updated_at = None, value  # a time, at the place of 2.0.1 to 2.0.9
        self.concept_name = concept_name
        self.concept_id = concept_id
        self.app_id = app_id
        self.created_at = created_at
        self.updated_at = updated_at
        self.value = value

    def dict(self):
        """The concept as the API writes it; what is not known is left out."""
        pairs = (('app_id', self.app_id), ('created_at', self.created_at),
                 ('id', self.concept_id), ('name', self.concept_name), ('value', self.value))
        return dict((name, value) for name, value in pairs if value is not None)


def _is_number(text):
    try:
        return float(text) is not None
    except ValueError:
        return False


def concept_from_json(item, with_value=False):
    """The Concept that an answer describes.

    Args:
        item (dict): a concept of an answer.
        with_value (bool): keep its value.  Lists of an app's or a model's concepts state 1 for
            each, which 2.x left out.
    """
    item = object_in(item)
    return Concept(text_in(item.get('name')), text_in(item.get('id')), item.get('app_id'),
                   item.get('created_at'),
                   item.get('value') if with_value else None)


def check_concepts(concepts, argument):
    """Concepts as a list, or None.

    Raises:
        UserError: it is something else, or holds something else; `argument` is the name to say.
    """
    if concepts is not None and not isinstance(concepts, (list, tuple)):
        raise UserError('%s must be a list such as [Concept(concept_id="cat")], not %s'
                        % (argument, shown(concepts)))
    for concept in concepts or ():
        if not isinstance(concept, Concept):
            raise UserError('%s must hold Concept objects, such as Concept(concept_id="cat"), '
                            'not %s' % (argument, shown(concept)))


def concept_id_of(concept, argument):
    """The id that a text or a Concept stands for.

    Raises:
        UserError: it is neither; `argument` is the name to say.
    """
    if isinstance(concept, Concept):
        concept = concept.concept_id or concept.concept_name
    if isinstance(concept, string_types) and concept:
        return concept
    raise UserError('%s must hold concept ids (text), not %s' % (argument, shown(concept)))
