r"""Byte-pair encoding: tokens between letters and words, found by counting neighbors."""

from collections.abc import Iterable, Sequence

import numpy as np

from course_lib.checks import count
from course_lib.shapes import Int

N_BYTES = 256
MOST = 8192  # pairs are counted in a table of vocab_size²


class BytePairEncoder:
    r"""Cuts any text into tokens, each of them one byte or two earlier tokens side by side.

    .. math:: (a, b) = \operatorname*{arg\,max}_{(a, b)} \#\{t : x_t = a,\ x_{t+1} = b\},
        \qquad a\,b \to 256 + k \quad \text{in step } k

    Tokens 0 to 255 are the bytes of UTF-8, so there is no unknown character. Each merge gives the most
    frequent pair of neighbors a number of its own.

    Parameters
    ----------
    merges : sequence of pairs (a, b)
        The k-th becomes token 256 + k, so a and b are smaller than that. Those of a text come from
        :meth:`train`.

    Attributes
    ----------
    merges : list of pairs of int
    tokens : list of bytes, what each token stands for

    Raises
    ------
    ValueError
        If a merge joins tokens that are not there yet, or comes twice.

    Examples
    --------
    >>> encoder = BytePairEncoder.train("low lower lowest", 258)
    >>> encoder.tokens[256:]
    [b'lo', b'low']
    >>> ids = encoder.encode("slow!")
    >>> print(ids, encoder.decode(ids))
    [115 257  33] slow!

    Notes
    -----
    Merges may cross the space between two words. GPT-2 cuts a text into words first, by a rule for English.

    References
    ----------
    P. Gage (1994). A New Algorithm for Data Compression. *The C Users Journal* 12(2), 23–38.
    R. Sennrich, B. Haddow, A. Birch (2016). Neural Machine Translation of Rare Words with Subword Units. ACL.
    Section 3.2.
    A. Radford and others (2019). Language Models are Unsupervised Multitask Learners. Section 2.2 (bytes).
    """

    def __init__(self, merges: Sequence[Sequence[int]]):
        self.merges, self.tokens = [], [bytes([k]) for k in range(N_BYTES)]
        for a, b in merges:
            if not 0 <= min(a, b) <= max(a, b) < len(self.tokens):
                raise ValueError(f"merge {len(self.merges)} joins {(a, b)}, but tokens go to {len(self) - 1}")
            self.merges.append((int(a), int(b)))
            self.tokens.append(self.tokens[a] + self.tokens[b])
        if len(set(self.merges)) < len(self.merges):
            raise ValueError("each pair can be merged once, got one that comes again")

    @classmethod
    def train(cls, text: str, vocab_size: int | np.integer) -> "BytePairEncoder":
        r"""The encoder of a text's own most frequent pairs.

        Pairs are counted at every place, in aaa the pair aa twice; then they are replaced from the left. Of
        equally frequent pairs the one that is seen first is merged. It ends early where no pair comes twice.

        Parameters
        ----------
        text : str
        vocab_size : int from 256, how many tokens there are in the end

        Raises
        ------
        TypeError
            If the text is none.
        ValueError
            If there are fewer tokens than bytes, or more than 8,192.
        """
        ids, size = _bytes(text), count(vocab_size, "vocab_size", low=N_BYTES)
        if size > MOST:
            raise ValueError(
                f"vocab_size must be at most {MOST}, for pairs are counted in a table, got {size}"
            )
        size = min(size, N_BYTES + len(ids))
        counts, merges = np.zeros((size, size), dtype=np.int32), []
        np.add.at(counts, (ids[:-1], ids[1:]), 1)
        for new in range(N_BYTES, size):
            if counts.max() < 2:
                break
            a, b = _seen_first(ids, counts == counts.max())
            at = _places(ids, a, b)
            _count_around(counts, ids, at, (-1, 0, 1), -1)
            ids = _merged(ids, at, new)
            _count_around(counts, ids, at - np.arange(len(at)), (-1, 0), 1)
            merges.append((a, b))
        return cls(merges)

    def __len__(self):
        return len(self.tokens)

    def encode(self, text: str) -> Int[np.ndarray, " T"]:
        """The tokens of a text: all merges in the order in which they were found.

        Raises
        ------
        TypeError
            If the text is none.
        ValueError
            If it holds half of a surrogate pair, which is no character.
        """
        ids = _bytes(text)
        for new, (a, b) in enumerate(self.merges, N_BYTES):
            if len(at := _places(ids, a, b)):
                ids = _merged(ids, at, new)
        return ids.astype(np.int64)

    def decode(self, ids: Iterable) -> str:
        """The text of tokens; bytes that are no UTF-8, as a network may write them, become �.

        Raises
        ------
        IndexError
            If a number is not one of 0, …, V − 1.
        """
        ids = [int(k) for k in np.asarray(ids).ravel()]
        for k in ids:
            if not 0 <= k < len(self):
                raise IndexError(f"{k} is the number of no token; they go from 0 to {len(self) - 1}")
        return b"".join(self.tokens[k] for k in ids).decode(errors="replace")

    def __repr__(self):
        return f"BytePairEncoder({len(self):,} tokens, {len(self.merges):,} of them merged)"


def _bytes(text):
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, got {type(text).__name__}")
    try:
        return np.frombuffer(text.encode(), dtype=np.uint8).astype(np.int32)
    except UnicodeEncodeError as error:
        broken = text[error.start]
        raise ValueError(f"{broken!r} at place {error.start} is half of a character") from None


def _seen_first(ids, best):
    """The first pair of neighbors for which the table says True."""
    if best.sum() == 1:
        return tuple(int(k) for k in np.argwhere(best)[0])
    first = np.argmax(best[ids[:-1], ids[1:]])
    return int(ids[first]), int(ids[first + 1])


def _places(ids, a, b):
    """Where a pair begins, from the left and without overlap."""
    at = np.flatnonzero((ids[:-1] == a) & (ids[1:] == b))
    if a != b or not len(at):
        return at
    starts = np.diff(at, prepend=-2) != 1  # a run such as aaaa: every other place
    run = np.maximum.accumulate(np.where(starts, at, 0))
    return at[(at - run) % 2 == 0]


def _merged(ids, at, new):
    """One token in place of each pair that begins at one of these places."""
    ids = ids.copy()
    ids[at] = new
    return np.delete(ids, at + 1)


def _count_around(counts, ids, at, steps, sign):
    """Add or take away the pairs that begin near these places, each of them once."""
    touched = np.unique(np.concatenate([at + step for step in steps]))
    touched = touched[(touched >= 0) & (touched < len(ids) - 1)]
    np.add.at(counts, (ids[touched], ids[touched + 1]), sign)
