"""Predict the pictures of a folder on a Dask cluster.

    pip install clarifai-rest distributed
    python dask_predict.py FOLDER [--scheduler ADDRESS] [--journal FILE] [--kill-one]

Without an address a cluster of four processes is started on this machine. The workers need the
same folder, and the same CLARIFAI_... variables as this program: keys are not sent to them.

--kill-one kills a process in the middle, to show that every picture is predicted all the same, and
that each result comes once.
"""
from __future__ import absolute_import, print_function

import argparse
import os
import signal

from distributed import Client, LocalCluster

from clarifai.bulk import predict, sources
from clarifai.rest import ClarifaiApp


def kill_one(client):
    """Kill a worker process of a cluster on this machine; its nanny starts another."""
    victim = sorted(client.run(os.getpid).values())[0]
    os.kill(victim, signal.SIGKILL)
    print('killed process', victim)


def predict_all(client, folder, journal=None, kill_after=None):
    """Predict what is in a folder, with the colour model; returns the results by file."""
    model = ClarifaiApp().models.get('color')
    threads = sum(client.nthreads().values())
    run = predict(model, sources.files_in(folder), executor=client.get_executor(),
                  workers=threads, journal=journal)
    results = {}
    for number, result in enumerate(run, 1):
        if number == kill_after:
            kill_one(client)
        assert result.source not in results
        results[result.source] = result
    print(run.report)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('folder')
    parser.add_argument('--scheduler', help='the address of a cluster, such as tcp://head:8786')
    parser.add_argument('--journal', help='a file that remembers what is done')
    parser.add_argument('--kill-one', action='store_true', help='kill a process in the middle')
    arguments = parser.parse_args()
    cluster = arguments.scheduler or LocalCluster(n_workers=4, threads_per_worker=2,
                                                  dashboard_address=None)
    with Client(cluster) as client:
        results = predict_all(client, arguments.folder, arguments.journal,
                              kill_after=500 if arguments.kill_one else None)
    if not arguments.scheduler:
        cluster.close()
    for path in sorted(results)[:10]:
        result = results[path]
        if result.ok:
            colours = [colour['w3c']['name'] for colour in result.output['data']['colors']]
        print(path, result.error or ', '.join(colours))


if __name__ == '__main__':  # the workers import this file
    main()
