"""What to search for: terms, and the query they make."""
from __future__ import absolute_import

from clarifai.compat import string_types
from clarifai.content import content_of_base64, plain
from clarifai.errors import UserError
from clarifai.json_values import checked_json
from clarifai.redact import shown
from clarifai.rest.geo import Geo
from clarifai.rest.media import refuse_crop
from clarifai.value import Value


class SearchTerm(Value):
    """What input and output terms have in common; a query is made of terms."""

    def __init__(self):
        """There is nothing in a term that is neither of the two."""

    def dict(self):
        """The term as the API writes it."""
        raise UserError('a search is made of InputSearchTerm and OutputSearchTerm')

    def sendable(self):
        """The term as it is sent."""
        return self.dict()

    def _concept(self):
        """The concept part of a term, or None."""
        for name, value in (('name', self.concept), ('id', self.concept_id)):
            if value is not None:
                return {'concepts': [{name: value, 'value': self.value}]}
        return None


class InputSearchTerm(SearchTerm):
    """A term about inputs as they were uploaded and annotated.

    Give one of them:

    Args:
        url (str): the URL it was uploaded from.
        input_id (str): its id.
        concept (str): the name of a concept it is annotated with.
        concept_id (str): the id of one.
        value (bool): False finds inputs annotated with *not* the concept.
        metadata (dict): a part of its metadata.
        geo (Geo): a point with a limit, or a box, in which it lies.

    Raises:
        UserError: nothing was given, or something of the wrong kind.
    """

    def __init__(self, url=None, input_id=None, concept=None, concept_id=None, value=True,
                 metadata=None, geo=None):
        _check_texts(url=url, input_id=input_id, concept=concept, concept_id=concept_id)
        if metadata is not None and not isinstance(metadata, dict):
            raise UserError('metadata must be a dictionary, not %s' % shown(metadata))
        checked_json(metadata, 'metadata')
        if geo is not None and not isinstance(geo, Geo):
            raise UserError('geo must be a Geo, not %s' % shown(geo))
        if all(part is None for part in (url, input_id, concept, concept_id, metadata, geo)):
            raise UserError('InputSearchTerm needs one of url, input_id, concept, concept_id, '
                            'metadata and geo')
        self.url = url.strip() if url is not None else None
        self.input_id = input_id
        self.concept = concept
        self.concept_id = concept_id
        self.value = value
        self.metadata = metadata
        self.geo = geo

    def dict(self):
        """The term as the API writes it."""
        data = {}
        if self.url is not None:
            data['image'] = {'url': self.url}
        data.update(self._concept() or {})
        if self.metadata is not None:
            data['metadata'] = self.metadata
        if self.geo is not None:
            data.update(self.geo.dict())
        term = {'data': data}
        if self.input_id is not None:
            term['id'] = self.input_id
            data.setdefault('image', {})
        return {'input': term}


class OutputSearchTerm(SearchTerm):
    """A term about what models see in inputs: likeness to a picture, or a predicted concept.

    Give one of them:

    Args:
        url (str): a picture on the web to which hits look alike.
        base64 (str, bytes or Content): such a picture in base64.
        input_id (str): the id of such an input.
        concept (str): the name of a predicted concept.
        concept_id (str): the id of one.
        value (bool): False finds inputs in which the concept is *not* seen.
        crop: 2.x cut the picture on the server, which it no longer does; only None is possible.

    Raises:
        UserError: nothing was given, two pictures, or something of the wrong kind.
    """

    def __init__(self, url=None, base64=None, input_id=None, concept=None, concept_id=None,
                 value=True, crop=None):
        _check_texts(url=url, input_id=input_id, concept=concept, concept_id=concept_id)
        refuse_crop(crop)
        pictures = [name for name, part in (('url', url), ('base64', base64),
                                            ('input_id', input_id)) if part is not None]
        if len(pictures) > 1:
            raise UserError('OutputSearchTerm takes one picture, not both %s' % ' and '.join(
                pictures))
        if not pictures and concept is None and concept_id is None:
            raise UserError('OutputSearchTerm needs one of url, base64, input_id, concept and '
                            'concept_id')
        if base64 is not None:
            if not len(content_of_base64(base64)):
                raise UserError('base64 is empty: give the content of a picture')
        self.url = url.strip() if url is not None else None
        self.base64 = base64
        self.input_id = input_id
        self.concept = concept
        self.concept_id = concept_id
        self.value = value
        self.crop = None

    def dict(self):
        """The term as the API writes it."""
        return plain(self.sendable())

    def sendable(self):
        """The same, with a picture that is encoded while it is sent (`clarifai.content`)."""
        term = {}
        concept = self._concept()
        if concept:
            term['data'] = concept
        if self.url is not None:
            term['input'] = {'data': {'image': {'url': self.url}}}
        elif self.base64 is not None:
            picture = content_of_base64(self.base64)
            term['input'] = {'data': {'image': {'base64': picture}}}
        elif self.input_id is not None:
            term['input'] = {'id': self.input_id, 'data': {'image': {}}}
        return {'output': term}


