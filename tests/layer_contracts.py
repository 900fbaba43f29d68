"""What a layer and its backward pass promise: ``name_backward(grad_output, ...)`` is a tuple of gradients."""

import copy
import inspect

import numpy as np
from pair_contracts import SEEDS, as_dtype

from course_lib.gradcheck import check_gradient


def has_its_backward(entry):
    for gradient in entry.partners.values():
        theirs = list(inspect.signature(gradient).parameters)
        assert theirs == ["grad_output", *entry.parameters], f"{gradient.__name__} takes other arguments"


def backward_is_that_of_differences(entry):
    """The gradients of Σ grad_output · layer(...), for each differentiable argument."""
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        args = entry.arguments(rng)
        for options in entry.variants:
            weight = rng.normal(size=np.shape(entry.thing(*args, **options)))
            for gradient in entry.partners.values():
                claims = gradient(weight, *args, **options)
                assert isinstance(claims, tuple), f"{gradient.__name__} returns a tuple of gradients"
                differentiable = _with_gradient(entry, args)
                assert len(claims) == len(differentiable)
                for at, claim in zip(differentiable, claims, strict=True):

                    def f(x, at=at, options=options, args=args, weight=weight):
                        return (entry.thing(*args[:at], x, *args[at + 1 :], **options) * weight).sum()

                    check_gradient(f, claim, args[at])


def _with_gradient(entry, args):
    """Places of the float arrays, but for those that the case says have no gradient."""
    named = enumerate(zip(entry.parameters, args, strict=False))
    floats = [(i, name) for i, (name, a) in named if getattr(a, "dtype", None) == np.float64]
    return [i for i, name in floats if name not in entry.case.constant]


def layers_keep_the_dtype(entry):
    args = [as_dtype(arg, np.float32) for arg in entry.arguments(np.random.default_rng(0))]
    for options in entry.variants:
        value = entry.thing(*args, **options)
        assert value.dtype == np.float32
        for gradient in entry.partners.values():
            assert all(claim.dtype == np.float32 for claim in gradient(value, *args, **options))


def arguments_are_not_modified_by_layers(entry):
    args = entry.arguments(np.random.default_rng(0))
    before = copy.deepcopy(args)
    options = entry.variants[0]
    value = entry.thing(*args, **options)
    for gradient in entry.partners.values():
        gradient(value, *args, **options)
    for arg, kept in zip(args, before, strict=True):
        np.testing.assert_array_equal(arg, kept)
