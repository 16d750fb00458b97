"""Inputs: images and videos, with what is known of them."""
from __future__ import absolute_import

from clarifai.answers import object_in, objects_in, text_in
from clarifai.compat import string_types
from clarifai.content import (content_of_base64, content_of_bytes, content_of_file,
                              content_of_filename, content_of_path, plain)
from clarifai.deprecation import accepts_forms
from clarifai.errors import UserError
from clarifai.forking import importing
from clarifai.json_values import checked_json
from clarifai.redact import shown
from clarifai.rest.concept import concept_id_of
from clarifai.rest.numbers import Numbered
from clarifai.rest.status import ApiStatus
from clarifai.value import Value

ANNOTATIONS = ('concepts', 'metadata', 'geo', 'regions')  # parts of an input beside its content
_LISTS = (list, tuple)


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
        if concepts is not None:
            _check_concept_ids(concepts, 'concepts', "['cat']")
        if not_concepts is not None:
            _check_concept_ids(not_concepts, 'not_concepts', "['dog']")
        if metadata is not None and not isinstance(metadata, dict):
            raise _unlike('metadata', "{'key': 'value'}", metadata)
        if geo is not None or regions is not None or feedback_info is not None:
            _check_rare_parts(geo, regions, feedback_info)
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
        return plain(self._into({}, True, False))

    def sendable(self):
        """The same as it is sent.

        Concepts have numbers, as both dialects want them, so that a batch is not searched for
        concepts again; content is encoded while it is sent (`clarifai.content`).
        """
        # What regions and other data say of concepts is made numbers by the dialect.
        return self._into({} if self.regions or self.data else Numbered(), 1.0, 0.0)

    def _into(self, item, yes, no):
        """Fill in the input; `yes` and `no` are the values of its concepts."""
        if self.input_id not in (None, ''):
            item['id'] = self.input_id
        data = self._annotations(yes, no)
        if self.data:
            data.update((name, part) for name, part in self.data.items()
                        if name not in ANNOTATIONS)
        if self.geo is not None:
            data.update(self.geo.dict())
        medium = self._medium()
        if medium:
            data[self._kind] = medium
        if data:
            item['data'] = data
        if self.feedback_info is not None:
            item.update(self.feedback_info.dict())
        return item

    def is_more_than_an_id(self):
        """Whether anything is known of it, such as its URL, that the API writes beside the id."""
        return bool(self.data or self.geo is not None or self._medium() or self._annotations())

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)

    def _medium(self):
        """The content as the API writes it, under the name of its kind."""
        return None

    def _annotations(self, yes=True, no=False):
        """What can be changed of an input that exists: concepts, metadata, regions."""
        data = {}
        concepts = [{'id': concept_id_of(concept, 'concepts'), 'value': yes}
                    for concept in self.concepts or ()]
        for concept in self.not_concepts or ():
            concepts.append({'id': concept_id_of(concept, 'not_concepts'), 'value': no})
        if concepts:
            data['concepts'] = concepts
        if self.metadata:
            data['metadata'] = checked_json(self.metadata, 'metadata')
        if self.regions:
            data['regions'] = [region.dict() for region in self.regions]
        return data


def _check_concept_ids(concepts, argument, example):
    if not isinstance(concepts, _LISTS):
        raise _unlike(argument, example, concepts)
    for concept in concepts:
        concept_id_of(concept, argument)


def _check_rare_parts(geo, regions, feedback_info):
    with importing:  # classes that most inputs have no need of
        from clarifai.rest.feedback import FeedbackInfo
        from clarifai.rest.geo import Geo
        from clarifai.rest.regions import Region
    if geo is not None and not isinstance(geo, Geo):
        raise _unlike('geo', 'Geo(GeoPoint(longitude, latitude))', geo)
    if regions is not None and not isinstance(regions, _LISTS):
        raise _unlike('regions', '[Region(...)]', regions)
    if feedback_info is not None and not isinstance(feedback_info, FeedbackInfo):
        raise _unlike('feedback_info', 'FeedbackInfo(...)', feedback_info)
    for region in regions or ():
        if not isinstance(region, Region):
            raise UserError('regions must hold Region objects, not %s' % shown(region))


def _unlike(argument, example, value):
    return UserError('%s must be like %s, not %s' % (argument, example, shown(value)))


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
        if not _is_current_form(filename, crop, image_id, regions, metadata, geo, allow_dup_url,
                                feedback_info):
            with importing:
                from clarifai.rest import deprecated_signatures
            tail = regions, metadata, geo, allow_dup_url, feedback_info
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
        medium = {}
        if self._content:
            medium['base64'] = self._content
        if self.url:
            medium['url'] = self.url
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


def _is_current_form(filename, crop, image_id, regions, metadata, geo, allow_dup_url,
                     feedback_info):
    """Whether the arguments of an Image clearly stand where they do today."""
    return (crop is None and geo is None and feedback_info is None and
            not isinstance(filename, _LISTS) and
            not isinstance(image_id, _LISTS) and
            (regions is None or isinstance(regions, _LISTS)) and
            (metadata is None or isinstance(metadata, dict)) and isinstance(allow_dup_url, bool))


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
    kind = Image if 'image' in data else Video if 'video' in data else Input
    # Listings make thousands, and a constructor would check what needs no checks.
    attributes = _EMPTY[kind].copy()
    attributes['input_id'] = text_in(item.get('id'))
    attributes['score'] = score
    if kind is Input:
        attributes['data'] = data
    else:
        _take_content(attributes, object_in(data[kind._kind]))
    _take_annotations(attributes, data)
    if item.get('status'):
        attributes['status'] = ApiStatus(item['status'])
    made = kind.__new__(kind)
    made.__dict__ = attributes
    return made


_EMPTY = dict((kind, vars(kind())) for kind in (Input, Image, Video))


def _take_content(attributes, content):
    url = text_in(content.get('url'))
    attributes['url'] = url and (url.strip() or None)
    if text_in(content.get('base64')):
        attributes['_content'] = content_of_base64(content['base64'])
    if 'allow_dup_url' in attributes:
        attributes['allow_dup_url'] = bool(content.get('allow_duplicate_url'))


def _take_annotations(attributes, data):
    concepts, not_concepts = [], []
    for concept in objects_in(data.get('concepts')):
        if concept:
            label = text_in(concept.get('name')) or text_in(concept.get('id'))
            (concepts if concept.get('value', 1) == 1 else not_concepts).append(label)
    attributes['concepts'] = concepts or None
    attributes['not_concepts'] = not_concepts or None
    attributes['metadata'] = data.get('metadata')
    if data.get('geo'):
        with importing:
            from clarifai.rest.geo import geo_from_json
        attributes['geo'] = geo_from_json(object_in(data['geo']))
    if data.get('regions'):
        with importing:
            from clarifai.rest.regions import region_from_json
        attributes['regions'] = [region_from_json(one) for one in objects_in(data['regions'])]
