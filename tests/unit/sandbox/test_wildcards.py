"""Names with ``*`` in them."""
from __future__ import absolute_import

import time

import pytest

from clarifai.sandbox.wildcards import exact_matcher, name_matcher


@pytest.mark.parametrize('pattern, names', [
    ('cat', ['cat', 'CAT']), ('ca*', ['cat', 'CAT', 'cart']), ('*at', ['cat', 'CAT', 'brown at']),
    ('c*t', ['cat', 'CAT', 'cart']), ('*', ['cat', 'CAT', 'cart', 'brown at', '']),
    ('', ['cat', 'CAT', 'cart', 'brown at', '']), (None, ['cat', 'CAT', 'cart', 'brown at', '']),
    ('*r*t*', ['cart', 'brown at']), ('c*a*r*t', ['cart']), ('cat*at', []), ('cat*t', []),
    ('c.t', []), ('**t', ['cat', 'CAT', 'cart', 'brown at'])])
def test_matches(pattern, names):
    matches = name_matcher(pattern)
    assert [name for name in ['cat', 'CAT', 'cart', 'brown at', ''] if matches(name)] == names


def test_case_matters_to_the_exact_one():
    matches = exact_matcher('c*t')
    assert [name for name in ['cat', 'CAT', 'cart'] if matches(name)] == ['cat', 'cart']
    assert exact_matcher('')('') and not exact_matcher('')('cat')


def test_many_stars_take_no_time():
    began = time.time()
    assert not name_matcher('a*' * 1000 + 'b')('a' * 100000)
    assert time.time() - began < 1
