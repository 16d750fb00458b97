"""Video: clips made here with known colours at known times are sampled where they should be."""
from __future__ import absolute_import

import io

import pytest

np = pytest.importorskip('numpy')
Image = pytest.importorskip('PIL.Image')
av = pytest.importorskip('av')

from clarifai.sandbox.learning.clips import read_clip
from clarifai.sandbox.learning.pictures import MediaError

SECONDS = ((220, 30, 30), (30, 200, 30), (40, 40, 220), (230, 230, 60))


def video(seconds, format='mp4', codec='mpeg4', rate=10, size=(96, 64)):
    """A clip that shows these colours for a second each; a fraction of a second may end it."""
    stream = io.BytesIO()
    with av.open(stream, 'w', format=format) as container:
        track = container.add_stream(codec, rate=rate)
        track.width, track.height = size
        track.pix_fmt = 'yuv420p'
        for number in range(int(seconds * rate)):
            colour = np.array(SECONDS[number // rate % len(SECONDS)], np.uint8)
            rgb = np.broadcast_to(colour, (size[1], size[0], 3))
            for packet in track.encode(av.VideoFrame.from_ndarray(np.array(rgb), format='rgb24')):
                container.mux(packet)
        for packet in track.encode():
            container.mux(packet)
    return stream.getvalue()


def shown_colour(picture):
    """Which of the colours the picture shows."""
    mean = picture.rgb.reshape(-1, 3).mean(axis=0)
    return int(np.argmin([np.abs(mean - colour).sum() for colour in SECONDS]))


@pytest.fixture(scope='module')
def clip_bytes():
    return video(3.5)


@pytest.mark.parametrize('format,codec', [('mp4', 'mpeg4'), ('matroska', 'mpeg4'), ('avi', 'mpeg4'),
                                          ('mov', 'mpeg4'), ('mpegts', 'mpeg2video')])
def test_containers(format, codec):
    clip = read_clip(video(3, format, codec, rate=25))
    assert abs(clip.duration_ms - 3000) <= 80
    assert (clip.width, clip.height) == (96, 64)
    frames = list(clip.frames())
    assert [index for index, _, _ in frames] == [0, 1, 2]
    assert [shown_colour(picture) for _, _, picture in frames] == [0, 1, 2]


def test_a_frame_for_each_second_from_its_middle(clip_bytes):
    clip = read_clip(clip_bytes)
    assert clip.duration_ms == 3500
    frames = list(clip.frames())
    assert [index for index, _, _ in frames] == [0, 1, 2, 3]
    assert [time for _, time, _ in frames] == [500, 1500, 2500, 3500]
    assert [shown_colour(picture) for _, _, picture in frames] == [0, 1, 2, 3]
    assert frames[0][2].rgb.shape == (64, 96, 3)
    assert (frames[0][2].width, frames[0][2].height) == (96, 64)


def test_sampling_interval(clip_bytes):
    clip = read_clip(clip_bytes)
    halves = list(clip.frames(500))
    assert [time for _, time, _ in halves] == [250, 750, 1250, 1750, 2250, 2750, 3250]
    assert [shown_colour(picture) for _, _, picture in halves] == [0, 0, 1, 1, 2, 2, 3]
    whole = list(clip.frames(60000))
    assert [(index, time) for index, time, _ in whole] == [(0, 1750)]
    assert shown_colour(whole[0][2]) == 1
    # Finer than the frames themselves: the same frame stands for several samples.
    fine = list(clip.frames(20))
    assert len(fine) == 175
    assert [shown_colour(picture) for _, _, picture in fine[::50]] == [0, 1, 2, 3]


@pytest.mark.parametrize('sample_ms, times', [
    (2000, [1000, 3000]), (3000, [1500]), (2400, [1200]), (7000, [3500]), (7001, [1750])])
def test_windows_whose_middle_is_past_the_end_are_left_out(clip_bytes, sample_ms, times):
    assert [time for _, time, _ in read_clip(clip_bytes).frames(sample_ms)] == times


def test_frames_can_be_read_again_and_left_early(clip_bytes):
    clip = read_clip(clip_bytes)
    assert next(clip.frames())[1] == 500
    assert len(list(clip.frames())) == len(list(clip.frames())) == 4


def test_interval_must_be_positive(clip_bytes):
    with pytest.raises(ValueError):
        read_clip(clip_bytes).frames(0)


def test_one_frame():
    frames = list(read_clip(video(0.1)).frames())
    assert [index for index, _, _ in frames] == [0]
    assert shown_colour(frames[0][2]) == 0


def test_animated_gif():
    pages = [Image.new('RGB', (32, 32), colour) for colour in SECONDS]
    stream = io.BytesIO()
    pages[0].save(stream, 'GIF', save_all=True, append_images=pages[1:], duration=1000)
    clip = read_clip(stream.getvalue())
    assert [shown_colour(picture) for _, _, picture in clip.frames()][:4] == [0, 1, 2, 3]


def test_large_frames_are_reduced():
    picture = next(read_clip(video(0.2, size=(1280, 320))).frames())[2]
    assert picture.rgb.shape == (160, 640, 3)
    assert (picture.width, picture.height) == (1280, 320)


def test_a_telephone_held_upright(clip_bytes):
    """The display matrix in the track header says: a quarter turn clockwise."""
    stream = io.BytesIO()
    with av.open(stream, 'w', format='mp4') as container:
        track = container.add_stream('mpeg4', rate=10)
        track.width, track.height, track.pix_fmt = 96, 64, 'yuv420p'
        rgb = np.zeros((64, 96, 3), np.uint8)
        rgb[:, :48] = SECONDS[0]  # red on the left; upright it is above
        rgb[:, 48:] = SECONDS[2]
        frame = av.VideoFrame.from_ndarray(rgb, format='rgb24')
        for packet in track.encode(frame) + track.encode():
            container.mux(packet)
    one = b'\0\1\0\0'
    plain = one + b'\0' * 12 + one + b'\0' * 12 + b'\x40\0\0\0'
    turned = b'\0' * 4 + one + b'\0' * 4 + b'\xff\xff\0\0' + b'\0' * 16 + b'\x40\0\0\0'
    data = stream.getvalue()
    track = data.index(b'tkhd')
    assert plain in data[track:]
    data = data[:track] + data[track:].replace(plain, turned, 1)
    picture = next(read_clip(data).frames())[2]
    assert (picture.width, picture.height) == (64, 96)
    assert picture.rgb.shape == (96, 64, 3)
    assert np.abs(picture.rgb[10, 32].astype(int) - SECONDS[0]).max() < 40
    assert np.abs(picture.rgb[86, 32].astype(int) - SECONDS[2]).max() < 40


def sound_alone():
    stream = io.BytesIO()
    with av.open(stream, 'w', format='mp4') as container:
        track = container.add_stream('aac', rate=44100)
        silence = np.zeros((1, 1024), np.float32)
        frame = av.AudioFrame.from_ndarray(silence, format='fltp', layout='mono')
        frame.sample_rate = 44100
        for packet in track.encode(frame) + track.encode():
            container.mux(packet)
    return stream.getvalue()


def png():
    stream = io.BytesIO()
    Image.new('RGB', (8, 8)).save(stream, 'PNG')
    return stream.getvalue()


@pytest.mark.parametrize('data', [
    b'', b'text', b'<html></html>', png(), b'\0\0\0\x18ftypmp42' + b'\0' * 100,
    b'\x1a\x45\xdf\xa3' + b'\0' * 50, b'G' * 1000, b'GIF89a', sound_alone(),
    b'#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n',
    b'ffconcat version 1.0\nfile /etc/hostname\n'])
def test_what_is_no_video(data):
    with pytest.raises(MediaError) as caught:
        read_clip(data)
    assert caught.value.kind == 'undecodable'


def test_what_cannot_be_seen_is_not_made_up():
    """The pictures of the second half are overwritten; the tables that promise them are not."""
    data = bytearray(video(6, rate=25))
    start, end = data.index(b'mdat') + 4, data.index(b'moov') - 4
    half = (start + end) // 2
    data[half:end] = b'\0' * (end - half)
    clip = read_clip(bytes(data))
    assert abs(clip.duration_ms - 6000) <= 80
    colours = [shown_colour(picture) for _, _, picture in clip.frames()]
    assert 2 <= len(colours) <= 4
    assert colours == [0, 1, 2, 3][:len(colours)]


def test_cut_off_and_damaged(clip_bytes):
    whole = video(3.5, 'matroska')
    for part in (0.5, 0.8):
        clip = read_clip(whole[:int(len(whole) * part)])
        assert 1 <= len(list(clip.frames())) <= 4
    random = np.random.RandomState(4)
    for data in (whole, clip_bytes):
        for _ in range(60):
            damaged = bytearray(data)
            for place in random.randint(0, len(data), 12):
                damaged[place] = random.randint(0, 256)
            try:
                clip = read_clip(bytes(damaged))
            except MediaError:
                continue
            for _, _, picture in clip.frames(60000):
                assert picture.rgb.dtype == np.uint8
