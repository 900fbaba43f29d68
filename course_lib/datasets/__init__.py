"""Data for every lesson: arrays, and where they came from.

Everything here is on the disk already or drawn from a seed, so nothing waits for a network.

========================  =====================================================================
drawn from a seed         `make_line` `make_counts` `make_blobs` `make_moons` `make_circles`
                          `make_spiral` `make_shapes`
inside scikit-learn       `load_diabetes` `load_breast_cancer` `load_wine` `load_iris` `load_digits`
inside Python             `load_python_reference`
========================  =====================================================================

Tables come as a `Dataset`, texts as a `Text`; both carry `.source`.
scikit-learn is loaded when one of its sets is asked for, not before.
"""

from course_lib.datasets.images import make_shapes
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
from course_lib.datasets.types import Dataset, Split

__all__ = [
    "Dataset",
    "Split",
    "Text",
    "load_breast_cancer",
    "load_diabetes",
    "load_digits",
    "load_iris",
    "load_python_reference",
    "load_wine",
    "make_blobs",
    "make_circles",
    "make_counts",
    "make_line",
    "make_moons",
    "make_shapes",
    "make_spiral",
]
