"""What every loss promises, whatever its formula."""

import inspect
import subprocess
import sys
import warnings

import numpy as np
import pytest

import course_lib.losses as losses
from course_lib.losses import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    focal_loss,
    gaussian_nll_loss,
    hinge_loss,
    huber_loss,
    info_nce_loss,
    l1_loss,
    mse_loss,
    poisson_nll_loss,
    quantile_loss,
    triplet_margin_loss,
)

# first argument and the others, as lists of integers that every loss accepts
ELEMENTWISE = {
    mse_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]]),
    l1_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]]),
    huber_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]]),
    quantile_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]]),
    poisson_nll_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]]),
    binary_cross_entropy_with_logits: ([[2, 0], [1, 3]], [[1, 1], [0, 1]]),
    focal_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]]),
    hinge_loss: ([[2, 0], [1, 3]], [[1, 1], [-1, 1]]),
}
ARGUMENTS = {
    **ELEMENTWISE,
    gaussian_nll_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]], [[1, 2], [3, 4]]),
    cross_entropy: ([[2, 0], [1, 3]], [1, 0]),
    triplet_margin_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]], [[3, 0], [2, 2]]),
    info_nce_loss: ([[2, 0], [1, 3]], [[1, 1], [0, 1]], [[3, 0], [2, 2], [1, 1]]),
}


def partner(loss):
    return getattr(losses, loss.__name__ + "_grad")


def with_dtype(arguments, dtype):
    """All arguments as arrays; class indices stay integers."""
    return [np.array(argument, dtype if np.ndim(argument) > 1 else np.int64) for argument in arguments]


def nothing(loss):
    """Arguments with no samples."""
    return [argument[:0] for argument in with_dtype(ARGUMENTS[loss], np.float64)]


every_loss = pytest.mark.parametrize("loss", ARGUMENTS, ids=lambda loss: loss.__name__)
every_elementwise = pytest.mark.parametrize("loss", ELEMENTWISE, ids=lambda loss: loss.__name__)


@every_loss
def test_lists_count_as_float64_arrays(loss):
    arrays = with_dtype(ARGUMENTS[loss], np.float64)
    for function in (loss, partner(loss)):
        assert function(*ARGUMENTS[loss]).dtype == np.float64
        np.testing.assert_array_equal(function(*ARGUMENTS[loss]), function(*arrays))


@every_loss
@pytest.mark.parametrize("reduction", ["none", "mean", "sum"])
def test_float32_stays_float32(loss, reduction):
    single = with_dtype(ARGUMENTS[loss], np.float32)
    for function in (loss, partner(loss)):
        result = function(*single, reduction=reduction)
        assert result.dtype == np.float32
        np.testing.assert_allclose(result, function(*ARGUMENTS[loss], reduction=reduction), rtol=1e-5)


@every_loss
def test_the_first_argument_decides_the_dtype(loss):
    single, *others = with_dtype(ARGUMENTS[loss], np.float32)
    others = with_dtype(others, np.float64)
    for function in (loss, partner(loss)):
        assert function(single, *others).dtype == np.float32


@every_loss
def test_reductions_agree(loss):
    each, total, mean = (loss(*ARGUMENTS[loss], reduction=r) for r in ("none", "sum", "mean"))
    np.testing.assert_allclose(total, each.sum(), rtol=1e-15)
    np.testing.assert_allclose(mean, each.mean(), rtol=1e-15)
    assert loss(*ARGUMENTS[loss]) == mean
    grads = [partner(loss)(*ARGUMENTS[loss], reduction=r) for r in ("none", "sum", "mean")]
    np.testing.assert_array_equal(grads[0], grads[1])
    np.testing.assert_allclose(grads[2], grads[1] / each.size, rtol=1e-15)


@every_loss
def test_arguments_are_not_modified(loss):
    arguments = with_dtype(ARGUMENTS[loss], np.float64)
    for function in (loss, partner(loss)):
        result = function(*arguments, reduction="none")
        assert not any(np.shares_memory(result, argument) for argument in arguments)
    for argument, before in zip(arguments, with_dtype(ARGUMENTS[loss], np.float64), strict=True):
        np.testing.assert_array_equal(argument, before)


@every_loss
def test_nothing_has_no_mean_and_warns_of_nothing(loss):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(loss(*nothing(loss)))
        assert loss(*nothing(loss), reduction="sum") == 0
        assert loss(*nothing(loss), reduction="none").size == 0
        assert partner(loss)(*nothing(loss)).shape == (0, 2)


@every_loss
def test_one_sample_is_its_own_mean(loss):
    one = [argument[:1] for argument in with_dtype(ARGUMENTS[loss], np.float64)]
    one[0] = one[0] + 0.5
    if loss in ELEMENTWISE or loss is gaussian_nll_loss:
        one = [argument[:, :1] for argument in one]
    assert loss(*one) == loss(*one, reduction="sum") == loss(*one, reduction="none").item()
    np.testing.assert_array_equal(partner(loss)(*one), partner(loss)(*one, reduction="sum"))


@every_loss
def test_nan_passes_through(loss):
    predictions, *others = with_dtype(ARGUMENTS[loss], np.float64)
    predictions[0, 0] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        each = loss(predictions, *others, reduction="none")
        partner(loss)(predictions, *others)
    assert np.isnan(each[0]).any()
    assert not np.isnan(each[1]).any()
    assert np.isnan(loss(predictions, *others))


@every_loss
def test_the_partner_takes_the_same_arguments(loss):
    parameters = inspect.signature(loss).parameters
    assert list(parameters) == list(inspect.signature(partner(loss)).parameters)
    for name, parameter in inspect.signature(partner(loss)).parameters.items():
        assert parameter.default == parameters[name].default


@pytest.mark.bad_input
@every_loss
def test_an_unknown_reduction_is_refused(loss):
    for function in (loss, partner(loss)):
        with pytest.raises(ValueError, match='reduction must be "none", "mean" or "sum", got \'avg\''):
            function(*ARGUMENTS[loss], reduction="avg")


@pytest.mark.bad_input
@every_elementwise
@pytest.mark.parametrize(("first", "second"), [((3,), (3, 1)), ((3, 1), (3,)), ((3,), (1,)), ((2, 3), (3,))])
def test_shapes_are_never_broadcast(loss, first, second):
    for function in (loss, partner(loss)):
        with pytest.raises(ValueError, match="must have the same shape") as error:
            function(np.ones(first), np.ones(second))
        assert f"got {first} and {second}" in str(error.value)


@pytest.mark.bad_input
@every_loss
def test_what_is_no_real_number_is_refused(loss):
    predictions, *others = with_dtype(ARGUMENTS[loss], np.float64)
    for wrong in (predictions + 1j, predictions.astype(str), predictions.astype(object)):
        for function in (loss, partner(loss)):
            with pytest.raises(TypeError, match=f"must hold real numbers, got dtype {wrong.dtype}"):
                function(wrong, *others)


@pytest.mark.parametrize("name", losses.__all__)
def test_the_docstring_is_a_small_page(name):
    text = inspect.getdoc(getattr(losses, name))
    assert ".. math::" in text or name == "reliability_curve"
    assert ">>> print(" in text
    if not name.split("_")[-1].startswith(("grad", "var")):
        for section in ("Parameters", "Returns", "Examples"):
            assert f"\n{section}\n---" in text


def test_importing_the_losses_loads_numpy_alone():
    heavy = "torch matplotlib anywidget ipywidgets sklearn scipy jaxtyping beartype IPython pandas"
    code = f"import sys, course_lib.losses; print([m for m in {heavy.split()} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
