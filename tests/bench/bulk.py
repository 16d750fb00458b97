"""Measures bulk prediction beside the most that its workers can do: workers / latency.

    python tests/bench/bulk.py            for a few latencies and numbers of workers
    python tests/bench/bulk.py --quick    a moment of each, to see that it runs

A server in another process answers each request after a pause, however many come at once. What is
missing to the limit is what the client adds, until a processor is full: read the two together.
"""
from __future__ import absolute_import, print_function

import argparse
import json
import multiprocessing
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from clarifai.bulk import predict
from clarifai.rest import ClarifaiApp, Model

OK = {'code': 10000, 'description': 'Ok'}
OUTPUT = {'status': OK, 'data': {'concepts': [
    {'id': 'ai_{:04d}'.format(number), 'name': 'concept {}'.format(number),
     'value': 0.99 - number * 0.01, 'app_id': 'main'} for number in range(20)]}}
LATENCIES = (0.02, 0.05, 0.2)  # seconds
WORKERS = (8, 32)
BATCHES = (1, 32)
ROUNDS = 60  # requests of each worker
ANSWERS = {number: json.dumps({'status': OK, 'outputs': [OUTPUT] * number}).encode('ascii')
           for number in BATCHES}


class Handler(BaseHTTPRequestHandler):
    """Answers a prediction after a pause."""

    protocol_version = 'HTTP/1.1'
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        time.sleep(float(self.path.split('/')[1]))
        answer = ANSWERS[body.count(b'"url"')]
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Prints nothing."""


def serve(port):
    """Serves for ever; gives its port back through a queue."""
    ThreadingHTTPServer.request_queue_size = 256
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    port.put(server.server_port)
    server.serve_forever()


def measure(port, latency, workers, batch, rounds):
    """Returns the seconds and the processor seconds of one run, and its number of requests."""
    url = 'http://127.0.0.1:{}/{}'.format(port, latency)
    model = Model(ClarifaiApp(api_key='k' * 32, base_url=url).api, model_id='boats')
    options = {'batch': batch, 'workers': workers}
    predict(model, ['http://p/0'] * (workers * batch), **options).finish()  # connections
    requests = workers * rounds
    sources = ('http://p/{}'.format(number) for number in range(requests * batch))
    wall, cpu = time.perf_counter(), time.process_time()
    report = predict(model, sources, **options).finish()
    assert report.done == requests * batch
    return time.perf_counter() - wall, time.process_time() - cpu, requests


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--quick', action='store_true', help='a moment of each')
    rounds = 2 if parser.parse_args().quick else ROUNDS
    port = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(port,), daemon=True)
    server.start()
    number = port.get()
    print('latency  workers  batch  sources/s  of the limit  CPU in use  CPU per source')
    for latency in LATENCIES:
        for workers in WORKERS:
            for batch in BATCHES:
                wall, cpu, requests = measure(number, latency, workers, batch, rounds)
                print('{:4.0f} ms  {:7d}  {:5d}  {:9.0f}  {:11.0%}  {:10.0%}  {:11.0f} us'.format(
                    latency * 1e3, workers, batch, requests * batch / wall,
                    requests / wall / (workers / latency), cpu / wall,
                    cpu / requests / batch * 1e6))
    server.terminate()


if __name__ == '__main__':
    main()
