r"""A cache of keys and values: what has been read need not be read again."""

import numpy as np

from course_lib.attention.dot_product import fitting, scaled_dot_product_attention
from course_lib.checks import Nested, count
from course_lib.shapes import Float, Real


class KeyValueCache:
    r"""Causal attention in pieces: old keys and values are kept, and new queries look at all of them.

    .. math:: y_t = \text{attention}(q_t,\, [k_1, \dots, k_t],\, [v_1, \dots, v_t])

    Parameters
    ----------
    n_positions : T, room for so many tokens

    Attributes
    ----------
    key, value : arrays (..., t, E) and (..., t, D), views of what has been read; None before the first
    n_bytes : int, what the room takes: T · (E + D) numbers for each sequence and head

    Examples
    --------
    The second token sees both; the first has been seen before.

    >>> cache = KeyValueCache(8)
    >>> print(cache.attend([[0.0]], [[0.0]], [[10.0]]), cache.attend([[0.0]], [[1.0]], [[20.0]]), len(cache))
    [[10.]] [[15.]] 2

    Notes
    -----
    Without it, each new token means a pass over all before it: 1 + 2 + … + T in place of T.
    """

    def __init__(self, n_positions: int | np.integer):
        self.n_positions, self._length, self._rooms = count(n_positions, "n_positions"), 0, None

    def __len__(self):
        return self._length

    def attend(
        self,
        query: Real[np.ndarray, "*N t E"] | Nested,
        key: Real[np.ndarray, "*N t E"] | Nested,
        value: Real[np.ndarray, "*N t D"] | Nested,
    ) -> Float[np.ndarray, "*N t D"]:
        """One new token or several: they see all before them, themselves, and each other's past.

        Raises
        ------
        ValueError
            If the shapes do not fit each other or what is there, or the room is full.
        """
        query, key, value = fitting(query, key, value)
        if query.shape != key.shape:
            raise ValueError(f"each new token has a query and a key, got {query.shape} and {key.shape}")
        self._append(key, value)
        new, seen = query.shape[-2], len(self)
        allowed = np.tri(new, seen, seen - new, dtype=bool)
        return scaled_dot_product_attention(query, self.key, self.value, allowed)

    @property
    def key(self):
        return None if self._rooms is None else self._rooms[0][..., : len(self), :]

    @property
    def value(self):
        return None if self._rooms is None else self._rooms[1][..., : len(self), :]

    @property
    def n_bytes(self):
        return 0 if self._rooms is None else sum(room.nbytes for room in self._rooms)

    def _append(self, *arrays):
        start, end = len(self), len(self) + arrays[0].shape[-2]
        if end > self.n_positions:
            raise ValueError(f"there is room for {self.n_positions} tokens, got {end}")
        shapes = [(*array.shape[:-2], self.n_positions, array.shape[-1]) for array in arrays]
        if self._rooms is None:
            self._rooms = [np.empty(shape, arrays[0].dtype) for shape in shapes]
        for room, shape, array, name in zip(self._rooms, shapes, arrays, ("key", "value"), strict=True):
            if room.shape != shape:
                expected = (*room.shape[:-2], "t", room.shape[-1])
                raise ValueError(f"{name} must go on as {expected}, got {array.shape}".replace("'", ""))
        for room, array in zip(self._rooms, arrays, strict=True):
            room[..., start:end, :] = array
        self._length = end
