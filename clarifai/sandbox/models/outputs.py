"""What a model says about one picture or one frame, as the ``data`` of an output.

The public models measure; they do not recognise. Colours, faces and embeddings are what they are
called. Where the real model would name things (food, celebrities, logos), the answer here is made
of concepts that are measurably true of the picture, in the shape of the real model's answer, or of
those that a recogniser of the user's own finds.
"""
from __future__ import absolute_import

from clarifai.sandbox import clock
from clarifai.sandbox.learning import colours, embedding, faces, pictures, recognition
from clarifai.sandbox.models import public_models

DEFAULT_MAX_CONCEPTS = 20
MOST_COLOURS = 8
WHOLE_PICTURE = {'top_row': 0.0, 'left_col': 0.0, 'bottom_row': 1.0, 'right_col': 1.0}
DEMOGRAPHICS = ('age_appearance', 'gender_appearance', 'multicultural_appearance')
CLUSTER_BITS = 5


class OutputConfig(object):
    """How much of an answer is wanted.

    Args:
        max_concepts (int): the most concepts in one list; 0 for the default of 20.
        min_value (float): concepts with a lower value are left out.
        select (list of dict): ids or names of the only concepts wanted; [] for all.
        sample_ms (int): the time between two frames of a video, in milliseconds.
    """

    def __init__(self, max_concepts=0, min_value=0.0, select=(), sample_ms=1000):
        self.max_concepts = max_concepts
        self.min_value = min_value
        self.select = select
        self.sample_ms = sample_ms

    def at_least(self, min_value):
        """Return this with a model's own `min_value` (or None), unless the request has set one."""
        if self.min_value or not min_value:
            return self
        return OutputConfig(self.max_concepts, min_value, self.select, self.sample_ms)

    def chosen(self, concepts):
        """Return the wanted ones of `concepts` (API objects), best first."""
        if self.select:
            ids = set(item['id'] for item in self.select if item.get('id'))
            names = set(item['name'] for item in self.select if item.get('name'))
            concepts = [item for item in concepts if item['id'] in ids or item['name'] in names]
            limit = self.max_concepts or len(concepts)
        else:
            limit = self.max_concepts or DEFAULT_MAX_CONCEPTS
        wanted = [item for item in concepts if item['value'] >= self.min_value]
        return sorted(wanted, key=lambda item: -item['value'])[:limit]


def named(picture, recogniser=recognition.measured_concepts):
    """Return all public concepts of a picture as API objects, best first."""
    return [_named(name, score) for name, score in recogniser(picture)]


def rounded(value):
    """Return a score as a plain float that is short when written."""
    return round(float(value), 6)


def picture_data(model_type, picture, config, recogniser=None):
    """Return what a public model of this type says about a picture.

    Args:
        model_type (str): one of the types in `public_models.MODELS`.
        picture (pictures.Picture): what to look at.
        config (OutputConfig): how much to say.
        recogniser (recognisers.Recogniser): what stands in for the model, if anything does. Where
            the model speaks of regions, it is asked about each of them.

    Raises:
        RecognitionFailed: the recogniser did.
    """
    if recogniser is None:
        return _KINDS[model_type](picture, config)
    return _NAMING.get(model_type, _concepts)(picture, config, recogniser)


def _concepts(picture, config, recogniser=recognition.measured_concepts):
    return {'concepts': config.chosen(named(picture, recogniser))}


def _colors(picture, config):
    found = colours.dominant_colours(picture, limit=MOST_COLOURS)
    return {'colors': [{'raw_hex': colour.hex, 'value': rounded(colour.share),
                        'w3c': {'hex': colour.name_hex, 'name': colour.name}}
                       for colour in found]}


def custom_data(classifier, known, picture, config):
    """Return what a trained model says about a picture.

    Args:
        classifier (Classifier): what it learned.
        known (dict): {concept id: the concept as answers have it, without its value}.
        picture (pictures.Picture): what to look at.
        config (OutputConfig): how much to say.
    """
    scores = classifier.predict(embedding.embed(picture)[None, :])[0]
    concepts = [dict(known[concept_id], value=rounded(score))
                for concept_id, score in zip(classifier.concept_ids, scores)]
    return {'concepts': config.chosen(concepts)}


def embedding_json(vector):
    """Return a vector as one item of ``data.embeddings``."""
    return {'vector': [round(float(number), 8) for number in vector],
            'num_dimensions': len(vector)}


