"""The loss and logit explorers' Python side: settings, their errors, and what the library computes."""

import numpy as np
import pytest
import traitlets

from course_lib import losses
from course_lib.losses.logit_explorer import PRESETS as LOGITS
from course_lib.losses.logit_explorer import LogitExplorer
from course_lib.losses.loss_explorer import PRESETS as POINTS
from course_lib.losses.loss_explorer import LossExplorer


@pytest.mark.parametrize(
    ("make", "error", "told"),
    [
        (lambda: LossExplorer(points=[(0, 1)]), ValueError, r"N >= 2.*\(1, 2\)"),
        (lambda: LossExplorer(points=[(0, np.nan), (1, 1)]), ValueError, "finite"),
        (lambda: LossExplorer(points=[(0, 1), (1, 2)], preset="skewed"), TypeError, "not both"),
        (lambda: LossExplorer(preset="nothing"), traitlets.TraitError, "nothing"),
        (lambda: LossExplorer(delta=0), traitlets.TraitError, r"delta must lie in \(0, 1e\+12\], got 0"),
        (lambda: LossExplorer(q=1), traitlets.TraitError, r"q must lie in \(0, 1\), got 1"),
        (lambda: LossExplorer(y_range=[2, 1]), traitlets.TraitError, "low < high"),
        (lambda: LossExplorer(name="a b"), traitlets.TraitError, "letters, digits"),
        (lambda: LogitExplorer(logits=[1]), traitlets.TraitError, "logits takes 2 to 6 entries, got 1"),
        (lambda: LogitExplorer(logits=[1, 101]), traitlets.TraitError, r"logits must lie in \[-100, 100\]"),
        (lambda: LogitExplorer(logits=[1, 2], target=2), traitlets.TraitError, "2 logits and target 2"),
        (lambda: LogitExplorer(logits=[1, 2], preset="tie"), TypeError, "not both"),
        (lambda: LogitExplorer(temperature=0), traitlets.TraitError, r"temperature must lie in \[0.1, 10\]"),
        (lambda: LogitExplorer(smoothing=0.6), traitlets.TraitError, "smoothing must lie in"),
        (lambda: LogitExplorer(picture=[1, 2]), traitlets.TraitError, "picture takes 0 or 64 entries, got 2"),
        (lambda: LogitExplorer(preset="nothing"), traitlets.TraitError, "nothing"),
    ],
)
def test_bad_settings_are_named(make, error, told):
    with pytest.raises(error, match=told):
        make()


@pytest.mark.parametrize("preset", POINTS)
def test_loss_explorer_computes_with_course_lib(preset):
    explorer = LossExplorer(preset=preset, loss="huber", delta=2.0, mode="line", guess=[3, 5])
    x, y = np.array(POINTS[preset]["settings"]["points"], dtype=float).T
    low, high = POINTS[preset]["settings"]["x_range"]
    predictions = 3 + 2 * (x - low) / (high - low)
    np.testing.assert_allclose(explorer.predictions, predictions)
    assert explorer.value == pytest.approx(losses.huber_loss(predictions, y, delta=2.0), rel=1e-15)
    assert min(y) >= POINTS[preset]["settings"]["y_range"][0]
    assert max(y) <= POINTS[preset]["settings"]["y_range"][1]


def test_own_points_get_a_frame_around_them():
    explorer = LossExplorer(points=[(0, 1), (2, 7), (5, 4)])
    assert explorer.preset == ""
    assert explorer.x_range == [0, 5]
    assert explorer.y_range[0] < 1 < 7 < explorer.y_range[1]
    np.testing.assert_array_equal(explorer.targets, [1, 7, 4])


@pytest.mark.parametrize("preset", LOGITS)
def test_logit_explorer_computes_with_course_lib(preset):
    explorer = LogitExplorer(preset=preset, temperature=2.0, shift=30.0)
    z = np.array(explorer.logits) / 2
    expected = losses.cross_entropy(z, explorer.target, label_smoothing=explorer.smoothing)
    assert explorer.value == pytest.approx(expected, rel=1e-12)
    np.testing.assert_allclose(explorer.probs, losses.softmax(z), rtol=1e-12)


def test_binary_mode_and_own_logits():
    assert LogitExplorer(mode="binary", score=-2.0, label=1).value == pytest.approx(np.log1p(np.exp(2.0)))
    own = LogitExplorer(logits=np.array([1, 2, 3, 4]), target=3)
    assert own.classes == ["class 0", "class 1", "class 2", "class 3"]
    assert own.preset == ""
