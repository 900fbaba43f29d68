"""The tables inside scikit-learn that the course loads, read from scikit-learn's own files.

A page has no scikit-learn; make.py puts these files beside this module. Same numbers, same names.
"""

import csv
import types
from pathlib import Path

import numpy as np

__all__ = ["load_breast_cancer", "load_diabetes", "load_digits", "load_iris", "load_wine"]

_DATA = Path(__file__).with_name("data")
_NUCLEUS = ("radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity")
_NUCLEUS += ("concave points", "symmetry", "fractal dimension")
_WINE = ["alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids"]
_WINE += ["nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue"]
_WINE += ["od280/od315_of_diluted_wines", "proline"]


class Bunch(types.SimpleNamespace):
    """What a loader gives: attributes, and ``name in bunch``."""

    def __contains__(self, name):
        return name in vars(self)


def load_diabetes(*, scaled: bool = True) -> Bunch:
    """442 patients as measured, or with columns of mean 0 and length 1."""
    data, target = (np.loadtxt(_DATA / f"diabetes_{part}.csv.gz") for part in ("data_raw", "target"))
    if scaled:
        data = (data - data.mean(axis=0)) / data.std(axis=0) / np.sqrt(len(data))
    names = ["age", "sex", "bmi", "bp", *(f"s{k}" for k in range(1, 7))]
    return Bunch(data=data, target=target, feature_names=names)


def load_breast_cancer() -> Bunch:
    kinds = ("mean {}", "{} error", "worst {}")
    return _classes("breast_cancer", [kind.format(name) for kind in kinds for name in _NUCLEUS])


def load_wine() -> Bunch:
    return _classes("wine_data", _WINE)


def load_iris() -> Bunch:
    sides = [f"{part} {side} (cm)" for part in ("sepal", "petal") for side in ("length", "width")]
    return _classes("iris", sides)


def load_digits() -> Bunch:
    data = np.loadtxt(_DATA / "digits.csv.gz", delimiter=",")
    pixels = data[:, :-1]
    return Bunch(
        data=pixels,
        target=data[:, -1].astype(np.int64),
        images=pixels.reshape(-1, 8, 8),
        feature_names=[f"pixel_{row}_{column}" for row in range(8) for column in range(8)],
        target_names=np.arange(10),
    )


def _classes(name, feature_names):
    """A table whose first line is: rows, columns, names of the classes."""
    with Path(_DATA, f"{name}.csv").open(encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    table = np.array(rows, dtype=np.float64)
    return Bunch(
        data=np.ascontiguousarray(table[:, :-1]),
        target=table[:, -1].astype(np.int64),
        feature_names=feature_names,
        target_names=np.array(head[2:]),
    )


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    text = f"a page has of sklearn.datasets only {', '.join(__all__)}, and no {name}"
    raise ModuleNotFoundError(text, name="sklearn")