def _embeddings(picture, config):
    return {'embeddings': [embedding_json(embedding.embed(picture))]}


def _clusters(picture, config):
    """Name the corner of the embedding space that the picture is in, by signs of its vector."""
    vector = embedding.embed(picture)
    centred = vector - vector.mean()
    halves = [centred[start::2 * CLUSTER_BITS] for start in range(2 * CLUSTER_BITS)]
    sums = [float(half.sum()) for half in halves]
    bits = [1 if total > 0 else 0 for total in sums]
    numbers = [sum(bit << place for place, bit in enumerate(part))
               for part in (bits[:CLUSTER_BITS], bits[CLUSTER_BITS:])]
    return {'clusters': [{'id': '%d_%d' % tuple(numbers),
                          'projection': [rounded(total) for total in sums[:2]]}]}


def _faces(picture, config):
    return _regions(picture, lambda crop, score: {
        'concepts': config.chosen([_named('face', score)])})


def _named_faces(picture, config, recogniser):
    return _regions(picture, lambda crop, score: _concepts(crop, config, recogniser))


def _face_embeddings(picture, config):
    return _regions(picture, lambda crop, score: _embeddings(crop, config))


def _face_identities(picture, config, recogniser=recognition.measured_concepts):
    def looks(crop, score):
        concepts = config.chosen(named(crop, recogniser))
        return {'concepts': concepts, 'face': {'identity': {'concepts': concepts}}}
    return _regions(picture, looks)


def _face_demographics(picture, config, recogniser=recognition.measured_concepts):
    def looks(crop, score):
        concepts = config.chosen(named(crop, recogniser))
        return {'concepts': concepts,
                'face': dict((name, {'concepts': concepts}) for name in DEMOGRAPHICS)}
    return _regions(picture, looks)


def _logos(picture, config, recogniser=recognition.measured_concepts):
    return {'regions': [_region(WHOLE_PICTURE, _concepts(picture, config, recogniser))]}


def _focus(picture, config):
    value = sharpness(picture)
    focus = {'focus': {'density': value, 'value': value}}
    return dict(focus, regions=[_region(WHOLE_PICTURE, focus)])


def sharpness(picture):
    """Return how sharp the picture is, 0..1."""
    return rounded(dict(recognition.measured_concepts(picture)).get('sharp', 0.0))


def _named(name, value):
    return {'id': public_models.concept_id(name), 'name': name, 'value': rounded(value),
            'app_id': public_models.APP_ID}


def _regions(picture, look):
    """Find faces, and say of each what `look` (crop, score -> data) says."""
    regions = []
    for box, score in faces.find_faces(picture):
        bounds = {'top_row': rounded(box.top), 'left_col': rounded(box.left),
                  'bottom_row': rounded(box.bottom), 'right_col': rounded(box.right)}
        region = _region(bounds, look(_crop(picture, bounds), score))
        regions.append(dict(region, value=rounded(score)))
    return {'regions': regions}


def _region(bounds, data):
    return {'id': clock.new_id(), 'region_info': {'bounding_box': bounds}, 'data': data}


def within(picture, regions, describe):
    """Return regions (API objects) with the ``data`` of what `describe` says of each of them."""
    return {'regions': [
        dict(region, data=describe(_crop(picture, region['region_info']['bounding_box'])))
        for region in regions]}


def _crop(picture, bounds):
    height, width = picture.rgb.shape[:2]
    top, left = int(bounds['top_row'] * height), int(bounds['left_col'] * width)
    bottom = max(top + 1, int(round(bounds['bottom_row'] * height)))
    right = max(left + 1, int(round(bounds['right_col'] * width)))
    pixels = picture.rgb[top:bottom, left:right].copy()
    return pictures.Picture(pixels, pixels.shape[1], pixels.shape[0], picture.format)


_KINDS = {
    'concept': _concepts, 'color': _colors, 'embed': _embeddings, 'cluster': _clusters,
    'facedetect': _faces, 'facedetect-embed': _face_embeddings,
    'facedetect-identity': _face_identities, 'facedetect-demographics': _face_demographics,
    'logo': _logos, 'focus': _focus,
}
# What a recogniser says goes where the model that it stands in for would have put its concepts.
_NAMING = {
    'facedetect': _named_faces, 'facedetect-identity': _face_identities,
    'facedetect-demographics': _face_demographics, 'logo': _logos,
}
