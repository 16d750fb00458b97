"""The searches over an app's inputs."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.answers import number_in, objects_in
from clarifai.content import (content_of_base64, content_of_bytes, content_of_file,
                              content_of_path)
from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.rest.arguments import listed_of
from clarifai.rest.geo import Geo, GeoBox, GeoLimit, GeoPoint
from clarifai.rest.media import Image, Video, input_from_json, refuse_crop
from clarifai.rest.search import (
    AnnotationHit, Hits, InputSearchTerm, OutputSearchTerm, SearchQueryBuilder, TextSearchTerm)


class InputSearch(object):
    """Mixed into `Inputs`, which has the `api`.

    All searches take `page` (from 1) and `per_page`, and return a list of Image or Video with their
    `score`, best first; with ``raw=True`` the JSON of the answer.
    """

    def search(self, qb, page=1, per_page=20, raw=False):
        """Search with a query of several terms.

        Args:
            qb (SearchQueryBuilder): the query; without terms it finds all inputs.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
            raw (bool): return the JSON of the answer.

        Returns:
            list of Image or Video: the hits, best first; a dict with ``raw=True``.

        Raises:
            UserError: `qb` is no SearchQueryBuilder.
            ApiError: the server refused, failed or could not be reached.
        """
        answer = self.api.search_inputs(_checked_query(qb), page, per_page)
        if raw:
            return answer
        return Hits(input_from_json(hit['input'], number_in(hit.get('score'), 0))
                    for hit in objects_in(answer.get('hits')) if hit.get('input'))

    def search_annotations(self, qb, page=1, per_page=20, raw=False):
        """Search annotations in place of inputs, on today's platform.

        An input is found once for each annotation that fits, with its regions.

        Args:
            qb (SearchQueryBuilder): the query.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
            raw (bool): return the JSON of the answer.

        Returns:
            list of AnnotationHit: the hits, best first; a dict with ``raw=True``.

        Raises:
            UserError: `qb` is no SearchQueryBuilder, has no terms, or only an API key is known.
            ApiError: the server refused, failed or could not be reached.
        """
        query = _checked_query(qb)
        if not qb.terms:
            raise UserError('the query has no terms: add some with qb.add_term(...)')
        answer = self.api.search_annotations(query, page, per_page)
        if raw:
            return answer
        return Hits(AnnotationHit(input_from_json(hit['input'], hit.get('score') or 0),
                                  hit.get('score') or 0, hit.get('annotation'))
                    for hit in answer.get('hits') or () if hit.get('input'))

    def search_by_text(self, text, page=1, per_page=20, raw=False):
        """Search inputs that fit a text, on today's platform.

        Args:
            text (str): such as 'red pineapples on the beach'.
            page, per_page, raw: as for `search`.
        """
        return self._search([TextSearchTerm(text)], page, per_page, raw)

    def search_by_image(self, image_id=None, image=None, url=None, imgbytes=None,
                        base64bytes=None, fileobj=None, filename=None, crop=None, page=1,
                        per_page=20, raw=False):
        """Search inputs that look like a picture; give one of its forms.

        Args:
            image_id (str): the id of an input.
            image (Image): a picture with a URL or content.
            url (str): a picture on the web.
            imgbytes (bytes): the content of a picture.
            base64bytes (str or bytes): a picture in base64.
            fileobj (file): a binary file or stream, read from its beginning.
            filename (str): a local file.
            crop: no longer possible; only None.
            page, per_page, raw: as for `search`.

        Returns:
            list of Image or Video: the hits, best first; a dict with ``raw=True``.

        Raises:
            UserError: none or several of them were given, or one of the wrong kind.
            ApiError: the server refused, failed or could not be reached.
        """
        refuse_crop(crop)
        given = [(name, value) for name, value in (
            ('image_id', image_id), ('image', image), ('url', url), ('imgbytes', imgbytes),
            ('base64bytes', base64bytes), ('fileobj', fileobj), ('filename', filename))
            if value is not None]
        if len(given) != 1:
            raise UserError('search_by_image needs one of image_id, image, url, imgbytes, '
                            'base64bytes, fileobj and filename, not %s'
                            % (' and '.join(name for name, _ in given) or 'none'))
        return self._search([_picture_term(*given[0])], page, per_page, raw)

    def search_by_original_url(self, url, page=1, per_page=20, raw=False):
        """Search inputs by the URL they were uploaded from.

        Args:
            url (str): the URL.
            page, per_page, raw: as for `search`.
        """
        return self._search([InputSearchTerm(url=url)], page, per_page, raw)

    def search_by_metadata(self, metadata=None, page=1, per_page=20, raw=False, meta=None):
        """Search inputs by their metadata.

        Args:
            metadata (dict): a part of the metadata, nested as it is.
            page, per_page, raw: as for `search`.
            meta (dict): the name of `metadata` until 2.0.6.
        """
        metadata = deprecation.renamed('meta', meta, 'metadata', metadata)
        if not isinstance(metadata, dict):
            raise UserError('metadata must be a dictionary, not %s' % shown(metadata))
        return self._search([InputSearchTerm(metadata=metadata)], page, per_page, raw)

    def search_by_annotated_concepts(self, concept=None, concepts=None, value=True, values=None,
                                     concept_id=None, concept_ids=None, page=1, per_page=20,
                                     raw=False):
        """Search inputs by the concepts they were annotated with; give one of four forms.

        Args:
            concept (str): a concept's name.
            concepts (list of str): names of concepts, all of which must hold.
            value (bool): False finds inputs annotated with *not* the concept.
            values (list of bool): the same for each of several; `value` for all unless given.
            concept_id (str): a concept's id.
            concept_ids (list of str): ids of concepts, all of which must hold.
            page, per_page, raw: as for `search`.
        """
        terms = _concept_terms(InputSearchTerm, concept, concepts, value, values, concept_id,
                               concept_ids)
        return self._search(terms, page, per_page, raw)

    def search_by_predicted_concepts(self, concept=None, concepts=None, value=True, values=None,
                                     concept_id=None, concept_ids=None, page=1, per_page=20,
                                     lang=None, raw=False):
        """Search inputs by the concepts a model sees in them; give one of four forms.

        Args:
            concept, concepts, value, values, concept_id, concept_ids: as for
                `search_by_annotated_concepts`.
            lang (str): the language of the names, such as 'zh'.
            page, per_page, raw: as for `search`.
        """
        terms = _concept_terms(OutputSearchTerm, concept, concepts, value, values, concept_id,
                               concept_ids)
        return self._search(terms, page, per_page, raw, lang)

    def search_by_geo(self, geo_point=None, geo_limit=None, geo_box=None, page=1, per_page=20,
                      raw=False):
        """Search inputs by where they were taken: near a point, or within a box.

        Args:
            geo_point (GeoPoint): the point.
            geo_limit (GeoLimit): how far from it; 10 miles unless given.
            geo_box (GeoBox): the box.
            page, per_page, raw: as for `search`.
        """
        for name, part, kind in (('geo_point', geo_point, GeoPoint),
                                 ('geo_limit', geo_limit, GeoLimit), ('geo_box', geo_box, GeoBox)):
            if part is not None and not isinstance(part, kind):
                raise UserError('%s must be a %s, not %s' % (name, kind.__name__, shown(part)))
        if geo_point is not None and geo_limit is None:
            geo_limit = GeoLimit()
        geo = Geo(geo_point, geo_limit if geo_point is not None else None, geo_box)
        return self._search([InputSearchTerm(geo=geo)], page, per_page, raw)

    def _search(self, terms, page, per_page, raw, language=None):
        query = SearchQueryBuilder(language)
        for term in terms:
            query.add_term(term)
        return self.search(query, page, per_page, raw)


def _checked_query(qb):
    if not isinstance(qb, SearchQueryBuilder):
        raise UserError('qb must be a SearchQueryBuilder, not %s' % shown(qb))
    return qb.sendable()


# What reads the arguments of `search_by_image` that hold or name content.
_CONTENTS = {
    'base64bytes': content_of_base64, 'fileobj': content_of_file, 'filename': content_of_path,
    'imgbytes': lambda value: content_of_bytes(value, 'imgbytes')}


def _picture_term(name, value):
    """The term for one of the arguments of `search_by_image`."""
    if name == 'image_id':
        return OutputSearchTerm(input_id=value)
    if name == 'url':
        return OutputSearchTerm(url=value)
    if name in _CONTENTS:
        content = _CONTENTS[name](value)
        if not len(content):
            raise UserError('%s must be a picture that is not empty, not %s' % (name, shown(value)))
        return OutputSearchTerm(base64=content)
    if not isinstance(value, (Image, Video)) or not value.has_content():
        raise UserError('image must be an Image with a URL or content, not %s' % shown(value))
    if value.url:
        return OutputSearchTerm(url=value.url)
    return OutputSearchTerm(base64=value._content)


def _concept_terms(kind, concept, concepts, value, values, concept_id, concept_ids):
    """Terms for concepts, given in one of four forms."""
    given = [(name, part) for name, part in (
        ('concept', concept), ('concepts', concepts), ('concept_id', concept_id),
        ('concept_ids', concept_ids)) if part is not None]
    if len(given) != 1:
        raise UserError('give one of concept, concepts, concept_id and concept_ids, not %s'
                        % (' and '.join(name for name, _ in given) or 'none'))
    name, part = given[0]
    keyword = 'concept_id' if name.startswith('concept_id') else 'concept'
    if name == keyword:
        part = [part]
    else:
        listed = listed_of(part)
        if not listed:
            raise UserError('%s must be a list that is not empty, not %s' % (name, shown(part)))
        part = listed
    each_value = [value] * len(part) if values is None else listed_of(values)
    if each_value is None or len(each_value) != len(part):
        raise UserError('values must be a list as long as %s, which has %d' % (name, len(part)))
    return [kind(value=each, **{keyword: one}) for one, each in zip(part, each_value)]
