r"""Sequences of unequal length in one array, and how long each of them really is."""

from collections.abc import Iterable

import numpy as np

from course_lib.checks import count


def pad_sequences(
    sequences: Iterable, value: float | int | np.number = 0, length: int | np.integer | None = None
) -> tuple[np.ndarray, np.ndarray]:
    r"""One row a sequence, filled up at its end.

    .. math:: y_{n,t} = \begin{cases} x^{(n)}_t & t < \ell_n \\ \text{value} & \text{otherwise} \end{cases}

    Parameters
    ----------
    sequences : arrays or lists, of any length but 0; beyond the first, their axes are the same
    value : what stands behind the end of a sequence, mostly the number of ``<pad>``
    length : T, longer sequences are cut; by default that of the longest

    Returns
    -------
    padded : (N, T, ...), whole numbers stay int64
    lengths : (N,) int64, as :func:`course_lib.rnn.lstm` takes them

    Raises
    ------
    ValueError
        If there is no sequence, one has no step, or their other axes differ.

    Examples
    --------
    >>> padded, lengths = pad_sequences([[3, 1, 4], [1, 5]])
    >>> print(padded, lengths)
    [[3 1 4]
     [1 5 0]] [3 2]

    Notes
    -----
    ``torch.nn.utils.rnn.pad_sequence(..., batch_first=True)`` gives the first of the two alone.
    """
    rows = [np.asarray(sequence) for sequence in sequences]
    if not rows:
        raise ValueError("there must be at least one sequence to pad, got none")
    for at, row in enumerate(rows):
        if row.ndim == 0 or not len(row) or row.shape[1:] != rows[0].shape[1:]:
            raise ValueError(
                f"sequence {at} must have at least one step of shape {rows[0].shape[1:]}, got {row.shape}"
            )
    steps = max(map(len, rows)) if length is None else count(length, "length")
    padded = np.full((len(rows), steps, *rows[0].shape[1:]), value, np.result_type(*rows))
    for row, place in zip(rows, padded, strict=True):
        place[: len(row)] = row[:steps]
    return padded, np.array([min(len(row), steps) for row in rows])


def as_lengths(lengths, n, steps):
    """(n,) whole numbers from 1 to the number of steps."""
    lengths = np.asarray(lengths)
    if lengths.dtype.kind not in "iu" or lengths.shape != (n,):
        raise ValueError(
            f"lengths must be {n} whole numbers, one a sequence, got shape {lengths.shape} of {lengths.dtype}"
        )
    wrong = (lengths < 1) | (lengths > steps)
    if wrong.any():
        raise ValueError(f"lengths must be from 1 to the {steps} steps of x, got {lengths[wrong][0]}")
    return lengths
