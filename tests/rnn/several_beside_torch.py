"""Functions of several results, ours and torch's, on the same arrays: all values, and every gradient."""

import numpy as np
import torch
from against_torch import assert_close
from nested import leaves, mapped, places, replaced

from course_lib.backprop import Tensor
from course_lib.gradcheck import check_gradient


def weighted(value, multiply):
    """Σ weight · result over all results, with weights that are the same each time."""
    rng = np.random.default_rng(7)
    return sum(multiply(part, rng.normal(size=tuple(part.shape))) for part in leaves(value))


def by_ours(part, weight):
    return (part * weight).sum()


def by_torch(part, weight):
    return (part * torch.tensor(weight)).sum()


def gradients(leaf):
    return np.zeros(leaf.shape) if leaf.grad is None else np.asarray(leaf.grad)


def assert_same(ours, theirs, args, rtol=1e-11):
    """Arrays in ``args``, in tuples too, are differentiated by; None is passed on."""
    mine = mapped(lambda a: Tensor(a, requires_grad=True), args)
    other = mapped(lambda a: torch.tensor(a, requires_grad=True), args)
    value, expected = ours(*mine), theirs(*other)
    for part, torchs in zip(leaves(value), leaves(expected), strict=True):
        assert_close(part.data, torchs.detach().numpy(), rtol)
    weighted(value, by_ours).backward(), weighted(expected, by_torch).backward()
    for leaf, torchs in zip(leaves(mine), leaves(other), strict=True):
        assert_close(gradients(leaf), gradients(torchs), rtol)


def assert_differences(pair, args, **options):
    """The pure pair: every gradient of Σ weight · result is that of central differences."""
    function, backward = pair
    rng = np.random.default_rng(7)
    weight = mapped(lambda part: rng.normal(size=part.shape), function(*args, **options))
    claims = leaves(backward(weight, *args, **options))
    for place, claim in zip(places(args, lambda i: True), claims, strict=True):

        def f(x, place=place):
            return weighted(function(*replaced(args, place, x), **options), by_ours)

        array = args[place[0]] if len(place) == 1 else args[place[0]][place[1]]
        check_gradient(f, claim, array)
