"""Runs the tutorial against the sandbox twice, as it was and as it is today, and stops everything.

First with an API key alone, as 2.x scripts always ran; then the same file with a PAT, against a
sandbox that keeps today's rules, where a key no longer reaches the public models.

`sh scripts/demo` runs it in an environment that has the packages it needs.
"""
from __future__ import absolute_import, print_function

import difflib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import photographs

HERE = os.path.dirname(os.path.abspath(__file__))
START_WITHIN = 60  # seconds
STOP_WITHIN = 10  # seconds
WITH_A_KEY = {'CLARIFAI_API_KEY': 'demo'}
WITH_A_PAT = {'CLARIFAI_PAT': 'demo', 'CLARIFAI_USER_ID': 'me', 'CLARIFAI_APP_ID': 'pictures'}
VERSION_ID = re.compile('version [0-9a-f]+')  # another one for each training


class Sandbox(object):
    """A sandbox in a process of its own, as a context manager.

    Args:
        folder (str): a folder for its ready file and its log.
        media (str): the folder whose files answer for the addresses in the scripts.
        options (list of str): more options for its command line.

    Attributes:
        base_url (str): its address, once the block is entered.
    """

    def __init__(self, folder, media, options=()):
        self.options = list(options)
        self.ready_file = os.path.join(folder, 'address')
        self.log = os.path.join(folder, 'sandbox.log')
        self.media = media
        self.base_url = None
        self.process = None

    def __enter__(self):
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen(
                [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--media', self.media,
                 '--ready-file', self.ready_file] + self.options,
                cwd=os.path.dirname(self.log), stdout=log, stderr=subprocess.STDOUT)
        try:
            self.base_url = self._wait_for_address()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if os.path.exists(self.ready_file):
            os.remove(self.ready_file)  # the next sandbox of this folder writes its own

    def _wait_for_address(self):
        give_up = time.time() + START_WITHIN
        while time.time() < give_up:
            if os.path.exists(self.ready_file) and os.path.getsize(self.ready_file):
                with open(self.ready_file) as ready:
                    return ready.read().strip()
            if self.process.poll() is not None:
                raise RuntimeError('The sandbox ended before it was ready (exit status {}):\n{}'
                                   .format(self.process.returncode, self.read_log()))
            time.sleep(0.05)
        raise RuntimeError('The sandbox was not ready after {} seconds:\n{}'.format(
            START_WITHIN, self.read_log()))

    def read_log(self):
        """Returns the last lines that the sandbox printed."""
        with open(self.log) as log:
            return ''.join(log.readlines()[-30:])


def tutorial_environment(base_url, credentials):
    """Returns the environment in which a script talks to the sandbox and to nothing else."""
    environment = dict((name, value) for name, value in os.environ.items()
                       if not name.startswith('CLARIFAI_'))
    environment.update(credentials, CLARIFAI_API_BASE=base_url, PYTHONIOENCODING='utf-8',
                       NO_PROXY='127.0.0.1', no_proxy='127.0.0.1')
    return environment


def run_tutorial(folder, media, credentials, options=(), echo=True):
    """Runs the tutorial against a sandbox of its own.

    Args:
        folder (str): a folder for the sandbox's files.
        media (str): the folder with the photographs.
        credentials (dict): the environment variables that a user would set.
        options (list of str): more options for the sandbox.
        echo (bool): whether to print what the tutorial prints, line by line.

    Returns:
        list of str: the lines that it printed.

    Raises:
        RuntimeError: the tutorial failed, or the sandbox did not start.
    """
    lines = []
    with Sandbox(folder, media, options) as sandbox:
        program = subprocess.Popen(
            [sys.executable, '-u', os.path.join(HERE, 'tutorial.py'), media],
            env=tutorial_environment(sandbox.base_url, credentials), stdout=subprocess.PIPE)
        for line in program.stdout:
            lines.append(line.decode('utf-8').rstrip())
            if echo:
                print(lines[-1])
                sys.stdout.flush()
        if program.wait():
            raise RuntimeError('\nThe tutorial failed with exit status {}. The sandbox said last:'
                               '\n{}'.format(program.returncode, sandbox.read_log()))
    return lines


def introduce(names):
    print('The 2.x tutorial against the sandbox: the pictures and the answers are real, and'
          '\nnothing leaves this machine.\n\nThe photographs, and the package that each one '
          'comes from:')
    for name, distribution in names:
        print('  {:<22} {}'.format(name, distribution))
    print('\nWith an API key alone, as 2.x scripts always ran:')
    sys.stdout.flush()


def compare(before, today):
    """Prints whether two runs of the tutorial printed the same."""
    title = 'The same file with a PAT, by the rules of today\'s platform'
    print('\n' + title + '\n' + '-' * len(title))
    print('  ' + ' '.join('{}={}'.format(*item) for item in sorted(WITH_A_PAT.items())))
    differences = [line for line in difflib.unified_diff(
        [VERSION_ID.sub('version', line) for line in before],
        [VERSION_ID.sub('version', line) for line in today], lineterm='', n=0)
        if line[:2] not in ('--', '++', '@@')]
    if differences:
        print('  It printed the same {} lines but for these, shown as key (-) and PAT (+):'.format(
            len(today)))
        print('\n'.join('  ' + line for line in differences))
    else:
        print('  It printed the same {} lines, figure by figure.'.format(len(today)))


def main():
    """Runs the demo and returns its exit status."""
    folder = tempfile.mkdtemp(prefix='clarifai-demo-')
    try:
        media = os.path.join(folder, 'photographs')
        os.mkdir(media)
        introduce(photographs.collect(media))
        before = run_tutorial(folder, media, WITH_A_KEY)
        today = run_tutorial(folder, media, WITH_A_PAT, ['--platform'], echo=False)
        compare(before, today)
        print('\nDone. The sandbox has stopped; nothing is left behind.')
        return 0
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop(signum, _):
    sys.exit(128 + signum)


if __name__ == '__main__':
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
