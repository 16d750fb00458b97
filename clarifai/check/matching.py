"""Finds the uses of the 2.x API in a syntax tree, and looks up what the table says of them."""
from __future__ import absolute_import

import re

from clarifai.check import knowledge, public
from clarifai.check.finding import CHANGED, GONE, PAT, WORKS
from clarifai.check.syntax import arguments, imported_names, literal, text

# What one of these names means when nobody knows on what it is called. Those that other things
# have, too, count only behind the name of their collection: x.inputs.delete_all().
_BY_METHOD = {}
for _rule in knowledge.CALLS:
    _kind, _, _name = _rule.partition('.')
    if '_' in _name and _kind in ('app', 'inputs', 'models', 'model') and (
            _name not in ('get_all', 'get_by_page', 'delete_all', 'get_info')):
        _BY_METHOD.setdefault(_name, _rule)
_COLLECTIONS = ('inputs', 'models', 'concepts', 'workflows')
# Both generations have these; only the first word of the class tells them apart.
_SHARED = frozenset(('delete_version', 'list_versions', 'get_version'))


class Use(object):
    """A use of the 2.x API: its node, and what is said of it.

    Attributes:
        edits (list of tuple): nodes that can be rewritten, each with its new text.
        secrets (list of str): what stands there and must not be printed.
        constant (tuple): the name and the scope of the constant that the edits are of, or None.
        variable (str): of the environment, to which a secret moves with the edits, or None.
    """

    constant = variable = None

    def __init__(self, node, rule, category, message, today, edits=(), secrets=()):
        self.node, self.rule, self.category = node, rule, category
        self.message = message or knowledge.DEFAULTS.get(category, '')
        self.today, self.edits, self.secrets = today, list(edits), list(secrets)


