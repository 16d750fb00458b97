"""``/concepts``: the words of an app, and those of the public models."""
from __future__ import absolute_import

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers import unpacking
from clarifai.sandbox.models import public_models
from clarifai.sandbox.store import concept_counts, concept_languages, concepts, patching
from clarifai.sandbox.wildcards import name_matcher


def add(call):
    """POST /concepts: all of them are made, or none."""
    items = _named(fields.batch(call.body, 'concepts'))
    with call.transaction() as db:
        made = [concepts.add(db, call.app_id, item['id'], item['name']) for item in items]
    return {'concepts': [call.shapes.concept(record) for record in made]}


def _named(items):
    found = unpacking.concepts({'concepts': items})
    if not found:
        raise errors.ConceptInvalid("'concepts' is empty; it needs at least one concept.")
    return found


def get(call):
    """GET /concepts/{concept_id}: of the app, or of the public vocabulary."""
    concept_id = call.params['concept_id']
    with call.transaction() as db:
        record = concepts.find(db, call.app_id, concept_id)
    if record:
        return {'concept': call.shapes.concept(record)}
    name = _public_names(call).get(concept_id)
    if name is None:
        raise errors.ConceptNotFound('There is no concept with id %r.' % concept_id)
    return {'concept': call.shapes.public_concept(concept_id, name)}


def _public_names(call):
    """Return {concept id: name} of the public concepts that the app shows as if they were its own.

    Of 2.x all apps did; today only Clarifai's does.
    """
    return public_models.vocabulary() if call.scope.reaches_public in ('beside', 'alone') else {}


def _public_in_order(call, names):
    return [call.shapes.public_concept(concept_id, name)
            for concept_id, name in sorted(names.items(), key=lambda item: item[1])]


def listing(call):
    """GET /concepts: the app's own, by page, oldest first; in Clarifai's app, the public ones.

    With ``id``, those whose ids it matches; ``*`` is anything.
    """
    page, wanted = call.page(), call.query.get('id')
    if call.scope.reaches_public == 'alone':
        found = _public_in_order(call, public_models.vocabulary())
    elif wanted:
        with call.transaction() as db:
            found = [call.shapes.concept(record)
                     for record in concepts.everything(db, call.app_id)]
    else:
        with call.transaction() as db:
            records = concepts.listing(db, call.app_id, page)
        return {'concepts': [call.shapes.concept(record) for record in records]}
    matches = name_matcher(wanted)
    found = [concept for concept in found if matches(concept['id'])]
    return {'concepts': found[page.start:page.start + page.size]}


def counts(call):
    """GET /concepts/status: in how many inputs each concept is, or is not, by page."""
    with call.transaction() as db:
        records = concepts.listing(db, call.app_id, call.page())
        known = concept_counts.of_concepts(db, call.app_id, [item['id'] for item in records])
    return {'concept_counts': [_count(record, known[record['id']]) for record in records]}


def _count(record, states):
    total = dict((side, sum(state[side] for state in states.values()))
                 for side in ('positive', 'negative'))
    return {'id': record['id'], 'name': record['name'], 'concept_type_count': total,
            'detail_concept_count': states}


def patch(call):
    """PATCH /concepts: new names; a name is all there is to change, so merge is overwrite."""
    action = fields.text(call.body, 'action')
    if action not in (patching.OVERWRITE, patching.MERGE):
        raise errors.RequestError("'action' is %r; concepts can be changed with overwrite."
                                  % action)
    items = _named(fields.batch(call.body, 'concepts'))
    with call.transaction() as db:
        changed = [concepts.rename(db, call.app_id, item['id'], item['name'] or item['id'])
                   for item in items]
    return {'concepts': [call.shapes.concept(record) for record in changed]}


def search(call):
    """POST /concepts/searches: by name with ``*``, in the app and the public vocabulary.

    Own concepts go by their names in ``language``, where they have one. Public concepts have names
    in English alone, and are not there for an API key on today's platform.
    """
    query = fields.mapping(call.body, 'concept_query')
    matches = name_matcher(fields.text(query, 'name'))
    page = call.page_of_body()
    with call.transaction() as db:
        records = _in_language(db, call.app_id, fields.text(query, 'language'))
    found = [call.shapes.concept(record) for record in records if matches(record['name'])]
    if fields.flag(query, 'ignore_app_concepts', False):
        found = []
    if call.scope.reaches_public != 'never':
        found.extend(item for item in _public_in_order(call, public_models.vocabulary())
                     if matches(item['name']))
    return {'concepts': found[page.start:page.start + page.size]}


def _in_language(db, app_id, language):
    """Return all concepts of an app under their names in a language (or None), if they have one."""
    records = concepts.everything(db, app_id)
    names = concept_languages.names(db, app_id, language) if language else {}
    names = {} if language == concept_languages.DEFAULT else names
    return [dict(record, name=names[record['id']], language=language)
            if record['id'] in names else record for record in records]
