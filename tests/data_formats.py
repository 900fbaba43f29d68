"""Small files in the formats that the published sets have, written byte by byte."""

import gzip
import io
import struct
import tarfile

import numpy as np

__all__ = ["cifar_archive", "idx", "imdb_archive", "python2_pickle", "tar_gz"]

CIFAR_NAMES = [b"airplane", b"automobile", b"bird", b"cat", b"deer"]
CIFAR_NAMES += [b"dog", b"frog", b"horse", b"ship", b"truck"]


def idx(array: np.ndarray) -> bytes:
    """Yann LeCun's IDX, gzip-compressed."""
    header = bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape)
    return gzip.compress(header + array.astype(np.uint8).tobytes(), mtime=0)


def tar_gz(members) -> bytes:
    """An archive of (name, content) pairs; a `TarInfo` in place of a name is taken as it is."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def python2_pickle(value) -> bytes:
    """Protocol 2 as cPickle of Python 2 wrote it: str is bytes, arrays go through numpy.core.multiarray."""
    return b"\x80\x02" + _pickled(value) + b"."


def _pickled(value):
    if isinstance(value, dict):
        return b"}(" + b"".join(_pickled(k) + _pickled(v) for k, v in value.items()) + b"u"
    if isinstance(value, list):
        return b"](" + b"".join(map(_pickled, value)) + b"e"
    if isinstance(value, bytes):
        short = len(value) < 256
        return (b"U" + bytes((len(value),)) if short else b"T" + struct.pack("<i", len(value))) + value
    if isinstance(value, int):
        return b"J" + struct.pack("<i", value)
    empty = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R"
    kind = b"cnumpy\ndtype\n" + _pickled(value.dtype.str[1:].encode()) + b"K\x00K\x01\x87R"
    kind += b"(K\x03U\x01|NNN" + _pickled(-1) * 2 + b"K\x00tb"
    by_column = not value.flags.c_contiguous
    shape = b"".join(map(_pickled, value.shape)) + {1: b"\x85", 2: b"\x86"}[value.ndim]
    raw = _pickled(value.tobytes("F" if by_column else "C"))
    return empty + b"(K\x01" + shape + kind + (b"\x88" if by_column else b"\x89") + raw + b"tb"


def cifar_archive(pixels: np.ndarray, labels: list[int], **changes) -> bytes:
    """``cifar-10-python.tar.gz`` with N/6 examples a batch, the last the test; changes replace a member."""
    size = len(pixels) // 6
    members = {"batches.meta": python2_pickle({b"num_cases_per_batch": size, b"label_names": CIFAR_NAMES})}
    for k, name in enumerate([f"data_batch_{k}" for k in range(1, 6)] + ["test_batch"]):
        part = slice(k * size, (k + 1) * size)
        members[name] = python2_pickle(
            {
                b"batch_label": b"a batch",
                b"labels": labels[part],
                b"data": pixels[part],
                b"filenames": [b"x.png"],
            }
        )
    members |= {"readme.html": b"<html></html>"} | changes
    return tar_gz((f"cifar-10-batches-py/{k}", v) for k, v in members.items() if v is not None)


def imdb_archive(n: int, more=()) -> bytes:
    """``aclImdb_v1.tar.gz`` with n reviews in each folder of labeled ones, in no order."""
    members = [
        ("aclImdb/README", b"Large Movie Review Dataset"),
        ("aclImdb/train/unsup/0_0.txt", b"unlabelled"),
    ]
    for part in ("test", "train"):
        for label, stars in (("pos", 9), ("neg", 2)):
            for k in reversed(range(n)):
                text = f"{part} {label} {k}: très <br /><br />beautiful".encode()
                members.append((f"aclImdb/{part}/{label}/{k}_{stars}.txt", text))
    return tar_gz([*members, *more])
