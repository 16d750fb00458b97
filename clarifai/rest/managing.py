"""Managing a model on today's platform, beyond what 2.x could, on the object and the collection."""
from __future__ import absolute_import

from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.rest.concept import concept_from_json
from clarifai.rest.paging import pages


class ManagedModel(object):
    """Mixed into `Model`, which has the `api` and its `model_id`."""

    def get_concepts(self, version_id=None):
        """The concepts of the model, fetched page by page (``GET /models/{model_id}/concepts``).

        Args:
            version_id (str): a version; the newest unless given.

        Yields:
            Concept: one after the other.
        """
        return pages(lambda page, per_page: [
            concept_from_json(item) for item in self.api.get_model_concepts(
                self.model_id, version_id, page, per_page).get('concepts') or ()])

    def get_versions(self):
        """The versions of the model, fetched page by page (``GET /models/{model_id}/versions``).

        Yields:
            dict: the JSON of one version after the other, the newest first.
        """
        return pages(lambda page, per_page: self.api.get_model_versions(
            self.model_id, page, per_page).get('model_versions') or [], until_short=True)

    def update_version(self, version_id, fields, action='merge'):
        """Change a version (``PATCH /models/{model_id}/versions``).

        Args:
            version_id (str): the version.
            fields (dict): such as ``{'description': 'better'}`` or
                ``{'output_info': {'params': {'min_value': 0.95}}}``; concepts cannot be changed.
            action (str): 'merge' changes what is given and adds to lists, 'overwrite' replaces it,
                'remove' takes it away.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.patch_model_versions(
            self.model_id, [dict(_checked_fields(fields), id=version_id)], action)

    def update_details(self, fields, action='merge'):
        """Change what belongs to the model and not to a version (``PATCH /models``).

        Args:
            fields (dict): such as ``{'name': 'Boats', 'description': '...', 'notes': '...'}``.
            action (str): as for `update_version`.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.patch_models([dict(_checked_fields(fields), id=self.model_id)], action)

    def delete(self):
        """Delete the model with all its versions (``DELETE /models/{model_id}``).

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.delete_model(self.model_id)


class ManagedModels(object):
    """Mixed into `Models`: what `ManagedModel` and `Model` do, by the id of a model."""

    def get_types(self):
        """The types of models that can be made, fetched page by page (``GET /models/types``).

        Yields:
            dict: the JSON of one type after the other, with its parameters.
        """
        return pages(lambda page, per_page: self.api.get_model_types(
            page, per_page).get('model_types') or [])

    def get_info(self, model_id, version_id=None, verbose=False):
        """What the server has of a model; see `Model.get_info`."""
        model = self.get(model_id=model_id, version_id=version_id)
        return model.get_info(verbose)

    def get_concepts(self, model_id, version_id=None):
        """The concepts of a model; see `ManagedModel.get_concepts`."""
        return self.get(model_id=model_id).get_concepts(version_id)

    def get_versions(self, model_id):
        """The versions of a model; see `ManagedModel.get_versions`."""
        return self.get(model_id=model_id).get_versions()

    def get_version(self, model_id, version_id):
        """A version of a model; see `Model.get_version`."""
        return self.get(model_id=model_id).get_version(version_id)

    def update(self, model_id, action='merge', model_name=None, concepts_mutually_exclusive=None,
               closed_environment=None, concept_ids=None):
        """Change a model's name, concepts and options; see `Model.update`."""
        return self.get(model_id=model_id).update(
            action, model_name, concepts_mutually_exclusive, closed_environment, concept_ids)

    def update_details(self, model_id, fields, action='merge'):
        """Change what belongs to a model; see `ManagedModel.update_details`."""
        return self.get(model_id=model_id).update_details(fields, action)

    def update_version(self, model_id, version_id, fields, action='merge'):
        """Change a version of a model; see `ManagedModel.update_version`."""
        return self.get(model_id=model_id).update_version(version_id, fields, action)


def _checked_fields(fields):
    if not isinstance(fields, dict) or not fields:
        raise UserError('fields must be a dictionary that is not empty, such as '
                        "{'description': 'what it is for'}, not %s" % shown(fields))
    return fields
