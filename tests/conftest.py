"""What holds for all tests."""
from __future__ import absolute_import

import signal

# A shell starts what it puts in the background deaf to Ctrl-C, and so would be the programs that
# tests start and interrupt.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
