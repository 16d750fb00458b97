"""Run the tests of the official Python SDK on a sandbox: with that SDK, through gRPC, or with ours.

    python tests/official/run.py CHECKOUT [--official PYTHON]

CHECKOUT is a clone of https://github.com/Clarifai/clarifai-python that has the tag 12.5.0; nothing
of it is kept.  With --official, PYTHON is an interpreter that has clarifai==12.5.0, pytest and
pycocotools; the tests then speak gRPC.  Without it, they run with this package, on this
interpreter, which has clarifai-rest[sandbox,grpc,client] and pytest.

``expected.json`` says which tests do not pass with either, and why.  Exit 0 when it is these and no
others; 1 when not; 2 when the tests cannot be run.
"""
from __future__ import absolute_import, print_function

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import xml.etree.ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TAG = '12.5.0'
TESTS = ('test_app.py', 'test_search.py', 'test_data_upload.py', 'test_model_predict.py',
         'test_auth.py', 'test_misc.py', 'workflow')
# What stands in for the files that the tests name at samples.clarifai.com, of the tests' own.
MEDIA = {'metro-north.jpg': 'voc/images/2007_000464.jpg', 'dog.tiff': 'voc/images/2008_000853.jpg',
         'dog2.jpeg': 'voc/images/2008_000853.jpg', 'beer.mp4': 'sample.mp4',
         'Llama2_Conversational-agent.txt': 'sample.txt', 'english_audio_sample.mp3': 'sample.mp3'}
START_WITHIN = 120  # seconds


class CannotRun(Exception):
    """Why the tests cannot be run, in a sentence."""


def brought(checkout, folder):
    """Put the tests of the tag into a folder."""
    git = ['git', '-C', checkout, 'archive', TAG, 'tests']
    try:
        packed = subprocess.run(git, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, 'stderr', b'').decode('utf-8', 'replace').strip() or error
        raise CannotRun('The official tests cannot be had: %s has to be a clone of clarifai-python '
                        'with the tag %s (%s).' % (checkout, TAG, said))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive.getmembers():
            if '..' in member.name.split('/') or member.name.startswith('/'):
                raise CannotRun('The archive of %s has a file outside of it: %s.'
                                % (checkout, member.name))
        archive.extractall(folder)


def started(folder):
    """Start a sandbox; give its process and its two addresses."""
    media, ready = os.path.join(folder, 'media'), os.path.join(folder, 'ready')
    os.mkdir(media)
    for name, asset in MEDIA.items():
        shutil.copy(os.path.join(folder, 'tests', 'assets', *asset.split('/')),
                    os.path.join(media, name))
    process = subprocess.Popen(
        [sys.executable, '-m', 'clarifai.sandbox', '--platform', '--port', '0', '--grpc-port', '0',
         '--media', media, '--ready-file', ready], cwd=ROOT, stdout=subprocess.DEVNULL)
    give_up = time.time() + START_WITHIN
    while not os.path.exists(ready):
        if process.poll() is not None or time.time() > give_up:
            process.kill()
            raise CannotRun('The sandbox did not start.')
        time.sleep(0.05)
    with open(ready) as opened:
        return process, opened.read().split()


def outcomes(python, path, base, folder):
    """Run the tests; give what became of each, by name: 'passed', 'skipped' or why it failed."""
    report = os.path.join(folder, 'report.xml')
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith('CLARIFAI_')}
    environment.update(CLARIFAI_API_BASE=base, CLARIFAI_PAT='ann-pat', CLARIFAI_USER_ID='ann',
                       NO_PROXY='127.0.0.1', PYTHONPATH=os.pathsep.join(path))
    subprocess.run([python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--tb=line',
                    '--continue-on-collection-errors', '--junitxml', report] +
                   [os.path.join('tests', name) for name in TESTS], cwd=folder, env=environment,
                   stdout=subprocess.DEVNULL)
    if not os.path.exists(report):
        raise CannotRun('%s cannot run pytest.' % python)
    found = {}
    for case in xml.etree.ElementTree.parse(report).iter('testcase'):
        name = '.'.join(part for part in (case.get('classname'), case.get('name')) if part)
        failed = case.find('failure') if case.find('error') is None else case.find('error')
        found[name[len('tests.'):]] = (
            'skipped' if case.find('skipped') is not None else 'passed' if failed is None else
            '%s %s' % (failed.get('message'), (failed.text or '').strip().split('\n')[-1]))
    return found


def expected(implementation):
    """The groups of tests that do not pass with an implementation, by the tests' names."""
    with open(os.path.join(HERE, 'expected.json'), encoding='utf-8') as opened:
        return {name: group for group in json.load(opened)[implementation]
                for name in group['tests']}


def run(checkout, official):
    """Run them; give the outcomes, and whether they are as expected."""
    folder = tempfile.mkdtemp()
    process = None
    try:
        brought(checkout, folder)
        process, (rest, grpc) = started(folder)
        path = [os.environ['PYTHONPATH']] if os.environ.get('PYTHONPATH') else []
        found = (outcomes(official, path, grpc, folder) if official else
                 outcomes(sys.executable, [ROOT] + path, rest, folder))
    finally:
        if process is not None:
            process.terminate()
            process.wait()
        shutil.rmtree(folder)
    groups = expected('official' if official else 'ours')
    failed = {name: said for name, said in found.items() if said not in ('passed', 'skipped')}
    wrong = ['%s: %s' % (name, said) for name, said in sorted(failed.items())
             if name not in groups and name.partition('[')[0] not in groups]
    wrong += ['%s passes, and expected.json says that it does not' % name
              for name, said in sorted(found.items())
              if said == 'passed' and name in groups and not groups[name].get('needs_network')]
    return found, failed, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('checkout', help='a clone of clarifai-python with the tag %s' % TAG)
    parser.add_argument('--official', metavar='PYTHON',
                        help='an interpreter with clarifai==%s' % TAG)
    options = parser.parse_args()
    try:
        found, failed, wrong = run(options.checkout, options.official)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    for line in wrong:
        print(line)
    print('%d passed, %d skipped, %d failed; %d not as expected' % (
        len([said for said in found.values() if said == 'passed']),
        len([said for said in found.values() if said == 'skipped']), len(failed), len(wrong)))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
