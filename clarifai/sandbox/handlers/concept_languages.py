"""``/concepts/{concept_id}/languages``: what a concept is called elsewhere."""
from __future__ import absolute_import

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.store import concept_languages, concepts, patching


def _some(call):
    items = fields.batch(call.body, 'concept_languages')
    if not items:
        raise errors.ConceptInvalid("'concept_languages' is empty; it needs at least one.")
    for item in items:
        if not fields.identifier(item):
            raise errors.ConceptInvalid('Each language needs an id, such as "ja".')
    return items


def _put(db, concept, item, known=None):
    known = known or {'name': '', 'definition': ''}
    name = fields.text(item, 'name') or known['name']
    if not name:
        raise errors.ConceptInvalid('A concept needs a name in the language %r.' % item['id'])
    return concept_languages.put(db, concept, item['id'], name,
                                 fields.text(item, 'definition', known['definition']))


def listing(call):
    """GET /concepts/{concept_id}/languages: by page, the concept's own name first (en)."""
    page = call.page()
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        found = concept_languages.everything(db, concept)
    return {'concept_languages': found[page.start:page.start + page.size]}


def get(call):
    """GET /concepts/{concept_id}/languages/{language}: the name and definition in one."""
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        return {'concept_language': concept_languages.get(db, concept, call.params['language'])}


def add(call):
    """POST /concepts/{concept_id}/languages: all of them are added, or none."""
    with call.transaction() as db:
        concept, made = concepts.get(db, call.app_id, call.params['concept_id']), []
        for item in _some(call):
            if concept_languages.find(db, concept, item['id']):
                raise errors.ConceptInvalid('duplicate: concept %r has a name in the language %r '
                                            'already.' % (concept['id'], item['id']))
            made.append(_put(db, concept, item))
    return {'concept_languages': made}


def patch(call):
    """PATCH /concepts/{concept_id}/languages: merge, overwrite or remove; ``en`` stays."""
    action, changed = patch_action(call.body), []
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        for item in _some(call):
            known = concept_languages.get(db, concept, item['id'])
            if action == patching.REMOVE:
                if item['id'] == concept_languages.DEFAULT:
                    raise errors.ConceptInvalid("The concept's own name (en) cannot be removed.")
                concept_languages.remove(db, concept, item['id'])
            else:
                changed.append(_put(db, concept, item,
                                    known if action == patching.MERGE else None))
    return {'concept_languages': changed}
