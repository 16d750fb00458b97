"""What the names of a program stand for: an app, its models, an image, an answer.

Each expression has a *kind*: ``module:x``, ``class:x``, ``method:x``, or one of
`clarifai.check.knowledge`.  Statements are read without their order and until nothing new is
found, so that what a function is called with, and gives back, is known inside and outside of it.
"""
from __future__ import absolute_import

from clarifai.check import knowledge
from clarifai.check.public import is_public
from clarifai.check.syntax import arguments, imported_names, literal, text, walk

ROUNDS = 5
SCOPES = ('function_definition', 'lambda')


class Names(object):
    """The kinds of a program's names.

    Args:
        root (tree_sitter.Node): the program.
        exported (callable): gives the kinds of the names of another module of the user's, by the
            name it is imported under, as a dict.
    """

    def __init__(self, root, exported=lambda module: {}):
        self.exported = exported
        self.nodes = []          # every node with its scope
        self.bound = {}          # (scope, name): kind
        self.attributes = {}     # name of an attribute that is set somewhere: kind
        self.functions = {}      # name: (scope, names of parameters)
        self.constructors = {}   # name of a class: (scope, names of parameters) of its __init__
        self.methods = {}        # id of a class: (scope, names of parameters) of each method
        self.returned = {}       # name of a function: kind
        self.parents = {}        # scope: the one around it
        self.of_others = set()   # (scope, name) of names that a ``global`` gives to the module
        self.literals = {}       # (scope, name): the node of the one text that it is set to
        self.attribute_literals = {}  # name of an attribute, set once: as above
        self.others = set()      # (scope, name) of parameters, and of names set to anything else
        self.set_attributes = set()
        self.uses_2_x = False
        self.uses_client = False
        self._collect(root)
        for _ in range(ROUNDS):
            before = len(self.bound) + len(self.attributes) + len(self.returned)
            for node, scope in self.nodes:
                self._learn(node, scope)
            if len(self.bound) + len(self.attributes) + len(self.returned) == before:
                break

    def _collect(self, root):
        waiting = [(root, None)]
        while waiting:
            node, scope = waiting.pop()
            self.nodes.append((node, scope))
            inside = scope
            if node.type in SCOPES:
                inside = node.id
                self.parents[inside] = scope
            if node.type == 'function_definition':
                self._add_function(node, inside)
            elif node.type == 'global_statement':
                self.of_others.update((scope, text(name)) for name in node.named_children)
            waiting.extend((child, inside) for child in reversed(node.named_children))

    def _add_function(self, node, inside):
        name, parameters = text(node.child_by_field_name('name')), _parameters(node)
        self.functions[name] = (inside, parameters)
        self.others.update((inside, parameter) for parameter in parameters)
        holder = _class_of(node)
        if holder is not None:
            self.methods.setdefault(holder.id, []).append((inside, parameters))
            if name == '__init__':
                self.constructors[text(holder.child_by_field_name('name'))] = (inside, parameters)

    def top(self):
        """The kinds of the names that another module can import from this one."""
        kinds = dict((name, kind) for (scope, name), kind in self.bound.items() if scope is None)
        for name in self.functions:
            if name in self.returned:
                kinds.setdefault(name, 'gives:' + self.returned[name])
        return kinds

    def _set(self, scope, name, kind):
        scope = None if (scope, name) in self.of_others else scope
        self.bound.setdefault((scope, name), kind)

    def _bind(self, scope, target, kind):
        if target is None or not kind:
            return
        if target.type == 'identifier':
            self._set(scope, text(target), kind)
        elif target.type == 'attribute':
            self.attributes.setdefault(text(target.child_by_field_name('attribute')), kind)
        elif target.type == 'as_pattern_target':
            self._bind(scope, target.named_children[0], kind)

    def _learn(self, node, scope):
        learn = getattr(self, '_learn_' + node.type, None)
        if learn is not None:
            learn(node, scope)

    def _learn_import_statement(self, node, scope):
        for name, alias, _ in imported_names(node)[1]:
            if name in knowledge.MODULES:
                self.uses_2_x = self.uses_2_x or name not in ('clarifai',) + knowledge.SHARED
                # ``import a.b`` binds a, ``import a.b as c`` binds c.
                here, kind = (alias, name) if alias != name else ('clarifai', 'clarifai')
                self._set(scope, here, 'module:' + kind)
            elif name.startswith('clarifai.client'):
                self.uses_client = True
                if alias == name:
                    self._set(scope, 'clarifai', 'module:clarifai')
                else:
                    self._set(scope, alias, 'module:clarifai.client')

    def _learn_import_from_statement(self, node, scope):
        module, names = imported_names(node)
        self.uses_client = self.uses_client or (module or '').startswith('clarifai.client')
        for name, alias, _ in names:
            if name == '*':
                kinds = self._all_kinds_imported(module)
            else:
                kinds = {alias: self._kind_imported(module, name)}
            for here, kind in kinds.items():
                if kind:
                    self._set(scope, here, kind)

    def _kind_imported(self, module, name):
        """The kind of a name that is imported from a module, or None."""
        full = '%s.%s' % (module, name)
        if _is_of_the_user(module):
            return self.exported(module).get(name)
        if module in ('clarifai.client', 'clarifai.client.client'):
            return 'class:' + name if name in knowledge.V1_NAMES else None
        if module not in knowledge.MODULES:
            return None
        if full in knowledge.MODULES:
            self.uses_2_x = self.uses_2_x or full not in knowledge.SHARED
            return 'module:' + full
        if full == 'clarifai.client':
            return 'module:' + full
        if name in knowledge.CLASSES:
            self.uses_2_x = self.uses_2_x or module not in knowledge.SHARED
            return 'class:' + name
        return None

    def _all_kinds_imported(self, module):
        """The kinds of the names that ``from module import *`` imports, by these."""
        if _is_of_the_user(module):
            return self.exported(module)
        if module not in knowledge.MODULES or module in knowledge.SHARED:
            return {}
        self.uses_2_x = True
        return dict((name, 'class:' + name) for name in knowledge.CLASSES)

    def _learn_assignment(self, node, scope):
        target, value = node.child_by_field_name('left'), node.child_by_field_name('right')
        while value is not None and value.type == 'assignment':  # a = b = value
            value = value.child_by_field_name('right')
        if target is None:
            return
        self._bind(scope, target, self._annotated(node.child_by_field_name('type'), scope))
        if target.type == 'attribute':
            self.set_attributes.add(text(target.child_by_field_name('attribute')))
        if value is None:
            return
        if literal(value) is not None:
            self._learn_literal(node, target, value, scope)
        elif target.type == 'identifier' and (scope, text(target)) not in self.of_others:
            self.others.add((scope, text(target)))
        if target.type == 'pattern_list' and value.type == 'expression_list':
            for one, its_value in zip(target.named_children, value.named_children):
                self._bind(scope, one, self.kind(its_value, scope))
            return
        self._bind(scope, target, self.kind(value, scope))

    def _learn_literal(self, node, target, value, scope):
        if target.type == 'identifier':
            places = [(self.literals, (None if (scope, text(target)) in self.of_others else scope,
                                       text(target)))]
            if _class_of(node) is not None:
                places.append((self.attribute_literals, text(target)))
        elif target.type == 'attribute':
            places = [(self.attribute_literals, text(target.child_by_field_name('attribute')))]
        else:
            places = []
        for known, name in places:
            if known.setdefault(name, value) != value:
                known[name] = None  # set twice: nobody knows to which

    def literal_of(self, node, scope):
        """The node of the text that a name or an attribute is set to, once; or None."""
        if node.type == 'attribute':
            return self.attribute_literals.get(text(node.child_by_field_name('attribute')))
        name = text(node) if node.type == 'identifier' else None
        while name is not None:
            if (scope, name) in self.literals:
                return self.literals[(scope, name)]
            if scope is None or (scope, name) in self.others:
                return None
            scope = self.parents[scope]
        return None

    def _annotated(self, node, scope):
        """The kind of what has an annotation, or None."""
        if node is None or not node.named_child_count and node.type != 'identifier':
            return None
        if node.type in ('type', 'type_parameter'):
            return self._annotated(node.named_children[0], scope)
        if node.type == 'binary_operator':  # App | None
            return (self._annotated(node.named_children[0], scope) or
                    self._annotated(node.named_children[1], scope))
        if node.type == 'generic_type' and text(node.named_children[0]) == 'Optional':
            return self._annotated(node.named_children[1], scope)
        kind = (self._look_up(literal(node), scope) if literal(node) else
                self.kind(node, scope)) or ''
        return knowledge.CLASSES.get(kind[6:]) if kind.startswith('class:') else None

    def _learn_typed_parameter(self, node, scope):
        self._bind(scope, node.named_children[0],
                   self._annotated(node.child_by_field_name('type'), scope))

    def _learn_default_parameter(self, node, scope):
        name = node.child_by_field_name('name')
        self._bind(scope, name, self._annotated(node.child_by_field_name('type'), scope))
        self._bind(scope, name, self.kind(node.child_by_field_name('value'), scope))

    _learn_typed_default_parameter = _learn_default_parameter

    def _learn_function_definition(self, node, scope):
        kind = self._annotated(node.child_by_field_name('return_type'), scope)
        if kind:
            self.returned.setdefault(text(node.child_by_field_name('name')), kind)

    def _learn_class_definition(self, node, scope):
        """A class below one of 2.x is used as that, unless its constructor takes other things."""
        name, bases = node.child_by_field_name('name'), node.child_by_field_name('superclasses')
        for base in bases.named_children if bases is not None else ():
            what, _, known = (self.kind(base, scope) or '').partition(':')
            kind = knowledge.CLASSES.get(known if what == 'class' else '', known
                                         if what == 'gives' else None)
            if kind is None:
                continue
            own = what == 'gives' or text(name) in self.constructors
            self._bind(scope, name, 'gives:' + kind if own else 'class:' + known)
            for inside, parameters in self.methods.get(node.id, ()):
                if parameters[:1] == ['self']:
                    self.bound.setdefault((inside, 'self'), kind)
            return

    def _learn_named_expression(self, node, scope):
        self._bind(scope, node.child_by_field_name('name'),
                   self.kind(node.child_by_field_name('value'), scope))

    def _learn_as_pattern(self, node, scope):
        if node.named_child_count > 1:
            self._bind(scope, node.named_children[1], self.kind(node.named_children[0], scope))

    def _learn_for_statement(self, node, scope):
        self._bind(scope, node.child_by_field_name('left'),
                   element(self.kind(node.child_by_field_name('right'), scope)))

    _learn_for_in_clause = _learn_for_statement

    def _learn_return_statement(self, node, scope):
        if node.named_child_count == 1:
            kind = self.kind(node.named_children[0], scope)
            for name, (inside, _) in self.functions.items() if kind else ():
                if inside == scope:
                    self.returned.setdefault(name, kind)

    def _learn_call(self, node, scope):
        function = node.child_by_field_name('function')
        name = self._function_of(function, scope)
        if name is not None:
            inside, parameters = self.functions[name]
        elif function is not None and text(function) in self.constructors:
            inside, parameters = self.constructors[text(function)]
        else:
            return
        if parameters[:1] in (['self'], ['cls']):
            parameters = parameters[1:]
        positional, keywords = arguments(node)
        for parameter, value in list(zip(parameters, positional)) + list(keywords.items()):
            kind = self.kind(value, scope)
            if kind and parameter in parameters:
                self.bound.setdefault((inside, parameter), kind)

    def _function_of(self, function, scope):
        """The name of a function of this program that is called, or None."""
        if function is None:
            return None
        if function.type == 'identifier' and not self._look_up(text(function), scope):
            name = text(function)
        elif function.type == 'attribute' and not self.kind(function, scope):
            name = text(function.child_by_field_name('attribute'))
            if text(function.child_by_field_name('object')) not in ('self', 'cls'):
                return None
        else:
            return None
        return name if name in self.functions else None

    def _look_up(self, name, scope):
        while True:
            found = self.bound.get((scope, name))
            if found or scope is None:
                return found
            scope = self.parents[scope]

    def kind(self, node, scope):
        """The kind of an expression, or None."""
        if node is None:
            return None
        if node.type == 'identifier':
            return self._look_up(text(node), scope)
        find = getattr(self, '_kind_of_' + node.type, None)
        return find(node, scope) if find is not None else None

    def _kind_of_parenthesized_expression(self, node, scope):
        return self.kind(node.named_children[0], scope) if node.named_child_count else None

    _kind_of_await = _kind_of_parenthesized_expression

    def _kind_of_conditional_expression(self, node, scope):
        parts = node.named_children
        return self.kind(parts[0], scope) or self.kind(parts[-1], scope)

    def _kind_of_boolean_operator(self, node, scope):
        return (self.kind(node.child_by_field_name('left'), scope) or
                self.kind(node.child_by_field_name('right'), scope))

    def _kind_of_named_expression(self, node, scope):
        return self.kind(node.child_by_field_name('value'), scope)

    def _kind_of_attribute(self, node, scope):
        name = text(node.child_by_field_name('attribute'))
        holder = node.child_by_field_name('object')
        kind = self.kind(holder, scope)
        found = member(kind, name)
        if found and found.startswith('method:') and found[7:] not in knowledge.CALLS and (
                found != 'method:answer.get'):
            return self.attributes.get(name) or found  # of a class below one of 2.x
        if found or kind:
            return found
        return self.attributes.get(name)

    def _kind_of_subscript(self, node, scope):
        return element(self.kind(node.child_by_field_name('value'), scope))

    def _kind_of_call(self, node, scope):
        function = node.child_by_field_name('function')
        kind = self.kind(function, scope)
        if kind is None:
            name = self._function_of(function, scope)
            if name is not None:
                return self.returned.get(name)
            passed = arguments(node)[0]
            if text(function) in ('list', 'sorted', 'reversed', 'iter', 'dict') and passed:
                return self.kind(passed[0], scope)
            if text(function) == 'next' and passed:
                return element(self.kind(passed[0], scope))
            return None
        what, _, name = kind.partition(':')
        if what == 'class':
            return knowledge.CLASSES.get(name) or ('v1' if name == 'ClarifaiApi' else None)
        if what == 'gives':
            return name
        if what == 'method':
            if name == 'answer.get':
                return 'answer'
            if name == 'models.get':
                return self._model_of(node, scope)
            return knowledge.RESULTS.get(name) or None
        return None

    def _model_of(self, call, scope):
        positional, keywords = arguments(call)
        given = keywords.get('model_id') or keywords.get('name') or (positional or [None])[0]
        if given is not None and given.type in ('identifier', 'attribute'):
            given = self.literal_of(given, scope)
        return 'public_model:' if literal(given) and is_public(literal(given)) else 'model'


