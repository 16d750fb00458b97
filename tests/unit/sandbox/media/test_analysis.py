"""What is found out about texts and sounds."""
from __future__ import absolute_import

import io

import pytest

numpy = pytest.importorskip('numpy')
pytest.importorskip('skimage')
av = pytest.importorskip('av')

from clarifai.sandbox.media import analysis  # noqa: E402
from clarifai.sandbox.errors import MediaUnavailable  # noqa: E402
from clarifai.sandbox.learning import sounds  # noqa: E402
from clarifai.sandbox.learning.pictures import MediaError  # noqa: E402


@pytest.mark.parametrize('data, text, encoding', [
    (b'plain', u'plain', 'UTF-8'), (u'\u00fc'.encode('utf-8'), u'\u00fc', 'UTF-8'),
    (u'\ufeffmarked'.encode('utf-8'), u'marked', 'UTF-8'), (b'', u'', 'UTF-8'),
    (u'wide \u00fc'.encode('utf-16'), u'wide \u00fc', 'UTF-16'),
    (u'\ufeffbig'.encode('utf-16-be'), u'big', 'UTF-16')])
def test_texts(data, text, encoding):
    found = analysis.measure('text', data)
    assert found == (None, [], {'char_count': len(text), 'encoding': encoding}, text)


@pytest.mark.parametrize('data, code', [
    (b'\xff', 30101), (b'a\x00b', 30101), (b'\xff\xfea', 30101),
    (b'x' * (analysis.MAX_CHARACTERS + 1), 30105)])
def test_files_that_are_no_texts(data, code):
    with pytest.raises(MediaUnavailable) as refusal:
        analysis.measure('text', data)
    assert refusal.value.code == code


def tone(container, codec, rate=16000, seconds=1):
    """Returns a tone in a file of some kind."""
    data = io.BytesIO()
    wave = (numpy.sin(numpy.arange(rate * seconds) / 7.0) * 9000).astype('int16')
    with av.open(data, 'w', format=container) as output:
        stream = output.add_stream(codec, rate=rate)
        resampler = av.AudioResampler(format=stream.format, layout=stream.layout, rate=rate)
        frame = av.AudioFrame.from_ndarray(wave[None, :], format='s16', layout='mono')
        frame.sample_rate = rate
        fifo = av.AudioFifo()
        for one in resampler.resample(frame):
            fifo.write(one)
        size = stream.codec_context.frame_size or 1024
        while fifo.samples:
            for packet in stream.encode(fifo.read(min(size, fifo.samples))):
                output.mux(packet)
        for packet in stream.encode():
            output.mux(packet)
    return data.getvalue()


@pytest.mark.parametrize('container, codec', [
    ('wav', 'pcm_s16le'), ('flac', 'flac'), ('adts', 'aac'), ('mp4', 'aac'), ('mp3', 'mp3'),
    ('aiff', 'pcm_s16be'), ('au', 'pcm_s16be'), ('matroska', 'flac')])
def test_sounds(container, codec):
    try:
        data = tone(container, codec)
    except (ValueError, av.FFmpegError) as error:  # not every build can write all of them
        pytest.skip('this build of FFmpeg cannot write it: %s' % error)
    sound = sounds.read_sound(data)
    assert sound.sample_rate == 16000
    assert sound.seconds == pytest.approx(1.0, abs=0.2)
    assert sound.bit_rate == pytest.approx(len(data) * 8 / sound.seconds, rel=0.01)


@pytest.mark.parametrize('change', [lambda data: data[:30], lambda data: b'\0' * 8 + data,
                                    lambda data: data[:12], lambda data: b'#EXTM3U\nhttp://x/y'])
def test_files_that_are_no_sounds(change):
    with pytest.raises(MediaError):
        sounds.read_sound(change(tone('wav', 'pcm_s16le')))
