"""What is said of a public model that a program names."""
from __future__ import absolute_import

import re

from clarifai.check.finding import CHANGED, GONE, PAT, WORKS

OWN = 'a model of your own app'


def catalogue():
    """The catalogue of public models, loaded when a program names one."""
    from clarifai.rest import catalogue
    return catalogue


def of_attribute(attribute):
    """What is said of an attribute of ``app.public_models``.

    Returns:
        tuple: the category, the message, the call of today, and the id or the attribute that
        takes its place, or None.
    """
    from clarifai.rest.public_models import PUBLIC_MODEL_IDS
    model_id = PUBLIC_MODEL_IDS.get(attribute)
    if model_id is None:
        return GONE, 'there is no such public model', '', None
    category, message, today, successor = of_name(model_id)
    return category, message, today, 'general_model' if successor == _general() else None


def of_name(name):
    """What is said of a model's name or id; see `of_attribute`."""
    known = catalogue()
    model = known.find_alike(name) or known.decommissioned(name)
    if model is None:
        return WORKS, OWN, "app.model('%s')" % name if _is_plain(name) else '', None
    successor = model.successor if model.successor and _is_plain(model.successor) else None
    today = successor or model.today_id or (model.ids and model.ids[-1])
    call = "Model('https://clarifai.com/clarifai/main/models/%s')" % today
    if model.key == 'demographics':
        return (CHANGED, known.GONE['demographics'],
                "Workflow('https://clarifai.com/clarifai/main/workflows/Demographics')", None)
    gone = known.retirement_notice(name)
    if gone:
        return GONE, gone, call if successor else '', successor
    gone = known.retirement_notice(model.ids[-1] if model.ids else model.key)
    if gone:  # a name that is only like it, such as travel, may be one of the user's
        return (GONE, 'unless it is a model of your own: ' + gone, call if successor else '', None)
    if name in known.MISPRINTS:
        return (CHANGED, 'the id lacks a letter, as it was printed once', call,
                known.MISPRINTS[name])
    if model.successor_id:
        return (CHANGED, 'the old id may be closed: %s is asked then, another and newer model'
                % model.successor_id, call, None)
    return PAT, 'a public model, %s today; an API key cannot reach it' % (
        model.today_id or 'with its id of 2.x'), call, None


def is_public(name):
    """Whether a name or an id is that of a public model."""
    return of_name(name)[0] != WORKS


def is_known(name):
    """Whether a text names something of Clarifai's, then or today, and is no secret."""
    return catalogue().find(name) is not None or name in catalogue().MISPRINTS or (
        catalogue().decommissioned(name) is not None)


def is_id(name):
    """Whether a text is an id of 2.x, which is nothing else by chance."""
    return (re.match('[0-9a-z]{31,32}$', name) is not None and
            (catalogue().is_id(name) or name in catalogue().MISPRINTS))


def is_versioned(name):
    """Whether a text is a name of 2.x with its version, which is nothing else by chance."""
    return re.match(r'[a-z][a-z-]*-v\d(\.\d)?$', name) is not None and is_public(name)


def workflow(name):
    """The id of a public workflow that a name means, or None."""
    return catalogue().find_workflow(name)


def _general():
    known = catalogue()
    return known.find(known.GENERAL_MODEL_ID).today_id


def _is_plain(name):
    return re.match(r'[\w.*-]+$', name) is not None