class AnnotationSearchTerm(SearchTerm):
    """A term that annotations must meet, on today's platform.

    Give one of them:

    Args:
        concept (str): the name of a concept.
        concept_id (str): the id of one.
        value (bool): False finds what was annotated with *not* the concept.
        metadata (dict): a part of the metadata.
        geo (Geo): a point with a limit, or a box.
        input_id (str): the input it belongs to.
        negate (bool): find what does *not* meet the term: an input without the concept, too.

    Raises:
        UserError: nothing was given, or something of the wrong kind.
    """

    def __init__(self, concept=None, concept_id=None, value=True, metadata=None, geo=None,
                 input_id=None, negate=False):
        self._as_input = InputSearchTerm(None, input_id, concept, concept_id, value, metadata, geo)
        self.negate = bool(negate)

    def dict(self):
        """The term as the API writes it."""
        term = self._as_input.dict()['input']
        data = dict((name, part) for name, part in term['data'].items() if name != 'image')
        annotation = {'data': data} if data else {}
        if term.get('id'):
            annotation['input_id'] = term['id']
        made = {'annotation': annotation}
        if self.negate:
            made['negate'] = True
        return {'filter': made}


class TextSearchTerm(SearchTerm):
    """A term that ranks inputs by how well they fit a text, on today's platform.

    The app's base workflow must understand it: Universal for pictures, Text for texts.

    Args:
        text (str): such as 'red pineapples on the beach'.
    """

    def __init__(self, text):
        _check_texts(text=text)
        if text is None:
            raise UserError('TextSearchTerm needs a text')
        self.text = text

    def dict(self):
        """The term as the API writes it."""
        return {'rank': {'annotation': {'data': {'text': {'raw': self.text}}}}}


class AnnotationHit(Value):
    """What a search over annotations found.

    Attributes:
        input (Image or Video): the input, with the hit's score.
        score (float): how well it fits.
        annotation (dict): the annotation, as the API writes it.
    """

    def __init__(self, input, score, annotation):
        self.input = input
        self.score = score
        self.annotation = annotation

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)


class Hits(list):
    """What a search found, best first: a list, which a notebook shows as pictures."""

    __slots__ = ()

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)


class SearchQueryBuilder(Value):
    """A query of several terms, all of which must hold.

    Args:
        language (str): the language of concept names in output terms, such as 'zh'.
    """

    def __init__(self, language=None):
        self.terms = []
        self.language = language

    def add_term(self, term):
        """Add a term.

        Args:
            term (InputSearchTerm, OutputSearchTerm, AnnotationSearchTerm or TextSearchTerm): what
                else must hold.

        Raises:
            UserError: it is neither.
        """
        if not isinstance(term, TERMS):
            raise UserError('term must be an InputSearchTerm or an OutputSearchTerm, not %s'
                            % shown(term))
        self.terms.append(term)

    def dict(self):
        """The query as the API writes it."""
        return plain(self.sendable())

    def sendable(self):
        """The same, with pictures that are encoded while they are sent (`clarifai.content`)."""
        query = {'ands': []}
        for term in self.terms:
            made = term.sendable()
            if 'filter' in made:
                query.setdefault('filters', []).append(made['filter'])
            elif 'rank' in made:
                query.setdefault('ranks', []).append(made['rank'])
            else:
                query['ands'].append(made)
        if self.language is not None:
            query['language'] = self.language
        return query


TERMS = (InputSearchTerm, OutputSearchTerm, AnnotationSearchTerm, TextSearchTerm)


def _check_texts(**texts):
    for name, value in sorted(texts.items()):
        if value is not None and not (isinstance(value, string_types) and value.strip()):
            raise UserError('%s must be text, not %s' % (name, shown(value)))
