"""Operations of today's platform that 2.x had not.

They are refused, with what to set, when only an API key is known.
"""
from __future__ import absolute_import

from clarifai.errors import UserError
from clarifai.rest.arguments import checked_id, checked_ids, page_params

# What models can be listed by (``ListModelsRequest`` of clarifai-grpc), with the type of its value.
MODEL_FILTERS = {
    'model_type_id': str, 'search': str, 'license': str, 'creator': str, 'toolkits': list,
    'use_cases': list, 'languages': list, 'input_fields': list, 'output_fields': list,
    'additional_fields': list, 'model_version_ids': list, 'trained_only': bool,
    'featured_only': bool, 'starred_only': bool, 'sort_ascending': bool, 'sort_by_name': bool,
    'sort_by_num_inputs': bool, 'sort_by_created_at': bool, 'sort_by_modified_at': bool,
    'sort_by_star_count': bool, 'sort_by_relevance': bool,
}


class TodaysCalls(object):
    """Mixed into `ApiClient`, which sends them."""

    def list_models(self, page=1, per_page=20, public_only=False, filters=None):
        """List models by filters (``GET /models``).

        Args:
            page (int): the page, from 1.
            per_page (int): models per page, up to 1000.
            public_only (bool): Clarifai's own in place of the app's.
            filters (dict): such as ``{'model_type_id': 'embedding-classifier'}``; the names are
                those of `MODEL_FILTERS`.
        """
        params = dict(page_params(page, per_page), **_checked_filters(filters))
        return self._call('list_public_models' if public_only else 'list_models', params=params)

    def get_model_types(self, page=1, per_page=20):
        """List the types of models that can be made (``GET /models/types``)."""
        return self._call('get_model_types', params=page_params(page, per_page))

    def get_model_type(self, model_type_id):
        """Get a type of models with its parameters (``GET /models/types/{model_type_id}``)."""
        return self._call('get_model_type', {'model_type_id': model_type_id})

    def get_model_concepts(self, model_id, version_id=None, page=1, per_page=20):
        """List a model's concepts (``GET /models/{model_id}/concepts``)."""
        params = page_params(page, per_page)
        if version_id:
            params['version_id'] = version_id
        return self._call('get_model_concepts', {'model_id': model_id}, params)

    def patch_models(self, models, action='merge'):
        """Change what belongs to models and not to versions (``PATCH /models``).

        Args:
            models (list of dict): ids with fields such as name, description, notes, metadata.
            action (str): 'merge', 'remove' or 'overwrite'.
        """
        self._check_action(action, self.patch_actions)
        return self._call('patch_models', params={
            'models': _checked_items(models, 'models'), 'action': action})

    def patch_model_versions(self, model_id, versions, action='merge'):
        """Change versions of a model (``PATCH /models/{model_id}/versions``).

        Args:
            model_id (str): the model.
            versions (list of dict): ids with fields such as description, metadata, license, and
                ``{'output_info': {'params': {'min_value': 0.95}}}``; concepts cannot be changed.
            action (str): 'merge', 'remove' or 'overwrite'.
        """
        self._check_action(action, self.patch_actions)
        return self._call('patch_model_versions', {'model_id': model_id}, {
            'model_versions': _checked_items(versions, 'versions'), 'action': action})

    def search_annotations(self, query, page=1, per_page=20):
        """Search annotations in place of inputs (``POST /annotations/searches``).

        Args:
            query (dict): as ``SearchQueryBuilder.dict()`` makes it.
            page (int): the page of the hits, from 1.
            per_page (int): hits per page.
        """
        return self._call('search_annotations', params={
            'query': query, 'pagination': page_params(page, per_page)})

    def delete_workflows(self, workflow_ids):
        """Delete workflows of the app by their ids (``DELETE /workflows``), in batches of 128."""
        return self._in_batches('delete_workflows', checked_ids(workflow_ids, 'workflow_ids'),
                                lambda batch: {'ids': batch})


def _checked_items(items, argument):
    if not isinstance(items, (list, tuple)) or not items:
        raise UserError('%s must be a list of dictionaries that is not empty' % argument)
    for item in items:
        if not isinstance(item, dict):
            raise UserError('%s must hold dictionaries, each with its id' % argument)
        checked_id(item.get('id'), "the 'id' of each of " + argument)
    return list(items)


def _checked_filters(filters):
    checked = {}
    for name, value in (filters or {}).items():
        kind = MODEL_FILTERS.get(name)
        if kind is None:
            raise UserError('filters cannot have %r; possible are %s'
                            % (name, ', '.join(sorted(MODEL_FILTERS))))
        if kind is list and not isinstance(value, (list, tuple)):
            raise UserError('the filter %s must be a list' % name)
        # In a query a truth is written as JSON writes it.
        checked[name] = str(bool(value)).lower() if kind is bool else value
    return checked
