"""One measurement of today's SDK in one fresh process; prints a JSON object of figures.

    sdk_measure.py MEASUREMENT PARAMETERS

Started by todays_sdk.py with this client and with the official one: nothing here knows which it is.
``cpu`` is the processor time of this process with all its threads, ``seconds`` that on the clock.
"""
from __future__ import absolute_import, print_function

import gc
import json
import os
import sys
import time

GENERAL = 'https://clarifai.com/clarifai/main/models/general-image-recognition'
PICTURE = 'https://samples.clarifai.com/%d/picture.jpg'
BATCH = 128


def memory():
    """Returns the resident memory of this process in MB."""
    with open('/proc/self/status') as status:
        return next(int(line.split()[1]) / 1e3 for line in status if line.startswith('VmRSS:'))


def measured(work):
    """Returns how many seconds some work takes, of the processor and on the clock."""
    gc.collect()
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return {'cpu': time.process_time() - cpu, 'seconds': time.perf_counter() - clock}


def import_classes():
    """Import the classes that programs use."""
    def work():
        from clarifai.client import (  # noqa: F401
            App, Dataset, Inputs, Lister, Model, Search, User, Workflow)
    return dict(measured(work), mb=memory())


def installed(names, folder=None):
    """Add up the files of distributions and all that they require, without bytecode.

    Args:
        names (list of str): the distributions.
        folder (str): of a package that counts, too, and is not installed.
    """
    import importlib.metadata
    import re

    total, waiting, counted = 0, list(names), set()
    while waiting:
        name = waiting.pop()
        if name in counted:
            continue
        counted.add(name)
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            if name in names:
                raise
            continue  # which this Python or system does not need
        total += sum(os.path.getsize(str(path.locate())) for path in found.files
                     if path.suffix != '.pyc' and os.path.exists(str(path.locate())))
        waiting.extend(re.match(r'[\w.-]+', one).group().lower() for one in found.requires or ()
                       if 'extra ==' not in one)
    for place, _, files in os.walk(folder or os.devnull):
        total += sum(os.path.getsize(os.path.join(place, name)) for name in files
                     if not name.endswith('.pyc'))
    return {'mb': total / 1e6}


def predict(count):
    """Predict for a URL, and read what is recognised."""
    from clarifai.client import Model
    model = Model(GENERAL)

    def recognised():
        answer = model.predict_by_url(PICTURE % 0, 'image')
        return [(concept.name, concept.value) for concept in answer.outputs[0].data.concepts]

    def work():
        for _ in range(count):
            recognised()
    for _ in range(20):
        assert recognised()
    return dict((name, figure / count) for name, figure in measured(work).items())


def upload_urls(app_id, total, _):
    """Upload inputs that are URLs with labels and places, in requests of 128."""
    return _upload(app_id, total, lambda inputs, name, number: inputs.get_input_from_url(
        name, image_url=PICTURE % number, labels=['train', 'platform %d' % (number % 7)],
        geo_info=[number % 180, 51.5]))


def upload_files(app_id, total, path):
    """Upload inputs that are files with a label, in requests of 128."""
    return _upload(app_id, total, lambda inputs, name, number: inputs.get_input_from_file(
        name, image_file=path, labels=['train']))


def _upload(app_id, total, make):
    from clarifai.client import App
    inputs = App(app_id=app_id).inputs()

    def work():
        for first in range(0, total, BATCH):
            inputs.upload_inputs(
                [make(inputs, 'input-%d' % number, number)
                 for number in range(first, min(total, first + BATCH))], show_log=False)
    inputs.upload_inputs([make(inputs, 'first', -1)], show_log=False)
    return measured(work)


def bulk_upload(app_id, total, _):
    """Upload any number of inputs that are URLs, and wait until they are processed."""
    from clarifai.client import App
    inputs = App(app_id=app_id).inputs()
    # This client publishes what is an internal of the official one.
    upload = getattr(type(inputs), 'bulk_upload', type(inputs)._bulk_upload)

    def work():
        upload(inputs, [inputs.get_input_from_url('input-%d' % number, image_url=PICTURE % number,
                                                  labels=['train']) for number in range(total)])
    inputs.upload_from_url('first', image_url=PICTURE % -1)
    return measured(work)


def list_inputs(app_id, total):
    """Go through the inputs of an app, and read them."""
    from clarifai.client import App
    inputs = App(app_id=app_id).inputs()
    found = []

    def work():
        for item in inputs.list_inputs():
            names = [concept.name for concept in item.data.concepts]
            found.append(item.id and item.data.image.url and names and item.status.code)
    assert len(list(inputs.list_inputs(page_no=1, per_page=1))) == 1
    figures = measured(work)
    assert len(found) == total and all(found), '%d of %d' % (len(found), total)
    return figures


if __name__ == '__main__':
    print(json.dumps(globals()[sys.argv[1]](*json.loads(sys.argv[2]))))
