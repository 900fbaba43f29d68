"""The readers of the real formats: what is wrong is named, and nothing in a file is run or unpacked."""

import gzip
import pickle
import tarfile
import warnings

import data_formats as formats
import numpy as np
import pytest
from datasets.published.small_sets import COLOURS, DIGITS, LABELS, PIXELS

from course_lib.datasets.cifar import read_cifar10
from course_lib.datasets.idx import read_idx_pair
from course_lib.datasets.reviews import read_imdb


def test_our_python2_pickles_are_what_numpy_reads():
    for pixels in (PIXELS, np.asfortranarray(PIXELS)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # NumPy finds the old dtype pickles untidy
            theirs = pickle.loads(formats.python2_pickle({b"data": pixels}), encoding="bytes")
        np.testing.assert_array_equal(theirs[b"data"], PIXELS)


def test_pixels_stored_by_column_are_read_too(tmp_path):
    path = tmp_path / "cifar.tar.gz"
    fifth = formats.python2_pickle({b"data": np.asfortranarray(PIXELS[:10]), b"labels": COLOURS[:10]})
    path.write_bytes(formats.cifar_archive(PIXELS, COLOURS, data_batch_5=fifth))
    (X, _), _, _ = read_cifar10(path)
    np.testing.assert_array_equal(X[40:].reshape(10, -1), PIXELS[:10])


def test_a_pickle_that_wants_to_run_something_does_not(tmp_path):
    trap = tmp_path / "trap"
    for name in (b"posix\nsystem", b"builtins\neval", b"numpy\nload", b"os\nsystem"):
        evil = (
            b"\x80\x02c"
            + name
            + b"\nU"
            + bytes((len(f"touch {trap}"),))
            + f"touch {trap}".encode()
            + b"\x85R."
        )
        path = tmp_path / "cifar.tar.gz"
        path.write_bytes(formats.cifar_archive(PIXELS, COLOURS, data_batch_3=evil))
        asked = name.decode().replace("\n", ".")
        with pytest.raises(
            ValueError, match=f"cifar.tar.gz is not CIFAR-10: UnpicklingError: it asks for {asked}"
        ):
            read_cifar10(path)
    assert not trap.exists()


def link(name, target):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info


def batch(pixels, labels):
    return formats.python2_pickle({b"data": pixels, b"labels": labels})


GOOD_LABELS = formats.idx(LABELS)
READERS = {"idx": read_idx_pair, "cifar": read_cifar10, "imdb": read_imdb}


@pytest.mark.parametrize(
    ("kind", "bodies", "told"),
    [
        ("idx", [b"<html>", GOOD_LABELS], "no whole gzip file"),
        ("idx", [formats.idx(DIGITS)[:-900], GOOD_LABELS], "no whole gzip file"),
        ("idx", [gzip.compress(b"\0\0"), GOOD_LABELS], "header 00 00 08, got 00 00$"),
        ("idx", [gzip.compress(b"\0\0\x0d\x01\0\0\0\x01" + bytes(4)), GOOD_LABELS], "got 00 00 0d 01"),
        (
            "idx",
            [gzip.compress(b"\0\0\x08\x01\0\0\0\x05" + bytes(4)), GOOD_LABELS],
            r"\(5,\) but holds 4 bytes",
        ),
        ("idx", [formats.idx(DIGITS[:69]), GOOD_LABELS], r"got \(69, 28, 28\) and \(70,\)"),
        ("idx", [formats.idx(DIGITS), formats.idx(LABELS + 1)], "up to 10"),
        ("idx", [formats.idx(DIGITS[:0]), formats.idx(LABELS[:0])], r"got \(0, 28, 28\)"),
        ("cifar", [b"not a tar archive"], "no whole tar.gz"),
        ("cifar", [formats.cifar_archive(PIXELS, COLOURS)[:-5]], "no whole tar.gz"),
        ("cifar", [formats.cifar_archive(PIXELS, COLOURS, data_batch_2=None)], "KeyError: 'data_batch_2'"),
        ("cifar", [formats.cifar_archive(PIXELS, COLOURS, test_batch=b"\x80\x02}.")], "KeyError: b'data'"),
        ("cifar", [formats.cifar_archive(PIXELS, COLOURS, test_batch=b"")], "Ran out of input"),
        ("cifar", [formats.cifar_archive(PIXELS, COLOURS, test_batch=b"\x80\x02]q")], "is not CIFAR-10"),
        ("cifar", [formats.cifar_archive(PIXELS, [10] * 60)], "with 10 labels"),
        ("cifar", [formats.cifar_archive(PIXELS[:, :3071], COLOURS)], r"pixels \(10, 3071\)"),
        ("cifar", [formats.cifar_archive(PIXELS.astype(np.int16), COLOURS)], "of kind b'i2'"),
        (
            "cifar",
            [formats.cifar_archive(PIXELS, COLOURS, data_batch_1=batch(PIXELS[:10], [1]))],
            "with 1 labels",
        ),
        ("imdb", [b"not a tar archive"], "no whole tar.gz"),
        ("imdb", [formats.imdb_archive(30)[:-5]], "no whole tar.gz"),
        ("imdb", [formats.tar_gz([("aclImdb/train/pos/0_9.txt", b"fine")])], "aclImdb/train/neg"),
        ("imdb", [formats.imdb_archive(3, [("../../evil.txt", b"x")])], r"'\.\./\.\./evil.txt'"),
        ("imdb", [formats.imdb_archive(3, [("aclImdb/../../evil.txt", b"x")])], "no plain file inside"),
        ("imdb", [formats.imdb_archive(3, [("/etc/evil.txt", b"x")])], "'/etc/evil.txt'"),
        ("imdb", [formats.imdb_archive(3, [(link("aclImdb/test", "/etc"), b"")])], "no plain file inside"),
        (
            "imdb",
            [formats.imdb_archive(3, [("aclImdb/test/pos/9_9.txt", b"\xff")])],
            "'utf-8' codec can't decode",
        ),
    ],
)
def test_content_that_is_wrong_in_spite_of_its_checksum_is_named(tmp_path, kind, bodies, told):
    paths = [tmp_path / f"{kind}{k}" for k in range(len(bodies))]
    for path, body in zip(paths, bodies, strict=True):
        path.write_bytes(body)
    with pytest.raises(ValueError, match=told):
        READERS[kind](*paths)
    assert sorted(tmp_path.iterdir()) == paths, "something was unpacked"
