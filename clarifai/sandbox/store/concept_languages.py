"""What concepts are called and how they are defined in languages.

The name in `DEFAULT` is the concept's own.
"""
from __future__ import absolute_import

from clarifai.sandbox import errors
from clarifai.sandbox.store import concepts

DEFAULT = 'en'


def everything(db, concept):
    """Return a concept's languages, the default first: ``id``, ``name`` and ``definition`` each."""
    rows = db.execute('SELECT language AS id, name, definition FROM concept_languages '
                      'WHERE app_id = ? AND concept_id = ? ORDER BY language',
                      (concept['app_id'], concept['id']))
    found = dict((row['id'], dict(row)) for row in rows)
    own = found.pop(DEFAULT, {'id': DEFAULT, 'definition': ''})
    return [dict(own, name=concept['name'])] + list(found.values())


def find(db, concept, language):
    """Return one language of a concept, or None."""
    return dict((known['id'], known) for known in everything(db, concept)).get(language)


def names(db, app_id, language):
    """Return {concept id: name} of those concepts of an app that have a name in a language."""
    rows = db.execute('SELECT concept_id, name FROM concept_languages '
                      'WHERE app_id = ? AND language = ?', (app_id, language))
    return dict((row['concept_id'], row['name']) for row in rows)


def get(db, concept, language):
    """Return one language of a concept.

    Raises:
        errors.ConceptNotFound: the concept has no name in it.
    """
    known = find(db, concept, language)
    if known is None:
        raise errors.ConceptNotFound('Concept %r has no name in the language %r.'
                                     % (concept['id'], language))
    return known


def put(db, concept, language, name, definition):
    """Give a concept a name and a definition in a language; return them."""
    db.execute('INSERT OR REPLACE INTO concept_languages (app_id, concept_id, language, name, '
               'definition) VALUES (?, ?, ?, ?, ?)',
               (concept['app_id'], concept['id'], language, name, definition))
    if language == DEFAULT:
        concept = concepts.rename(db, concept['app_id'], concept['id'], name)
    return get(db, concept, language)


def remove(db, concept, language):
    """Take a name away, but for the concept's own."""
    db.execute('DELETE FROM concept_languages WHERE app_id = ? AND concept_id = ? AND language = ?',
               (concept['app_id'], concept['id'], language))
