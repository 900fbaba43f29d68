"""Three published sets that come with course_lib: the same numbers in the book, in Colab and offline.

NumPy alone reads them. Origin and licenses stand in ``files/README.md``.
"""

import bz2
import operator
from pathlib import Path

from course_lib.datasets.draw import draw
from course_lib.datasets.idx import parse_idx
from course_lib.datasets.text import Text
from course_lib.datasets.types import Benchmark

__all__ = ["DIGITS", "load_mnist_sample", "load_names", "load_tiny_shakespeare", "mnist_bytes"]

DIGITS = tuple("0123456789")
_FILES = Path(__file__).parent / "files"
_N_TRAIN = 2000


def load_mnist_sample(n_train: int | None = None, n_test: int | None = None, seed: int = 0) -> Benchmark:
    """3,000 handwritten digits of MNIST, 28 × 28 gray pixels, without a download.

    A random sample of MNIST's training images, so the classes are about equally frequent, not exactly.
    `load_mnist` downloads all 70,000.

    Parameters
    ----------
    n_train, n_test : int, optional
        At most so many examples of each part, drawn at random: a larger number adds to a smaller one. By
        default all of them, in the order of the file, which is random already.
    seed : int
        Of the draw.

    Returns
    -------
    Benchmark with X (N, 1, 28, 28), float32 in [0, 1], 1 is ink, and y (N,): 2,000 and 1,000. The 1,000 are
    for the test alone; nothing in this course is trained on them.

    Examples
    --------
    >>> digits = load_mnist_sample()
    >>> digits.X_train.shape, digits.y_test[:5].tolist()
    ((2000, 1, 28, 28), [2, 6, 6, 7, 0])

    References
    ----------
    LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
    *Proceedings of the IEEE* 86, 1998, 2278–2324. License: CC BY-SA 3.0.
    """
    return draw(mnist_bytes(), n_train, n_test, seed)


def mnist_bytes() -> Benchmark:
    """The 3,000 digits with pixels as they are stored, uint8."""
    X = parse_idx(_read("mnist-images.idx3.bz2"), "mnist-images")[:, None]  # (N, 28, 28) → (N, 1, 28, 28)
    y = parse_idx(_read("mnist-labels.idx1.bz2"), "mnist-labels")
    source = (
        "MNIST: LeCun, Cortes and Burges; CC BY-SA 3.0; 3,000 of its 60,000 training images, in course_lib"
    )
    return Benchmark(X[:_N_TRAIN], y[:_N_TRAIN], X[_N_TRAIN:], y[_N_TRAIN:], source, DIGITS)


def load_tiny_shakespeare(n_characters: int | None = None) -> Text:
    """Scenes from Shakespeare's plays, 1,115,394 characters of 65 kinds.

    Parameters
    ----------
    n_characters : int, optional
        At most so many characters from the start; by default all.

    Examples
    --------
    >>> load_tiny_shakespeare(14).text
    'First Citizen:'

    References
    ----------
    Karpathy, "The unreasonable effectiveness of recurrent neural networks", 2015. The plays are in the
    public domain.
    """
    if n_characters is not None and operator.index(n_characters) < 0:
        raise ValueError(f"n_characters must not be negative, got {n_characters}")
    text = _read("tiny-shakespeare.txt.bz2").decode("ascii")
    source = "Tiny Shakespeare: collected by Karpathy 2015; the plays are in the public domain; in course_lib"
    return Text(text[:n_characters], source)


def load_names() -> Text:
    """5,163 first names, lower case, one a line in alphabetical order: a text that a small model learns fast.

    ``load_names().text.split()`` is the list of them.

    Examples
    --------
    >>> load_names().text.split()[:4]
    ['aaron', 'abbey', 'abbie', 'abby']

    References
    ----------
    US Census Bureau, "Frequently occurring surnames and first names: 1990 census". Public domain.
    """
    source = "first names: US census of 1990, public domain; list of the package names 0.3.0; in course_lib"
    return Text(_read("first-names.txt.bz2").decode("ascii"), source)


def _read(name):
    return bz2.decompress((_FILES / name).read_bytes())
