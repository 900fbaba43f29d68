"""The file format of CIFAR-10: pickles of Python 2 in a tar archive, read without running them.

Unpickling calls whatever a pickle names, so a foreign one can run any program. Ours may name the three
functions that CIFAR's files name, and gets plain records in their place.
"""

import io
import pickle
from pathlib import Path

import numpy as np

from course_lib.datasets.archives import files_in

__all__ = ["read_cifar10"]

_TRAIN = tuple(f"data_batch_{k}" for k in range(1, 6))
_WANTED = {f"cifar-10-batches-py/{name}": name for name in (*_TRAIN, "test_batch", "batches.meta")}


class _Record:
    """Takes the place of an array or a dtype: keeps what the pickle says and computes nothing."""

    def __init__(self, *arguments):
        self.arguments, self.state = arguments, ()

    def __setstate__(self, state):
        self.state = state


class _Reader(pickle.Unpickler):
    _NAMED = (("numpy.core.multiarray", "_reconstruct"), ("numpy", "ndarray"), ("numpy", "dtype"))

    def find_class(self, module, name):
        if (module, name) not in self._NAMED:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no CIFAR file needs")
        return _Record


def read_cifar10(path: Path) -> tuple[tuple, tuple, tuple[str, ...]]:
    """(X_train, y_train), (X_test, y_test), class_names from ``cifar-10-python.tar.gz``.

    X is uint8 (N, 3, 32, 32) with the channels red, green, blue; y is int64 (N,).

    Raises
    ------
    ValueError
        If the archive or a pickle in it is not what CIFAR-10 holds. Nothing in it is run or unpacked.
    """
    found = {}
    try:
        for name, content in files_in(path, _WANTED.get):
            found[_WANTED[name]] = _Reader(io.BytesIO(content), encoding="bytes").load()
        train = [_batch(found[name]) for name in _TRAIN]
        names = tuple(name.decode() for name in found["batches.meta"][b"label_names"])
        if len(names) != 10:
            raise ValueError(f"{len(names)} class names instead of 10")
        return tuple(map(np.concatenate, zip(*train, strict=True))), _batch(found["test_batch"]), names
    # a pickle can be wrong in as many ways as a program; whichever it is, the file is not CIFAR-10
    except Exception as error:
        raise ValueError(f"{path.name} is not CIFAR-10: {type(error).__name__}: {error}") from error


def _batch(content):
    """X (N, 3, 32, 32) and y (N,) of one pickle; the state of an array is that of ndarray.__reduce__."""
    _, shape, dtype, by_column, raw = content[b"data"].state
    labels = content[b"labels"]
    if (
        dtype.arguments[0] != b"u1"
        or shape != (len(labels), 3 * 32 * 32)
        or not set(labels) <= set(range(10))
    ):
        raise ValueError(f"pixels {shape} of kind {dtype.arguments[0]} with {len(labels)} labels")
    pixels = np.frombuffer(raw, np.uint8).reshape(shape, order="F" if by_column else "C")
    return pixels.reshape(-1, 3, 32, 32), np.array(labels, dtype=np.int64)
