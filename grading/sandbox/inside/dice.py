"""Whether a student's function has drawn from NumPy's global generator, asked around every call."""

from __future__ import annotations

import ctypes

import numpy as np

KEY, PLACE = 624 * 4, 4  # bytes of the state of MT19937, as it lies in memory


class Dice:
    """The generator behind ``np.random.random()`` and its like.

    Its numbers are read where they lie, as ``get_state`` takes 50 µs. Only a second normal number, which
    waits since the first was drawn, lies elsewhere: while there is one, ``get_state`` is asked.
    """

    def __init__(self):
        self.hold()

    def hold(self) -> None:
        """Look at the generator anew: cells may do with it what they like."""
        self.bits = np.random.get_bit_generator()
        size = (
            KEY + PLACE if type(self.bits) is np.random.MT19937 else 0
        )  # one of the student's is not followed
        self.memory = (ctypes.c_char * size).from_address(self.bits.ctypes.state_address)
        self.waits = bool(self._waiting()[0])
        self.before = self._state()

    def moved(self) -> str:
        """What happened since the last question: nothing, ``place`` moved, or another ``key`` came."""
        if self._state() == self.before and np.random.get_bit_generator() is self.bits:
            return ""
        key = self.before[0][:KEY]
        self.hold()
        return "place" if self.before[0][:KEY] == key else "key"

    def _state(self):
        return self.memory.raw, self._waiting() if self.waits else None

    @staticmethod
    def _waiting():
        state = np.random.get_state(legacy=False)  # noqa: NPY002 - that one is meant
        return state["has_gauss"], state["gauss"]
