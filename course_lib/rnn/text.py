r"""From text to whole numbers and back."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from course_lib.checks import count

# letters and digits, with an apostrophe between them; or one sign
_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


def tokenize(text: str, level: str = "word", lower: bool = True) -> list[str]:
    r"""Cut a text into tokens.

    .. math:: \text{text} \to (w_1, \dots, w_T)

    Parameters
    ----------
    text : str
    level : "word", where signs are tokens of their own and spaces are gone; or "char", where all stays
    lower : True writes words in small letters; characters are left as they are

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If the level is another word.
    TypeError
        If the text is none.

    Examples
    --------
    >>> tokenize("Don't panic, Arthur!")
    ["don't", 'panic', ',', 'arthur', '!']
    >>> tokenize("Hi!", level="char")
    ['H', 'i', '!']
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, got {type(text).__name__}")
    if level not in ("word", "char"):
        raise ValueError(f'level must be "word" or "char", got {level!r}')
    if level == "char":
        return list(text)
    return _WORD.findall(text.lower() if lower else text)


class Vocabulary:
    r"""Which number stands for which token.

    .. math:: \text{token} \leftrightarrow k \in \{0, \dots, V - 1\}

    Parameters
    ----------
    tokens : iterable of str, such as a list of words, or a string for its characters
        The more often a token is there, the smaller its number; of equally frequent ones, the alphabet says.
    min_count : int, rarer tokens are unknown
    max_size : int, at most so many tokens beside the special ones; None for all
    specials : tuple of str
        They come first: ``<pad>`` is 0, and ``<unk>`` stands for every unknown token. Without ``<unk>`` an
        unknown token is an error.

    Attributes
    ----------
    tokens : list of str, in the order of their numbers
    counts : dict, token → how often it was there; special ones are not in it
    specials : tuple of str

    Examples
    --------
    >>> vocabulary = Vocabulary("to be or not to be".split())
    >>> vocabulary.tokens
    ['<pad>', '<unk>', 'be', 'to', 'not', 'or']
    >>> ids = vocabulary.encode(["to", "sleep"])
    >>> print(ids, vocabulary.decode(ids))
    [3 1] ['to', '<unk>']
    """

    def __init__(
        self,
        tokens: Iterable[str],
        min_count: int | np.integer = 1,
        max_size: int | np.integer | None = None,
        specials: Sequence[str] = ("<pad>", "<unk>"),
    ):
        self.counts = dict(Counter(tokens))
        self.specials = tuple(specials)
        for token in self.specials:
            self.counts.pop(token, None)
        often = [token for token, n in self.counts.items() if n >= count(min_count, "min_count")]
        often.sort(key=lambda token: (-self.counts[token], token))
        often = often if max_size is None else often[: count(max_size, "max_size")]
        self.tokens = [*self.specials, *often]
        self._ids = {token: k for k, token in enumerate(self.tokens)}
        if len(self._ids) < len(self.tokens):
            raise ValueError(f"specials must differ from each other, got {self.specials}")

    def __len__(self):
        return len(self.tokens)

    def __contains__(self, token):
        return token in self._ids

    def __getitem__(self, token: str) -> int:
        """The number of a token; of an unknown one, that of ``<unk>``.

        Raises
        ------
        KeyError
            If it is unknown, and there is no ``<unk>``.
        """
        found = self._ids.get(token, self._ids.get("<unk>"))
        if found is None:
            raise KeyError(f"{token!r} is none of the {len(self)} tokens, and there is no '<unk>'")
        return found

    def encode(self, tokens: Iterable[str]) -> np.ndarray:
        """The numbers of tokens, int64."""
        return np.array([self[token] for token in tokens], dtype=np.int64)

    def decode(self, ids: Iterable) -> list[str]:
        """The tokens of numbers.

        Raises
        ------
        IndexError
            If a number is not one of 0, …, V − 1.
        """
        ids = [int(k) for k in np.asarray(ids).ravel()]
        for k in ids:
            if not 0 <= k < len(self):
                raise IndexError(f"{k} is the number of no token; they go from 0 to {len(self) - 1}")
        return [self.tokens[k] for k in ids]

    def __repr__(self):
        return f"Vocabulary({len(self):,} tokens: {', '.join(map(repr, self.tokens[:6]))}, …)"
