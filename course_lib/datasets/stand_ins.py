"""What takes the place of a published set that cannot be had: embedded data in the same layout.

The task is alike, smaller or easier; the numbers do not compare. Every source says so.
"""

from dataclasses import replace

import numpy as np

from course_lib.datasets.embedded import mnist_bytes
from course_lib.datasets.images import make_shapes
from course_lib.datasets.types import Benchmark

__all__ = ["coloured_shapes", "invented_reviews", "some_digits"]


def some_digits(title: str) -> Benchmark:
    """The 3,000 digits of MNIST that are embedded; bytes, as in the published files."""
    data = mnist_bytes()
    which = "3,000 of its 70,000 digits" if title == "MNIST" else "3,000 handwritten digits of MNIST"
    return replace(data, source=f"stand-in for {title}: {which}, in course_lib")


def coloured_shapes(title: str, seed: int = 0) -> Benchmark:
    """Circles, squares, triangles and crosses, 32 × 32, in colors that say nothing about the class."""
    rng = np.random.default_rng(seed)

    def paint(grey):
        ground = rng.uniform(size=(len(grey.X), 3, 1, 1))
        ink = (ground + 0.5) % 1  # half the scale away in every channel: always visible
        return (ground + grey.X * (ink - ground)).astype(np.float32)

    train, test = make_shapes(1000, 32, seed=seed), make_shapes(200, 32, seed=seed + 1)
    source = f"stand-in for {title}: 1,200 drawn pictures of four colored shapes, seed {seed}"
    return Benchmark(paint(train), train.y, paint(test), test.y, source, class_names=train.class_names)


_THINGS = ["plot", "acting", "music", "ending", "dialogue", "cast", "script"]
_BAD = ["awful", "boring", "clumsy", "dull", "flat", "hollow", "painful", "silly", "tiresome", "weak"]
_GOOD = ["brilliant", "charming", "clever", "funny", "gripping", "lovely", "moving", "rich", "superb", "warm"]


def invented_reviews(title: str, seed: int = 0) -> Benchmark:
    """Reviews of three sentences. "not" turns a word around, and the majority of the sentences decides.

    So a count of words is not enough: "not awful" praises.
    """
    rng = np.random.default_rng(seed)
    good = rng.integers(2, size=(1200, 3))
    y = (good.sum(axis=1) >= 2).astype(np.int64)

    def sentence(praise):
        negated = rng.random() < 0.3
        word = rng.choice(_GOOD if praise != negated else _BAD)
        return f"The {rng.choice(_THINGS)} was {'not ' if negated else ''}{word}."

    X = [" ".join(map(sentence, row)) for row in good]
    source = f"stand-in for {title}: 1,200 invented reviews of three sentences, seed {seed}"
    return Benchmark(X[:1000], y[:1000], X[1000:], y[1000:], source, class_names=("negative", "positive"))
