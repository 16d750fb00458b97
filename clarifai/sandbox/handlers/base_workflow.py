"""What an app's base workflow, which looks at every input, means for what inputs may say."""
import sqlite3

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers.request import Call
from clarifai.sandbox.models import public_models
from clarifai.sandbox.store import apps, workflows

DETECTOR = 'visual-detector'
NO_CONCEPTS = ('Adding/patching inputs with pre-tagged concepts is not allowed for apps with a '
               'detection model in their base workflow. Please use Post or Patch Annotations '
               'instead.')


def refuse_concepts(call: Call, db: sqlite3.Connection, items: list[dict]) -> None:
    """Refuse inputs with concepts in an app of the platform whose base workflow detects.

    Raises:
        errors.InputInvalid: one of `items`, inputs of the request, has concepts in such an app.
    """
    if call.is_platform and any(fields.mapping(item, 'data').get('concepts') for item in items):
        app = apps.find(db, call.user_id, call.scope.name)
        if app and _detects(call, db, app['about'].get('default_workflow_id')):
            raise errors.InputInvalid(NO_CONCEPTS)


def _detects(call: Call, db: sqlite3.Connection, workflow_id: str) -> bool:
    record = workflow_id and workflows.find(db, call.app_id, workflow_id)
    if record:
        nodes = workflows.version(db, record)['nodes']
        models = [public_models.find(node['model_id']) for node in nodes if node['is_public']]
    else:
        models = [node.model for node in public_models.WORKFLOWS.get(workflow_id, ())]
    return any(model and model.model_type_id == DETECTOR for model in models)
