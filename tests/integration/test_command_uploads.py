"""``clarifai upload`` of folders as people have them, from scripts and on a terminal."""
from __future__ import absolute_import

import io
import json
import os
import shutil
import signal

import pytest

from shells import PHOTOS

if os.name == 'nt':
    pytest.skip('this is about POSIX shells and terminals', allow_module_level=True)

HEIC = b'\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic' + b'\x00' * 100


@pytest.fixture
def work(shell):
    """The working folder."""
    return shell.folder.join('work')


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def copied(media, place, *names):
    for name in names:
        shutil.copy(os.path.join(media, name), str(place))


def test_pictures_are_taken_whatever_their_names_are(shell, work, media):
    odd = work.mkdir('odd')
    for name, source in (('a.jfif', 'china.jpg'), ('b.jpe', 'flower.jpg'), ('none', 'chelsea.png'),
                         ('deep/wrong.txt', 'coffee.png')):
        shutil.copy(os.path.join(media, source), odd.join(name).ensure().strpath)
    odd.join('notes.txt').write('what is on the pictures')
    odd.join('fake.jpg').write('no picture')
    out, err = shell.run('clarifai upload odd --wait --format jsonl', status=1)
    assert [line['source'] for line in objects(out)] == [
        os.path.join('odd', name) for name in ('a.jfif', 'b.jpe', 'none', 'deep/wrong.txt')]
    assert set(line['status']['code'] for line in objects(out)) == set([30000])
    assert 'fake.jpg' in err and 'it holds text' in err and 'odd/notes.txt' in err
    assert '4 done, 1 failed' in err
    out, err = shell.run('clarifai predict odd --format csv', status=1)
    assert set(line.split(',')[0] for line in out.splitlines()[1:]) == set(
        'odd/' + name for name in ('a.jfif', 'b.jpe', 'none', 'deep/wrong.txt'))
    assert '4 done, 1 failed' in err and 'odd/notes.txt' in err


def test_what_telephones_make_is_converted_or_told(shell, work):
    work.join('IMG_1.HEIC').write_binary(HEIC)  # a head without a picture
    out, err = shell.run('clarifai upload IMG_1.HEIC coffee.png --format jsonl', status=1)
    assert len(objects(out)) == 1 and 'IMG_1.HEIC' in err and 'HEIC' in err
    image = pytest.importorskip('PIL.Image')
    if not pytest.importorskip('PIL.features').check('avif'):
        pytest.skip('this Pillow does not know AVIF')
    image.open(work.join('coffee.png').strpath).save(work.join('IMG_2.avif').strpath)
    out, err = shell.run('clarifai upload IMG_2.avif --wait --format jsonl')
    assert objects(out)[0]['status']['code'] == 30000


def test_inputs_are_linked_to_their_files(shell, work, media):
    cats = work.ensure('pets', 'cats', dir=True)
    copied(media, cats, 'chelsea.png')
    shell.run('clarifai upload pets --wait --concept cat')
    assert 'cats/chelsea.png' in shell.run('clarifai search --concept cat')[0]
    assert 'cats/chelsea.png' in shell.run('clarifai inputs list')[0]
    assert objects(shell.run('clarifai export')[0])[0]['data']['metadata'] == {
        'source': 'cats/chelsea.png'}
    shell.run('clarifai upload coffee.png --wait --metadata \'{"source": "mine"}\'')
    shell.run('clarifai upload china.jpg --wait --no-source')
    metadata = [one['data'].get('metadata') for one in objects(shell.run('clarifai export')[0])]
    assert metadata[1:] == [{'source': 'mine'}, None] or metadata[1:] == [{'source': 'mine'}, {}]


def test_the_same_file_is_the_same_input_wherever_it_lies(shell, work, media):
    folder = work.mkdir('folder')
    copied(media, folder, 'coffee.png')
    first, = objects(shell.run('clarifai upload folder --wait --format jsonl')[0])
    assert not first['existed']
    os.utime(folder.join('coffee.png').strpath, (1000000000, 1000000000))
    folder.join('deep').mkdir()
    folder.join('coffee.png').move(folder.join('deep', 'cup.png'))
    copied(media, folder.join('deep'), 'coffee.png')
    out, err = shell.run('clarifai upload folder --wait --format jsonl')
    assert [line['input']['id'] for line in objects(out)] == [first['input']['id']] * 2
    assert '2 done, 2 of these there already' in err
    assert 'there already' in shell.run('clarifai upload folder')[0]
    with io.open(folder.join('deep', 'cup.png').strpath, 'ab') as handle:
        handle.write(b'changed')
    changed = objects(shell.run('clarifai upload folder --wait --format jsonl')[0])
    assert [line['existed'] for line in changed] == [False, True] or [
        line['existed'] for line in changed] == [True, False]
    assert len(objects(shell.run('clarifai inputs list --format jsonl')[0])) == 2


