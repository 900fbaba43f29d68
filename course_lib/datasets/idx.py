"""The file format of MNIST: bytes in a box, with the size of the box in front."""

import gzip
import zlib
from pathlib import Path

import numpy as np

__all__ = ["parse_idx", "read_idx", "read_idx_pair"]

_UINT8 = 8  # the only kind of number in MNIST and its kin


def read_idx(path: Path) -> np.ndarray:
    """A gzip-compressed IDX file as an array; see `parse_idx`.

    Raises
    ------
    ValueError
        If the content is not that.
    """
    try:
        with gzip.open(path) as file:
            raw = file.read()
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(f"{path.name} is no whole gzip file: {error}") from error
    return parse_idx(raw, path.name)


def parse_idx(raw: bytes, name: str) -> np.ndarray:
    """The content of an IDX file as an array.

    Two zero bytes, one byte for the kind of number, one for the number of axes D, D lengths of four bytes
    (most significant first), then the values.

    Returns
    -------
    array, uint8, with the lengths in the header as its shape

    Raises
    ------
    ValueError
        If the content is not that.

    References
    ----------
    LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "File formats".
    """
    if len(raw) < 4 or raw[:3] != bytes((0, 0, _UINT8)) or len(raw) < 4 + 4 * raw[3]:
        raise ValueError(f"{name} should begin with the IDX header 00 00 08, got {raw[:4].hex(' ')}")
    shape = np.frombuffer(raw, ">u4", raw[3], offset=4).astype(np.int64)
    values = np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3])
    if values.size != shape.prod():
        raise ValueError(f"{name} promises shape {tuple(shape.tolist())} but holds {values.size:,} bytes")
    return values.reshape(shape)


def read_idx_pair(images: Path, labels: Path) -> tuple[np.ndarray, np.ndarray]:
    """Pictures (N, 1, 28, 28) and their classes (N,), both uint8, from two IDX files."""
    X, y = read_idx(images), read_idx(labels)
    if X.shape != (len(y), 28, 28) or y.ndim != 1 or not len(y) or y.max() > 9:
        raise ValueError(
            f"{images.name} and {labels.name} should hold (N, 28, 28) pixels and (N,) classes 0 … 9, "
            f"got {X.shape} and {y.shape} up to {y.max(initial=0)}"
        )
    return X[:, None], y
