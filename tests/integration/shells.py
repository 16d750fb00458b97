"""A shell in which ``clarifai`` is the command under test, with and without a terminal."""
from __future__ import absolute_import

import os
import select
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PATIENCE = 60  # seconds
PHOTOS = ('chelsea.png', 'coffee.png', 'china.jpg', 'flower.jpg')


class Shell(object):
    """A POSIX shell in which ``clarifai`` is the command under test.

    Args:
        folder (py.path.local): its home, in which ``work`` is its working folder.
        variables (dict): what its environment has besides.
    """

    def __init__(self, folder, variables):
        self.folder = folder
        program = folder.mkdir('bin').join('clarifai')
        program.write('#!/bin/sh\nexec "%s" -m clarifai.cli "$@"\n' % sys.executable)
        program.chmod(0o755)
        self.environment = dict(
            (name, value) for name, value in os.environ.items()
            if not name.startswith('CLARIFAI_'))
        paths = [ROOT] + [path for path in os.environ.get('PYTHONPATH', '').split(os.pathsep)
                          if path and path != ROOT]
        self.environment.update(
            variables, HOME=str(folder), NO_PROXY='127.0.0.1', PYTHONPATH=os.pathsep.join(paths),
            PATH='%s%s%s' % (folder.join('bin'), os.pathsep, os.environ['PATH']))

    def start(self, line, **streams):
        """Starts a command line."""
        streams = dict(dict.fromkeys(('stdin', 'stdout', 'stderr'), subprocess.PIPE), **streams)
        return subprocess.Popen(line, shell=True, cwd=str(self.folder.join('work')),
                                env=self.environment, **streams)

    def run(self, line, status=0):
        """Runs a command line; returns its output and error output."""
        process = self.start(line)
        out, err = (text.decode('utf-8') for text in process.communicate())
        assert process.returncode == status, (line, out, err)
        return out, err

    def on_terminal(self, line, stdout=None):
        """Starts a command line on a terminal, of 80 columns.

        Args:
            line (str): the command line.
            stdout (file): where its output goes; to the terminal unless given.

        Returns:
            Terminal: it.
        """
        return Terminal(self, line, stdout)


class Terminal(object):
    """A terminal on which a command runs; what it shows is put together from what is written.

    Attributes:
        process (subprocess.Popen): the command.
        written (str): all that came, with what steers the terminal.
    """

    def __init__(self, shell, line, stdout):
        import pty
        self._master, slave = pty.openpty()
        shell.environment.update(COLUMNS='80', TERM='dumb')
        self.process = shell.start(line, stdin=slave, stdout=stdout or slave, stderr=slave)
        os.close(slave)
        self.written = ''

    def read_until(self, condition):
        """Reads until a condition of this object holds."""
        end = time.time() + PATIENCE
        while not condition(self) and self._read():
            assert time.time() < end, self.written
        return self

    def finish(self, status=0):
        """Reads to the end; the command must end with a status."""
        while self._read():
            pass
        os.close(self._master)
        assert self.process.wait() == status, self.written
        return self

    @property
    def lines(self):
        """The lines that are to be seen, as text."""
        lines, place = [[]], 0
        for character in self.written:
            if character == '\n':
                lines.append([])
                place = 0
            elif character == '\r':
                place = 0
            elif character == '\b':
                place -= 1
            else:
                lines[-1][place:place + 1] = [character]
                place += 1
        return [''.join(line).rstrip() for line in lines]

    def _read(self):
        ready, _, _ = select.select([self._master], [], [], PATIENCE)
        assert ready, self.written
        try:
            data = os.read(self._master, 65536)
        except OSError:  # as Linux says that nobody is at the other end any more
            return False
        self.written += data.decode('utf-8')
        return bool(data)
