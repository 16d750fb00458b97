"""What a model says about one picture or one frame, as the ``data`` of an output.

Colours, faces and embeddings are what they are called. Where the real model would name things
(food, celebrities, logos), the answer here is made of what is recognised, see `models.recognised`,
and of concepts that are measurably true of the picture, in the shape of the real model's answer.
Without recognition all of them are measured. Where it would judge a person by a few words (an age,
a mood), the answer has these words, each with the same value: nobody is judged. Or the answer is
what a recogniser of the user's own finds.
"""
from __future__ import annotations

import base64
import functools
import io
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock
from clarifai.sandbox.learning import colours, faces, parts, pictures, recognition, texts
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.models import public_concepts, public_models, recognised
from clarifai.sandbox.models.recognizers import Concepts
from clarifai.sandbox.models.subjects import Subject

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.classifier import Classifier
    from clarifai.sandbox.learning.embeddings import Embedding
    from clarifai.sandbox.learning.faces import Box
    from clarifai.sandbox.learning.pictures import Picture
    from clarifai.sandbox.learning.pretrained.recognizer import Recognizer
    from clarifai.sandbox.learning.text_classifier import TextClassifier
    from clarifai.sandbox.learning.text_space import TextSpace
    from clarifai.sandbox.models.public_concepts import PublicConcept
    from clarifai.sandbox.models.public_models import PublicModel
    from clarifai.sandbox.models.recognizers import Recogniser

DEFAULT_MAX_CONCEPTS = 20
MOST_COLOURS = 8
WHOLE_PICTURE = {'top_row': 0.0, 'left_col': 0.0, 'bottom_row': 1.0, 'right_col': 1.0}
CLUSTER_BITS = 5
CROP_MARGIN = 1.1  # of the model margin-110-image-crop


class OutputConfig:
    """How much of an answer is wanted.

    Args:
        max_concepts: the most concepts in one list; 0 for the default of 20.
        min_value: concepts with a lower value are left out.
        select: ids or names of the only concepts wanted; [] for all.
        sample_ms: the time between two frames of a video, in milliseconds.
    """

    def __init__(self, max_concepts: int = 0, min_value: float = 0.0,
                 select: tuple[()] | list[dict[str, Any]] = (), sample_ms: int = 1000) -> None:
        self.max_concepts = max_concepts
        self.min_value = min_value
        self.select = select
        self.sample_ms = sample_ms

    def with_defaults(self, params: dict[str, Any]) -> OutputConfig:
        """Return this with the ``params`` of a model's version, unless the request has set them."""
        return OutputConfig(self.max_concepts or int(params.get('max_concepts') or 0),
                            self.min_value or params.get('min_value') or 0.0,
                            self.select or params.get('select_concepts') or (), self.sample_ms)

    def unknown(self, known: Any) -> Any:
        """Return the ids and names that are selected and that are none of `known` ({id: name})."""
        names = set(known.values())
        return [item.get('id') or item.get('name') for item in self.select
                if item.get('id') not in known and item.get('name') not in names]

    def selects(self, name: str) -> bool:
        """Return whether a concept of the general model is among those that are selected."""
        return any(item.get('name') == name or item.get('id') == public_concepts.concept_id(name)
                   for item in self.select)

    def chosen(self, concepts: list[dict[str, Any]], known: dict[str, Any] | None = None,
               in_order: bool = False) -> list[dict[str, Any]]:
        """Return the wanted ones of `concepts` (API objects), best first.

        Args:
            concepts: what was found.
            known: {id: name} of what the model can say, if that is known: what is selected
                and was not found has the value 0.
            in_order: whether they are in order already.
        """
        limit = self.max_concepts or DEFAULT_MAX_CONCEPTS
        if self.select:
            ids = {item['id'] for item in self.select if item.get('id')}
            names = {item['name'] for item in self.select if item.get('name')}
            concepts = [item for item in concepts if item['id'] in ids or item['name'] in names]
            there = {item['id'] for item in concepts}
            concepts += [_concept(concept_id, name, 0.0) for concept_id, name in
                         (known or {}).items() if concept_id not in there
                         and (concept_id in ids or name in names)]
            limit = self.max_concepts or len(concepts)
        wanted = [item for item in concepts if item['value'] >= self.min_value]
        if not in_order:
            wanted.sort(key=lambda item: -item['value'])
        return wanted[:limit]


class View(typing.NamedTuple):
    """A model that is about to answer.

    Attributes:
        model: the model, as outputs show it.
        look: `subjects.Subject` -> ``data``.
        known: {concept id: name} of what it can say; None where that is not known.
        margin: how much larger than a region the part is that it looks at.
        operate: of an operator, (``data`` of the nodes before it or None, `subjects.Subject`) ->
            ``data``; None of another model.
    """

    model: dict
    look: typing.Callable
    known: typing.Optional[dict] = None
    margin: float = 1.0
    operate: typing.Optional[typing.Callable] = None


