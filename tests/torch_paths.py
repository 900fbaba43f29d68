"""Walk our optimizer and torch's down the same noisy slope."""

import numpy as np
import torch
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

shapes = st.lists(hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3), min_size=1, max_size=3)
seeds = st.integers(0, 2**32 - 1)
rates = st.floats(1e-4, 0.1)
decays = st.just(0) | st.floats(1e-4, 0.1)
shares = st.floats(0, 0.999)


def walk(ours, theirs, shapes, seed, steps=100, dtype=np.float64, lr=0.01, **options):
    """Both optimizers and their parameters after every step; the rate changes half way.

    Each walks by its own gradients, those of a quadratic plus noise, so an error in one step shows in all
    that follow.
    """
    rng = np.random.default_rng(seed)
    params = [rng.normal(size=shape).astype(dtype) for shape in shapes]
    curvatures = [rng.uniform(0.1, 1, size=shape).astype(dtype) for shape in shapes]
    leaves = [torch.tensor(param, requires_grad=True) for param in params]
    params = [np.array(param) for param in params]
    our, their = ours(params, lr=lr, **options), theirs(leaves, lr=lr, **options)
    our_path, their_path = [], []
    for step in range(steps):
        if step == steps // 2:
            our.lr = their.param_groups[0]["lr"] = lr / 3
        noise = [rng.normal(size=shape).astype(dtype) for shape in shapes]
        our.step([c * p + n for c, p, n in zip(curvatures, params, noise, strict=True)])
        for leaf, c, n in zip(leaves, curvatures, noise, strict=True):
            leaf.grad = torch.tensor(c) * leaf.detach() + torch.tensor(n)
        their.step()
        our_path.append([param.copy() for param in params])
        their_path.append([leaf.detach().numpy().copy() for leaf in leaves])
    return our, their, our_path, their_path


def assert_same_arrays(ours, theirs, tol=1e-12):
    """Equal to ``tol`` of the largest entry, or of 1, in shape and in dtype."""
    for a, b in zip(ours, theirs, strict=True):
        b = np.asarray(b)
        assert np.asarray(a).dtype == b.dtype
        assert np.shape(a) == b.shape
        assert np.isfinite(b).all()
        assert np.abs(a - b).max(initial=0) <= tol * max(1, np.abs(b).max(initial=0))


def assert_same_path(ours, theirs, shapes, seed, states=(), tol=1e-12, **options):
    """Same parameters after each step, and at the end the same states, named (ours, theirs)."""
    our, their, our_path, their_path = walk(ours, theirs, shapes, seed, **options)
    for ours_now, theirs_now in zip(our_path, their_path, strict=True):
        assert_same_arrays(ours_now, theirs_now, tol)
    for mine, torchs in states:
        assert_same_arrays(
            getattr(our, mine), [their.state[p][torchs] for p in their.param_groups[0]["params"]], tol
        )
