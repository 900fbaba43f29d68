"""The four published sets in small, and the files that hold them in their real formats."""

import data_formats as formats
import numpy as np

from course_lib.datasets import load_cifar10, load_fashion_mnist, load_imdb, load_mnist

SETS = {
    "MNIST": load_mnist,
    "FASHION_MNIST": load_fashion_mnist,
    "CIFAR10": load_cifar10,
    "IMDB": load_imdb,
}
RNG = np.random.default_rng(0)
DIGITS, LABELS = RNG.integers(256, size=(70, 28, 28)), np.arange(70) % 10
PIXELS = RNG.integers(256, size=(60, 3072)).astype(np.uint8)
COLOURS = (np.arange(60) % 10).tolist()


def contents():
    idx = [formats.idx(part) for part in (DIGITS[:60], LABELS[:60], DIGITS[60:], LABELS[60:])]
    return {
        "MNIST": idx,
        "FASHION_MNIST": idx,
        "CIFAR10": [formats.cifar_archive(PIXELS, COLOURS)],
        "IMDB": [formats.imdb_archive(30)],
    }
