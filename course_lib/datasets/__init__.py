"""Data for every lesson: arrays, and where they came from.

Most of it is on the disk already or drawn from a seed. Four sets that papers report numbers on are
downloaded when they are first asked for, checked and kept; without a network an embedded set stands in.

========================  ==========================================================================
drawn from a seed         `make_line` `make_counts` `make_blobs` `make_moons` `make_circles`
                          `make_spiral` `make_shapes`
inside scikit-learn       `load_diabetes` `load_breast_cancer` `load_wine` `load_iris` `load_digits`
inside course_lib         `load_mnist_sample` `load_tiny_shakespeare` `load_names`
inside Python             `load_python_reference`
downloaded once           `load_mnist` (11.6 MB; 3,000 of its digits stand in) `load_fashion_mnist`
                          (30.9 MB; digits) `load_cifar10` (170.5 MB; colored shapes)
                          `load_imdb` (84.1 MB; invented reviews)
========================  ==========================================================================

Tables come as a `Dataset`, texts as a `Text`, sets with a published test part as a `Benchmark`; all carry
`.source`, which begins with "stand-in for" when it is not the set that was asked for. Downloads go to the
user's cache folder, or to the folder that the environment variable COURSE_DATA names.
scikit-learn and pooch are loaded when one of their sets is asked for, not before.
"""

from course_lib.datasets.download import DownloadError
from course_lib.datasets.embedded import load_mnist_sample, load_names, load_tiny_shakespeare
from course_lib.datasets.images import make_shapes
from course_lib.datasets.real import load_cifar10, load_fashion_mnist, load_imdb, load_mnist
from course_lib.datasets.tables import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_wine,
)
from course_lib.datasets.text import Text, load_python_reference
from course_lib.datasets.toys import (
    make_blobs,
    make_circles,
    make_counts,
    make_line,
    make_moons,
    make_spiral,
)
from course_lib.datasets.types import Benchmark, Dataset, Split

__all__ = [
    "Benchmark",
    "Dataset",
    "DownloadError",
    "Split",
    "Text",
    "load_breast_cancer",
    "load_cifar10",
    "load_diabetes",
    "load_digits",
    "load_fashion_mnist",
    "load_imdb",
    "load_iris",
    "load_mnist",
    "load_mnist_sample",
    "load_names",
    "load_python_reference",
    "load_tiny_shakespeare",
    "load_wine",
    "make_blobs",
    "make_circles",
    "make_counts",
    "make_line",
    "make_moons",
    "make_shapes",
    "make_spiral",
]