class Matcher(object):
    """Finds the uses in one program.

    Args:
        names (clarifai.check.names.Names): the kinds of its names.
        is_taken (callable): whether another program takes a constant of this one, by its name.
    """

    def __init__(self, names, is_taken=lambda name: False):
        self.names = names
        self.is_taken = is_taken
        self.uses = []
        self._read = set()      # ids of nodes that are a part of what was told
        self._given = set()     # ids of nodes that are names, given to the client
        self._keys = {}         # variable of the environment: the secrets that move there

    def run(self):
        """All uses, in the order of the source.

        Returns:
            list of Use
        """
        for node, scope in self.names.nodes:
            match = getattr(self, '_match_' + node.type, None)
            if match is not None:
                match(node, scope)
        for use in self.uses:
            if (use.constant and not self._is_only_given(use.constant) or
                    len(self._keys.get(use.variable, ())) > 1):
                use.edits = []
        self.uses.sort(key=lambda use: (use.node.start_byte, use.node.end_byte))
        return self.uses

    def _add(self, node, rule, category, message='', today='', edits=(), secrets=()):
        self.uses.append(Use(node, rule, category, message, today, edits, secrets))
        return self.uses[-1]

    # Imports

    def _match_import_statement(self, node, scope):
        for name, _, place in imported_names(node)[1]:
            if name.startswith(knowledge.GENERATED):
                self._generated(place, name)
            elif name in knowledge.MODULES:
                self._add(place, 'import ' + name, WORKS)

    def _match_import_from_statement(self, node, scope):
        module, names = imported_names(node)
        if module is None:
            return
        for name, _, place in names:
            if module.startswith(knowledge.GENERATED):
                self._generated(place, module)
            elif module in ('clarifai.client', 'clarifai.client.client'):
                if name in knowledge.V1_NAMES:
                    self._add(place, 'v1', GONE, knowledge.V1_GONE)
            elif module in knowledge.MODULES:
                full = '%s.%s' % (module, name)
                if module in knowledge.SHARED and not self.names.uses_2_x:
                    continue
                if full == 'clarifai.client' or (
                        module == 'clarifai' and name not in knowledge.CLASSES and
                        full not in knowledge.MODULES):
                    continue
                if module == 'clarifai' and name in knowledge.CLASSES:
                    self._add(place, 'import ' + full, GONE,
                              'no release had it there: import it from clarifai.rest',
                              edits=[(node.child_by_field_name('module_name'), 'clarifai.rest')]
                              if all(one in knowledge.CLASSES for one, _, _ in names) else ())
                else:
                    self._add(place, 'import ' + full, WORKS)

    def _generated(self, node, name):
        self._add(node, 'import ' + name, GONE,
                  'the code made from protobufs is gone, and gRPC with it: clarifai.operations has '
                  'every operation', 'app.STUB')

    # Calls

    def _match_call(self, node, scope):
        function = node.child_by_field_name('function')
        kind = self.names.kind(function, scope) or ''
        what, _, name = kind.partition(':')
        if what == 'class' and name in knowledge.V1_NAMES:
            self._add(node, 'v1', GONE, knowledge.V1_GONE)
        elif what == 'class':
            self._call(node, scope, name)
        elif what == 'method' and name.startswith('v1.'):
            self._add(node, 'v1', GONE, knowledge.V1_GONE)
        elif what == 'method' and name.startswith('solutions.'):
            self._call(node, scope, 'solutions.predict_by_url')
        elif what == 'method' and name != 'answer.get':
            self._call(node, scope, name)
        elif not kind and function.type == 'attribute' and self.names.uses_2_x:
            rule = self._rule_by_names(function)
            if rule is not None:
                self._call(node, scope, rule)
        if name == 'answer.get' or not kind:
            self._answer(node, scope)
        self._environment_call(node, function)

    def _rule_by_names(self, function):
        """What a method means by its name and that of its holder, of which nobody knows more."""
        method, holder = text(function.child_by_field_name('attribute')), (
            function.child_by_field_name('object'))
        if holder.type == 'attribute':
            collection = text(holder.child_by_field_name('attribute'))
            rule = '%s.%s' % (collection, method)
            if collection in _COLLECTIONS and rule in knowledge.CALLS and (
                    collection not in self.names.set_attributes):
                return rule
        shared = self.names.uses_client and method.startswith(('predict_by', 'list_'))
        return _BY_METHOD.get(method) if method not in _SHARED and not shared else None

    def _call(self, node, scope, rule):
        if rule in ('ClarifaiApp', 'ApiClient'):
            return self._constructor(node, scope, rule)
        known = knowledge.CALLS.get(rule)
        if known is None:
            return None
        function = node.child_by_field_name('function')
        if rule in ('models.get', 'Model'):
            self._model(node, scope, rule, known)
        elif rule in ('workflows.get', 'Workflow'):
            category, message, today = self._workflow(node, scope, rule, known)
            self._add(node, rule, category, message, today)
        else:
            self._method(node, function, scope, rule)
        return self._keywords(node, rule)

    def _method(self, node, function, scope, rule):
        """Tell of a method that is called, or handed on to be called."""
        category, message, today = knowledge.CALLS[rule]
        edits = []
        if function.type == 'attribute':
            if rule in knowledge.RENAMED_METHODS:
                edits.append((function.child_by_field_name('attribute'),
                              knowledge.RENAMED_METHODS[rule]))
            holder = self.names.kind(function.child_by_field_name('object'), scope) or ''
            if rule.startswith('model.predict') and holder.startswith('public_model:'):
                category, message = PAT, 'a public model: an API key cannot reach it'
        self._add(node, rule, category, message, today, edits)

    def _keywords(self, node, rule):
        keywords = arguments(node)[1]
        for beginning, name, category, message, today in knowledge.KEYWORDS:
            value = keywords.get(name)
            if value is None or not rule.startswith(beginning) or text(value) == 'None':
                continue
            renamed = knowledge.RENAMED_KEYWORDS.get((rule, name))
            if beginning and renamed is None:
                continue
            place = value.parent
            edits = [(place.child_by_field_name('name'), renamed)] if (
                renamed and renamed not in keywords) else ()
            self._add(place, '%s %s=' % (rule, name), category, message, today, edits)

    def _model(self, node, scope, rule, known):
        positional, keywords = arguments(node)
        given = keywords.get('model_id')
        if given is None and rule == 'models.get':
            given = keywords.get('name') or (positional[0] if positional else None)
        name, place = self._text_of(given, scope)
        if name is None:
            self._add(node, rule, known[0], 'public models need a PAT, those of your own app do '
                      'not' if given is not None else known[1], known[2])
            return
        self._read.add(place.id)
        category, message, today, successor = public.of_name(name)
        use = self._add(node, rule, category, message, today,
                        [(place, _quoted(place, successor))] if successor else [])
        self._through(use, given, place, scope)

    def _workflow(self, node, scope, rule, known):
        positional, keywords = arguments(node)
        given = keywords.get('workflow_id') or (
            positional[0] if positional and rule == 'workflows.get' else None)
        name = self._text_of(given, scope)[0]
        found = public.workflow(name) if name else None
        if not found:
            return known
        return (PAT, 'a public workflow: an API key cannot reach it',
                "Workflow('https://clarifai.com/clarifai/main/workflows/%s')" % found)

    def _text_of(self, node, scope):
        """The text that an expression is, through a name or an attribute; and its node."""
        if node is not None and node.type in ('identifier', 'attribute'):
            node = self.names.literal_of(node, scope) or node
        return literal(node), node

    def _through(self, use, given, place, scope):
        """Note through which constant the text of a use was given, which must not lose another."""
        if given == place:
            return
        if given.type != 'identifier':  # an attribute, which anybody can read
            use.edits = []
            return
        self._given.add(given.id)
        use.constant = (text(given), place)

    def _is_only_given(self, constant):
        """Whether a name is set once, by itself, and else only given to the client."""
        name, place = constant
        for node, _ in self.names.nodes:
            if node.type != 'identifier' or text(node) != name or node.id in self._given:
                continue
            parent = node.parent
            is_set = parent.type == 'assignment' and parent.child_by_field_name('right') == place
            is_keyword = parent.type == 'keyword_argument' and (
                parent.child_by_field_name('name') == node)
            if not is_keyword and not (is_set and parent.parent.type == 'expression_statement'):
                return False
        return not self.is_taken(name)

    # The constructor and its credentials

    def _constructor(self, node, scope, rule):
        positional, keywords = arguments(node)
        secret = keywords.get('app_secret')
        pair = positional[:2] if len(positional) > 1 else []
        category, message, today = knowledge.CALLS[rule]
        secrets = [self._text_of(given, scope)[0]
                   for given in positional + list(keywords.values())]
        secrets = [text_given for text_given in secrets if text_given]
        if secret is not None and text(secret) != 'None' or (
                pair and not any(text(given) in ('None', '""', "''") for given in pair)):
            only = len(positional) + len(keywords) == len(pair) or (
                set(keywords) == set(['app_id', 'app_secret']) and not positional)
            edits = [(node.child_by_field_name('arguments'), '()')] if only else ()
            return self._add(node, rule + '(id, secret)', GONE, knowledge.IDS_GONE, today, edits,
                             secrets)
        for name, variable in knowledge.SECRETS:
            given = keywords.get(name)
            if name == 'api_key' and given is None and len(positional) > 3:
                given = positional[3]
            key, place = self._text_of(given, scope)
            if not key:
                continue
            self._read.add(place.id)
            use = self._add(node, '%s(%s=...)' % (rule, name), CHANGED,
                            knowledge.KEY_IN_CODE if name == 'api_key' else
                            knowledge.SECRET_IN_CODE % variable, today,
                            [(place, "os.environ.get('%s')" % variable)], secrets)
            use.variable = variable
            self._keys.setdefault(variable, set()).add(key)
            self._through(use, given, place, scope)
            return use
        return self._add(node, rule, category, message, today, (), secrets)

    # Attributes, answers, texts

    def _match_attribute(self, node, scope):
        parent = node.parent
        if parent is not None and parent.type == 'call' and (
                parent.child_by_field_name('function') == node):
            return
        holder = self.names.kind(node.child_by_field_name('object'), scope) or ''
        name = text(node.child_by_field_name('attribute'))
        if holder == 'public_models':
            place = node.child_by_field_name('attribute')
            category, message, today, successor = public.of_attribute(name)
            self._add(place, 'public_models.' + name, category, message, today,
                      [(place, successor)] if successor else ())
            return
        rule = '%s.%s' % (holder.partition(':')[0].replace('public_model', 'model'), name)
        if rule in knowledge.ATTRIBUTES:
            category, message, today = knowledge.ATTRIBUTES[rule]
            self._add(node, rule, category, message, today)
        elif self.names.kind(node, scope) == 'method:' + rule and rule in knowledge.CALLS:
            self._method(node, node, scope, rule)

    def _match_subscript(self, node, scope):
        self._answer(node, scope)
        key = node.child_by_field_name('subscript')
        name = literal(key)
        parent = node.parent
        if name in knowledge.ENVIRONMENT and parent is not None and (
                parent.type == 'assignment' and parent.child_by_field_name('left') == node):
            self._set_in_environment(parent, name, parent.child_by_field_name('right'))

    def _environment_call(self, node, function):
        if text(function).endswith(('environ.setdefault', 'putenv')):
            positional = arguments(node)[0]
            if len(positional) == 2 and literal(positional[0]) in knowledge.ENVIRONMENT:
                self._set_in_environment(node, literal(positional[0]), positional[1])
        elif text(function).endswith('environ.update'):
            positional, keywords = arguments(node)
            pairs = [(literal(pair.child_by_field_name('key')), pair.child_by_field_name('value'))
                     for given in positional for pair in given.named_children
                     if pair.type == 'pair']
            for name, value in pairs + list(keywords.items()):
                if name in knowledge.ENVIRONMENT:
                    self._set_in_environment(node, name, value)

    def _set_in_environment(self, node, name, value):
        self._keys.setdefault(name, set()).add(literal(value) or text(value))
        if name == 'CLARIFAI_APP_SECRET':
            self._add(node, 'os.environ ' + name, GONE, knowledge.IDS_GONE, '', (),
                      [literal(value)] if literal(value) else ())
        elif literal(value) is not None and name != 'CLARIFAI_APP_ID':
            self._add(node, 'os.environ ' + name, CHANGED, knowledge.KEY_IN_CODE, '', (),
                      [literal(value)])
        else:
            self._add(node, 'os.environ ' + name, WORKS, 'an app id alone names the app today'
                      if name == 'CLARIFAI_APP_ID' else '')

    def _answer(self, node, scope):
        """Tell of a chain of keys, of its longest form only."""
        if _is_inside_of_chain(node):
            return
        keys, root = _chain(node)
        if not keys or not (self.names.uses_2_x or self.names.kind(root, scope) == 'answer'):
            return
        if self.names.kind(root, scope) != 'answer' and not (
                set(keys) & knowledge.ANSWER_KEYS):
            return
        for key, category, message, today in knowledge.ANSWERS:
            if key in keys or not key:
                self._add(node, 'answer ' + '.'.join(keys), category, message, today)
                return

    def _match_string(self, node, scope):
        value = literal(node)
        if value is None or node.id in self._read:
            return
        if re.search(knowledge.V1_ADDRESS, value):
            self._add(node, 'v1', GONE, knowledge.V1_GONE)
        elif self.names.uses_2_x and public.is_id(value) and not _is_told(self.uses, node):
            category, message, today, successor = public.of_name(value)
            self._add(node, 'model id', category, message, today,
                      [(node, _quoted(node, successor))] if successor else ())
        elif self.names.uses_2_x and public.is_versioned(value):
            category, message, today, _ = public.of_name(value)
            self._add(node, 'model name', category, message, today)


