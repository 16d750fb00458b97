"""What may stand in a command line, as far as it can be known: names in the app, models, profiles.

Each function takes the words that stand before and gives texts, or pairs of a text and what it is.
"""
from __future__ import absolute_import

MOST = 100     # of what the app has
SECONDS = 3    # that somebody waits for at a shell


def models(given=()):
    """The app's own models by their ids, and Clarifai's by the names of 2.x and of today."""
    own = own_models(given)
    known = set(name for name, _ in own)
    return own + [pair for pair in public_models(given) if pair[0] not in known]


def own_models(given=()):
    """The app's own models, by their ids."""
    found = _listed('models', lambda api: api.get_models(1, MOST))
    return [(item['id'], item.get('name')) for item in found
            if item.get('app_id') not in ('main', '', None)]


def public_models(given=()):
    """Clarifai's models that can be asked for, by the names of 2.x and of today."""
    from clarifai.rest import whereabouts
    rows = [row for row in whereabouts.of_all() if row.opened_by != whereabouts.NOBODY]
    found = dict((row.today, row.name) for row in rows if row.today)
    for row in rows:  # of a name that several have, the first is meant
        if not _is_hash(row.name):
            found.setdefault(row.name, row.today)
    return sorted(found.items())


def known_models(given=()):
    """Every name of a public model that was, for ``models where``."""
    from clarifai.rest import whereabouts
    return [name for name in whereabouts.names() if not _is_hash(name)]


def workflows(given=()):
    """The workflows of the app, by their ids."""
    return [item['id'] for item in _listed('workflows', lambda api: api.get_workflows(1, MOST))]


def concepts(given=()):
    """The concepts of the app, by their ids."""
    return [(item['id'], item.get('name'))
            for item in _listed('concepts', lambda api: api.get_concepts(1, MOST))]


def concept_names(given=()):
    """The concepts of the app, by their names, which searches go by."""
    return [item.get('name') or item['id']
            for item in _listed('concepts', lambda api: api.get_concepts(1, MOST))]


def inputs(given=()):
    """The latest inputs of the app, by their ids."""
    return [(item['id'], ((item.get('data') or {}).get('image') or {}).get('url'))
            for item in _listed('inputs', lambda api: api.get_inputs(1, MOST))]


def profiles(given=()):
    """The profiles of the config file."""
    from clarifai.cli import profiles as chosen
    return chosen.names()


def operations(given=()):
    """The operations of the API, by their names."""
    from clarifai.operations import schema, table
    return [(name, schema.operation(name).meaning) for name in table.names()]


def operations_and_actions(given=()):
    """What ``clarifai api`` can be followed by."""
    return [('list', 'the operations'), ('show', 'what one takes and answers')] + operations()


def fields(given=()):
    """The fields of the operation that was named, or what ``api show`` can show."""
    from clarifai.operations import schema, table
    if given[:1] == ['show']:
        return operations()
    if not given or given[0] not in table.names():
        return []
    arguments = schema.operation(given[0]).arguments
    return [('%s=' % name, arguments[name].type) for name in sorted(arguments)]


def settings(given=()):
    """What ``clarifai config set`` sets."""
    return ['%s=' % name for name in setting_names()]


def setting_names(given=()):
    """The names of settings of the config file."""
    from clarifai.cli.settings import NAMES
    return sorted(NAMES)


# By the option; by the words that lead to a command and the name of its argument.
OF_OPTIONS = {'--model': models, '--workflow': workflows, '--profile': profiles,
              '--concept': concepts, '--not-concept': concepts, '--predicted': concept_names,
              '--not-predicted': concept_names, '--remove': concepts}
OF_ARGUMENTS = {('train', 'model'): own_models, ('models', 'get', 'ids'): models,
                ('models', 'delete', 'ids'): own_models,
                ('models', 'where', 'names'): known_models,
                ('models', 'versions', 'model'): models,
                ('models', 'evaluate', 'model'): own_models,
                ('inputs', 'get', 'ids'): inputs, ('inputs', 'delete', 'ids'): inputs,
                ('inputs', 'annotate', 'ids'): inputs, ('concepts', 'get', 'ids'): concepts,
                ('workflows', 'get', 'ids'): workflows, ('workflows', 'delete', 'ids'): workflows,
                ('api', 'name'): operations_and_actions, ('api', 'fields'): fields,
                ('config', 'set', 'settings'): settings,
                ('config', 'unset', 'names'): setting_names,
                ('configure', 'set', 'settings'): settings,
                ('configure', 'unset', 'names'): setting_names}
OF_SEARCHES = {'--concept': concept_names, '--not-concept': concept_names}


def of_option(path, name):
    """What gives the values of an option.

    Args:
        path (tuple of str): the command.
        name (str): the option.

    Returns:
        callable: None where nothing is known.
    """
    return (path == ('search',) and OF_SEARCHES.get(name)) or OF_OPTIONS.get(name)


def of_argument(path, name):
    """What gives the values of an argument that has no option before it; as `of_option`."""
    return OF_ARGUMENTS.get(path + (name,))


def _listed(member, fetch):
    """The first items of a list of the app; none where it cannot be asked, or not in time."""
    from clarifai.errors import ApiClientError, ApiError, UserError
    from clarifai.rest import ApiClient
    from clarifai.retry import RetryPolicy
    try:
        answer = fetch(ApiClient(timeout=SECONDS, retry=RetryPolicy(attempts=1, total=SECONDS)))
    except (ApiError, ApiClientError, UserError):
        return []
    return [item for item in answer.get(member) or () if item.get('id')]


def _is_hash(name):
    return len(name) == 32 and all(letter in '0123456789abcdef' for letter in name)