def named(picture: Picture,
          recogniser: Callable[..., Any] | Recogniser = recognition.measured_concepts,
          ) -> list[dict[str, Any]]:
    """Return all public concepts of a picture as API objects, best first."""
    return [_named(name, score) for name, score in recogniser(picture)]


def rounded(value: float) -> float:
    """Return a score as a plain float that is short when written."""
    return round(float(value), 6)


def public_data(model: Any, subject: Any, config: OutputConfig, recogniser: Any = None,
                params: dict[str, Any] | None = None, recognizer: Recognizer | None = None,
                embedding: Embedding = MEASURED) -> Any:
    """Return what a public model says about a subject.

    Args:
        model: the model.
        subject: what to look at, or to read.
        config: how much to say.
        recogniser: what stands in for the model, if anything does. Where
            the model speaks of regions, it is asked about each of them.
        params: what the request tells the recogniser.
        recognizer: what recognises, where nothing stands in for the model; without it, pictures
            are measured.
        embedding: what makes vectors.

    Raises:
        errors.InputInvalid: the model needs a picture, or a text, and there is none.
        RecognitionFailed: the recogniser did.
    """
    if recogniser is not None:
        if model.kind in _NAMING:
            name = functools.partial(_recognised, recogniser, config)
            return _NAMING[model.kind](name, subject.seen())
        return recognised_data(recogniser, subject, config, params)
    if public_models.TEXT in model.takes and (subject.picture is None
                                              or public_models.IMAGE not in model.takes):
        size = texts.SIZE if public_models.IMAGE not in model.takes else embedding.size
        return {'embeddings': [embedding_json(texts.embed_text(subject.read(), size))]}
    picture = subject.seen()
    if model.kind in _MEASURING:
        return _MEASURING[model.kind](picture)
    if model.kind in _EMBEDDING:
        return _EMBEDDING[model.kind](embedding, picture)
    if model.kind == public_models.DEMOGRAPHICS:
        return _demographics(model, picture, config)
    name = functools.partial(_said, model, config, recognizer)
    return _NAMING.get(model.kind, _concepts)(name, picture)


def recognised_data(recogniser: Any, subject: Any, config: OutputConfig, params: Any = None,
                    own: Any = None) -> Any:
    """Return what a function says, with the app's `own` concepts by name; see `public_data`."""
    answer = recogniser.answer(subject, params)
    if isinstance(answer, Concepts):
        return {'concepts': config.chosen([
            dict(_named(name, value), **(own or {}).get(name, {}))
            for name, value in answer.pairs])}
    return answer.data


def _recognised(recogniser: Recogniser, config: OutputConfig, picture: Picture,
                score: Any = None) -> list[dict[str, Any]]:
    """Return the concepts that a function of the user's finds."""
    return config.chosen(named(picture, recogniser))


def _said(model: PublicModel, config: OutputConfig, recognizer: Recognizer | None,
          picture: Picture, score: float | None = None) -> list[dict[str, Any]]:
    """Return the concepts of a model: recognised or measured, or the words of its vocabulary."""
    if model.kind == public_models.FACES:
        [concept] = public_concepts.vocabulary(model.vocabulary)
        return config.chosen([_concept(concept.id, concept.name, score)])
    if recognizer and model.theme:
        return _recognised_concepts(model, config, recognizer, picture)
    if model.kind in public_models.MEASURING:
        return config.chosen(named(picture), model.concepts() if config.select else None)
    words = public_concepts.vocabulary(model.vocabulary)
    if recognizer and model.vocabulary in _JUDGING:
        scores = dict(_JUDGING[model.vocabulary](recognizer, picture))
        return config.chosen([_concept(word.id, word.name, scores[word.name]) for word in words])
    return config.chosen(_equals(words))


def _recognised_concepts(model: PublicModel, config: OutputConfig, recognizer: Recognizer,
                         picture: Picture) -> list[dict[str, Any]]:
    """Return what is recognised of a model's theme, with or else without what is measured."""
    known = model.concepts() if config.select else None
    if model.theme == public_concepts.GENERAL:
        if not config.select:
            return config.chosen([_named(*pair) for pair in
                                  recognised.best_first(recognizer, picture)], in_order=True)
        found = recognised.general(recognizer, picture, True,
                                   config.selects(recognised.PEOPLE) or None)
        return config.chosen([_named(*pair) for pair in found], known)
    themed = [_concept(public_concepts.themed_id(name, model.theme), name, score) for name, score
              in recognised.themed(recognizer, picture, model.theme, bool(config.select))]
    if config.select or not themed:
        themed += named(picture)
    return config.chosen(themed, known, in_order=not config.select)


