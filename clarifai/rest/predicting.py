"""The ways to give one input to a model or a workflow, written once for both."""
from __future__ import absolute_import

from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.rest.media import media_of
from clarifai.rest.outputs import ModelOutputConfig

# The arguments that say what to predict: their names in `media_of`, and what they have to be.
_GIVEN = {'url': ('url', 'an address'), 'filename': ('filename', 'the path of a file'),
          'raw_bytes': ('raw_bytes', 'content'), 'base64_bytes': ('base64', 'base64')}


class Predicting(object):
    """Mixed into Model and Workflow, which have `_predict_media(media, config)`.

    All four calls take the same options.  Each returns the JSON of the answer.
    """

    def predict_by_url(self, url, lang=None, is_video=False, min_value=None, max_concepts=None,
                       select_concepts=None, sample_ms=None):
        """Predict a picture or video on the web.

        Args:
            url (str): where it is.
            lang (str): the language of concept names, such as 'zh'.
            is_video (bool): whether it is a video.
            min_value (float): leave out concepts below it, 0 to 1.
            max_concepts (int): give at most so many concepts, 0 to 200.
            select_concepts (list of Concept): give only these.
            sample_ms (int): look at a video every so many milliseconds.

        Returns:
            dict: the JSON of the answer.

        Raises:
            UserError: an argument of the wrong kind.
            ApiError: the server refused, failed or could not be reached.
        """
        return self._predict_one('url', url, is_video, lang, min_value, max_concepts,
                                 select_concepts, sample_ms)

    def predict_by_filename(self, filename, lang=None, is_video=False, min_value=None,
                            max_concepts=None, select_concepts=None, sample_ms=None):
        """Predict a local file.

        Args:
            filename (str): its path; the other arguments are those of `predict_by_url`.

        Returns:
            dict: the JSON of the answer.

        Raises:
            UserError: also when the file cannot be opened; it is then the IOError of `open` too.
            ApiError: as for `predict_by_url`.
        """
        return self._predict_one('filename', filename, is_video, lang, min_value, max_concepts,
                                 select_concepts, sample_ms)

    def predict_by_bytes(self, raw_bytes, lang=None, is_video=False, min_value=None,
                         max_concepts=None, select_concepts=None, sample_ms=None):
        """Predict the bytes of a picture or video.

        Args:
            raw_bytes (bytes, bytearray or binary file): the content; the other arguments are those
                of `predict_by_url`.

        Returns:
            dict: the JSON of the answer.

        Raises:
            UserError, ApiError: as for `predict_by_url`.
        """
        return self._predict_one('raw_bytes', raw_bytes, is_video, lang, min_value, max_concepts,
                                 select_concepts, sample_ms)

    def predict_by_base64(self, base64_bytes, lang=None, is_video=False, min_value=None,
                          max_concepts=None, select_concepts=None, sample_ms=None):
        """Predict a picture or video in base64.

        Args:
            base64_bytes (str or bytes): base64, line breaks allowed; the other arguments are those
                of `predict_by_url`.

        Returns:
            dict: the JSON of the answer.

        Raises:
            UserError, ApiError: as for `predict_by_url`.
        """
        return self._predict_one('base64_bytes', base64_bytes, is_video, lang, min_value,
                                 max_concepts, select_concepts, sample_ms)

    def _predict_one(self, argument, value, is_video, lang, min_value, max_concepts,
                     select_concepts, sample_ms):
        name, expected = _GIVEN[argument]
        media = media_of(is_video=is_video, **{name: value})
        if not media.has_content():
            raise UserError('%s must be %s that is not empty, not %s'
                            % (argument, expected, shown(value)))
        return self._predict_media(media, ModelOutputConfig(
            language=lang, min_value=min_value, max_concepts=max_concepts,
            select_concepts=select_concepts, sample_ms=sample_ms))
