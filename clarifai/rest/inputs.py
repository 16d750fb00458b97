"""The inputs of an app."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.answers import first, objects_in
from clarifai.compat import string_types
from clarifai.content import content_of_bytes, content_of_path
from clarifai.errors import UserError
from clarifai.paging import pages
from clarifai.redact import shown
from clarifai.rest import deprecated_signatures
from clarifai.rest.arguments import check_media, checked_id, checked_pair, paired
from clarifai.rest.deprecated_calls import OUTPUTS_GONE
from clarifai.rest.input_search import InputSearch
from clarifai.rest.media import Image, Input, input_from_json, refuse_crop
from clarifai.rest.status import ApiStatus, InputCounts
from clarifai.status_codes import INPUT_DOWNLOAD_SUCCESS

CREATE_FORMS = (
    '(%s, image_id=None, concepts=None, not_concepts=None, crop=None, allow_duplicate_url=False)',
    '(%s, image_id=None, concepts=None, not_concepts=None, crop=None, metadata=None, '
    'allow_duplicate_url=False)')


def _create_forms(first):
    return deprecation.accepts_forms(*[form % first for form in CREATE_FORMS])


class Inputs(InputSearch):
    """The inputs of an app; `ClarifaiApp.inputs` is one of these.

    All methods raise `UserError` for wrong arguments, before anything is sent, and `ApiError` when
    the server refuses, fails or cannot be reached.

    Args:
        api (ApiClient): the app's client.
    """

    def __init__(self, api):
        self.api = api

    # Create

    def create_image(self, image):
        """Upload an input.

        Args:
            image (Image or Video): what to upload.

        Returns:
            Image or Video: as the server has it.
        """
        if not isinstance(image, Input):
            raise UserError('image must be an Image or a Video, such as Image(url=...), not %s'
                            % shown(image))
        return first(self.bulk_create_images([image]))

    @_create_forms('url')
    def create_image_from_url(self, url, image_id=None, concepts=None, not_concepts=None, crop=None,
                              metadata=None, geo=None, allow_duplicate_url=False):
        """Upload a picture on the web.

        Args:
            url (str): where it is.
            image_id (str): its id, unique within the app; the server makes one when there is none.
            concepts (list of str): ids of concepts that it shows.
            not_concepts (list of str): ids of concepts that it does not show.
            crop: no longer possible; only None.
            metadata (dict): whatever else is known of it, as JSON.
            geo (Geo): where it was taken.
            allow_duplicate_url (bool): upload it although the app has an input with its URL.

        Returns:
            Image: as the server has it.
        """
        if not isinstance(url, string_types) or not url.strip():
            raise UserError('url must be text that is not empty, not %s' % shown(url))
        return self._create({'url': url}, image_id, concepts, not_concepts, crop, metadata, geo,
                            allow_duplicate_url)

    @_create_forms('filename')
    def create_image_from_filename(self, filename, image_id=None, concepts=None, not_concepts=None,
                                   crop=None, metadata=None, geo=None, allow_duplicate_url=False):
        """Upload a picture from a local file.

        Args:
            filename (str): its path; the other arguments are those of `create_image_from_url`.

        Returns:
            Image: as the server has it.

        Raises:
            UserError: also when the file cannot be opened; it is then the IOError of `open` too.
        """
        refuse_crop(crop)
        return self._create({'base64': content_of_path(filename)}, image_id, concepts,
                            not_concepts, crop, metadata, geo, allow_duplicate_url)

    @_create_forms('img_bytes')
    def create_image_from_bytes(self, img_bytes, image_id=None, concepts=None, not_concepts=None,
                                crop=None, metadata=None, geo=None, allow_duplicate_url=False):
        """Upload the bytes of a picture.

        Args:
            img_bytes (bytes, bytearray or binary file): its content; the other arguments are those
                of `create_image_from_url`.

        Returns:
            Image: as the server has it.
        """
        content = {'base64': content_of_bytes(img_bytes, 'img_bytes')}
        return self._create(content, image_id, concepts, not_concepts, crop, metadata, geo,
                            allow_duplicate_url)

    @_create_forms('base64_bytes')
    def create_image_from_base64(self, base64_bytes, image_id=None, concepts=None,
                                 not_concepts=None, crop=None, metadata=None, geo=None,
                                 allow_duplicate_url=False):
        """Upload a picture in base64.

        Args:
            base64_bytes (str or bytes): base64, line breaks allowed; the other arguments are those
                of `create_image_from_url`.

        Returns:
            Image: as the server has it.
        """
        return self._create({'base64': base64_bytes}, image_id, concepts, not_concepts, crop,
                            metadata, geo, allow_duplicate_url)

    def bulk_create_images(self, images):
        """Upload up to 128 inputs in one request.

        Args:
            images (list of Image or Video): what to upload.

        Returns:
            list of Image or Video: as the server has them, in the same order; `status` says how
            each of them fares.
        """
        check_media(images, 'images')
        return _inputs(self.api.add_inputs(images))

    def _create(self, content, image_id, concepts, not_concepts, crop, metadata, geo,
                allow_duplicate_url):
        if isinstance(metadata, bool) or isinstance(geo, bool):
            metadata, geo, allow_duplicate_url = deprecated_signatures.create_image(
                metadata, geo, allow_duplicate_url)
        return self.create_image(Image(
            image_id=image_id, concepts=concepts, not_concepts=not_concepts, crop=crop,
            metadata=metadata, geo=geo, allow_dup_url=allow_duplicate_url, **content))

    # Read

    def check_status(self):
        """How many inputs are processed, waiting, at work or failed.

        Returns:
            InputCounts: the numbers.

        Raises:
            UserError: also when the answer does not count: zeros would end every wait.
        """
        answer = self.api.get_inputs_status()
        if not isinstance(answer.get('counts'), dict):
            raise UserError('the answer to GET /inputs/status does not count inputs: it has no '
                            '"counts" but %s' % shown(sorted(answer)))
        return InputCounts(answer)

    def get(self, input_id):
        """An input by its id.

        Args:
            input_id (str): the id.

        Returns:
            Image or Video: a plain Input with its `data` when it is neither, such as a text; None
            when the answer has none.  An unknown id is an `ApiError`.
        """
        item = self.api.get_input(input_id).get('input')
        return input_from_json(item) if item else None

    def get_all(self, ignore_error=False):
        """All inputs, fetched page by page as they are asked for.

        Args:
            ignore_error (bool): leave out those that are not (or not yet) successfully uploaded.

        Yields:
            Image or Video: one after the other.
        """
        found = (input_from_json(item) for item in pages(self.api.get_inputs, 'inputs'))
        return (one for one in found if not ignore_error or _is_uploaded(one))

    def get_by_page(self, page=1, per_page=20, ignore_error=False):
        """The inputs of one page.

        Args:
            page (int): the page, from 1.
            per_page (int): inputs per page.
            ignore_error (bool): leave out those that are not (or not yet) successfully uploaded.

        Returns:
            list of Image or Video: empty behind the last page.
        """
        found = _inputs(self.api.get_inputs(page, per_page))
        return [one for one in found if not ignore_error or _is_uploaded(one)]

    # Change

    def update(self, image, action='merge'):
        """Change an input's concepts, metadata and regions.

        Args:
            image (Image or Video): its id, with what is to be merged and so on.
            action (str): 'merge' adds to what there is, 'overwrite' replaces it, 'remove' takes
                away.

        Returns:
            Image or Video: as the server has it now.
        """
        return first(self.bulk_update_inputs([image], action))

    def bulk_update_inputs(self, images, action='merge'):
        """Change concepts, metadata and regions of inputs, in batches of 128.

        Args:
            images (list of Image or Video): their ids, with what is to be merged and so on; those
                with nothing but an id are left out.
            action (str): as for `update`.

        Returns:
            list of Image or Video: as the server has them now, in the same order.
        """
        return _inputs(self.api.patch_inputs(action, images))

    def bulk_update(self, images, action='merge'):
        """The old name of `bulk_update_inputs`."""
        return self.bulk_update_inputs(images, action)

    def merge_concepts(self, input_id, concepts=None, not_concepts=None, overwrite=False):
        """Add concepts to an input.

        Args:
            input_id (str): the input.
            concepts (list of str): ids of concepts that it shows.
            not_concepts (list of str): ids of concepts that it does not show.
            overwrite (bool): replace the concepts it has.

        Returns:
            Image or Video: as the server has it now.
        """
        return self.update(Image(image_id=checked_id(input_id, 'input_id'), concepts=concepts,
                                 not_concepts=not_concepts), 'overwrite' if overwrite else 'merge')

    def add_concepts(self, input_id, concepts=None, not_concepts=None):
        """Add concepts to an input; another name of `merge_concepts`."""
        return self.merge_concepts(input_id, concepts, not_concepts)

    def delete_concepts(self, input_id, concepts):
        """Take concepts away from an input.

        Args:
            input_id (str): the input.
            concepts (list of str): the ids of the concepts.

        Returns:
            Image or Video: as the server has it now.
        """
        return self.update(Image(image_id=checked_id(input_id, 'input_id'), concepts=concepts),
                           'remove')

    def bulk_merge_concepts(self, input_ids, concept_lists=None, label_lists=None):
        """Add concepts to inputs, in batches of 128.

        Args:
            input_ids (list of str): the inputs.
            concept_lists (list): for each input a list of pairs: a concept id, and whether the
                input shows it; such as ``[[('cat', True), ('dog', False)]]``.
            label_lists (list): the name of `concept_lists` in 2.0.1.

        Returns:
            list of Image or Video: as the server has them now, in the same order.
        """
        lists = deprecation.renamed('label_lists', label_lists, 'concept_lists', concept_lists)
        images = []
        for input_id, pairs in paired(input_ids, lists):
            pairs = [checked_pair(pair) for pair in pairs]
            images.append(Image(image_id=input_id,
                                concepts=[concept for concept, value in pairs if value],
                                not_concepts=[concept for concept, value in pairs if not value]))
        return self.bulk_update_inputs(images, 'merge')

    def bulk_delete_concepts(self, input_ids, concept_lists=None, label_lists=None):
        """Take concepts away from inputs, in batches of 128.

        Args:
            input_ids (list of str): the inputs.
            concept_lists (list): for each input a list of concept ids.
            label_lists (list): the name of `concept_lists` until 2.0.11.

        Returns:
            list of Image or Video: as the server has them now, in the same order.
        """
        lists = deprecation.renamed('label_lists', label_lists, 'concept_lists', concept_lists)
        return self.bulk_update_inputs([Image(image_id=input_id, concepts=concepts)
                                        for input_id, concepts in paired(input_ids, lists)],
                                       'remove')

    def merge_metadata(self, input_id, metadata):
        """Add to an input's metadata.

        Args:
            input_id (str): the input.
            metadata (dict): what to add; keys that are there get new values.

        Returns:
            Image or Video: as the server has it now.
        """
        return self.update(Image(image_id=checked_id(input_id, 'input_id'), metadata=metadata))

    # Delete

    def delete(self, input_id):
        """Delete an input, or several.

        Args:
            input_id (str or list of str): the id, or the ids, in batches of 128.

        Returns:
            ApiStatus: how it went.
        """
        if isinstance(input_id, string_types):
            answer = self.api.delete_input(input_id)
        else:
            answer = self.api.delete_inputs(input_id)
        return ApiStatus(answer.get('status'))

    def delete_all(self):
        """Delete all inputs of the app.

        Returns:
            ApiStatus: how it went; the server deletes in the background
            (`ClarifaiApp.wait_until_inputs_delete_finish` waits for it).
        """
        return ApiStatus(self.api.delete_all_inputs().get('status'))

    # Gone from the service

    def send_search_feedback(self, input_id, feedback_info=None):
        """Say which hit of a search was taken (2.0.30 to 2.6.2).

        Args:
            input_id (str): the hit.
            feedback_info (FeedbackInfo): who took it, in which search.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.send_search_feedback(Input(input_id, feedback_info=feedback_info))

    def get_outputs(self, input_id):
        """The service has no such thing any more; refused."""
        raise UserError(OUTPUTS_GONE)

    def merge_outputs_concepts(self, input_id, concept_ids):
        """The service has no such thing any more; refused."""
        raise UserError(OUTPUTS_GONE)

    def remove_outputs_concepts(self, input_id, concept_ids):
        """The service has no such thing any more; refused."""
        raise UserError(OUTPUTS_GONE)


def _inputs(answer):
    return [input_from_json(item) for item in objects_in(answer.get('inputs'))]


def _is_uploaded(one):
    return one.status is not None and one.status.code == INPUT_DOWNLOAD_SUCCESS
