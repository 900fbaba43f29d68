"""The network of the digit explorer is as good as it is told to be, and its drawings are as MNIST's were."""

import numpy as np
import pytest
from digit_pictures import report, right, wilson
from widgets.digit_fixtures import NETWORK, image_of, settings_of

from course_lib.cnn.digit_explorer import PRESETS, drawn, moved
from course_lib.cnn.digit_explorer.network import packed, stored, unpacked
from course_lib.cnn.digit_explorer.presets import REAL
from course_lib.cnn.digit_explorer.words import ROWS
from course_lib.cnn.digit_explorer.words import report as told
from course_lib.datasets import load_mnist_sample
from course_lib.datasets.embedded import mnist_bytes


def probabilities(name: str) -> np.ndarray:
    image, _ = image_of(settings_of({"preset": name}))
    scores = NETWORK(image[None, None]).data[0]
    e = np.exp(scores - scores.max())
    return e / e.sum()


# --- the network ------------------------------------------------------------------------------------


def test_the_network_is_as_good_as_it_is_said_to_be():
    digits = mnist_bytes()
    fresh = right(NETWORK, digits.X_test[:, 0] / 255, digits.y_test)
    assert fresh == told()["as_they_are"]
    assert fresh["low"] > 97.5


def test_what_is_told_of_moved_turned_and_drawn_digits_is_so():
    digits = mnist_bytes()
    fresh = report(NETWORK, digits.X_test[:100, 0], digits.y_test[:100])
    assert {*fresh} == {*ROWS} | {"moved_1", "moved_3"} <= {*told()}
    assert [fresh[name] for name in ("flagged_1", "crossed_7")] == [
        told()[name] for name in ("flagged_1", "crossed_7")
    ]
    for name, each in fresh.items():  # a tenth of the digits: near the whole, four standard errors at most
        share = told()[name]["percent"] / 100
        error = 4 * np.sqrt(max(share * (1 - share), 0.01) / 100)
        assert each["right"] / each["of"] == pytest.approx(share, abs=error), name


def test_wilson_s_interval_is_that_of_the_book():
    assert wilson(0, 10) == [0.0, 0.0, 27.8]
    assert wilson(81, 263) == [30.8, 25.5, 36.6]  # Newcombe 1998, table I, method 3


def test_weights_are_whole_numbers_times_the_scale_of_their_row():
    arrays = [array for layer in unpacked(stored()).values() for array in layer]
    assert sum(array.size for array in arrays) == told()["parameters"] == 11_978
    assert len(stored()) == told()["bytes"] <= 17_000
    again = unpacked(packed(arrays))
    for name, (weight, bias) in unpacked(stored()).items():
        rows = np.abs(weight).reshape(len(weight), -1).max(axis=1)
        off = np.abs(again[name][0] - weight).reshape(len(weight), -1).max(axis=1)
        assert (off <= 0.011 * rows).all()
        np.testing.assert_array_equal(again[name][1], bias)


@pytest.mark.parametrize(
    ("name", "winner", "least", "most"),
    [
        ("three", 3, 0.99, 1), ("four", 4, 0.99, 1), ("eight", 8, 0.99, 1), ("unsure", 3, 0.4, 0.7),
        ("wrong", 9, 0.9, 1), ("crossed", 7, 0.9, 1), ("flagged", 1, 0.5, 0.9), ("corner", 3, 0.9, 1),
        ("square", 0, 0.9, 1), ("letter", 4, 0.9, 1),
    ],
)  # fmt: skip
def test_a_preset_is_read_as_its_comment_says(name, winner, least, most):
    p = probabilities(name)
    assert p.argmax() == winner
    assert least <= p.max() <= most


def test_the_surest_of_its_mistakes_is_the_8_of_the_presets():
    digits = mnist_bytes()
    scores = NETWORK(digits.X_test / 255).data
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    wrong = np.flatnonzero(p.argmax(axis=1) != digits.y_test)
    assert wrong[p[wrong].max(axis=1).argmax()] == int(PRESETS["wrong"]["settings"]["digit"])
    assert digits.y_test[REAL].tolist() == [3, 4, 8, 3, 8]


# --- the drawing ------------------------------------------------------------------------------------


def test_a_fitted_drawing_fills_the_box_and_has_its_mass_where_mnist_has_it():
    images = load_mnist_sample().X_train[:, 0]
    places = np.arange(28) + 0.5
    for picture in (images, drawn(PRESETS["corner"]["settings"]["strokes"])[None]):
        mass = picture.sum(axis=(1, 2))
        assert np.mean(picture.sum(axis=1) @ places / mass) == pytest.approx(14.5, abs=0.05)
        assert np.mean(picture.sum(axis=2) @ places / mass) == pytest.approx(14.5, abs=0.05)
    rows = np.flatnonzero(picture[0].max(axis=1) > 0.5)
    assert rows[-1] - rows[0] + 1 in (19, 20, 21)


def test_a_picture_turned_four_times_is_itself():
    image = drawn(PRESETS["flagged"]["settings"]["strokes"])
    quarter = moved(image, turn=90)
    np.testing.assert_allclose(quarter, np.rot90(image, -1), atol=1e-12)
    np.testing.assert_allclose(moved(image, right=2)[:, 2:], image[:, :-2])
