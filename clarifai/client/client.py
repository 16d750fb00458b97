"""The client of the API v1, which 2.0.1 to 2.1.0 had here; that API is closed.

A `ClarifaiApi` can still be made, so that scripts that only make one run on.  Its calls refuse, and
name what does the same today.  This file is in the grammar of Python 2.7.
"""
from __future__ import absolute_import

from clarifai import deprecation, errors
from clarifai.logs import logger  # noqa: F401 (a name of v1)

API_VERSION = 'v1'
CAN_RESIZE = False
IGNORE_RESIZE_FORMATS = ('GIF', 'TIFF')
IM_QUALITY = 95
SENTENCE = 'Clarifai closed its API v1 years ago, so %s can do nothing any more: use %s'
MODELS = 'clarifai.rest.ClarifaiApp(...).public_models'
PREDICT = MODELS + '.general_model.predict_by_url(url)'


class ApiError(errors.ApiError):
    """The server of v1 refused; its name for `clarifai.errors.ApiError`."""

    def __init__(self, msg=''):
        self.msg = msg
        super(ApiError, self).__init__('v1', {}, 'POST', cause=msg)
        self.args = (msg,)

    def __reduce__(self):
        return type(self), (self.msg,)

    def _message(self):
        return self.msg


class ApiClientError(ApiError):
    """A call of v1 was wrong."""


class ApiThrottledError(Exception):
    """The server of v1 was asked too often."""


class ApiBadRequestError(ApiError, ValueError):
    """A request of v1 was wrong."""


def closed(name, instead):
    """The UserError of something that spoke to the API v1.

    Args:
        name (str): what it is.
        instead (str): what does the same today.
    """
    return errors.UserError(SENTENCE % (name, instead))


def refusing(name, instead):
    """A function in place of one that spoke to the API v1; see `closed`."""
    def refuse(*args, **kwargs):
        raise closed(name, instead)
    refuse.__name__ = name.split('.')[-1]
    refuse.__doc__ = 'Refuse: the API v1 is closed.  Use %s.' % instead
    return refuse


def _call(name, instead=PREDICT):
    return refusing('ClarifaiApi.' + name, instead)


class ClarifaiApi(object):
    """The API v1.

    Args:
        *args, **kwargs: as they were; of no use any more.
    """

    def __init__(self, *args, **kwargs):
        deprecation.warn(SENTENCE % ('ClarifaiApi', 'clarifai.rest.ClarifaiApp'))

    tag = _call('tag')
    tag_urls = _call('tag_urls')
    tag_images = _call('tag_images', MODELS + '.general_model.predict_by_filename(name)')
    tag_image_urls = _call('tag_image_urls')
    tag_image_base64 = _call('tag_image_base64', MODELS + '.general_model.predict_by_base64(text)')
    tag_and_embed = _call('tag_and_embed')
    tag_and_embed_urls = _call('tag_and_embed_urls')
    tag_and_embed_images = _call('tag_and_embed_images')
    tag_and_embed_image_urls = _call('tag_and_embed_image_urls')
    embed = _call('embed', MODELS + '.general_embedding_model.predict_by_url(url)')
    embed_urls = _call('embed_urls', MODELS + '.general_embedding_model.predict_by_url(url)')
    embed_images = _call('embed_images',
                         MODELS + '.general_embedding_model.predict_by_filename(name)')
    embed_image_urls = _call('embed_image_urls',
                             MODELS + '.general_embedding_model.predict_by_url(url)')
    color = _call('color', MODELS + '.color_model.predict_by_url(url)')
    color_urls = _call('color_urls', MODELS + '.color_model.predict_by_url(url)')
    face = _call('face', MODELS + '.face_detection_model.predict_by_url(url)')
    face_urls = _call('face_urls', MODELS + '.face_detection_model.predict_by_url(url)')
    feedback = _call('feedback', 'app.inputs.merge_concepts(...) and a model of your own')
    language = _call('language', 'the argument "language" of Model.predict_by_url')
    set_model = _call('set_model', 'clarifai.rest.ClarifaiApp(...).models.get(name)')
    get_access_token = _call('get_access_token', 'an API key or a personal access token')
    get_info = _call('get_info', 'clarifai.rest.ClarifaiApp(...).models.get_all()')
    get_languages = _call('get_languages', 'the argument "language" of Model.predict_by_url')
    get_usage = _call('get_usage', 'the pages of your Clarifai account')


iteritems = refusing('iteritems', 'six.iteritems')
post_data_multipart = refusing('post_data_multipart', PREDICT)
RequestWithMethod = refusing('RequestWithMethod', 'requests.Request')
