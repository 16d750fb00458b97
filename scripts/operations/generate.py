#!/usr/bin/env python3
"""Makes the tables of the platform's operations from an installed clarifai-grpc.

    python scripts/operations/generate.py            writes what is generated
    python scripts/operations/generate.py --check    exit status 1 when a file is not what it
                                                     would be made now
    python scripts/operations/generate.py --news     says what the installed clarifai-grpc has
                                                     that the tables have not, and never fails

What is made depends on clarifai-grpc and on the files beside this one, on nothing else. The tables
that are kept are those of the version in `PINNED`.
"""
import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)

import descriptors  # noqa: E402
import message_stubs  # noqa: E402
import pages  # noqa: E402
import sandbox_data  # noqa: E402
import stubs  # noqa: E402
import tables  # noqa: E402

PINNED = '12.6.0'


def generated():
    """Everything that is made.

    Returns:
        dict: path from the top of the project to text.
    """
    found = descriptors.operations()
    room = os.path.join('clarifai', 'operations')
    made = {
        os.path.join(room, 'rows.py'): tables.rows(found),
        os.path.join(room, 'arguments.py'): tables.arguments(found),
        os.path.join(room, 'messages.py'): tables.messages(found),
        os.path.join(room, 'platform.pyi'): stubs.stub(found),
        os.path.join('clarifai', 'client', 'messages.pyi'): message_stubs.stub(found),
        os.path.join('clarifai', 'sandbox', 'platform.json'): sandbox_data.routes(found),
        os.path.join('clarifai', 'sandbox', 'messages.json'): sandbox_data.messages(found),
        os.path.join('clarifai', 'sandbox', 'batches.json'): sandbox_data.batches(),
    }
    for name, text in pages.pages(found).items():
        made[os.path.join('docs', 'operations', name)] = text
    return made


def read(path):
    """The text of a file of the project; '' when there is none."""
    try:
        with open(os.path.join(ROOT, path), encoding='ascii') as source:
            return source.read()
    except FileNotFoundError:
        return ''


def write(made):
    """Write what has changed."""
    for path, text in made.items():
        if text != read(path):
            whole = os.path.join(ROOT, path)
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            with open(whole, 'w', encoding='ascii', newline='\n') as out:
                out.write(text)
            print('wrote %s' % path)


def check(made):
    """Say which files are not what they would be made now.

    Returns:
        int: the exit status.
    """
    changed = [path for path, text in made.items() if text != read(path)]
    for path in changed:
        print('%s is not what scripts/operations/generate.py makes' % path, file=sys.stderr)
    return 1 if changed else 0


def main(argv=None):
    """Write, check, or tell the news.

    Returns:
        int: the exit status.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--check', action='store_true')
    parser.add_argument('--news', action='store_true')
    options = parser.parse_args(argv)
    if options.news:
        import news
        return news.tell()
    if descriptors.VERSION != PINNED:
        print('The tables are those of clarifai-grpc %s, and %s is installed. With --news this '
              'program says what is new; to go on to it, change PINNED.'
              % (PINNED, descriptors.VERSION), file=sys.stderr)
        return 2
    made = generated()
    if options.check:
        return check(made)
    write(made)
    return 0


if __name__ == '__main__':
    sys.exit(main())
