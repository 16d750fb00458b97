"""The operations of `ApiClient` on inputs and concepts, with the names of 2.x."""
from __future__ import absolute_import

from clarifai.errors import ApiError, UserError
from clarifai.redact import shown
from clarifai.rest.arguments import (check_media, check_new_id, checked_id, checked_ids,
                                     checked_inputs, checked_names, page_params)
from clarifai.rest.concept import Concept
from clarifai.rest.connection import Sender
from clarifai.rest.recovering import recovered


class InputCalls(object):
    """Mixed into `ApiClient`, which sends them."""

    # Inputs

    def add_inputs(self, objs):
        """Upload inputs (``POST /inputs``), in batches of 128.

        When all inputs of a batch have ids, the batch is sent again after a failure that may have
        been a success; those that the server then has already are no failures.

        Args:
            objs (list of Image or Video): the inputs; ids are text without a slash.
        """
        check_media(objs, 'objs', most=None)
        for one in objs:
            check_new_id(one.input_id)
            if not one.has_content():
                raise UserError('there is nothing to upload: the URL or the content of %s is empty'
                                % shown(one))
        return self._in_batches('add_inputs', [one.sendable() for one in objs],
                                lambda batch: {'inputs': batch}, call=self._add)

    def _add(self, operation, ids, params):
        sender = Sender(self._exchange)
        try:
            answer = self._call(operation, ids, params, sender)
        except ApiError as error:
            answer = error.answer if error.uncertain and error.status_code == 400 else None
            answer = answer and recovered(answer, params['inputs'], self.get_input)
            if answer is None:
                raise
            return answer
        if sender.uncertain:
            return recovered(answer, params['inputs'], self.get_input) or answer
        return answer

    def search_inputs(self, query, page=1, per_page=20):
        """Search inputs (``POST /searches``).

        Args:
            query (dict): ``{'ands': [...]}``, as ``SearchQueryBuilder.dict()`` makes it.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
        """
        return self._call('search_inputs', params={
            'query': query, 'pagination': page_params(page, per_page)})

    def get_input(self, input_id):
        """Get an input (``GET /inputs/{input_id}``)."""
        return self._call('get_input', {'input_id': input_id})

    def get_inputs(self, page=1, per_page=20):
        """List inputs (``GET /inputs``)."""
        return self._call('get_inputs', params=page_params(page, per_page))

    def get_inputs_status(self):
        """Count inputs by their state (``GET /inputs/status``)."""
        return self._call('get_inputs_status')

    def delete_input(self, input_id):
        """Delete an input (``DELETE /inputs/{input_id}``)."""
        return self._call('delete_input', {'input_id': input_id})

    def delete_inputs(self, input_ids):
        """Delete inputs by their ids (``DELETE /inputs``), in batches of 128."""
        return self._in_batches('delete_inputs', checked_ids(input_ids, 'input_ids'),
                                lambda batch: {'ids': batch})

    def delete_all_inputs(self):
        """Delete all inputs of the app (``DELETE /inputs``)."""
        return self._call('delete_all_inputs', params={'delete_all': True})

    def patch_inputs(self, action, inputs):
        """Change concepts, metadata and regions of inputs (``PATCH /inputs``), 128 at a time.

        Args:
            action (str): 'merge', 'remove' or 'overwrite'.
            inputs (list of Image or Video): the ids with what is to be merged and so on; those
                with nothing to change are left out.
        """
        self._check_action(action, self.patch_actions)
        items = []
        for one in checked_inputs(inputs, 'inputs'):
            data = one._annotations()
            if data:
                items.append({'id': one.input_id, 'data': data})
        for item in items:
            if not item['id']:
                raise UserError('each of the inputs needs its id: Image(image_id=..., ...)')
        return self._in_batches('patch_inputs', items,
                                lambda batch: {'action': action, 'inputs': batch})

    def send_search_feedback(self, obj):
        """Say which hit of a search was taken (``POST /searches/feedback``, until 2.6.2)."""
        return self._call('send_search_feedback', params={'input': obj.dict()})

    # Concepts

    def get_concept(self, concept_id):
        """Get a concept (``GET /concepts/{concept_id}``)."""
        return self._call('get_concept', {'concept_id': concept_id})

    def get_concepts(self, page=1, per_page=20):
        """List concepts (``GET /concepts``)."""
        return self._call('get_concepts', params=page_params(page, per_page))

    def add_concepts(self, concept_ids, concept_names):
        """Create concepts (``POST /concepts``), in batches of 128.

        Args:
            concept_ids (list of str): their ids.
            concept_names (list of str or None): their names, in the same order; None leaves it to
                the server to take the id.
        """
        ids = checked_ids(concept_ids, 'concept_ids')
        names = checked_names(ids, concept_names, 'concept_names')
        concepts = [Concept(name, one).dict() for one, name in zip(ids, names)]
        return self._in_batches('add_concepts', concepts, lambda batch: {'concepts': batch})

    def search_concepts(self, term, page=1, per_page=20, language=None):
        """Search concepts by name (``POST /concepts/searches``).

        Args:
            term (str): a name; ``*`` stands for any text.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
            language (str): the language of the names, such as 'zh'.
        """
        query = {'name': checked_id(term, 'term')}
        if language is not None:
            query['language'] = language
        return self._call('search_concepts', params={
            'concept_query': query, 'pagination': page_params(page, per_page)})

    def patch_concepts(self, action, concepts):
        """Rename concepts (``PATCH /concepts``), in batches of 128.

        Args:
            action (str): 'overwrite'.
            concepts (list of Concept): the ids with their new names.
        """
        self._check_action(action, self.concepts_patch_actions)
        items = [concept.dict() for concept in concepts]
        if not items:
            raise UserError('concepts is empty: there is nothing to do')
        return self._in_batches('patch_concepts', items,
                                lambda batch: {'action': action, 'concepts': batch})
