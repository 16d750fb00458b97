"""Measures each kind of search in a store with many inputs, which it fills without pictures.

    python tests/bench/searches.py                       10,000 and 100,000 inputs
    python tests/bench/searches.py --inputs 30000        as many as are said
    python tests/bench/searches.py --data                on disk instead of in memory

Vectors, concepts and places are drawn from fixed random numbers, with as many numbers and concepts
as recognition gives a picture. Requests are answered in this process, one at a time, without a
connection between; the medians of their times and of their processor times are printed. Each number
of inputs is measured in a process of its own, so that its memory is its own: ``full`` has the
store, the matrix of vectors and the process.
"""
from __future__ import absolute_import, print_function

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

from clarifai.sandbox.learning.embedding import similarity
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.models import public_concepts, vision
from clarifai.sandbox.services import Services
from clarifai.sandbox.store import apps, examples, indexing, inputs
from clarifai.sandbox.web.application import create_app

COUNTS = (10000, 100000)
SIZE = 1280
EMBEDDING = MEASURED._replace(name='synthetic', size=SIZE)
TOGETHER = 1000  # inputs in a transaction
SEEN = 30  # concepts that are seen in each input
RARE = ('cat', 'dog', 'boat', 'flower')
ANSWERS = 20
KEY = 'bench'


class Filler(object):
    """Makes inputs up and puts them into a store, as if they had been looked at.

    Args:
        db: in a transaction.
        app_id (str): the app.
        chance (numpy.random.Generator): what they are drawn from.
    """

    def __init__(self, db, app_id, chance):
        self._db, self._app_id, self._chance = db, app_id, chance
        self._names = sorted(set(public_concepts.known().values()) - {'bright'} - set(RARE))

    def add(self, first, count):
        """Adds inputs that are numbered from `first`."""
        vectors = self._chance.standard_normal((count, SIZE), numpy.float32)
        vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
        for number, vector in enumerate(vectors, first):
            seq = inputs.add(self._db, self._app_id, self._item(number))
            indexing.finish(self._db, seq, self._app_id, EMBEDDING, vector, self._seen(),
                            {'width': 640, 'height': 480})

    def _item(self, number):
        """Every tenth is an apple, every tenth has a place, and all have metadata."""
        longitude, latitude = self._chance.uniform(-180, 180), self._chance.uniform(-90, 90)
        concept = 'apple' if number % 10 == 0 else 'other %d' % (number % 7)
        return {'id': 'picture-%d' % number, 'kind': 'image', 'text': None, 'bytes': b'x',
                'url': None, 'allow_duplicate_url': False, 'concepts': [(concept, concept, 1.0)],
                'metadata': {'number': number, 'shelf': 'shelf %d' % (number % 50),
                             'camera': {'maker': 'maker %d' % (number % 9),
                                        'flash': number % 2 == 0}},
                'geo': {'geo_point': {'longitude': longitude, 'latitude': latitude}}
                if number % 10 == 3 else None, 'regions': []}

    def _seen(self):
        chosen = self._chance.choice(len(self._names), SEEN, replace=False)
        values = self._chance.uniform(0, 1, SEEN + 2).tolist()
        rare = RARE[int(self._chance.integers(len(RARE)))]
        return [('bright', values[0]), (rare, values[1] ** 4)] + [
            (self._names[place], value) for place, value in zip(chosen.tolist(), values[2:])]


def fill(services, app_id, count):
    """Fills an app; returns the seconds."""
    started, chance = time.perf_counter(), numpy.random.default_rng(1)
    for first in range(0, count, TOGETHER):
        with services.database.transaction() as db:
            Filler(db, app_id, chance).add(first, min(TOGETHER, count - first))
    return time.perf_counter() - started


def searches():
    """Returns (name, path, body) of each search that is measured."""
    def legacy(name, *ands, **members):
        return name, '/v2/searches', {'query': dict(members, ands=list(ands))}

    def platform(name, **query):
        return name, '/v2/inputs/searches', {
            'searches': [{'query': query}], 'pagination': {'per_page': ANSWERS}}

    def concept(name, value=1):
        return {'data': {'concepts': [{'name': name, 'value': value}]}}

    def place(kilometres):
        return {'input': {'data': {'geo': {
            'geo_point': {'longitude': 10, 'latitude': 50},
            'geo_limit': {'type': 'withinKilometers', 'value': kilometres}}}}}

    def metadata(**wanted):
        return {'input': {'data': {'metadata': wanted}}}

    look = {'output': {'input': {'id': 'picture-1'}}}
    return [
        legacy('annotated', {'input': concept('apple')}),
        legacy('annotated, not', {'input': concept('apple', 0)}),
        legacy('predicted, of half', {'output': concept('bright')}),
        legacy('predicted, of few', {'output': concept('cat')}),
        legacy('predicted, not', {'output': concept('bright', 0)}),
        legacy('metadata, a value', metadata(shelf='shelf 7')),
        legacy('metadata, of half', metadata(camera={'flash': True})),
        legacy('metadata, of one', metadata(number=777)),
        legacy('place, 50 km', place(50)),
        legacy('place, 5000 km', place(5000)),
        legacy('visual', look),
        legacy('visual and annotated', {'input': concept('apple')}, look),
        legacy('language, a concept in it', {'output': concept(u'\u72ac')}, language='ja'),
        platform('language, words', ranks=[{'annotation': {'data': {
            'text': {'raw': 'a cat on shelf 7'}}}}]),
        platform('filter by metadata', filters=[{'annotation': {'data': {
            'metadata': {'shelf': 'shelf 7'}}}}]),
    ]


