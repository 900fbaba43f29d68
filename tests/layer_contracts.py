"""What a layer and its backward pass promise: ``name_backward(grad_output, ...)`` is a tuple of gradients."""

import copy
import inspect

import numpy as np
from nested import at_place, leaves, mapped, places, replaced
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
            weight = mapped(
                lambda part, rng=rng: rng.normal(size=np.shape(part)), entry.thing(*args, **options)
            )
            for gradient in entry.partners.values():
                claims = gradient(weight, *args, **options)
                assert isinstance(claims, tuple), f"{gradient.__name__} returns a tuple of gradients"
                differentiable = places(args, lambda i: list(entry.parameters)[i] not in entry.case.constant)
                for place, claim in zip(differentiable, leaves(claims), strict=True):

                    def f(x, place=place, options=options, args=args, weight=weight):
                        value = entry.thing(*replaced(args, place, x), **options)
                        return sum((y * w).sum() for y, w in zip(leaves(value), leaves(weight), strict=True))

                    check_gradient(f, claim, at_place(args, place))


def layers_keep_the_dtype(entry):
    args = [as_dtype(arg, np.float32) for arg in entry.arguments(np.random.default_rng(0))]
    for options in entry.variants:
        value = entry.thing(*args, **options)
        assert all(part.dtype == np.float32 for part in leaves(value))
        for gradient in entry.partners.values():
            claims = gradient(value, *args, **options)
            assert all(claim.dtype == np.float32 for claim in leaves(claims))


def arguments_are_not_modified_by_layers(entry):
    args = entry.arguments(np.random.default_rng(0))
    before = copy.deepcopy(args)
    options = entry.variants[0]
    value = entry.thing(*args, **options)
    for gradient in entry.partners.values():
        gradient(value, *args, **options)
    for arg, kept in zip(leaves(args), leaves(before), strict=True):
        np.testing.assert_array_equal(arg, kept)
