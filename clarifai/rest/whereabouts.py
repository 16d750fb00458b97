"""Where the public models of 2.x are today: a row for each name and id by which they were known."""
from __future__ import absolute_import

from collections import namedtuple
import difflib
import re

from clarifai.rest import catalogue
from clarifai.rest.catalogue import MODEL_URL

PAT, NOBODY = 'PAT', 'nobody'  # an API key opens none of them, since June 2025

COLUMNS = ('name', 'type', 'today', 'opened by', 'gone', 'successor')

# name: the name or id; type: that of 2.x, or None; today: the id to ask for; opened_by: PAT or
# NOBODY; gone: how and since when, or ''; successor: what to use in its place, or ''.
Whereabouts = namedtuple('Whereabouts', 'name type today opened_by gone successor')


def of_all():
    """The rows of every name and id of 2.x, and of the models of today that are gone.

    Returns:
        list of Whereabouts
    """
    rows = [row_of(model, name) for model in catalogue.all_models()
            for name in model.names + model.ids]
    known = set(model.today_id for model in catalogue.all_models())
    return rows + [row_of(catalogue.decommissioned(model_id), model_id)
                   for model_id in sorted(catalogue.decommissioned_ids() - known)]


def of(name):
    """The rows of one name or id.

    Args:
        name (str): of 2.x or of today, or the address of a public model's page.  Case, blanks and
            versions do not count, as in ``app.models.get``.

    Returns:
        list of Whereabouts: a name that several models had gives them all; one that none had, none.
    """
    found = re.match(MODEL_URL, name)
    if found and (found.group('user'), found.group('app')) == ('clarifai', 'main'):
        name = found.group('model')
    same = catalogue.all_of_name(name)
    if not same:
        same = [model for model in (catalogue.find_alike(name), catalogue.decommissioned(name))
                if model is not None][:1]
    return [row_of(model, name) for model in same]


def alike(name):
    """Names and ids that look like one that is not known, the likest first.

    Args:
        name (str): what nothing is known of.

    Returns:
        list of str: at most three.
    """
    by_small_letters = dict((known.lower(), known) for known in names())
    return [by_small_letters[found]
            for found in difflib.get_close_matches(name.lower(), sorted(by_small_letters))]


def names():
    """Every name and id that is known, then and today."""
    known = set(row.name for row in of_all()) | set(catalogue.decommissioned_ids())
    known.update(model.today_id for model in catalogue.all_models() if model.today_id)
    return sorted(known)


def row_of(model, name):
    """The row of a name of a model.

    Args:
        model (PublicModel): what it means.
        name (str): the name or id.
    """
    today = model.today_id
    if today is None and model.status != catalogue.RETIRED:
        # No document names another; the ids of 2.x stay valid in requests.
        today = name if name in model.ids else model.ids[-1]
    gone = '%s %s' % (model.status, model.gone_on) if model.gone_on else ''
    return Whereabouts(name, model.type, today, NOBODY if gone else PAT, gone,
                       model.successor or '')
