"""Types what README and the quick starts tell a newcomer to type, in a clean clone.

    python tests/readme/run.py [PAGE ...]

Every command of a page is typed into one shell, in the order of the page, with an empty home. A
sandbox goes to the background, as if a person had opened a second terminal, and where there is
one the page's Python blocks run as one script in the folder of the photographs. What is not typed
is printed with its reason. The first command that fails ends the run.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = ('README.rst', 'docs/start-offline.rst', 'docs/start-script.rst', 'docs/start-new.rst')
ADDRESS = 'http://127.0.0.1:8080'
BLOCK = re.compile(r'^( *)\.\. code-block:: (console|python)$')
COMMENT = re.compile(r'\s{2,}#.*$')
START_WITHIN = 120  # seconds
DONE = 'the command has ended with'

# What is not typed, by its beginning.
LEFT_OUT = (
    ('export CLARIFAI_PAT=...', 'the dots stand for an account'),
    ('sh scripts/demo', 'the step "demo" runs it'),
    ('pip install sphinx', 'the step "docs" makes the site'),
    ('sphinx-build', 'the step "docs" makes the site'),
    ('tox', 'the steps of .ci/run are these'),
    ('.ci/run', 'it is what runs this'),
    ('sh scripts/test ', 'the step "tests" runs it'),
)
# What ends with another status than 0, by its beginning, as the page says.
STATUSES = (('clarifai check', 1),)


class Failed(Exception):
    """A command of a page does not do what the page says."""


class Shell:
    """A terminal: what one command sets is there for the next.

    Args:
        folder (str): where it begins, and its home.
    """

    def __init__(self, folder):
        home = os.path.join(folder, 'home')
        os.mkdir(home)
        variables = {name: value for name, value in os.environ.items()
                     if not name.startswith(('CLARIFAI_', 'VIRTUAL_ENV'))}
        variables.update(HOME=home, NO_PROXY='127.0.0.1', PIP_DISABLE_PIP_VERSION_CHECK='1')
        self.process = subprocess.Popen(
            ['bash', '--noprofile', '--norc'], cwd=os.path.join(folder, 'checkout'), env=variables,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True)

    def type(self, command):
        """Runs a command.

        Args:
            command (str): what is typed.

        Returns:
            str: what it printed.

        Raises:
            Failed: its exit status is not the one to expect; the message has what it printed.
        """
        print('$ ' + command, flush=True)
        # Programs read nothing from this terminal: what is in it are the next commands.
        self.process.stdin.write('{ %s\n} </dev/null; echo "%s $?"\n' % (command, DONE))
        self.process.stdin.flush()
        printed = []
        for line in self.process.stdout:
            if line.startswith(DONE):
                status = int(line.split()[-1])
                break
            printed.append(line)
        else:
            status = self.process.wait()
        said = ''.join(printed)
        print(textwrap.indent(shortened(said), '    '), end='', flush=True)
        if status != (first_match(command, STATUSES) or (command, 0))[1]:
            raise Failed('%s: exit status %d\n%s' % (command, status, said))
        return said

    def close(self):
        """Ends it and all that it started, as the end of a terminal does."""
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def shortened(text, most=6):
    """Returns a text without the middle of its lines."""
    lines = text.splitlines(True)
    if len(lines) <= most:
        return text
    return ''.join(lines[:most // 2] + ['... %d lines ...\n' % (len(lines) - most)] +
                   lines[-(most // 2):])


def blocks(page):
    """Yields (language, text) of each block that can be typed."""
    with open(os.path.join(ROOT, page), encoding='utf-8') as source:
        lines = source.read().splitlines()
    for number, line in enumerate(lines):
        found = BLOCK.match(line)
        if not found:
            continue
        text = []
        for following in lines[number + 1:]:
            if following.strip() and len(following) - len(following.lstrip()) <= len(found[1]):
                break
            text.append(following)
        yield found[2], textwrap.dedent('\n'.join(text)).strip('\n') + '\n'


def commands(text):
    """Yields the commands of a console block, without their comments."""
    for line in text.splitlines():
        if line.startswith('$ '):
            yield COMMENT.sub('', line[2:]).strip()


def first_match(command, table):
    """Returns the row of a table that a command begins with, or None."""
    return next((row for row in table if (command + ' ').startswith(row[0])), None)


def wait_until_it_answers(shell):
    give_up = time.monotonic() + START_WITHIN
    while time.monotonic() < give_up:
        try:
            urllib.request.urlopen(ADDRESS, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise Failed('The sandbox did not answer at %s:\n%s' % (ADDRESS, shell.type('cat sandbox.log')))


def follow(page, shell):
    """Types what a page says.

    Args:
        page (str): the page, below the project's folder.
        shell (Shell): the terminal.

    Returns:
        int: how many commands were typed.

    Raises:
        Failed: something does not work.
    """
    typed, script, served = 0, [], False
    for language, text in blocks(page):
        if language == 'python':
            script.append(text)
            continue
        for command in commands(text):
            left_out = first_match(command, LEFT_OUT)
            if left_out:
                print('- %s\n    is left out: %s' % (command, left_out[1]))
                continue
            if command.startswith('clarifai sandbox'):
                shell.type(command + ' >sandbox.log 2>&1 &')
                wait_until_it_answers(shell)
                served = True
            else:
                shell.type(command)
            typed += 1
    if script and served:
        path = os.path.join(os.path.dirname(shell.type('pwd').strip()), 'script.py')
        with open(path, 'w', encoding='utf-8') as handle:
            handle.write('\n'.join(script))
        shell.type('(cd photographs && python %s)' % path)
    elif script:
        print('- its Python\n    is left out: it wants an account; the step "tests" runs it')
    return typed


def main():
    """Follows the pages; returns the exit status."""
    total = 0
    pages = sys.argv[1:] or PAGES
    for page in pages:
        folder = os.path.realpath(tempfile.mkdtemp(prefix='clarifai-newcomer-'))
        shell = None
        try:
            print('\n%s\n%s' % (page, '-' * len(page)), flush=True)
            subprocess.check_call(['git', 'clone', '--quiet', ROOT,
                                   os.path.join(folder, 'checkout')])
            shell = Shell(folder)
            if page != 'README.rst':  # the pages begin where README has made the environment
                shell.type('python3 -m venv clarifai-env && . clarifai-env/bin/activate')
            total += follow(page, shell)
        except Failed as error:
            print('\n%s: %s' % (page, error))
            return 1
        finally:
            if shell is not None:
                shell.close()
            shutil.rmtree(folder, ignore_errors=True)
    print('\n%d commands of %d pages do what they say' % (total, len(pages)))
    return 0


if __name__ == '__main__':
    sys.exit(main())