def memory():
    """Returns the resident memory of this process in MB, now and at most."""
    with open('/proc/self/status') as status:
        lines = dict(line.split(':', 1) for line in status)
    return [int(lines[name].split()[0]) / 1024.0 for name in ('VmRSS', 'VmHWM')]


def medians(client, measured, repeats):
    """Returns (name, median in ms, that of the processor time) of each search, done in turn."""
    seconds = dict((name, []) for name, _, _ in measured)
    for repeat in range(repeats + 1):
        for name, path, body in measured:
            started = time.perf_counter(), time.process_time()
            response = client.post(path, json=body, headers={'Authorization': 'Key ' + KEY})
            if repeat:  # the first round fills caches
                seconds[name].append((time.perf_counter() - started[0],
                                      time.process_time() - started[1]))
            if response.status_code != 200:
                raise SystemExit('%s: %s' % (name, response.get_data(as_text=True)[:500]))
    return [(name,) + tuple(statistics.median(times) * 1e3 for times in zip(*seconds[name]))
            for name, _, _ in measured]


def recall(client, services, app_id, queries=20):
    """Returns how many of the nearest inputs that are compared one by one a search finds."""
    with services.database.transaction() as db:
        seqs = examples.with_vectors(db, app_id, EMBEDDING).tolist()
        ids = [record['id'] for record in inputs.by_seq(db, seqs[:queries])]
        own = examples.vectors(db, seqs[:queries], EMBEDDING)
        nearness = [[] for _ in own]
        for start in range(0, len(seqs), TOGETHER):
            part = examples.vectors(db, seqs[start:start + TOGETHER], EMBEDDING)
            for values, vector in zip(nearness, own):
                values.extend(similarity(vector, part).tolist())
    found = 0
    for input_id, values in zip(ids, nearness):
        least = sorted(values)[-ANSWERS]
        hits = client.post('/v2/searches', headers={'Authorization': 'Key ' + KEY}, json={
            'query': {'ands': [{'output': {'input': {'id': input_id}}}]},
            'pagination': {'per_page': ANSWERS}}).get_json()['hits']
        found += sum(hit['score'] >= least for hit in hits)
    return found / float(queries * ANSWERS)


def measure(count, folder, repeats):
    """Fills a store and prints what is measured in it."""
    services = Services(folder)
    services.vision = vision.Vision(vision.MEASURING.name, EMBEDDING)
    client = create_app(services).test_client()
    empty = memory()[0]
    with services.database.transaction() as db:
        app_id = apps.for_key(db, KEY)
    print('%s inputs of %d numbers' % (format(count, ','), SIZE))
    print('%-34s%8.0f /s' % ('filled', count / fill(services, app_id, count)))
    stored = memory()[0]
    print('%-34s%11s%13s' % ('', 'median', 'processor'))
    for row in medians(client, searches(), repeats):
        print('%-34s%8.1f ms%10.1f ms' % row)
    searched = memory()
    print('%-34s%8.2f' % ('visual, recall at %d' % ANSWERS, recall(client, services, app_id)))
    for name, value in (('empty', empty), ('stored', stored), ('full', searched[0]),
                        ('at most', searched[1])):
        print('%-34s%8.0f MB' % ('memory, ' + name, value))
    services.stop()


def main():
    """Measures each number of inputs in a process of its own, or the one that it is told."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--inputs', type=int, help='how many (10,000 and 100,000)')
    parser.add_argument('--repeats', type=int, default=15, help='of each search (%(default)s)')
    parser.add_argument('--data', action='store_true', help='keep the store on disk')
    options = parser.parse_args()
    if not options.inputs:
        for count in COUNTS:
            subprocess.check_call([sys.executable, os.path.abspath(__file__), '--inputs',
                                   str(count)] + sys.argv[1:])
        return
    folder = tempfile.mkdtemp(prefix='clarifai-bench-') if options.data else None
    try:
        measure(options.inputs, folder, options.repeats)
    finally:
        if folder:
            shutil.rmtree(folder)


if __name__ == '__main__':
    main()