def _equals(words: tuple[PublicConcept, ...]) -> list[dict[str, Any]]:
    """Return concepts that share what there is: nothing is said for any of them."""
    return [_concept(word.id, word.name, 1.0 / len(words), word.vocab_id) for word in words]


def _concepts(name: Callable[..., Any], picture: Picture) -> dict[str, Any]:
    return {'concepts': name(picture)}


def _colors(picture: Picture) -> dict[str, Any]:
    found = colours.dominant_colours(picture, limit=MOST_COLOURS)
    return {'colors': [{'raw_hex': colour.hex, 'value': rounded(colour.share),
                        'w3c': {'hex': colour.name_hex, 'name': colour.name}}
                       for colour in found]}


def custom_data(classifier: Classifier, embedding: Embedding, known: dict[str, Any], subject: Any,
                config: OutputConfig) -> dict[str, Any]:
    """Return what a trained model says about a picture.

    Args:
        classifier: what it learned.
        embedding: from whose vectors.
        known: {concept id: the concept as answers have it, without its value}.
        subject: what to look at.
        config: how much to say.
    """
    return _learned_concepts(classifier, embedding.embed(subject.seen())[None, :], known, config)


def custom_text_data(classifier: TextClassifier, known: dict[str, Any], subject: Any,
                     config: OutputConfig) -> dict[str, Any]:
    """Return what a model that was trained with texts says about a text; see `custom_data`."""
    return _learned_concepts(classifier, [subject.read()], known, config)


def custom_text_embedding(space: TextSpace, subject: Any) -> dict[str, Any]:
    """Return the vector of a text, as a model makes it that was trained with texts."""
    return {'embeddings': [embedding_json(space.embed(subject.read()))]}


def _learned_concepts(classifier: Any, examples: Any, known: dict[str, Any],
                      config: OutputConfig) -> dict[str, Any]:
    [scores] = classifier.predict(examples)
    concepts = [dict(known[concept_id], value=rounded(score))
                for concept_id, score in zip(classifier.concept_ids, scores)]
    return {'concepts': config.chosen(concepts)}


def embedding_json(vector: NDArray[Any]) -> dict[str, Any]:
    """Return a vector as one item of ``data.embeddings``."""
    return {'vector': [round(float(number), 8) for number in vector],
            'num_dimensions': len(vector)}


def _embeddings(embedding: Embedding, picture: Picture) -> dict[str, Any]:
    return {'embeddings': [embedding_json(embedding.embed(picture))]}


def _clusters(embedding: Embedding, picture: Picture) -> dict[str, Any]:
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


def _faces(name: Callable[..., Any], picture: Picture) -> dict[str, Any]:
    return _regions(picture, faces.find_faces(picture),
                    lambda crop, score: {'concepts': name(crop, score)})


def _face_embeddings(embedding: Embedding, picture: Picture) -> dict[str, Any]:
    return _regions(picture, faces.find_faces(picture),
                    lambda crop, score: _embeddings(embedding, crop))


def _identities(name: Callable[..., Any], picture: Picture) -> dict[str, Any]:
    def looks(crop: Any, score: Any) -> Any:
        concepts = name(crop)
        return {'concepts': concepts, 'face': {'identity': {'concepts': concepts}}}
    return _regions(picture, faces.find_faces(picture), looks)


def _demographics(model: PublicModel, picture: Picture, config: OutputConfig) -> dict[str, Any]:
    """Answer as the demographics model did: three groups of words, each in a place of its own."""
    groups: dict[Any, Any] = {}
    for word in public_concepts.vocabulary(model.vocabulary):
        groups.setdefault(word.vocab_id, []).append(word)

    def looks(crop: Any, score: Any) -> Any:
        chosen = {name: config.chosen(_equals(words)) for name, words in groups.items()}
        return {'concepts': [item for items in chosen.values() for item in items],
                'face': {name: {'concepts': items} for name, items in chosen.items()}}
    return _regions(picture, faces.find_faces(picture), looks)


def _recognised_demographics(name: str, picture: Any) -> Any:
    def looks(crop: Any, score: Any) -> Any:
        found = name(crop)
        groups = {group: [dict(item, vocab_id=group) for item in found]
                  for group in public_concepts.APPEARANCES}
        return {'concepts': [item for items in groups.values() for item in items],
                'face': {group: {'concepts': items} for group, items in groups.items()}}
    return _regions(picture, faces.find_faces(picture), looks)


def _logos(name: Callable[..., Any], picture: Picture) -> dict[str, Any]:
    return {'regions': [_region(WHOLE_PICTURE, _concepts(name, picture))]}


