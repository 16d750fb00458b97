"""No module is imported by what it imports itself."""
from __future__ import absolute_import

from package_source import MODULES, imports


def graph():
    """{module: the modules of the package that it imports when it is imported}."""
    return dict((module, set(each.name for each in imports(module)
                             if each.at_once and each.name in MODULES)) for module in MODULES)


def circle(known):
    """Some modules of a graph that import one another, each the next; [] if none do."""
    left = dict(known)
    while left:
        free = [module for module, needed in left.items() if not needed & set(left)]
        if not free:
            return round_trip(left)
        for module in free:
            del left[module]
    return []


def round_trip(left):
    """A way from a module back to it, where each module leads to another."""
    path = [min(left)]
    while True:
        following = min(left[path[-1]] & set(left))
        if following in path:
            return path[path.index(following):] + [following]
        path.append(following)


def test_no_import_goes_in_a_circle():
    assert circle(graph()) == []


def test_a_circle_is_found():
    known = {'a': set(['b']), 'b': set(['c']), 'c': set(['d', 'b']), 'd': set()}
    assert circle(known) == ['b', 'c', 'b']
    assert circle({'a': set(['b']), 'b': set()}) == []