def test_what_the_server_cannot_read_has_failed(shell, work, media):
    whole = io.open(os.path.join(media, 'china.jpg'), 'rb').read()
    work.join('broken.jpg').write_binary(whole[:20] + b'\0' * 100)
    out, err = shell.run('clarifai upload broken.jpg coffee.png --no-wait')
    assert '2 uploaded and not processed yet (--wait waits for that)' in err and '0 done' in err
    work.join('broken.jpg').write_binary(whole[:20] + b'\0' * 200)
    out, err = shell.run('clarifai upload broken.jpg coffee.png --wait --format jsonl', status=1)
    assert [line['source'] for line in objects(out)] == ['coffee.png']
    assert 'clarifai: broken.jpg: 30' in err and '1 done, 1 of these there already, 1 failed' in err
    out, err = shell.run('clarifai upload broken.jpg --wait --failures failed.csv', status=1)
    assert 'delete it' in err and 'broken.jpg' in work.join('failed.csv').read()


def test_one_bad_name_does_not_stop_the_rest(shell):
    for command in ('upload', 'predict'):
        out, err = shell.run('clarifai %s nope.jpg coffee.png nowhere.csv --format jsonl' % command,
                             status=1)
        assert [line['source'] for line in objects(out) if 'error' not in line] == ['coffee.png']
        assert 'no file or folder' in err and 'nope.jpg' in err and '2 failed' in err


def test_deleting_what_is_not_there_is_told(shell):
    out, err = shell.run('clarifai inputs delete nope --yes', status=1)
    assert err.splitlines() == ['clarifai: there is no input nope', 'clarifai: nothing was deleted']


def test_a_terminal_shows_rows_and_how_it_went_and_the_progress_between(shell):
    terminal = shell.on_terminal('clarifai upload .').finish()
    assert terminal.lines[0].split() == ['SOURCE', 'ID', 'STATUS']
    rows, end = terminal.lines[1:5], terminal.lines[5:]
    assert [row.split()[0] for row in rows] == sorted('./' + name for name in PHOTOS)
    assert all('omplete' in row or 'uccess' in row for row in rows)  # it was waited for
    assert end[0].startswith('clarifai: 4 done in') and end[1:] == ['']
    assert ' of 4 (' in terminal.written and '\r' in terminal.written


def test_progress_is_no_part_of_what_goes_to_a_file(shell, work):
    with work.join('rows.csv').open('wb') as rows:
        terminal = shell.on_terminal('clarifai predict . --format csv', stdout=rows).finish()
    text = work.join('rows.csv').read()
    assert text.startswith('source,id,name,value,where') and ' of 4' not in text
    assert ' of 4 (' in terminal.written
    assert terminal.lines[-2].startswith('clarifai: 4 done in')
    piped = shell.on_terminal('clarifai predict . --format csv | head -n 2').finish()
    assert ' of 4 (' not in piped.written and piped.lines[0].startswith('source,id')
    quiet = shell.on_terminal('clarifai predict coffee.png --quiet -o rows.csv').finish()
    assert quiet.written == ''


def test_failures_on_a_terminal_have_lines_of_their_own(shell, work):
    work.join('fake.jpg').write('no picture')
    terminal = shell.on_terminal('clarifai upload . --format csv -o rows.csv').finish(1)
    assert [line for line in terminal.lines if 'it holds text' in line][0].startswith(
        'clarifai: ./fake.jpg: unreadable')
    assert terminal.lines[-2].startswith('clarifai: 4 done, 1 failed in')


@pytest.mark.parametrize('journal, words', [
    ('--journal j', 'The same command goes on with the rest, by the journal j'),
    ('', 'The same command goes on: what is there is not uploaded twice')],
                         ids=['journal', 'none'])
def test_ctrl_c_tells_what_is_done_and_how_to_go_on(shell, work, journal, words):
    # The pipe is never closed, so that the command waits for a fifth source.
    line = 'exec clarifai upload - --no-wait --batch 1 --workers 1 --format csv %s' % journal
    process = shell.start(line)
    process.stdin.write('\n'.join(PHOTOS).encode('ascii') + b'\ncoffee.png\n')
    process.stdin.flush()
    assert [process.stdout.readline()[:6] for _ in range(3)] == [b'source', b'chelse', b'coffee']
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    err = err.decode('utf-8')
    assert process.returncode == 130 and 'Traceback' not in err
    assert words in err and 'stopped: ' in err
    shell.run('clarifai upload . --wait')
    assert len(objects(shell.run('clarifai inputs list --format jsonl')[0])) == 4