def _is_told(uses, node):
    """Whether something was already said that would change a text."""
    return any(place is not None and place == node for use in uses for place, _ in use.edits)


def _quoted(node, value):
    """A text in the quotes that another has."""
    if node.type != 'string':  # several, or in brackets
        return repr(str(value))
    return text(node.children[0]) + value + text(node.children[-1])


def _link(node):
    """The key of one link of a chain of keys, and what it is a key of; None for other nodes."""
    if node.type == 'subscript':
        return literal(node.child_by_field_name('subscript')), node.child_by_field_name('value')
    if node.type == 'call':
        function = node.child_by_field_name('function')
        if function.type == 'attribute' and text(
                function.child_by_field_name('attribute')) == 'get':
            positional = arguments(node)[0]
            if positional and literal(positional[0]) is not None:
                return literal(positional[0]), function.child_by_field_name('object')
    return None


def _chain(node):
    keys = []
    link = _link(node)
    while link is not None:
        if link[0] is not None:
            keys.insert(0, link[0])
        node = link[1]
        link = _link(node)
    return keys, node


def _is_inside_of_chain(node):
    parent = node.parent
    if parent is not None and parent.type == 'attribute':
        node, parent = parent, parent.parent
    return parent is not None and (
        parent.type == 'subscript' and parent.child_by_field_name('value') == node or
        parent.type == 'call' and node.type == 'attribute' and _link(parent) is not None)