def _parts(name: Callable[..., Any], picture: Picture) -> dict[str, Any]:
    return _regions(picture, parts.find_parts(picture),
                    lambda crop, score: _concepts(name, crop))


def cropped(picture: Picture) -> dict[str, Any]:
    """Return the picture itself, as the crop that it is when a workflow hands over a region."""
    from PIL import Image
    data = io.BytesIO()
    Image.fromarray(picture.rgb).save(data, 'JPEG', quality=90)
    height, width = picture.rgb.shape[:2]
    return {'image': {'base64': base64.b64encode(data.getvalue()).decode('ascii'),
                      'image_info': {'width': width, 'height': height, 'format': 'JPEG',
                                     'color_mode': 'YUV'}}}


def _focus(picture: Picture) -> dict[str, Any]:
    value = sharpness(picture)
    focus = {'focus': {'density': value, 'value': value}}
    return dict(focus, regions=[_region(WHOLE_PICTURE, focus)])


def sharpness(picture: Picture) -> float:
    """Return how sharp the picture is, 0..1."""
    return rounded(dict(recognition.measured_concepts(picture)).get('sharp', 0.0))


def _named(name: str, value: float) -> dict[str, Any]:
    return _concept(public_concepts.concept_id(name), name, value)


def _concept(concept_id: str, name: str, value: float, vocab_id: Any = None) -> dict[str, Any]:
    concept = {'id': concept_id, 'name': name, 'value': rounded(value),
               'app_id': public_models.APP_ID}
    return dict(concept, vocab_id=vocab_id) if vocab_id else concept


def _regions(picture: Picture, found: list[tuple[Box, float]],
             look: Callable[..., Any]) -> dict[str, Any]:
    """Say of each of some places (box, score) what `measure` (crop, score -> data) says."""
    regions = []
    for box, score in found:
        bounds = {'top_row': rounded(box.top), 'left_col': rounded(box.left),
                  'bottom_row': rounded(box.bottom), 'right_col': rounded(box.right)}
        region = _region(bounds, look(_crop(picture, bounds), score))
        regions.append(dict(region, value=rounded(score)))
    return {'regions': regions}


def _region(bounds: dict[str, float], data: dict[str, Any]) -> dict[str, Any]:
    return {'id': clock.new_id(), 'region_info': {'bounding_box': bounds}, 'data': data}


def within(picture: Picture, regions: list[dict[str, Any]], describe: Callable[..., Any],
           margin: float = 1.0) -> dict[str, Any]:
    """Return regions (API objects) with the ``data`` of what `describe` says of each of them.

    Args:
        picture: what they are regions of.
        regions: with a ``region_info.bounding_box`` each.
        describe: `Subject` -> ``data``.
        margin: how much larger than its region the part is that is looked at.
    """
    return {'regions': [
        {'id': region['id'], 'region_info': region['region_info'],
         'data': describe(Subject(_crop(
             picture, _widened(region['region_info']['bounding_box'], margin))))}
        for region in regions]}


def _widened(bounds: dict[str, float], margin: float) -> dict[str, float]:
    """Return a box that is larger by a factor, around the same middle and within the picture."""
    result = {}
    for low, high in (('top_row', 'bottom_row'), ('left_col', 'right_col')):
        more = (bounds[high] - bounds[low]) * (margin - 1.0) / 2
        result[low] = max(0.0, bounds[low] - more)
        result[high] = min(1.0, bounds[high] + more)
    return result


def _crop(picture: Picture, bounds: dict[str, float]) -> Picture:
    height, width = picture.rgb.shape[:2]
    top, left = int(bounds['top_row'] * height), int(bounds['left_col'] * width)
    bottom = max(top + 1, int(round(bounds['bottom_row'] * height)))
    right = max(left + 1, int(round(bounds['right_col'] * width)))
    pixels = picture.rgb[top:bottom, left:right].copy()
    return pictures.Picture(pixels, pixels.shape[1], pixels.shape[0], picture.format)


_MEASURING = {
    public_models.COLOURS: _colors, public_models.FOCUS: _focus, public_models.CROP: cropped,
}
_EMBEDDING = {
    public_models.EMBEDDING: _embeddings, public_models.ANY_EMBEDDING: _embeddings,
    public_models.CLUSTER: _clusters, public_models.FACE_EMBEDDINGS: _face_embeddings,
}
_JUDGING = {public_concepts.NSFW: recognised.nsfw,
            public_concepts.MODERATION: recognised.moderation}
# How models name what they see. A recogniser's concepts go to the same places.
_NAMING = {
    public_models.FACES: _faces, public_models.IDENTITIES: _identities,
    public_models.DEMOGRAPHICS: _recognised_demographics, public_models.LOGOS: _logos,
    public_models.PARTS: _parts,
}
