"""What a layer and its backward pass promise: ``name_backward(grad_output, ...)`` is a tuple of gradients."""

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
                differentiable = [i for i, a in enumerate(args) if getattr(a, "dtype", None) == np.float64]
                assert len(claims) == len(differentiable)
                for at, claim in zip(differentiable, claims, strict=True):

                    def f(x, at=at, options=options, args=args, weight=weight):
                        return (entry.thing(*args[:at], x, *args[at + 1 :], **options) * weight).sum()

                    check_gradient(f, claim, args[at])


def layers_keep_the_dtype(entry):
    args = [as_dtype(arg, np.float32) for arg in entry.arguments(np.random.default_rng(0))]
    for options in entry.variants:
        value = entry.thing(*args, **options)
        assert value.dtype == np.float32
        for gradient in entry.partners.values():
            assert all(claim.dtype == np.float32 for claim in gradient(value, *args, **options))


def arguments_are_not_modified_by_layers(entry):
    args = entry.arguments(np.random.default_rng(0))
    before = [arg.copy() for arg in args]
    value = entry.thing(*args)
    for gradient in entry.partners.values():
        gradient(value, *args)
    for arg, kept in zip(args, before, strict=True):
        np.testing.assert_array_equal(arg, kept)
