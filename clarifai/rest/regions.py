"""Parts of a picture: a bounding box, what is known of it, the concepts and the face in it."""
from __future__ import absolute_import

from clarifai.answers import number_in, object_in, objects_in
from clarifai.compat import string_types
from clarifai.deprecation import accepts_forms
from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.rest.concept import check_concepts, concept_from_json
from clarifai.rest.feedback import FeedbackType
from clarifai.rest.numbers import number
from clarifai.value import Value

EDGES = ('top_row', 'left_col', 'bottom_row', 'right_col')


class BoundingBox(Value):
    """A rectangle, as fractions of the picture's height and width (0 to 1).

    Args:
        top_row (float): its upper edge, from the top.
        left_col (float): its left edge, from the left.
        bottom_row (float): its lower edge, from the top.
        right_col (float): its right edge, from the left.
    """

    def __init__(self, top_row, left_col, bottom_row, right_col):
        self.top_row = top_row
        self.left_col = left_col
        self.bottom_row = bottom_row
        self.right_col = right_col

    def dict(self):
        """The box as the API writes it."""
        return {'bounding_box': dict((edge, number(getattr(self, edge), edge)) for edge in EDGES)}


class RegionInfo(Value):
    """Where a region is.

    Args:
        bbox (BoundingBox): its rectangle.
        feedback_type (FeedbackType or str): 2.0.28 to 2.6.2, for feedback on the region.
    """

    def __init__(self, bbox=None, feedback_type=None):
        if bbox is not None and not isinstance(bbox, BoundingBox):
            raise UserError('bbox must be a BoundingBox, not %s' % shown(bbox))
        if isinstance(feedback_type, FeedbackType):
            feedback_type = feedback_type.name
        self.bbox = bbox
        self.feedback_type = feedback_type

    def dict(self):
        """The region's place as the API writes it."""
        info = {}
        if self.bbox is not None:
            info.update(self.bbox.dict())
        if self.feedback_type:
            info['feedback'] = self.feedback_type
        return {'region_info': info}


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


class Region(Value):
    """A part of a picture.

    Args:
        region_info (RegionInfo): where it is.
        concepts (list of Concept): what is in it.
        region_id (str): its id.
        face (Face): 2.0.28 to 2.6.2, at the third place too.
    """

    @accepts_forms('(region_info=None, concepts=None, face=None, region_id=None)',
                   '(region_info=None, concepts=None, face=None)')
    def __init__(self, region_info=None, concepts=None, region_id=None, face=None):
        if isinstance(region_id, Face) or isinstance(face, string_types):
            region_id, face = face, region_id
        if region_info is not None and not isinstance(region_info, RegionInfo):
            raise UserError('region_info must be a RegionInfo, not %s' % shown(region_info))
        check_concepts(concepts, 'concepts of a Region')
        if face is not None and not isinstance(face, Face):
            raise UserError('face must be a Face, not %s' % shown(face))
        self.region_info = region_info
        self.concepts = concepts
        self.region_id = region_id
        self.face = face

    def dict(self):
        """The region as the API writes it; what is not known is left out."""
        region, data = {}, {}
        if self.region_id is not None:
            region['id'] = self.region_id
        if self.region_info is not None:
            region.update(self.region_info.dict())
        if self.concepts:
            data['concepts'] = [concept.dict() for concept in self.concepts]
        if self.face is not None:
            data.update(self.face.dict())
        if data:
            region['data'] = data
        return region


def region_from_json(item):
    """The Region that an answer describes."""
    item = object_in(item)
    info = object_in(item.get('region_info'))
    box = info.get('bounding_box')
    data = object_in(item.get('data'))
    concepts = [concept_from_json(concept, with_value=True)
                for concept in objects_in(data.get('concepts'))]
    return Region(RegionInfo(_box(box), info.get('feedback')), concepts or None, item.get('id'),
                  face_from_json(data.get('face')))


def _box(item):
    if item is None:
        return None
    return BoundingBox(*[number_in(object_in(item).get(edge)) for edge in EDGES])


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
