"""The four published sets: read from small files in their real formats, replaced by embedded ones offline."""

import gzip
import hashlib
import os
import pickle
import re
import subprocess
import sys
import tarfile
import warnings
from pathlib import Path

import data_formats as formats
import numpy as np
import pytest
from data_server import serving, status
from find_fashion_mnist import fashion_mnist

from course_lib import datasets
from course_lib.datasets import (
    Benchmark,
    DownloadError,
    load_cifar10,
    load_fashion_mnist,
    load_imdb,
    load_mnist,
    load_mnist_sample,
    published,
    transfer,
)
from course_lib.datasets.cifar import read_cifar10
from course_lib.datasets.idx import read_idx_pair
from course_lib.datasets.published import PublishedFile, PublishedSet
from course_lib.datasets.reviews import read_imdb

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


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Serves the small sets in place of the published ones."""
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    monkeypatch.setattr(transfer, "WAITS", ())
    with serving() as server:
        for name, bodies in contents().items():
            real = getattr(published, name)
            files = []
            for file, body in zip(real.files, bodies, strict=True):
                path = f"{name}-{file.name}"
                server.files[path] = body
                sha256 = hashlib.sha256(body).hexdigest()
                files.append(PublishedFile(file.name, len(body), sha256, (server.url(path),)))
            monkeypatch.setattr(
                published, name, PublishedSet(real.title, real.folder, tuple(files), real.terms)
            )
        yield server


@pytest.fixture
def offline(server):
    for name in server.files:
        server.answers[name] = [status(404)]
    return server


@pytest.mark.parametrize("load", [load_mnist, load_fashion_mnist])
def test_mnist_and_its_kin(server, load):
    data = load()
    np.testing.assert_array_equal(data.X_train, (DIGITS[:60, None] / np.float32(255)).astype(np.float32))
    np.testing.assert_array_equal(data.X_test[:, 0], (DIGITS[60:] / np.float32(255)).astype(np.float32))
    np.testing.assert_array_equal(data.y_train, LABELS[:60])
    np.testing.assert_array_equal(data.y_test, LABELS[60:])
    assert data.X_train.dtype == np.float32
    assert data.y_train.dtype == data.y_test.dtype == np.int64
    assert data.class_names[9] == ("9" if load is load_mnist else "Ankle boot")
    assert len(data.class_names) == 10


def test_cifar10(server):
    data = load_cifar10()
    assert data.X_train.shape == (50, 3, 32, 32)
    red, green, blue = PIXELS[57].reshape(3, 32, 32)
    np.testing.assert_array_equal(data.X_test[7], np.stack([red, green, blue]) / np.float32(255))
    np.testing.assert_array_equal(data.X_train.reshape(50, -1)[23], PIXELS[23] / np.float32(255))
    assert data.y_train.tolist() + data.y_test.tolist() == COLOURS
    assert (data.X_train.dtype, data.y_test.dtype) == (np.float32, np.int64)
    assert data.class_names[:2] == ("airplane", "automobile")


def test_imdb_is_shuffled_and_leaves_the_unlabelled_out(server):
    data = load_imdb()
    assert len(data.X_train) == len(data.y_train) == len(data.y_test) == 60
    for texts, labels, part in ((data.X_train, data.y_train, "train"), (data.X_test, data.y_test, "test")):
        assert len(set(texts)) == 60
        assert all(
            text.startswith(f"{part} {('neg', 'pos')[label]} ")
            for text, label in zip(texts, labels, strict=True)
        )
        assert 5 < labels[:30].sum() < 25, "one class comes first"
    assert "très <br /><br />" in data.X_train[0]
    assert data.y_train.dtype == np.int64
    assert data.X_train == load_imdb().X_train != load_imdb(seed=1).X_train


def test_reviews_come_in_the_order_of_their_numbers(tmp_path):
    path = tmp_path / "imdb.tar.gz"
    path.write_bytes(formats.imdb_archive(12))  # written backwards
    texts, labels = read_imdb(path)["test"]
    assert labels == [0] * 12 + [1] * 12
    assert [int(re.search(r" (\d+):", text)[1]) for text in texts] == [*range(12), *range(12)]


def test_a_larger_draw_adds_to_a_smaller_one(server):
    few, more, other = load_mnist(5, 3), load_mnist(20, 4), load_mnist(5, seed=1)
    np.testing.assert_array_equal(few.X_train, more.X_train[:5])
    np.testing.assert_array_equal(few.y_test, more.y_test[:3])
    assert len(other.y_test) == 10
    assert not np.array_equal(few.X_train, other.X_train)
    assert not np.array_equal(few.y_train, np.arange(5)), "the first five, not a draw"
    assert len(load_mnist(1000).y_train) == 60
    rows = {row.tobytes(): label for row, label in zip(load_mnist().X_train, LABELS, strict=False)}
    assert all(rows[row.tobytes()] == label for row, label in zip(more.X_train, more.y_train, strict=True))


@pytest.mark.parametrize("name", SETS)
def test_offline_one_line_names_the_cause_and_the_stand_in(offline, capsys, name):
    data = SETS[name]()
    title = getattr(published, name).title
    assert data.source.startswith(f"stand-in for {title}: ")
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{title} could not be downloaded (127.0.0.1:")
    assert line.endswith(f"HTTP 404). Instead: {data.source.partition(': ')[2]}.")
    with pytest.raises(DownloadError, match=r"HTTP 404.*\nCheck the connection"):
        SETS[name](fallback=False)


@pytest.mark.parametrize("name", SETS)
def test_a_stand_in_has_the_layout_of_the_real_set(offline, name):
    stand_in = SETS[name]()
    offline.answers.clear()
    real = SETS[name]()
    assert real.source.startswith(getattr(published, name).title)
    assert type(stand_in) is type(real)
    assert len(stand_in.y_train) >= 1000
    assert len(stand_in.y_test) >= 200
    assert stand_in.y_train.dtype == real.y_train.dtype
    assert set(stand_in.y_train) == set(range(len(stand_in.class_names)))
    if isinstance(real.X_train, list):
        assert isinstance(stand_in.X_train[0], str)
        return
    assert stand_in.X_train.shape[1:] == stand_in.X_test.shape[1:] == real.X_train.shape[1:]
    assert stand_in.X_train.dtype == real.X_train.dtype
    assert stand_in.X_train.min() >= 0
    assert stand_in.X_train.max() <= 1


@pytest.mark.parametrize("name", SETS)
def test_a_damaged_arrival_is_not_passed_over_in_silence(server, capsys, name):
    path = next(path for path in server.files if path.startswith(name))
    server.files[path] = server.files[path][:-1] + b"?"
    data = SETS[name]()
    assert data.source.startswith("stand-in for ")
    assert re.search(
        r"arrived damaged \(SHA-256 \w{8}…, published \w{8}…\)\)\. Instead: ", capsys.readouterr().out
    )


@pytest.mark.parametrize("load", [load_mnist, load_fashion_mnist])
def test_the_embedded_digits_stand_in(offline, load):
    stand_in, digits = load(), load_mnist_sample()
    for part in ("X_train", "y_train", "X_test", "y_test"):
        np.testing.assert_array_equal(getattr(stand_in, part), getattr(digits, part))
    assert stand_in.class_names == digits.class_names


def test_stand_ins_can_be_learned(offline):
    digits = load_mnist()
    centers = np.stack([digits.X_train[digits.y_train == k].mean(axis=0) for k in range(10)])
    distance = ((digits.X_test[:, None] - centers) ** 2).sum(axis=(2, 3, 4))
    assert (distance.argmin(axis=1) == digits.y_test).mean() > 0.75
    shapes = load_cifar10()
    colour = shapes.X_train.mean(axis=(2, 3))
    means = np.stack([colour[shapes.y_train == k].mean(axis=0) for k in range(4)])
    assert np.ptp(means, axis=0).max() < 0.05, "the colour tells the class"
    assert (np.ptp(shapes.X_train, axis=(2, 3)) > 0.4).all(), "a shape that cannot be seen"


def test_the_majority_of_an_invented_review_decides(offline):
    data = load_imdb()
    good = {
        "brilliant",
        "charming",
        "clever",
        "funny",
        "gripping",
        "lovely",
        "moving",
        "rich",
        "superb",
        "warm",
    }
    for text, label in zip(data.X_train, data.y_train, strict=True):
        praise = [(s.split()[-1] in good) != (" not " in s) for s in text.rstrip(".").split(". ")]
        assert len(praise) == 3
        assert (sum(praise) >= 2) == label
    assert 0.4 < data.y_train.mean() < 0.6
    assert not set(data.X_train) & set(data.X_test)


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


def test_the_whole_real_fashion_mnist():
    """Debian's package: compressed anew, so other archives with the same 70,000 pictures."""
    folder = fashion_mnist()
    if folder is None:
        assert os.environ.get("CI") != "true", "CI skips nothing: tools/find_fashion_mnist.py --install"
        pytest.skip("not installed: apt-get install dataset-fashion-mnist")
    paths = [folder / file.name for file in published.FASHION_MNIST.files]
    for (X, y), n in ((read_idx_pair(*paths[:2]), 60_000), (read_idx_pair(*paths[2:]), 10_000)):
        assert (X.shape, y.shape) == ((n, 1, 28, 28), (n,))
        assert X.dtype == y.dtype == np.uint8
        assert np.bincount(y).tolist() == [n // 10] * 10
        assert (X.min(), X.max()) == (0, 255)
        mean, std = {60_000: (0.2860, 0.3530), 10_000: (0.2868, 0.3524)}[n]
        assert X.mean() / 255 == pytest.approx(mean, abs=5e-5), "the mean that everybody normalizes with"
        assert X.std() / 255 == pytest.approx(std, abs=5e-5)
        clothes = np.array([X[y == k].mean() for k in range(10)])
        assert clothes.argmin() == 5, "a sandal has the least ink"


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


def test_a_wrong_content_does_not_pass_for_an_offline_one(server, monkeypatch):
    [file] = published.IMDB.files
    body = formats.tar_gz([("aclImdb/README", b"nothing else")])
    server.files["wrong"] = body
    file = PublishedFile(file.name, len(body), hashlib.sha256(body).hexdigest(), (server.url("wrong"),))
    monkeypatch.setattr(published, "IMDB", PublishedSet("IMDB", "imdb", (file,), ""))
    with pytest.raises(ValueError, match="should hold reviews"):
        load_imdb()


def test_what_is_published_is_written_down_right():
    folders = set()
    for name, load in SETS.items():
        published_set = getattr(published, name)
        folders.add(published_set.folder)
        for file in published_set.files:
            assert re.fullmatch("[0-9a-f]{64}", file.sha256)
            assert len({url.split("/")[2] for url in file.urls}) >= 2, "one host alone"
            assert all(re.match("https?://", url) for url in file.urls)
            assert file.urls[0].startswith("https://"), "the address told to the reader"
            assert Path(file.urls[0]).name == file.name, "a browser saves it under another name"
        size = f"{published_set.size / 1e6:.1f} MB"
        assert size in load.__doc__.splitlines()[0]
        assert f"`{load.__name__}` ({size};" in " ".join(datasets.__doc__.split())
    assert len(folders) == len(SETS)


def test_importing_the_package_waits_with_everything_that_downloads():
    code = (
        "import sys, course_lib.datasets; print({'pooch', 'requests', 'tqdm', 'sklearn'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: load_mnist(n_train=-1), "n_train must not be negative, got -1"),
        (lambda: load_imdb(n_test=-5), "n_test must not be negative, got -5"),
        (lambda: load_mnist(seed=-1), "seed must not be negative, got -1"),
    ],
)
def test_bad_input_is_named(server, call, told):
    with pytest.raises(ValueError, match=told):
        call()


def test_a_benchmark_shows_what_it_holds():
    few = Benchmark(["a"], np.array([0]), ["b", "c"], np.array([0, 1]), "by hand", ("no", "yes"))
    assert repr(few) == "Benchmark(1 to train, 2 to test: 2 classes; by hand)"
