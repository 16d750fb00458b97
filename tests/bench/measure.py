"""One measurement in one fresh process. Started by run.py; prints a JSON object of figures.

    measure.py CLIENT MEASUREMENT BASE PARAMETERS
"""
from __future__ import absolute_import, print_function

import gc
import json
import os
import sys
import threading
import time
import urllib.request

from clients import CLIENTS

cpu = time.process_time


def stub(base, latency=0):
    """Sets the latency in milliseconds; returns what the stub counted."""
    with urllib.request.urlopen('{}/stub?latency={}'.format(base, latency)) as answer:
        return json.loads(answer.read())


def memory(field):
    """Returns bytes of /proc/self/status: VmRSS is what is used now, VmHWM was the peak."""
    with open('/proc/self/status') as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field))


def started(client, base, latency=0):
    """Returns a client whose connection is open."""
    made = client(base)
    assert len(made.predict_url(0)['outputs'][0]['data']['concepts']) == 20
    stub(base, latency)
    gc.collect()
    return made


def construct(client, base, count):
    """How long a constructor takes, and how many requests it makes."""
    client(base)
    stub(base)
    begin = cpu()
    kept = [client(base) for _ in range(count)]
    used = cpu() - begin
    return {'ms': used / len(kept) * 1e3, 'requests': stub(base)['requests'] / count}


def construct_first(client, base, _):
    """How long the first constructor of a process takes, of what has been imported."""
    exec(client.IMPORT)
    begin = cpu()
    kept = client.make(base)
    return {'ms': (cpu() - begin) * 1e3, 'kept': int(bool(kept))}


def first_answer(client, base, with_pat):
    """What run.py times as a whole process; counts the modules of the package that it loads."""
    (getattr(client, 'with_pat', client) if with_pat else client)(base).predict_url(0)
    return {'modules': sum(name.split('.')[0] == 'clarifai' for name in sys.modules)}


def predict_url(client, base, count):
    """Processor time of a call."""
    made = started(client, base)
    for number in range(20):
        made.predict_url(number)
    begin = cpu()
    for number in range(count):
        made.predict_url(number)
    return {'us': (cpu() - begin) / count * 1e6}


def call_platform(client, base, count):
    """Processor time of a call by the name of its operation."""
    made = started(client, base)
    if not hasattr(made, 'call_platform'):
        return {}
    for number in range(20):
        made.call_platform(number)
    begin = cpu()
    for number in range(count):
        made.call_platform(number)
    return {'us': (cpu() - begin) / count * 1e6}


def load_tables(client, base, _):
    """Processor time to load what the first call of an operation needs, and to read all messages.

    A program reads only those messages that it uses.
    """
    made = started(client, base)
    if not hasattr(made, 'call_platform'):
        return {}
    from clarifai.operations import caller, operation, schema, table  # noqa: F401
    begin = cpu()
    table.row('list_inputs')
    schema.operation('list_inputs')
    first = cpu()
    from clarifai.operations import messages
    for one in messages.MESSAGES.splitlines():
        json.loads(one.split(' ', 1)[1])
    return {'first': (first - begin) * 1e3, 'messages': (cpu() - first) * 1e3}


def calls_of(function):
    """The function calls of some work, which do not depend on the machine."""
    import cProfile
    import pstats
    profile = cProfile.Profile()
    profile.runcall(function)
    return pstats.Stats(profile).total_calls


def function_calls(client, base, count):
    """Function calls of a call."""
    made = started(client, base)
    return {'calls': calls_of(lambda: [made.predict_url(number)
                                       for number in range(count)]) / count}


def predict_bytes(client, base, size_and_count):
    """Processor time for a megabyte of picture."""
    size, count = size_and_count
    made, data = started(client, base), os.urandom(size)
    made.predict_bytes(data)
    begin = cpu()
    for _ in range(count):
        made.predict_bytes(data)
    return {'ms': (cpu() - begin) / count / size * 1e9}


def predict_file(client, base, path):
    """How much memory a large file takes at the most."""
    made = started(client, base)
    before = memory('VmRSS:')
    with open('/proc/self/clear_refs', 'w') as peak:
        peak.write('5')  # the peak counts from now
    made.predict_file(path)
    return {'mb': (memory('VmHWM:') - before) / 1e6}


def list_inputs(client, base, total):
    """Processor time for each input of `get_all`."""
    made = started(client, base)
    begin = cpu()
    assert made.list_inputs() == total
    return {'us': (cpu() - begin) / total * 1e6}


def create_inputs(client, base, total):
    """Processor time for each input of `bulk_create_images`."""
    made = started(client, base)
    made.create_inputs(128, 128)
    begin = cpu()
    assert made.create_inputs(total, 128) == total
    return {'us': (cpu() - begin) / total * 1e6}


def create_calls(client, base, total):
    """Function calls for each input of `bulk_create_images`."""
    made = started(client, base)
    made.create_inputs(128, 128)
    return {'calls': calls_of(lambda: made.create_inputs(total, 128)) / total}


def threads(client, base, parameters):
    """Calls a second of many threads that share a client, and the connections that they open."""
    number, each, latency = parameters
    made = started(client, base, latency)

    def work():
        for call in range(each):
            made.predict_url(call)
    workers = [threading.Thread(target=work) for _ in range(number)]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - begin
    return {'rate': number * each / seconds, 'connections': stub(base)['connections']}


if __name__ == '__main__':
    print(json.dumps(globals()[sys.argv[2]](CLIENTS[sys.argv[1]], sys.argv[3],
                                            json.loads(sys.argv[4]))))