def element(kind):
    """The kind of what a list or an answer of some kind holds."""
    if kind == 'answer':
        return kind
    return kind[1:] if kind and kind.startswith('*') else None


def member(kind, name):
    """The kind of an attribute of something, or None."""
    if not kind:
        return None
    what, _, module = kind.partition(':')
    if what == 'module':
        full = '%s.%s' % (module, name)
        if full in knowledge.MODULES or full == 'clarifai.client':
            return 'module:' + full
        if module == 'clarifai.client':
            return 'class:' + name if name in knowledge.V1_NAMES else None
        return 'class:' + name if name in knowledge.CLASSES else None
    if kind == 'public_models':
        return 'public_model:' + name if name.endswith('_model') else None
    if kind == 'answer':
        return 'method:answer.get' if name == 'get' else 'answer' if name == 'values' else None
    if what == 'class':
        return None
    if what == 'public_model':
        what = 'model'
    return knowledge.MEMBERS.get(what, {}).get(name) or 'method:%s.%s' % (what, name)


def _is_of_the_user(module):
    """Whether a module, as it is imported, may be one of the user's own."""
    return bool(module) and module not in knowledge.MODULES and module != 'clarifai.client' and (
        not module.startswith('clarifai.'))


def _class_of(node):
    """The class in whose body a function or an assignment stands, or None."""
    while node.parent is not None and node.parent.type in ('decorated_definition',
                                                           'expression_statement'):
        node = node.parent
    block = node.parent
    if block is None or block.type != 'block' or block.parent.type != 'class_definition':
        return None
    return block.parent


def _parameters(function):
    """The names of a function's parameters, in their order."""
    found = []
    for node in function.child_by_field_name('parameters').named_children:
        names = [one for one in walk(node) if one.type == 'identifier']
        found.append(text(names[0]) if names else '')
    return found
