"""What an installed clarifai-grpc has that the tables have not, and the other way round."""
import ast
import json
import os

import descriptors

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def tell():
    """Print the news.

    Returns:
        int: 0, whatever they are.
    """
    print('clarifai-grpc %s:' % descriptors.VERSION)
    kept, here = _kept(), _here()
    lines = []
    for kind in sorted(here):
        for name in sorted(set(here[kind]) - set(kept[kind])):
            lines.append('%s is new: %s' % (kind, name))
        for name in sorted(set(kept[kind]) - set(here[kind])):
            lines.append('%s is gone: %s' % (kind, name))
        for name in sorted(set(here[kind]) & set(kept[kind])):
            lines += _differences(kind, name, kept[kind][name], here[kind][name])
    print('\n'.join('  ' + line for line in lines) or '  nothing that the tables have not')
    return 0


def _differences(kind, name, kept, here):
    for part in sorted(here - kept):
        yield '%s %s has a new %s' % (kind, name, part)
    for part in sorted(kept - here):
        yield '%s %s has no %s any more' % (kind, name, part)


def _here():
    found = descriptors.operations()
    known = descriptors.messages(found)
    return {
        'operation': {one.name: {'route %s %s' % (binding.verb, binding.path)
                                 for binding in one.bindings} |
                      {'argument %s' % name for name in one.arguments} for one in found},
        'message': {name: {'field %s: %s' % (field.name, descriptors.words_of(field))
                           for field in message.fields} for name, message in known.items()},
        'enum': {name: {'value %s: %d' % (value.name, value.number) for value in enum.values}
                 for name, enum in descriptors.enums(known).items()},
    }


def _kept():
    rows, messages = _texts('rows'), _texts('messages')
    return {
        'operation': {name: {'route ' + _whole(route) for route in row['routes']} |
                      {'argument %s' % argument for argument in row['arguments']}
                      for name, row in _lines(rows['ROWS'])},
        'message': {name: {'field %s: %s' % pair for pair in fields.items()}
                    for name, fields in _lines(messages['MESSAGES'])},
        'enum': {name: {'value %s: %d' % pair for pair in values.items()}
                 for name, values in _lines(messages['ENUMS'])},
    }


def _whole(route):
    verb, path = route.split(' ')[:2]
    return '%s %s' % (verb, path.replace('{app}', descriptors.APP).replace('{user}',
                                                                           descriptors.USER))


def _texts(name):
    with open(os.path.join(ROOT, 'clarifai', 'operations', name + '.py'),
              encoding='ascii') as source:
        body = ast.parse(source.read()).body
    return {node.targets[0].id: ast.literal_eval(node.value) for node in body
            if isinstance(node, ast.Assign)}


def _lines(text):
    for line in text.splitlines():
        name, _, value = line.partition(' ')
        yield name, json.loads(value)
