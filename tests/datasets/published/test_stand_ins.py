"""Offline, embedded data stand in for the published sets, and one line says so."""

import hashlib
import re

import data_formats as formats
import numpy as np
import pytest
from datasets.published.small_sets import SETS

from course_lib.datasets import (
    DownloadError,
    load_cifar10,
    load_fashion_mnist,
    load_imdb,
    load_mnist,
    load_mnist_sample,
    published,
)
from course_lib.datasets.published import PublishedFile, PublishedSet


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
    assert np.ptp(means, axis=0).max() < 0.05, "the color tells the class"
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


def test_a_wrong_content_does_not_pass_for_an_offline_one(server, monkeypatch):
    [file] = published.IMDB.files
    body = formats.tar_gz([("aclImdb/README", b"nothing else")])
    server.files["wrong"] = body
    file = PublishedFile(file.name, len(body), hashlib.sha256(body).hexdigest(), (server.url("wrong"),))
    monkeypatch.setattr(published, "IMDB", PublishedSet("IMDB", "imdb", (file,), ""))
    with pytest.raises(ValueError, match="should hold reviews"):
        load_imdb()
