"""Somebody with 5,000 photographs at a shell, from the folder to another app's inputs."""
from __future__ import absolute_import

import csv
import io
import json
import os
import signal
import struct
import time
import zlib

import pytest

from shells import Shell

if os.name == 'nt':
    pytest.skip('this is about a POSIX shell', allow_module_level=True)

EACH = 2500  # photographs of each of two kinds
SIDE = 24    # pixels
# Files as they lie about: what is uploaded, what fails, and what is left out.
ODD = ('none', 'old.jfif')
FAILING = ('fake.jpg', 'broken.png', 'IMG_1.CR2')


def picture(red, green, blue):
    """Returns a picture of one colour, as PNG."""
    def chunk(name, data):
        return (struct.pack('>I', len(data)) + name + data +
                struct.pack('>I', zlib.crc32(name + data) & 0xffffffff))
    rows = (b'\0' + bytes(bytearray([red, green, blue])) * SIDE) * SIDE
    return (b'\x89PNG\r\n\x1a\n' +
            chunk(b'IHDR', struct.pack('>IIBBBBB', SIDE, SIDE, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def photographs(folder):
    """Makes the folder: two kinds in folders of a hundred, all different, and odd files."""
    for number in range(EACH):
        bright, dark = 160 + number % 80, number // 80
        for kind, content in (('reds', picture(bright, dark, 10)),
                              ('blues', picture(10, dark, bright))):
            place = folder.join(kind, '%02d' % (number // 100), '%d.png' % number)
            if number % 100 == 0:
                place.dirpath().ensure(dir=True)
            place.write_binary(content)
    odd = folder.mkdir('odd')
    odd.join('none').write_binary(picture(90, 90, 90))
    odd.join('old.jfif').write_binary(picture(80, 80, 80))
    odd.join('copy.png').write_binary(picture(90, 90, 90))
    odd.join('notes.txt').write('where the photographs are from')
    odd.join('fake.jpg').write('no picture')
    odd.join('broken.png').write_binary(picture(70, 70, 70)[:40] + b'\0' * 40)
    odd.join('IMG_1.CR2').write_binary(b'II*\0\x10\0\0\0CR\2\0' + b'\0' * 40)


@pytest.fixture
def shell(serve, sandbox_python, media, tmpdir):
    """A shell with a sandbox of its own, which judges colours and not what is on pictures."""
    tmpdir.mkdir('work')
    for url in serve(sandbox_python, media, '--platform', '--recognition', 'off'):
        yield Shell(tmpdir, {'CLARIFAI_API_BASE': url, 'CLARIFAI_PAT': 'a-pat-of-ann',
                             'CLARIFAI_USER_ID': 'ann', 'CLARIFAI_APP_ID': 'album'})


def stopped(shell, line, journal, number, by):
    """Runs a command line and stops it when so many sources are noted in its journal."""
    process = shell.start('exec ' + line)
    end = time.time() + 120
    while not (journal.check() and journal.read_binary().count(b'\n') > number):
        assert process.poll() is None and time.time() < end
        time.sleep(0.02)
    process.send_signal(by)
    _, err = process.communicate()
    return process.returncode, err.decode('utf-8')


def rows_of(path):
    with io.open(path.strpath, encoding='utf-8', newline='') as handle:
        return list(csv.DictReader(handle))


def lines_of(path):
    with io.open(path.strpath, encoding='utf-8') as handle:
        return [json.loads(line) for line in handle]


def known_of(path):
    """Returns the metadata and the concepts of exported inputs, by their ids."""
    return dict((one['id'], (one['data']['metadata'], sorted(
        (concept['id'], concept.get('value', 0)) for concept in one['data'].get('concepts') or ())))
        for one in lines_of(path))


def test_a_session(shell):
    work = shell.folder.join('work')
    photographs(work.mkdir('photographs'))

    # Upload: interrupted, killed, and gone on with.
    journal, reds = work.join('reds.journal'), work.join('reds.csv')
    line = ('clarifai upload photographs/reds --concept reds --not-concept blues --wait --batch 50 '
            '--journal reds.journal -o reds.csv')
    status, err = stopped(shell, line, journal, 300, signal.SIGINT)
    assert status == 130 and 'stopped: ' in err and 'by the journal reds.journal' in err
    status, err = stopped(shell, line, journal, 1000, signal.SIGKILL)
    assert status == -signal.SIGKILL
    done = journal.read_binary().count(b'\n') - 1
    out, err = shell.run(line)
    assert '%d done before' % done in err and 'failed' not in err
    ids = dict((row['source'], row['id']) for row in rows_of(reds))
    assert len(ids) == len(set(ids.values())) == EACH
    assert EACH <= len(rows_of(reds)) <= EACH + 1  # the kill came between a row and its note
    shell.run('clarifai upload photographs/blues --concept blues --not-concept reds --wait '
              '-o blues.csv')

    # The odd ones: each is uploaded, told or left out.
    out, err = shell.run('clarifai upload photographs/odd --wait --failures failed.csv '
                         '--format jsonl', status=1)
    uploaded = [json.loads(row) for row in out.splitlines()]
    assert sorted(os.path.basename(row['source']) for row in uploaded) == sorted(
        ODD + ('copy.png',))
    assert [row['existed'] for row in uploaded].count(True) == 1
    assert sorted(os.path.basename(row['source']) for row in rows_of(work.join('failed.csv'))) == (
        sorted(FAILING))
    assert 'notes.txt' in err and '3 failed' in err

    # What was moved and touched since is the same.
    moved = work.join('photographs', 'reds', '07')
    moved.move(work.join('moved'))
    for one in work.join('moved').listdir():
        os.utime(one.strpath, (1000000000, 1000000000))
    out, err = shell.run('clarifai upload moved --concept reds --wait')
    assert '100 done, 100 of these there already' in err
    work.join('moved').move(moved)

    # Search, and each hit is linked to its file.
    shell.run('clarifai search --concept reds --limit 6000 -o hits.jsonl')
    hits = lines_of(work.join('hits.jsonl'))
    assert sorted(hit['input']['data']['metadata']['source'] for hit in hits) == sorted(
        os.path.relpath(source, os.path.join('photographs', 'reds')) for source in ids)
    assert all(ids[os.path.join('photographs', 'reds', hit['input']['data']['metadata']['source'])]
               == hit['input']['id'] for hit in hits)

    # Train, and predict all to a table and a gallery.
    shell.run('clarifai train colours --concept reds --concept blues')
    out, err = shell.run('clarifai predict photographs --model colours -o predicted.csv '
                         '--html gallery.html', status=1)
    best = {}
    for row in rows_of(work.join('predicted.csv')):
        if float(row['value']) > best.get(row['source'], (0,))[0]:
            best[row['source']] = (float(row['value']), row['id'])
    right = [source for source, (_, concept) in best.items() if source.split(os.sep)[1] == concept]
    assert len(right) == 2 * EACH
    gallery = work.join('gallery.html').read_binary().decode('utf-8')
    assert '%d.png' % (EACH - 1) in gallery and '<img' in gallery
    assert '%d done, 3 failed' % (2 * EACH + 3) in err

    # What the server could not read is deleted, and the rest exported: each with its place.
    out, err = shell.run('clarifai inputs list --format jsonl')
    broken, = [one['id'] for one in map(json.loads, out.splitlines())
               if one['status']['code'] != 30000]
    shell.run('clarifai inputs delete %s --yes' % broken)
    shell.run('clarifai export --files album')
    exported = known_of(work.join('album', 'inputs.jsonl'))
    assert len(exported) == 2 * EACH + 2 and set(ids.values()) < set(exported)
    assert all(metadata['source'] for metadata, _ in exported.values())

    # Import into another app: the same inputs.
    shell.run("clarifai api post_apps 'apps=[{\"id\": \"other-album\"}]'")
    shell.environment['CLARIFAI_APP_ID'] = 'other-album'
    shell.run('clarifai import album --journal import.journal')
    shell.run('clarifai export -o inputs.jsonl')
    assert known_of(work.join('inputs.jsonl')) == exported
