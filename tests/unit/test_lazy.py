"""Attributes that are made when they are first used."""
from __future__ import absolute_import

import threading

from clarifai.lazy import lazy


class Owner(object):

    made = 0

    @lazy
    def part(self):
        """What it is."""
        self.made += 1
        return [self.made]


def test_it_is_made_once_by_the_first_use():
    owner = Owner()
    assert owner.made == 0 and 'part' not in vars(owner)
    assert owner.part is owner.part
    assert owner.made == 1 and vars(owner)['part'] == [1]


def test_it_can_be_set_and_deleted_like_any_other():
    owner = Owner()
    owner.part = 'given'
    assert owner.part == 'given' and owner.made == 0
    del owner.part
    assert owner.part == [1]


def test_the_class_shows_what_it_is():
    assert Owner.part.__doc__ == 'What it is.'
    assert 'part' in dir(Owner())


def test_each_object_has_its_own():
    assert Owner().part is not Owner().part


def test_threads_that_use_it_first_together_have_the_same():
    owner, barrier, seen = Owner(), threading.Event(), []

    def use():
        barrier.wait()
        seen.append(owner.part)
    threads = [threading.Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    barrier.set()
    for thread in threads:
        thread.join()
    assert len(seen) == 8 and all(part is owner.part for part in seen)
