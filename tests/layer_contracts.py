"""What a layer and its backward pass promise: ``name_backward(grad_output, ...)`` is a tuple of gradients."""

import copy
import inspect
import warnings
from functools import partial

import numpy as np
from nested import at_place, leaves, mapped, places, replaced
from optimizer_contracts import refused
from pair_contracts import SEEDS, as_dtype

from course_lib.gradcheck import check_gradient


def has_its_backward(entry):
    for gradient in entry.partners.values():
        theirs = list(inspect.signature(gradient).parameters)
        assert theirs == ["grad_output", *entry.parameters], f"{gradient.__name__} takes other arguments"


def differentiable(entry, args):
    return places(args, lambda i: list(entry.parameters)[i] not in entry.case.constant)


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
                for place, claim in zip(differentiable(entry, args), leaves(claims), strict=True):

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


def numpy_numbers_widen_no_layer(entry):
    args = [as_dtype(arg, np.float32) for arg in entry.arguments(np.random.default_rng(0))]
    numbers = {name: p.default for name, p in entry.parameters.items() if type(p.default) is float}
    for options in entry.variants:
        for name, default in numbers.items():
            plain = options.get(name, default)
            for number in (np.float64(plain), np.array(plain)):
                value = entry.thing(*args, **{**options, name: number})
                results = [
                    value,
                    *(g(value, *args, **{**options, name: number}) for g in entry.partners.values()),
                ]
                assert {part.dtype for part in leaves(results)} == {np.dtype(np.float32)}, (
                    f"{number!r} widens"
                )


def layers_refuse_what_they_cannot_compute_with(entry):
    """float16, on both ways; what is no real number, in whichever argument."""
    args = entry.arguments(np.random.default_rng(0))
    options, value = entry.variants[0], entry.thing(*args, **entry.variants[0])
    half = [as_dtype(arg, np.float16) for arg in args]
    for call in [entry.thing, *(partial(gradient, value) for gradient in entry.partners.values())]:
        refused(TypeError, "must be float32 or float64, got dtype float16", partial(call, *half, **options))
    for place in differentiable(entry, args):
        array = at_place(args, place)
        for wrong in (array + 1j, array.astype(str), array.astype(object)):
            call = partial(entry.thing, *replaced(args, place, wrong), **options)
            refused(TypeError, f"must hold real numbers, got dtype {wrong.dtype}", call)


def huge_numbers_do_no_layer_harm(entry):
    """Finite forward and backward in float32, without a warning; the first row holds equal numbers."""
    for size in (1e4, 1e8):
        args = entry.arguments(np.random.default_rng(0))
        first = differentiable(entry, args)[0]
        huge = np.where(at_place(args, first) < 0, -size, size)
        huge[0] = size
        args = [as_dtype(arg, np.float32) for arg in replaced(args, first, huge)]
        for options in entry.variants:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                value = entry.thing(*args, **options)
                claims = [
                    gradient(mapped(np.ones_like, value), *args, **options)
                    for gradient in entry.partners.values()
                ]
            assert all(np.isfinite(part).all() for part in leaves([value, claims])), f"±{size:g}: {options}"
