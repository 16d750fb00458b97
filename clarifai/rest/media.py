"""Inputs: images and videos, with what is known of them."""
from __future__ import absolute_import

from clarifai.answers import object_in, objects_in, text_in
from clarifai.compat import string_types
from clarifai.content import (content_of_base64, content_of_bytes, content_of_file,
                              content_of_filename, content_of_path, plain)
from clarifai.deprecation import accepts_forms
from clarifai.errors import UserError
from clarifai.json_values import checked_json
from clarifai.redact import shown
from clarifai.rest import deprecated_signatures
from clarifai.rest.concept import concept_id_of
from clarifai.rest.feedback import FeedbackInfo
from clarifai.rest.geo import Geo, geo_from_json
from clarifai.rest.regions import Region, region_from_json
from clarifai.rest.status import ApiStatus
from clarifai.value import Value

ANNOTATIONS = ('concepts', 'metadata', 'geo', 'regions')  # parts of an input beside its content
# Arguments of an input, the class of each, and an example for messages.
_PARTS = (('concepts', (list, tuple), "['cat']"), ('not_concepts', (list, tuple), "['dog']"),
          ('metadata', dict, "{'key': 'value'}"),
          ('geo', Geo, 'Geo(GeoPoint(longitude, latitude))'),
          ('regions', (list, tuple), '[Region(...)]'),
          ('feedback_info', FeedbackInfo, 'FeedbackInfo(...)'))


class Input(Value):
    """What an image and a video have in common.

    Args:
        input_id (str): its id, unique within an app; the server makes one when there is none.
        concepts (list of str or Concept): ids of concepts that it shows.
        not_concepts (list of str or Concept): ids of concepts that it does not show.
        metadata (dict): whatever else is known of it, as JSON.
        geo (Geo): where it was taken.
        regions (list of Region): parts of it.
        feedback_info (FeedbackInfo): 2.0.28 to 2.6.2, who gives feedback on it.

    Attributes:
        score (float): in search results, how well it fits; else 0.
        status (ApiStatus or None): in answers, the state it is in.
        data (dict or None): of an answer's input that is neither image nor video, such as a text,
            what the answer says of it: ``{'text': {'raw': '...'}}``.
    """

    data = None

    _hidden = ('file_obj',)
    _hashed = ('input_id',)

    def __init__(self, input_id=None, concepts=None, not_concepts=None, metadata=None, geo=None,
                 regions=None, feedback_info=None):
        values = concepts, not_concepts, metadata, geo, regions, feedback_info
        for value, (name, kind, example) in zip(values, _PARTS):
            if value is not None and not isinstance(value, kind):
                raise UserError('%s must be like %s, not %s' % (name, example, shown(value)))
        for region in regions or ():
            if not isinstance(region, Region):
                raise UserError('regions must hold Region objects, not %s' % shown(region))
        for concept in concepts or ():
            concept_id_of(concept, 'concepts')
        for concept in not_concepts or ():
            concept_id_of(concept, 'not_concepts')
        self.input_id = input_id
        self.concepts = concepts
        self.not_concepts = not_concepts
        self.metadata = metadata
        self.geo = geo
        self.regions = regions
        self.feedback_info = feedback_info
        self.score = 0
        self.status = None

    def dict(self):
        """The input as the API writes it; what is not known is left out."""
        item = {}
        if self.input_id not in (None, ''):
            item['id'] = self.input_id
        data = self._data()
        if data:
            item['data'] = data
        if self.feedback_info is not None:
            item.update(self.feedback_info.dict())
        return item

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)

    def _data(self):
        data = self._annotations()
        if self.data:
            data.update((name, part) for name, part in self.data.items()
                        if name not in ANNOTATIONS)
        if self.geo is not None:
            data.update(self.geo.dict())
        return data

    def _annotations(self):
        """What can be changed of an input that exists: concepts, metadata, regions."""
        data = {}
        concepts = _concept_values(self.concepts, self.not_concepts)
        if concepts:
            data['concepts'] = concepts
        if self.metadata:
            data['metadata'] = checked_json(self.metadata, 'metadata')
        if self.regions:
            data['regions'] = [region.dict() for region in self.regions]
        return data


def _concept_values(concepts, not_concepts):
    """Concepts with values, as the API writes them."""
    values = []
    for concept in concepts or ():
        values.append({'id': concept_id_of(concept, 'concepts'), 'value': True})
    for concept in not_concepts or ():
        values.append({'id': concept_id_of(concept, 'not_concepts'), 'value': False})
    return values


