"""All embedded tables and all generators."""

from course_lib import datasets
from course_lib.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine

LOADERS = [load_diabetes, load_breast_cancer, load_wine, load_iris, load_digits]
MAKERS = [getattr(datasets, name) for name in datasets.__all__ if name.startswith("make_")]


def name(function):
    return function.__name__
