"""What a layer and its backward pass promise: ``name_backward(grad_output, ...)`` is a tuple of gradients."""

import copy
import inspect
import warnings
from functools import partial

import numpy as np
from dtype_contracts import numpy_numbers
from nested import at_place, leaves, like, mapped, places, replaced
from optimizer_contracts import refused
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


def numpy_numbers_widen_no_layer(entry):
    args = [as_dtype(arg, np.float32) for arg in entry.arguments(np.random.default_rng(0))]
    for options, _ in numpy_numbers(entry):
        value = entry.thing(*args, **options)
        claims = [gradient(value, *args, **options) for gradient in entry.partners.values()]
        assert {part.dtype for part in leaves([value, claims])} == {np.dtype(np.float32)}, f"{options} widens"


def huge_numbers_do_no_harm_in_layers(entry):
    """Finite values and gradients, and nothing overflows on the way; the first row holds equal numbers."""
    for size in (min(1e4, entry.case.extreme), entry.case.extreme):
        for dtype in (np.float32, np.float64):
            args = entry.arguments(np.random.default_rng(0))
            first, *_ = places(args)
            huge = np.where(at_place(args, first) < 0, -size, size)
            huge[0] = size
            args = replaced(args, first, huge)
            args = [as_dtype(arg, dtype) for arg in args]
            for options in entry.variants:
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    value = entry.thing(*args, **options)
                    weight = mapped(np.ones_like, value)
                    claims = [gradient(weight, *args, **options) for gradient in entry.partners.values()]
                for part in leaves([value, claims]):
                    assert np.isfinite(part).all(), f"{entry.name} is not finite at ±{size:g}"


def shapes_are_never_broadcast_in_layers(entry):
    """An axis more, or one of length 1, in any argument but the first and in ``grad_output``."""
    args, options = entry.arguments(np.random.default_rng(0)), entry.variants[0]
    for place in places(args)[1:]:
        for bad in misfits(at_place(args, place), list(entry.parameters)[place[0]] in entry.case.free):
            told = refused(ValueError, "(", partial(entry.thing, *replaced(args, place, bad), **options))
            assert "broadcast" not in told, f"{entry.name} leaves it to NumPy: {told}"
    value = entry.thing(*args, **options)
    for at, part in enumerate(leaves(value)):
        for bad in misfits(part):
            wrong = like(value, iter([*leaves(value)[:at], bad, *leaves(value)[at + 1 :]]))
            for gradient in entry.partners.values():
                told = refused(ValueError, str(bad.shape), partial(gradient, wrong, *args, **options))
                assert "broadcast" not in told, f"{gradient.__name__} leaves it to NumPy: {told}"


def misfits(array, free=False):
    """Of another shape, though NumPy would spread them; ``free``: the last axis has any length."""
    shorter = [array[:1]] if array.ndim < 2 or free else [array[:1], array[..., :1]]
    return [array[..., None], array[None], *(bad for bad in shorter if bad.shape != array.shape)]


def layers_refuse_what_is_no_real_number(entry):
    """In any argument, and float16 in the first."""
    args, options = entry.arguments(np.random.default_rng(0)), entry.variants[0]
    value = entry.thing(*args, **options)
    for at, place in enumerate(places(args)):
        array = at_place(args, place)
        backward = [] if at else [partial(gradient, value) for gradient in entry.partners.values()]
        for function in (entry.thing, *backward):
            for wrong in (array + 1j, array.astype(str), array.astype(object)):
                told = f"must hold real numbers, got dtype {wrong.dtype}"
                refused(TypeError, told, partial(function, *replaced(args, place, wrong), **options))
            if at == 0 and place[0] == 0:
                half = replaced(args, place, array.astype(np.float16))
                refused(TypeError, "float16", partial(function, *half, **options))


def arguments_are_not_modified_by_layers(entry):
    """Statistics that a layer keeps are none of them."""
    constant = {at for at, name in enumerate(entry.parameters) if name in entry.case.constant}
    for options in entry.variants:
        args = entry.arguments(np.random.default_rng(0))
        before = copy.deepcopy(args)
        value = entry.thing(*args, **options)
        for gradient in entry.partners.values():
            gradient(value, *args, **options)
        for at, (arg, was) in enumerate(zip(args, before, strict=True)):
            for part, copied in zip(leaves(arg), leaves(was), strict=True):
                assert at in constant or np.array_equal(part, copied), f"argument {at} is another now"
