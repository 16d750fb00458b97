"""How much memory a process keeps that it does not use."""
import ctypes

M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
LARGE = 256 * 1024  # bytes


def give_back_large_blocks() -> None:
    """Let large blocks go back to the system as soon as they are free, where glibc is.

    Left alone it learns to keep them, in each thread: after pictures were recognised in four
    threads that was 120 MB, and it saved no time.
    """
    try:
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
    except (AttributeError, OSError, TypeError):  # another C library
        pass
