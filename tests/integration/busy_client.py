"""A client as a process that writes as fast as it can, and keeps a journal of what it was answered.

``python busy_client.py KEY NAME JOURNAL`` reads base URLs from its standard input, one for each run
of the server, and writes with several threads until the server is gone; then it prints a line. Each
thread adds batches of inputs, changes each batch later, and deletes some. The journal has a line
``try STATE BATCH`` before a request is sent and ``done STATE BATCH`` after it was answered.
"""
from __future__ import absolute_import, print_function

import sys
import threading

from sandbox_process import Api, an_input, plain, requests

THREADS = 3
BATCH = 3
GONE, ADDED, CHANGED = (0, 1, 2)
PICTURE = plain('red', (4, 4))


class BusyClient(object):
    """Writes to one server after the other.

    Args:
        key (str): the app's key.
        name (str): what the ids begin with.
        journal (file): open for writing text, by lines.
    """

    def __init__(self, key, name, journal):
        self._key = key
        self._name = name
        self._journal = journal
        self._lock = threading.Lock()

    def write_to(self, url, number):
        """Write to the server at `url`, its run `number`, until it is gone."""
        threads = [threading.Thread(target=self._thread, args=(url, '%s-%d-%d' % (
            self._name, number, part), part)) for part in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _thread(self, url, prefix, number):
        api = Api(url, self._key)
        try:
            while True:
                batch = '%s-%d' % (prefix, number)
                self._write(api, ADDED, batch)
                if number % 3 < 2:
                    self._write(api, CHANGED, batch)
                if number % 3 < 1:
                    self._write(api, GONE, batch)
                number += 1
        except requests.RequestException:
            return

    def _write(self, api, state, batch):
        self._note('try', state, batch)
        ids = ids_of(batch)
        if state == ADDED:
            api.ok('POST', '/inputs', {'inputs': [
                an_input(PICTURE, one, ['c-' + batch], metadata={'state': ADDED}) for one in ids]})
        elif state == CHANGED:
            api.ok('PATCH', '/inputs', {'action': 'overwrite', 'inputs': [
                {'id': one, 'data': {'concepts': [{'id': 'd-' + batch, 'value': 1}],
                                     'metadata': {'state': CHANGED}}} for one in ids]})
        else:
            api.ok('DELETE', '/inputs', {'ids': ids})
        self._note('done', state, batch)

    def _note(self, what, state, batch):
        with self._lock:
            self._journal.write('%s %d %s\n' % (what, state, batch))
            self._journal.flush()


def ids_of(batch):
    """Returns the ids of the inputs of a batch."""
    return ['%s-%d' % (batch, number) for number in range(BATCH)]


def main(key, name, journal):
    """Writes to each server that is named on standard input."""
    with open(journal, 'w') as written:
        client = BusyClient(key, name, written)
        for number, line in enumerate(iter(sys.stdin.readline, '')):
            client.write_to(line.strip(), number)
            print('gone', flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