class _Media(Input):
    """An input with content: from a URL, a file, bytes or base64."""

    _kind = None
    _hashed = ('input_id', 'url')

    def _set_content(self, url, file_obj, base64, filename):
        if url is not None and not isinstance(url, string_types):
            raise UserError('url must be text, not %s' % shown(url))
        if filename is not None:
            base64 = content_of_filename(filename)
        elif file_obj is not None:
            base64 = content_of_file(file_obj)
        self.url = url.strip() if url is not None else None
        self.filename = None
        self.file_obj = file_obj
        self.base64 = base64

    @property
    def base64(self):
        """The content in base64: as it was given, else bytes; None when there is only a URL."""
        return None if self._content is None else self._content.given()

    @base64.setter
    def base64(self, value):
        self._content = None if value is None else content_of_base64(value)

    def has_content(self):
        """Whether there is something to predict: a URL or content."""
        return bool(self.url or self._content)

    def is_emptied(self):
        """Whether a URL or content was given that is empty, which is a mistake."""
        given = self.url is not None or self._content is not None
        return given and not self.has_content()

    def dict(self):
        """The input as the API writes it; what is not known is left out."""
        return plain(self.sendable())

    def sendable(self):
        """The same, with content that is encoded while it is sent (`clarifai.content`)."""
        return super(_Media, self).dict()

    def _medium(self):
        medium = {}
        if self._content:
            medium['base64'] = self._content
        if self.url:
            medium['url'] = self.url
        return medium

    def _data(self):
        data = super(_Media, self)._data()
        medium = self._medium()
        if medium:
            data[self._kind] = medium
        return data

    def __getstate__(self):
        return dict(self.__dict__, file_obj=None)  # its content was read


class Image(_Media):
    """A picture.

    Args:
        url (str): where it is on the web; blanks around it are removed.
        file_obj (file): a binary file or stream; read here, from its beginning, and left open.
        base64 (str or bytes): its content in base64, line breaks allowed.
        filename (str): a local file; read here.
        crop: 2.x cut pictures on the server, which it no longer does; only None is possible.
        image_id (str): its id, unique within an app.
        concepts (list of str or Concept): ids of concepts that it shows.
        not_concepts (list of str or Concept): ids of concepts that it does not show.
        regions (list of Region): parts of it.
        metadata (dict): whatever else is known of it, as JSON.
        geo (Geo): where it was taken.
        allow_dup_url (bool): accept it although the app has an input with its URL.
        feedback_info (FeedbackInfo): 2.0.28 to 2.6.2, who gives feedback on it.

    Raises:
        UserError: an argument of the wrong kind, or a file that cannot be read.
    """

    _kind = 'image'

    @accepts_forms(
        '(url=None, file_obj=None, base64=None, crop=None, image_id=None, concepts=None, '
        'not_concepts=None)',
        '(url=None, file_obj=None, base64=None, crop=None, image_id=None, concepts=None, '
        'not_concepts=None, allow_dup_url=False)',
        '(url=None, file_obj=None, base64=None, crop=None, image_id=None, concepts=None, '
        'not_concepts=None, metadata=None, allow_dup_url=False)',
        '(url=None, file_obj=None, base64=None, filename=None, crop=None, image_id=None, '
        'concepts=None, not_concepts=None, metadata=None, allow_dup_url=False)',
        '(url=None, file_obj=None, base64=None, filename=None, crop=None, image_id=None, '
        'concepts=None, not_concepts=None, metadata=None, geo=None, allow_dup_url=False)',
        '(url=None, file_obj=None, base64=None, filename=None, crop=None, image_id=None, '
        'concepts=None, not_concepts=None, regions=None, metadata=None, geo=None, '
        'feedback_info=None, allow_dup_url=False)')
    def __init__(self, url=None, file_obj=None, base64=None, filename=None, crop=None,
                 image_id=None, concepts=None, not_concepts=None, regions=None, metadata=None,
                 geo=None, allow_dup_url=False, feedback_info=None):
        tail = regions, metadata, geo, allow_dup_url, feedback_info
        if not _is_current_form(filename, crop, image_id, tail):
            filename, crop, image_id, concepts, not_concepts, tail = deprecated_signatures.image(
                filename, crop, image_id, concepts, not_concepts, tail)
            regions, metadata, geo, allow_dup_url, feedback_info = tail
        super(Image, self).__init__(image_id, concepts, not_concepts, metadata, geo, regions,
                                    feedback_info)
        refuse_crop(crop)
        self._set_content(url, file_obj, base64, filename)
        self.crop = None
        self.allow_dup_url = bool(allow_dup_url)

    def _medium(self):
        medium = super(Image, self)._medium()
        if self.allow_dup_url:
            medium['allow_duplicate_url'] = True
        return medium


