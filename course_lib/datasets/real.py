"""Four sets that papers report numbers on, downloaded when they are first asked for.

Without a network the lesson goes on: one line names the cause and the embedded set that stands in, and
`.source` of what comes back begins with "stand-in for".
"""

import numpy as np

from course_lib.datasets import published, stand_ins
from course_lib.datasets.cifar import read_cifar10
from course_lib.datasets.download import DownloadError, download
from course_lib.datasets.draw import draw
from course_lib.datasets.embedded import DIGITS
from course_lib.datasets.idx import read_idx_pair
from course_lib.datasets.reviews import read_imdb
from course_lib.datasets.types import Benchmark

__all__ = ["load_cifar10", "load_fashion_mnist", "load_imdb", "load_mnist"]

# fmt: off
_CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
            "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
# fmt: on


def load_mnist(
    n_train: int | None = None, n_test: int | None = None, seed: int = 0, fallback: bool = True
) -> Benchmark:
    """70,000 handwritten digits of 28 × 28 gray pixels; 11.6 MB to download.

    Parameters
    ----------
    n_train, n_test : int, optional
        At most so many examples of each part, drawn at random: a larger number adds to a smaller one. By
        default all of them, in the published order.
    seed : int
        Of the draw.
    fallback : bool
        True uses the 3,000 digits of `load_mnist_sample` when MNIST cannot be had, and prints a line that
        says so. False raises.

    Returns
    -------
    Benchmark with X (N, 1, 28, 28), float32 in [0, 1], 1 is ink, and y (N,): 60,000 and 10,000.

    Raises
    ------
    DownloadError
        If the set cannot be had and fallback is False.
    ValueError
        If a number of examples is negative, or a file with the right checksum cannot be read.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
    *Proceedings of the IEEE* 86, 1998, 2278–2324. License: CC BY-SA 3.0.
    """
    return draw(_pictures(published.MNIST, DIGITS, fallback), n_train, n_test, seed)


def load_fashion_mnist(
    n_train: int | None = None, n_test: int | None = None, seed: int = 0, fallback: bool = True
) -> Benchmark:
    """70,000 pictures of clothes, 28 × 28 gray pixels, made to replace MNIST; 30.9 MB to download.

    Arguments and result as in `load_mnist`, with ten kinds of clothing as classes. Digits stand in.

    References
    ----------
    Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning
    algorithms", arXiv:1708.07747, 2017. License: MIT.
    """
    return draw(_pictures(published.FASHION_MNIST, _CLOTHES, fallback), n_train, n_test, seed)


def load_cifar10(
    n_train: int | None = None, n_test: int | None = None, seed: int = 0, fallback: bool = True
) -> Benchmark:
    """60,000 color photographs of 32 × 32 pixels in ten classes; 170.5 MB to download.

    Arguments as in `load_mnist`. All of it takes 737 MB of memory; n_train = 5000 takes 61 MB. Drawn shapes
    in color stand in; they have four classes, so build the last layer with ``len(data.class_names)``.

    Returns
    -------
    Benchmark with X (N, 3, 32, 32), float32 in [0, 1], channels red, green, blue, and y (N,): 50,000 and
    10,000.

    References
    ----------
    Krizhevsky, "Learning multiple layers of features from tiny images", University of Toronto, 2009. The
    authors state no license and ask to be cited.
    """

    def read(path):
        train, test, names = read_cifar10(path)
        return Benchmark(*train, *test, _source(published.CIFAR10), class_names=names)

    data = _or_stand_in(published.CIFAR10, read, stand_ins.coloured_shapes, fallback)
    return draw(data, n_train, n_test, seed)


def load_imdb(
    n_train: int | None = None, n_test: int | None = None, seed: int = 0, fallback: bool = True
) -> Benchmark:
    """50,000 film reviews in English, negative (0) or positive (1); 84.1 MB to download.

    Arguments as in `load_mnist`; the order is always shuffled, since the archive has all negative reviews
    together. The texts are as published, with ``<br />`` for line breaks. Reading the archive takes about ten
    seconds, so load it once. Invented reviews of three sentences stand in.

    Returns
    -------
    Benchmark with X a list of N texts and y (N,): 25,000 and 25,000, half of each class.

    References
    ----------
    Maas, Daly, Pham, Huang, Ng and Potts, "Learning word vectors for sentiment analysis", *ACL* 2011,
    142–150. The authors state no license and ask to be cited.
    """

    def read(path):
        parts = read_imdb(path)
        (X_train, y_train), (X_test, y_test) = parts["train"], parts["test"]
        names = ("negative", "positive")
        return Benchmark(
            X_train, np.array(y_train), X_test, np.array(y_test), _source(published.IMDB), class_names=names
        )

    data = _or_stand_in(published.IMDB, read, stand_ins.invented_reviews, fallback)
    return draw(data, n_train, n_test, seed, shuffle=True)


def _pictures(which, names, fallback):
    def read(*paths):
        return Benchmark(*read_idx_pair(*paths[:2]), *read_idx_pair(*paths[2:]), _source(which), names)

    return _or_stand_in(which, read, stand_ins.some_digits, fallback)


def _or_stand_in(which, read, stand_in, fallback):
    """What ``read`` makes of the files, or the stand-in and a line that says why."""
    try:
        paths = download(which)
    except DownloadError as error:
        if not fallback:
            raise
        data = stand_in(which.title)
        print(f"{error.cause}. Instead: {data.source.partition(': ')[2]}.")
        return data
    return read(*paths)


def _source(which):
    return f"{which.title}: {which.terms}"
