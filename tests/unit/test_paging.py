"""The generator that walks through pages."""
from __future__ import absolute_import

import copy
import types

import pytest

from clarifai.errors import ApiClientError
from clarifai.paging import ALIKE, BATCH, batches_of, merged, pages

OK = {'code': 10000, 'description': 'Ok'}
MIXED = {'code': 10010, 'description': 'Mixed'}
FAILED = {'code': 10020, 'description': 'Failure'}


class Listing(object):
    """A list of numbers, served page by page."""

    def __init__(self, total):
        self.total, self.asked = total, []

    def fetch(self, page, per_page):
        self.asked.append((page, per_page))
        return {'entries': [{'id': number} for number in range(self.total)
                            ][(page - 1) * per_page:page * per_page]}


def ids(entries):
    return [entry['id'] for entry in entries]


@pytest.mark.parametrize('total', [0, 1, 19, 20, 21, 40, 45])
@pytest.mark.parametrize('until_short', [True, False])
def test_gives_every_entry_once_and_in_order(total, until_short):
    listing = Listing(total)
    assert ids(pages(listing.fetch, 'entries', until_short=until_short)) == list(range(total))


def test_fetches_only_what_is_asked_for():
    listing = Listing(100)
    entries = pages(listing.fetch, 'entries')
    assert isinstance(entries, types.GeneratorType) and listing.asked == []
    assert ids(next(entries) for _ in range(20)) == list(range(20))
    assert listing.asked == [(1, 20)]
    next(entries)
    assert listing.asked == [(1, 20), (2, 20)]


def test_ends_with_an_empty_page_as_in_2x():
    listing = Listing(21)
    list(pages(listing.fetch, 'entries'))
    assert [page for page, _ in listing.asked] == [1, 2, 3]


def test_may_end_with_a_page_that_is_not_full():
    listing = Listing(21)
    list(pages(listing.fetch, 'entries', until_short=True))
    assert [page for page, _ in listing.asked] == [1, 2]