class Video(_Media):
    """A video.

    Args:
        url (str): where it is on the web; blanks around it are removed.
        file_obj (file): a binary file or stream; read here, from its beginning, and left open.
        base64 (str or bytes): its content in base64, line breaks allowed.
        filename (str): a local file; read here.
        video_id (str): its id, unique within an app.

    Raises:
        UserError: an argument of the wrong kind, or a file that cannot be read.
    """

    _kind = 'video'

    def __init__(self, url=None, file_obj=None, base64=None, filename=None, video_id=None):
        super(Video, self).__init__(video_id)
        self._set_content(url, file_obj, base64, filename)

    def _medium(self):
        if self._content:  # 2.x sent one of the two, and an empty URL for neither
            return {'base64': self._content}
        return {'url': self.url or None}


def _is_current_form(filename, crop, image_id, tail):
    """Whether the arguments of an Image stand where they do today, by their types."""
    regions, metadata, geo, allow_dup_url, feedback_info = tail
    return (crop is None and not isinstance(filename, (list, tuple)) and
            not isinstance(image_id, (list, tuple)) and
            (regions is None or not isinstance(regions, (dict, Geo, bool, FeedbackInfo))) and
            (metadata is None or isinstance(metadata, dict)) and
            (geo is None or isinstance(geo, Geo)) and isinstance(allow_dup_url, bool) and
            (feedback_info is None or isinstance(feedback_info, FeedbackInfo)))


def refuse_crop(crop):
    """Say that pictures are no longer cut on the server, when `crop` asks for it."""
    if crop is not None:
        raise UserError('crop is not supported any more: cut the picture before, for instance with '
                        'Pillow\'s Image.crop, and leave crop out')


def media_of(url=None, raw_bytes=None, base64=None, filename=None, is_video=False):
    """The Image or Video that one of the ``*_by_url``, ``*_by_bytes``... calls is about.

    A file that cannot be opened is a UserError and the IOError that `open` raises, as in 2.x.
    """
    kind = Video if is_video else Image
    if raw_bytes is not None:
        return kind(base64=content_of_bytes(raw_bytes, 'raw_bytes'))
    if filename is not None:
        return kind(base64=content_of_path(filename))
    return kind(url=url, base64=base64)


def input_from_json(item, score=0):
    """The input that an answer describes.

    Args:
        item (dict): an input of an answer.
        score (float): in search results, how well it fits.

    Returns:
        Image or Video: or a plain Input with its `data` when it is neither, such as a text.
    """
    item = object_in(item)
    data = object_in(item.get('data'))
    if 'image' in data:
        image = object_in(data['image'])
        result = _from_answer(Image, item, image)
        result.allow_dup_url = bool(image.get('allow_duplicate_url'))
    elif 'video' in data:
        result = _from_answer(Video, item, object_in(data['video']))
    else:
        result = Input(item.get('id'))
        result.data = data
    _annotate(result, data)
    result.score = score
    if item.get('status'):
        result.status = ApiStatus(item['status'])
    return result


def _from_answer(kind, item, content):
    """An empty object with the id and the content of an answer, which need no checks.

    Listings make thousands; a constructor would take most of their time.
    """
    result = kind.__new__(kind)
    result.__dict__.update(_EMPTY[kind])
    result.input_id = text_in(item.get('id'))
    result.url = (text_in(content.get('url')) or '').strip() or None
    if text_in(content.get('base64')):
        result.base64 = content['base64']
    return result


_EMPTY = dict((kind, vars(kind())) for kind in (Image, Video))


def _annotate(result, data):
    if data.get('concepts'):
        concepts, not_concepts = [], []
        for concept in objects_in(data['concepts']):
            if concept:
                shows = concept.get('value', 1) == 1
                (concepts if shows else not_concepts).append(_label(concept))
        result.concepts, result.not_concepts = concepts or None, not_concepts or None
    result.metadata = data.get('metadata')
    if data.get('geo'):
        result.geo = geo_from_json(object_in(data['geo']))
    if data.get('regions'):
        result.regions = [region_from_json(one) for one in objects_in(data['regions'])]


def _label(concept):
    return text_in(concept.get('name')) or text_in(concept.get('id'))
