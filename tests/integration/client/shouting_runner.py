"""A Runner of today's SDK that answers a text with itself in upper case: its id and polls.

The concept ``by`` of an answer is named after the process that gave it.
"""
from __future__ import annotations

import os
import sys
import time

from clarifai.client import messages
from clarifai.client.runner import Runner


class Shout(Runner):
    """Takes a moment for each text."""

    def run_input(self, input, output_info):
        """Answer a text, but for one that says no."""
        time.sleep(0.02)
        text = input.data.text.raw
        if text == 'no':
            raise ValueError('this is no text')
        output = messages.Output(data={'text': {'raw': text.upper()}})
        output.data.concepts.add(id='by', name=str(os.getpid()), value=1)
        return output


if __name__ == '__main__':
    Shout(sys.argv[1], num_parallel_polls=int(sys.argv[2])).start()
