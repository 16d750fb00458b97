import logging

from clarifai.errors import (
    ApiClientError as ApiClientError,
    ApiError as ApiError,
    TokenError as TokenError,
    UserError as UserError,
)
from clarifai.rest.api_client import ApiClient as ApiClient
from clarifai.rest.app import (
    Auth as Auth,
    ClarifaiApp as ClarifaiApp,
)
from clarifai.rest.concept import Concept as Concept
from clarifai.rest.concepts import Concepts as Concepts
from clarifai.rest.deprecated_calls import (
    CONNECTIONS as CONNECTIONS,
    GITHUB_TAG_ENDPOINT as GITHUB_TAG_ENDPOINT,
    RETRIES as RETRIES,
    TOKENS_DEPRECATED_MESSAGE as TOKENS_DEPRECATED_MESSAGE,
)
from clarifai.rest.feedback import (
    FeedbackInfo as FeedbackInfo,
    FeedbackType as FeedbackType,
)
from clarifai.rest.geo import (
    Geo as Geo,
    GeoBox as GeoBox,
    GeoLimit as GeoLimit,
    GeoPoint as GeoPoint,
)
from clarifai.rest.inputs import Inputs as Inputs
from clarifai.rest.media import (
    Image as Image,
    Input as Input,
    Video as Video,
)
from clarifai.rest.model import Model as Model
from clarifai.rest.models import Models as Models
from clarifai.rest.outputs import (
    ModelOutputConfig as ModelOutputConfig,
    ModelOutputInfo as ModelOutputInfo,
)
from clarifai.rest.public_models import PublicModels as PublicModels
from clarifai.rest.regions import (
    Face as Face,
    FaceAgeAppearance as FaceAgeAppearance,
    FaceGenderAppearance as FaceGenderAppearance,
    FaceIdentity as FaceIdentity,
    FaceMulticulturalAppearance as FaceMulticulturalAppearance,
)
from clarifai.rest.regions import (
    BoundingBox as BoundingBox,
    Region as Region,
    RegionInfo as RegionInfo,
)
from clarifai.rest.search import (
    AnnotationHit as AnnotationHit,
    AnnotationSearchTerm as AnnotationSearchTerm,
    InputSearchTerm as InputSearchTerm,
    OutputSearchTerm as OutputSearchTerm,
    SearchQueryBuilder as SearchQueryBuilder,
    SearchTerm as SearchTerm,
    TextSearchTerm as TextSearchTerm,
)
from clarifai.rest.solutions.model_solutions import (
    ModelSolutions as ModelSolutions,
    ModelSolutionsModeration as ModelSolutionsModeration,
)
from clarifai.rest.solutions.solutions import Solutions as Solutions
from clarifai.rest.status import (
    ApiResponse as ApiResponse,
    ApiStatus as ApiStatus,
    InputCounts as InputCounts,
    pagination as pagination,
)
from clarifai.rest.workflows import (
    Workflow as Workflow,
    WorkflowNode as WorkflowNode,
    Workflows as Workflows,
)
from clarifai.versions import (
    CLIENT_VERSION as CLIENT_VERSION,
    OS_VER as OS_VER,
    PYTHON_VERSION as PYTHON_VERSION,
)

logger: logging.Logger
DEFAULT_TAG_MODEL: str
GENERAL_MODEL_ID: str

__all__ = [
    'AnnotationHit', 'AnnotationSearchTerm', 'ApiClient', 'ApiClientError', 'ApiError',
    'ApiResponse', 'ApiStatus', 'Auth', 'BoundingBox', 'CLIENT_VERSION', 'CONNECTIONS',
    'ClarifaiApp', 'Concept', 'Concepts', 'DEFAULT_TAG_MODEL', 'Face', 'FaceAgeAppearance',
    'FaceGenderAppearance', 'FaceIdentity', 'FaceMulticulturalAppearance', 'FeedbackInfo',
    'FeedbackType', 'GENERAL_MODEL_ID', 'GITHUB_TAG_ENDPOINT', 'Geo', 'GeoBox', 'GeoLimit',
    'GeoPoint', 'Image', 'Input', 'InputCounts', 'InputSearchTerm', 'Inputs', 'Model',
    'ModelOutputConfig', 'ModelOutputInfo', 'ModelSolutions', 'ModelSolutionsModeration',
    'Models', 'OS_VER', 'OutputSearchTerm', 'PYTHON_VERSION', 'PublicModels', 'RETRIES',
    'Region', 'RegionInfo', 'SearchQueryBuilder', 'SearchTerm', 'Solutions',
    'TOKENS_DEPRECATED_MESSAGE', 'TextSearchTerm', 'TokenError', 'UserError', 'Video',
    'Workflow', 'WorkflowNode', 'Workflows', 'logger', 'pagination',
]
