"""What there is to say of an operation: its help, its signature, an example.

Everything comes from the published protobufs, but for the first sentence where a document of the
platform says what an operation is for.
"""
from __future__ import absolute_import

from clarifai.operations import schema

NOT_DESCRIBED = 'The operation %s of the platform.'
TYPES = {'string': 'str', 'bool': 'bool', 'bytes': 'bytes or file', 'float': 'float',
         'double': 'float', 'google.protobuf.Struct': 'dict', 'google.protobuf.Value': 'JSON',
         'google.protobuf.ListValue': 'list', 'google.protobuf.BoolValue': 'bool',
         'google.protobuf.Timestamp': 'datetime', 'google.protobuf.Duration': 'timedelta',
         'google.protobuf.Int32Value': 'int', 'google.protobuf.UInt64Value': 'int'}
SCOPE = ('user_id', 'app_id')


def type_name(field):
    """A type as Python says it: ``str``, ``list of Input``."""
    of_map = schema.parts_of_map(field.type)
    if of_map:
        return 'dict of %s' % _single_name(of_map[1])
    single = _single_name(field.type)
    return 'list of %s' % single if field.is_list else single


def _single_name(name):
    if name in TYPES:
        return TYPES[name]
    return 'int' if 'int' in name or 'fixed' in name else name


def text(row):
    """The help of an operation."""
    known = schema.operation(row.name)
    parts = [known.meaning or NOT_DESCRIBED % row.rpc]
    if known.is_deprecated:
        parts.append('Deprecated by the platform.')
    if row.instead:
        parts.append('REST cannot carry it: use %s.' % row.instead)
    parts.append('Args:\n%s' % _lines_of_arguments(row, known))
    parts.append(_answer(row, known))
    parts.append('Routes:\n%s' % '\n'.join(
        '    %s%s' % (route, '  (answered as %s)' % route.shadowed_by if route.shadowed_by else '')
        for route in row.routes))
    messages = _messages(known)
    if messages:
        parts.append(messages)
    return '\n\n'.join(parts) + '\n'


def _lines_of_arguments(row, known):
    lines = ['    %s (%s)%s' % (name, type_name(field), _remarks(field))
             for name, field in sorted(known.arguments.items())]
    if row.is_scoped:
        lines.append('    user_id, app_id (str): whose, in place of the client\'s; None for '
                     'nobody\'s')
    if row.batch:
        lines.append('    batch (bool): False sends more than 128 %s in one request'
                     % ' or '.join(row.batch))
    return '\n'.join(lines) or '    none'


def _remarks(field):
    values = schema.enum(field.type)
    remarks = []
    if values:
        names = sorted(values, key=values.get)
        remarks.append('one of %s' % ', '.join(names) if len(names) <= 30
                       else 'one of %d names' % len(names))
    if field.oneof:
        remarks.append('only one of those of %s' % field.oneof)
    if 'deprecated' in field.words:
        remarks.append('deprecated')
    return ': ' + '; '.join(remarks) if remarks else ''


def _answer(row, known):
    fields = schema.message(known.answer)
    kind = 'Yields' if row.is_stream else 'Returns'
    lines = ['    %s (%s)' % (name, type_name(field)) for name, field in
             sorted(fields.items(), key=lambda pair: pair[1].number)]
    more = ''
    if row.items and not row.is_queue:
        more = '\n\nitems() goes through %s%s.' % (
            row.items, ', page by page' if row.pages else '')
    return '%s:\n    dict: %s, with\n%s%s' % (
        kind, known.answer, '\n'.join('    ' + line for line in lines), more)


def _messages(known):
    """The fields of the messages that the arguments are."""
    names = []
    for _, field in sorted(known.arguments.items()):
        fields = schema.message(field.type)
        if fields is None or field.type.startswith(schema.WELL_KNOWN):
            continue
        if field.type not in names:
            names.append(field.type)
    return '\n\n'.join(message(name) for name in names)


def message(name):
    """The fields of a message, in the order of their numbers.

    Args:
        name (str): the message, which must be known.
    """
    fields = sorted(schema.message(name).values(), key=lambda field: field.number)
    return '%s:\n%s' % (name, '\n'.join(
        '    %s (%s)%s' % (field.name, type_name(field), _remarks(field)) for field in fields))


def signature(row):
    """The signature of an operation, for editors (`inspect.Signature`, which 2.7 has not)."""
    import inspect
    known = schema.operation(row.name)
    names = [(name, type_name(field)) for name, field in sorted(known.arguments.items())]
    names += [(name, 'str') for name in SCOPE if row.is_scoped]
    names += [('batch', 'bool')] if row.batch else []
    return inspect.Signature([
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation,
                          default=True if name == 'batch' else None)
        for name, annotation in names])


def example(row):
    """A call as it may look, with the arguments that its first route needs."""
    known = schema.operation(row.name).arguments
    names = [name for name in row.routes[0].variables if '.' not in name]
    names = names or [name for name in sorted(known) if name in (row.batch or (row.items,))]
    names = names or sorted(known)[:1]
    return '%s(%s)' % (row.name, ', '.join('%s=...' % name for name in names))
