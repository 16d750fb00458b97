"""What was moved, and what was not."""
from __future__ import absolute_import

from clarifai.moving.archive import INPUTS
from clarifai.redact import clean, native, printable
from clarifai.value import Value


class Moved(Value):
    """How an export or an import went.

    Attributes:
        done (dict): of each kind (``'inputs'``, ``'concepts'``, ``'models'``, ``'workflows'``,
            ``'files'``), how many were moved.
        existed (dict): of each kind, how many of these were there already.
        failed (list of tuple): the kind, the id and the reason of each thing that was not moved.
        notes (list of str): what moved, but not whole.
        pending (int): how many inputs were sent that were not processed yet.
    """

    def __init__(self):
        self.done = {}
        self.existed = {}
        self.failed = []
        self.notes = []
        self.pending = 0

    def count(self, kind, number=1, existed=0):
        """Some things of a kind are moved.

        Args:
            kind (str): what they are.
            number (int): how many.
            existed (int): how many of them were there already.
        """
        self.done[kind] = self.done.get(kind, 0) + number
        if existed:
            self.existed[kind] = self.existed.get(kind, 0) + existed

    def fail(self, kind, thing_id, reason):
        """Something is not moved, and why."""
        self.failed.append((kind, native(thing_id), clean(native(reason))))

    def text(self, nothing='nothing to move'):
        """The counts on one line, such as ``3 inputs (1 was there already), 1 model``.

        Args:
            nothing (str): what it is when all counts are 0.
        """
        parts = ['%s%s' % (_counted(number, kind), self._besides(kind))
                 for kind, number in sorted(self.done.items()) if number]
        if self.failed:
            parts.append('%d not moved' % len(self.failed))
        return ', '.join(parts) or nothing

    def lines(self):
        """What was not moved, and what not whole, in a line each."""
        return [printable('%s %s: %s' % one) for one in self.failed] + [
            printable(note) for note in self.notes]

    def _besides(self, kind):
        number, said = self.existed.get(kind), []
        if number:
            said.append('%d %s there already' % (number, 'was' if number == 1 else 'were'))
        if kind == INPUTS and self.pending:
            said.append('%d not processed yet' % self.pending)
        return ' (%s)' % ', '.join(said) if said else ''


def _counted(number, kind):
    return '%d %s' % (number, kind[:-1] if number == 1 else kind)
