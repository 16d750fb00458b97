"""Small files that say to be huge, and what looking at each of them costs.

Run as a program, it prints for each file, as JSON: whether it was refused and as what, and by how
many megabytes the process grew at its peak.
"""
from __future__ import absolute_import

import json
import struct
import zlib

from clarifai.sandbox.media import frames
from clarifai.sandbox.errors import MediaUnavailable


def png(width, height, rows):
    """Returns a PNG in grey that holds this many of its rows."""
    def chunk(name, data):
        return (struct.pack('>I', len(data)) + name + data
                + struct.pack('>I', zlib.crc32(name + data)))
    return (b'\x89PNG\r\n\x1a\n'
            + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(bytes(width + 1) * rows)) + chunk(b'IEND', b''))


def png_with_text(size):
    """Returns a PNG whose compressed text takes this many bytes."""
    whole = png(4, 4, 4)
    text = b'k\0\0' + zlib.compress(bytes(size))
    chunk = struct.pack('>I', len(text)) + b'zTXt' + text
    return whole[:33] + chunk + struct.pack('>I', zlib.crc32(chunk[4:])) + whole[33:]


def gif(screen, frame, frames):
    """Returns a GIF whose frames hold a few pixels."""
    one = (b'\x21\xf9\x04\0\x0a\0\0\0\x2c' + struct.pack('<HHHHB', 0, 0, frame, frame, 0)
           + b'\x02\x02\x4c\x01\0')
    return (b'GIF89a' + struct.pack('<HHBBB', screen, screen, 0x80, 0, 0)
            + b'\0\0\0\xff\xff\xff' + one * frames + b';')


def tiff(side, tile):
    """Returns a TIFF of one tile, deflated, that holds a few pixels."""
    data = zlib.compress(bytes(100))
    count = 10
    place = 8 + 2 + 12 * count + 4
    entries = [(256, side), (257, side), (258, 8), (259, 8), (262, 1), (277, 1), (322, tile),
               (323, tile), (324, place), (325, len(data))]
    return (b'II*\0' + struct.pack('<IH', 8, count)
            + b''.join(struct.pack('<HHII', tag, 4, 1, value) for tag, value in entries)
            + bytes(4) + data)


BOMBS = {
    'png': ('image', lambda: png(65000, 65000, 1)),
    'png that is whole': ('image', lambda: png(10000, 10000, 10000)),
    'png with text': ('image', lambda: png_with_text(120 * 1024 * 1024)),
    'gif': ('image', lambda: gif(65535, 65535, 1)),
    'gif with a large frame': ('image', lambda: gif(10, 60000, 1)),
    'tiff': ('image', lambda: tiff(65000, 256)),
    'tiff with a large tile': ('image', lambda: tiff(16, 30000)),
    'video': ('video', lambda: gif(65535, 65535, 3)),
    'video with many large frames': ('video', lambda: gif(9000, 9000, 3000)),
    'video with very many frames': ('video', lambda: gif(1, 1, 500001)),
}


def peak():
    """Returns the most memory that the process has had since the mark was last reset, in MB."""
    with open('/proc/self/status') as status:
        lines = dict(line.split(':', 1) for line in status)
    return int(lines['VmHWM'].split()[0]) // 1024


def cost(kind, data):
    """Returns (status code or None, megabytes) of looking at a file."""
    with open('/proc/self/clear_refs', 'w') as mark:
        mark.write('5')
    before, code = peak(), None
    try:
        frames.measure(kind, data)
    except MediaUnavailable as error:
        code = error.code
    return code, peak() - before


def main():
    """Looks at all of them, after a picture that loads the libraries."""
    frames.measure('image', png(40, 40, 40))
    print(json.dumps(dict((name, cost(kind, make())) for name, (kind, make) in BOMBS.items())))


if __name__ == '__main__':
    main()