def test_a_page_with_a_gap_does_not_end_the_list():
    answers = {1: [1, 2], 2: [3], 3: [4, 5], 4: []}
    assert ids(pages(lambda page, per_page: {'entries': [{'id': one} for one in answers[page]]},
                     'entries', per_page=2)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize('until_short', [True, False])
def test_a_server_that_gives_the_same_page_again_ends_it_with_an_error(until_short):
    entries = pages(lambda page, per_page: {'entries': [{'id': '1'}, {'id': '2'}]}, 'entries',
                    per_page=2, until_short=until_short)
    assert ids(next(entries) for _ in range(2)) == ['1', '2']
    with pytest.raises(ApiClientError) as error:
        next(entries)
    assert 'a page of entries again, as page 2' in str(error.value)


@pytest.mark.parametrize('length', [1, 2, 3, 5, 8])
@pytest.mark.parametrize('before', [0, 1, 4])
def test_a_list_that_goes_round_ends_however_long_a_round_is(length, before):
    """As of a server that counts pages modulo their number, or has a cursor that leads back."""
    asked = []

    def fetch(page, per_page):
        asked.append(page)
        place = page if page <= before else before + (page - before - 1) % length + 1
        return {'entries': [{'id': 'of page %d' % place, 'asked': page}]}
    with pytest.raises(ApiClientError):
        list(pages(fetch, 'entries'))
    assert len(asked) <= 4 * (before + length)


def test_ids_alone_say_that_a_page_is_the_same():
    """What else it has may change, such as the status of an input or the signature of its URL."""
    with pytest.raises(ApiClientError):
        list(pages(lambda page, per_page: {'entries': [{'id': 'a', 'url': 'http://a/?%d' % page}]},
                   'entries'))


@pytest.mark.parametrize('length', [1, 2, 5])
@pytest.mark.parametrize('subject', ['input', 'annotation', 'user', 'app'])
def test_entries_about_something_tell_as_those_with_ids_do(length, subject):
    asked = []

    def fetch(page, per_page):
        asked.append(page)
        return {'entries': [{subject: {'id': 'of page %d' % (page % length)}, 'score': 1}]}
    with pytest.raises(ApiClientError):
        list(pages(fetch, 'entries'))
    assert len(asked) <= 4 * length


def test_entries_about_the_same_may_differ_otherwise():
    entries = list(pages(lambda page, per_page: {
        'entries': [{'user': {'id': 'me'}, 'timestamp': page}] if page < 9 else []}, 'entries'))
    assert len(entries) == 8


def test_entries_without_ids_may_be_alike_on_pages_that_are_apart():
    answers = {1: 'a', 2: 'b', 3: 'a', 4: 'b', 5: 'a'}
    entries = list(pages(lambda page, per_page: {
        'entries': [{'name': answers[page]}] if page in answers else []}, 'entries'))
    assert [entry['name'] for entry in entries] == ['a', 'b', 'a', 'b', 'a']


def test_entries_without_ids_may_be_alike_on_many_pages_but_not_for_ever():
    found = []
    with pytest.raises(ApiClientError):
        for entry in pages(lambda page, per_page: {'entries': [{'message': 'tick'}] * per_page},
                           'entries', per_page=2):
            found.append(entry)
    assert len(found) == 2 * ALIKE


@pytest.mark.parametrize('answer', [{}, {'entries': None}, {'entries': 'text'}, {'entries': [3]}])
def test_an_answer_without_entries_ends_it(answer):
    assert list(pages(lambda page, per_page: answer, 'entries')) == []


def test_another_size():
    listing = Listing(7)
    assert ids(pages(listing.fetch, 'entries', per_page=3)) == list(range(7))
    assert listing.asked[0] == (1, 3)


def test_an_error_comes_through_where_it_happens():
    def fetch(page, per_page):
        if page == 2:
            raise ValueError('page 2')
        return {'entries': [{'id': 1}]}

    entries = pages(fetch, 'entries')
    assert next(entries) == {'id': 1}
    with pytest.raises(ValueError):
        next(entries)


# Batches

def test_the_most_that_the_api_takes():
    assert BATCH == 128


@pytest.mark.parametrize('total, sizes', [
    (0, []), (1, [1]), (128, [128]), (129, [128, 1]), (256, [128, 128]), (300, [128, 128, 44])])
def test_batches_keep_the_order(total, sizes):
    items = list(range(total))
    batches = list(batches_of(items))
    assert [len(batch) for batch in batches] == sizes
    assert [item for batch in batches for item in batch] == items


def test_batches_of_another_size():
    assert list(batches_of('abcde', 2)) == ['ab', 'cd', 'e']


def test_one_answer_stays_itself():
    answer = {'status': OK, 'inputs': [1]}
    assert merged([answer]) is answer


def test_lists_are_joined_in_order():
    answers = [{'status': OK, 'inputs': [1, 2]}, {'status': OK, 'inputs': [3]},
               {'status': OK, 'inputs': [4]}]
    before = copy.deepcopy(answers)
    assert merged(answers) == {'status': OK, 'inputs': [1, 2, 3, 4]}
    assert answers == before


def test_a_list_that_an_answer_lacks():
    assert merged([{'status': OK}, {'status': OK, 'inputs': [1]}, {'status': OK}]) == {
        'status': OK, 'inputs': [1]}
    assert merged([{'inputs': None}, {'inputs': [1]}])['inputs'] == [1]


@pytest.mark.parametrize('statuses, kept', [
    ([OK, OK, OK], OK), ([OK, MIXED, OK], MIXED), ([MIXED, OK, FAILED], MIXED),
    ([OK, OK, FAILED], FAILED)])
def test_the_first_bad_status_is_kept(statuses, kept):
    assert merged([{'status': status} for status in statuses]) == {'status': kept}


def test_a_status_that_an_answer_lacks_stays_absent_or_good():
    assert merged([{'a': [1]}, {'a': [2]}]) == {'a': [1, 2]}
    assert merged([{'status': OK}, {}]) == {'status': OK}
    assert merged([{'status': OK}, {}, {'status': FAILED}]) == {'status': FAILED}
