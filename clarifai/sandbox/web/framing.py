"""Where an HTTP request ends: what two servers could read in two ways is refused.

See RFC 9112, sections 2.2, 5 and 6.
"""
from __future__ import annotations

import io
import re
from email.message import Message
from typing import BinaryIO

BLOCK = 65536
LONGEST_LINE = 4096
_HEADER = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\x00\r\n]*\r?\n\Z")
_CHUNK = re.compile(rb'([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\x00\r\n]*)?\r\n\Z')


class HeaderLines:
    """The lines of a request's header, as they are read; only `readline` is used of it.

    Args:
        stream: what they are read from.

    Attributes:
        problem: what is wrong with the first line that is no header field, or None.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.problem: str | None = None

    def readline(self, limit: int = -1) -> bytes:
        """Return the next line."""
        line = self._stream.readline(limit)
        if self.problem is None and line not in (b'', b'\n', b'\r\n') and not _HEADER.match(line):
            self.problem = 'A header line is not "Name: value" and a line break'
        return line


def problem_of(headers: Message, version: str) -> str | None:
    """Return why it cannot be known where a request ends, None if it can.

    Args:
        headers: those of the request.
        version: its version of HTTP, e.g. 'HTTP/1.1'.
    """
    lengths = headers.get_all('Content-Length', [])
    encodings = headers.get_all('Transfer-Encoding', [])
    if len(lengths) > 1:
        return 'There is more than one Content-Length'
    if lengths and encodings:
        return 'There is a Content-Length beside a Transfer-Encoding'
    if lengths and not (lengths[0].isascii() and lengths[0].isdigit()):
        return 'Content-Length is not a number'
    if encodings and version < 'HTTP/1.1':
        return 'HTTP/1.0 has no Transfer-Encoding'
    if encodings and (len(encodings) > 1 or encodings[0].strip().lower() != 'chunked'):
        return 'The only Transfer-Encoding taken is chunked'
    return None


class ChunkedBody(io.RawIOBase):
    """The body of a request that comes in chunks.

    Memory is taken for what has come, not for what a chunk announces.

    Args:
        stream: what it is read from.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = 0  # of the chunk that is being read
        self._ended = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray) -> int:
        """Read some bytes into `buffer` and return how many; 0 at the end.

        Raises:
            OSError: the chunks are not those of HTTP, or break off.
        """
        if not self._left and not self._ended:
            self._begin_chunk()
        if self._ended:
            return 0
        data = self._stream.read(min(len(buffer), self._left, BLOCK))
        if not data:
            raise OSError('the body broke off')
        buffer[:len(data)] = data
        self._left -= len(data)
        if not self._left and self._stream.readline(3) != b'\r\n':
            raise OSError('a chunk has not the length that it announced')
        return len(data)

    def _begin_chunk(self) -> None:
        size = _CHUNK.match(self._stream.readline(LONGEST_LINE))
        if not size:
            raise OSError('a chunk does not begin with its length')
        self._left = int(size.group(1), 16)
        if not self._left:
            self._read_trailer()
            self._ended = True

    def _read_trailer(self) -> None:
        lines = HeaderLines(self._stream)
        while lines.readline(LONGEST_LINE) not in (b'', b'\n', b'\r\n'):
            if lines.problem:
                raise OSError(lines.problem)
