"""The concepts of an app."""
from __future__ import absolute_import

from clarifai.answers import first, objects_in
from clarifai.errors import UserError
from clarifai.paging import pages
from clarifai.redact import shown
from clarifai.rest.arguments import checked_ids, checked_names
from clarifai.rest.concept import Concept, concept_from_json


class Concepts(object):
    """The concepts of an app; `ClarifaiApp.concepts` is one of these.

    All methods raise `UserError` for wrong arguments, before anything is sent, and `ApiError` when
    the server refuses, fails or cannot be reached.

    Args:
        api (ApiClient): the app's client.
    """

    def __init__(self, api):
        self.api = api

    def get_all(self):
        """All concepts, fetched page by page as they are asked for.

        Yields:
            Concept: one after the other.
        """
        return (concept_from_json(item) for item in pages(self.api.get_concepts, 'concepts'))

    def get_by_page(self, page=1, per_page=20):
        """The concepts of one page.

        Args:
            page (int): the page, from 1.
            per_page (int): concepts per page.

        Returns:
            list of Concept: empty behind the last page.
        """
        return _concepts(self.api.get_concepts(page, per_page))

    def get(self, concept_id):
        """A concept by its id.

        Args:
            concept_id (str): the id.

        Returns:
            Concept: or None when the answer has none; an unknown id is an `ApiError`.
        """
        item = self.api.get_concept(concept_id).get('concept')
        return concept_from_json(item) if item else None

    def search(self, term, lang=None):
        """Search concepts by name.

        Args:
            term (str): a name; ``*`` stands for any text.
            lang (str): the language of the names, such as 'zh'; else that of the app.

        Yields:
            Concept: one hit after the other, fetched page by page.
        """
        return (concept_from_json(item) for item in pages(
            lambda page, per_page: self.api.search_concepts(term, page, per_page, lang),
            'concepts'))

    def create(self, concept_id, concept_name=None):
        """Create a concept.

        Args:
            concept_id (str): its id, unique within the app.
            concept_name (str): its name; the id unless given.

        Returns:
            Concept: as the server has it.
        """
        return first(self.bulk_create([concept_id], [concept_name]))

    def bulk_create(self, concept_ids, concept_names=None):
        """Create concepts, in batches of 128.

        Args:
            concept_ids (list of str): their ids.
            concept_names (list of str): their names, in the same order; the ids unless given.

        Returns:
            list of Concept: as the server has them, in the same order.
        """
        ids = checked_ids(concept_ids, 'concept_ids')
        names = ids if concept_names is None else concept_names
        return _concepts(self.api.add_concepts(ids, names))

    def update(self, concept_id, concept_name, action='overwrite'):
        """Rename a concept.

        Args:
            concept_id (str): its id.
            concept_name (str): its new name.
            action (str): 'overwrite'.

        Returns:
            Concept: as the server has it now.
        """
        return first(self.bulk_update([concept_id], [concept_name], action))

    def bulk_update(self, concept_ids, concept_names, action='overwrite'):
        """Rename concepts, in batches of 128.

        Args:
            concept_ids (list of str): their ids.
            concept_names (list of str): their new names, in the same order.
            action (str): 'overwrite'.

        Returns:
            list of Concept: as the server has them now, in the same order.
        """
        ids = checked_ids(concept_ids, 'concept_ids')
        names = checked_names(ids, concept_names, 'concept_names')
        if action not in self.api.concepts_patch_actions:
            raise UserError('action must be overwrite, not %s' % shown(action))
        return _concepts(self.api.patch_concepts(
            action, [Concept(name, one) for one, name in zip(ids, names)]))


def _concepts(answer):
    return [concept_from_json(item) for item in objects_in(answer.get('concepts'))]
