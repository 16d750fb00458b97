"""Every name that ``clarifai.rest`` exported in any 2.x release, and today's search terms."""
from __future__ import absolute_import

from clarifai import overwritten

overwritten.check()  # before anything is imported that may be another's

from clarifai.rest.client import (  # noqa: E402
    GENERAL_MODEL_ID, AnnotationSearchTerm, ApiClient, ApiError, ApiStatus, BoundingBox,
    ClarifaiApp, Concept, Face, FaceAgeAppearance, FaceGenderAppearance, FaceIdentity,
    FaceMulticulturalAppearance, FeedbackInfo, FeedbackType, Geo, GeoBox, GeoLimit, GeoPoint,
    Image, InputSearchTerm, Model, ModelOutputConfig, ModelOutputInfo, OutputSearchTerm, Region,
    RegionInfo, SearchQueryBuilder, TextSearchTerm, TokenError, UserError, Video, Workflow)

__all__ = [  # without the names of the modules here, which "import *" would bring along
    'GENERAL_MODEL_ID', 'AnnotationSearchTerm', 'ApiClient', 'ApiError', 'ApiStatus',
    'BoundingBox', 'ClarifaiApp', 'Concept', 'Face', 'FaceAgeAppearance',
    'FaceGenderAppearance', 'FaceIdentity', 'FaceMulticulturalAppearance', 'FeedbackInfo',
    'FeedbackType', 'Geo', 'GeoBox', 'GeoLimit', 'GeoPoint', 'Image', 'InputSearchTerm',
    'Model', 'ModelOutputConfig', 'ModelOutputInfo', 'OutputSearchTerm', 'Region', 'RegionInfo',
    'SearchQueryBuilder', 'TextSearchTerm', 'TokenError', 'UserError', 'Video', 'Workflow']
