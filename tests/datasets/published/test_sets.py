"""The four published sets, read from small files in their real formats."""

import os
import re
import subprocess
import sys
from pathlib import Path

import data_formats as formats
import numpy as np
import pytest
from datasets.published.small_sets import COLOURS, DIGITS, LABELS, PIXELS, SETS
from find_fashion_mnist import fashion_mnist

from course_lib import datasets
from course_lib.datasets import Benchmark, load_cifar10, load_fashion_mnist, load_imdb, load_mnist, published
from course_lib.datasets.idx import read_idx_pair
from course_lib.datasets.reviews import read_imdb


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
