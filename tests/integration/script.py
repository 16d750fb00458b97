"""Runs a script as its user would, in a process of its own."""
from __future__ import absolute_import

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def run_script(source, folder, **environment):
    """Runs a script of this package's users.

    Args:
        source (str): the script.
        folder (py.path.local): a folder for it, its home too.
        environment (str): environment variables; no others of this package's are set.

    Returns:
        tuple: its exit status, the lines that it printed and what it complained of.
    """
    path = folder.join('program.py')
    path.write(source)
    variables = dict((name, value) for name, value in os.environ.items()
                     if not name.startswith('CLARIFAI_'))
    variables.update(environment, HOME=str(folder), PYTHONPATH=ROOT, NO_PROXY='127.0.0.1')
    process = subprocess.Popen([sys.executable, str(path)], env=variables,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said, complaints = [text.decode('utf-8') for text in process.communicate()]
    return process.returncode, said.splitlines(), complaints
