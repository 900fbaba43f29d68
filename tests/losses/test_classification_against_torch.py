"""Cross-entropy and its gradient on drawn examples: those of PyTorch, and central differences."""

import numpy as np
import pytest
from against_torch import assert_matches_torch
from arrays import REDUCTIONS, arrays
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from torch.nn import functional as F

from course_lib.gradcheck import check_gradient
from course_lib.losses import cross_entropy, cross_entropy_grad, softmax

smoothings = st.sampled_from([0.0, 0.1, 1.0])


@st.composite
def logits_and_weight(draw):
    n_classes = draw(st.integers(1, 4))
    batch = draw(st.sampled_from([(), (1,), (3,)]))
    inner = draw(hnp.array_shapes(min_dims=0, max_dims=2, max_side=3)) if batch else ()
    weight = draw(st.none() | arrays(n_classes, st.floats(0.1, 5)))
    return draw(arrays((*batch, n_classes, *inner))), (*batch, *inner), weight


@st.composite
def with_indices(draw):
    logits, shape, weight = draw(logits_and_weight())
    n_classes = logits.shape[min(1, logits.ndim - 1)]
    ignore_index = draw(st.sampled_from([-100, -1, 0]))
    classes = st.integers(0, n_classes - 1) | st.just(ignore_index)
    return logits, draw(hnp.arrays(np.int64, shape, elements=classes)), weight, ignore_index


@st.composite
def with_probabilities(draw):
    logits, _, weight = draw(logits_and_weight())
    others = draw(arrays(logits.shape, st.floats(-5, 5) | st.just(-1e4)))
    return logits, softmax(others, dim=min(1, logits.ndim - 1)), weight


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(with_indices(), smoothings)
def test_class_indices_match_torch(reduction, drawn, label_smoothing):
    logits, targets, weight, ignore_index = drawn
    kwargs = {
        "weight": weight,
        "ignore_index": ignore_index,
        "reduction": reduction,
        "label_smoothing": label_smoothing,
    }
    assert_matches_torch(cross_entropy, cross_entropy_grad, F.cross_entropy, logits, targets, **kwargs)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@given(with_probabilities(), smoothings)
def test_class_probabilities_match_torch(reduction, drawn, label_smoothing):
    logits, targets, weight = drawn
    kwargs = {"weight": weight, "reduction": reduction, "label_smoothing": label_smoothing}
    assert_matches_torch(cross_entropy, cross_entropy_grad, F.cross_entropy, logits, targets, **kwargs)


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_no_samples_follows_torch(reduction):
    logits, targets = np.zeros((0, 3)), np.zeros(0, dtype=np.int64)
    assert_matches_torch(
        cross_entropy, cross_entropy_grad, F.cross_entropy, logits, targets, reduction=reduction
    )


@pytest.mark.parametrize("reduction", REDUCTIONS[1:])
def test_gradient_matches_central_differences(reduction):
    rng = np.random.default_rng(0)
    logits, weight = rng.normal(size=(2, 3, 4)), rng.uniform(1, 3, 3)
    indices, probs = rng.integers(0, 3, (2, 4)), rng.dirichlet(np.ones(3), (2, 4)).transpose(0, 2, 1)
    indices[0, 0] = -100
    for targets in (indices, probs):
        kwargs = {"weight": weight, "label_smoothing": 0.1, "reduction": reduction}
        grad = cross_entropy_grad(logits, targets, **kwargs)
        check_gradient(lambda x, t=targets, kw=kwargs: cross_entropy(x, t, **kw), grad, logits)
