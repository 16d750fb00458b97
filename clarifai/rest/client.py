"""Every name that ``clarifai.rest.client`` exported in any 2.x release."""
from __future__ import absolute_import

from clarifai.errors import ApiClientError, ApiError, TokenError, UserError  # noqa: F401
from clarifai.logs import logger  # noqa: F401
from clarifai.rest.api_client import ApiClient  # noqa: F401
from clarifai.rest.app import Auth, ClarifaiApp  # noqa: F401
from clarifai.rest.concept import Concept  # noqa: F401
from clarifai.rest.concepts import Concepts  # noqa: F401
from clarifai.rest.deprecated_calls import (  # noqa: F401
    CONNECTIONS, GITHUB_TAG_ENDPOINT, RETRIES, TOKENS_DEPRECATED_MESSAGE)
from clarifai.rest.feedback import FeedbackInfo, FeedbackType  # noqa: F401
from clarifai.rest.general_model import DEFAULT_TAG_MODEL, GENERAL_MODEL_ID  # noqa: F401
from clarifai.rest.geo import Geo, GeoBox, GeoLimit, GeoPoint  # noqa: F401
from clarifai.rest.inputs import Inputs  # noqa: F401
from clarifai.rest.media import Image, Input, Video  # noqa: F401
from clarifai.rest.model import Model  # noqa: F401
from clarifai.rest.models import Models  # noqa: F401
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo  # noqa: F401
from clarifai.rest.public_models import PublicModels  # noqa: F401
from clarifai.rest.regions import (  # noqa: F401
    BoundingBox, Face, FaceAgeAppearance, FaceGenderAppearance, FaceIdentity,
    FaceMulticulturalAppearance, Region, RegionInfo)
from clarifai.rest.search import (  # noqa: F401
    AnnotationHit, AnnotationSearchTerm, InputSearchTerm, OutputSearchTerm, SearchQueryBuilder,
    SearchTerm, TextSearchTerm)
from clarifai.rest.solutions.model_solutions import (  # noqa: F401
    ModelSolutions, ModelSolutionsModeration)
from clarifai.rest.solutions.solutions import Solutions  # noqa: F401
from clarifai.rest.status import ApiResponse, ApiStatus, InputCounts, pagination  # noqa: F401
from clarifai.rest.workflows import Workflow, WorkflowNode, Workflows  # noqa: F401
from clarifai.versions import CLIENT_VERSION, OS_VER, PYTHON_VERSION  # noqa: F401
