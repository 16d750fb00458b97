"""Faces as 2.0.28 to 2.6.2 described them."""
from __future__ import absolute_import

from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.rest.concept import check_concepts, concept_from_json
from clarifai.rest.value import Value


class _FaceConcepts(Value):
    """Concepts about one side of a face; `_field` is its name in the API."""

    _field = None

    def __init__(self, concepts):
        check_concepts(concepts, 'concepts of a ' + type(self).__name__)
        self.concepts = concepts

    def dict(self):
        """The concepts as the API writes them, under the field's name."""
        return {self._field: {'concepts': [concept.dict() for concept in self.concepts or ()]}}


class FaceIdentity(_FaceConcepts):
    """Whose face it is.

    Args:
        concepts (list of Concept): the candidates.
    """

    _field = 'identity'


class FaceAgeAppearance(_FaceConcepts):
    """How old a face looks.

    Args:
        concepts (list of Concept): ages.
    """

    _field = 'age_appearance'


class FaceGenderAppearance(_FaceConcepts):
    """Which gender a face looks like.

    Args:
        concepts (list of Concept): genders.
    """

    _field = 'gender_appearance'


class FaceMulticulturalAppearance(_FaceConcepts):
    """Which origin a face looks like.

    Args:
        concepts (list of Concept): origins.
    """

    _field = 'multicultural_appearance'


class Face(Value):
    """What is said of a face.

    Args:
        identity (FaceIdentity): whose it is.
        age_appearance (FaceAgeAppearance): how old it looks.
        gender_appearance (FaceGenderAppearance): which gender it looks like.
        multicultural_appearance (FaceMulticulturalAppearance): which origin it looks like.
    """

    def __init__(self, identity=None, age_appearance=None, gender_appearance=None,
                 multicultural_appearance=None):
        parts = ((identity, FaceIdentity), (age_appearance, FaceAgeAppearance),
                 (gender_appearance, FaceGenderAppearance),
                 (multicultural_appearance, FaceMulticulturalAppearance))
        for part, kind in parts:
            if part is not None and not isinstance(part, kind):
                raise UserError('%s must be a %s, not %s'
                                % (kind._field, kind.__name__, shown(part)))
        self.identity = identity
        self.age_appearance = age_appearance
        self.gender_appearance = gender_appearance
        self.multicultural_appearance = multicultural_appearance

    def dict(self):
        """The face as the API wrote it; what is not known is left out."""
        face = {}
        for part in (self.identity, self.age_appearance, self.gender_appearance,
                     self.multicultural_appearance):
            if part is not None:
                face.update(part.dict())
        return {'face': face}


def face_from_json(item):
    """The Face that an answer describes, or None."""
    if not item:
        return None
    parts = []
    for kind in (FaceIdentity, FaceAgeAppearance, FaceGenderAppearance,
                 FaceMulticulturalAppearance):
        part = item.get(kind._field)
        concepts = [concept_from_json(concept, with_value=True)
                    for concept in (part or {}).get('concepts') or ()]
        parts.append(kind(concepts) if part else None)
    return Face(*parts)
