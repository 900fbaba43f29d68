"""What a function and its gradients promise, whatever the formula: one function a promise, for any entry."""

import inspect
import warnings
from functools import partial

import numpy as np
from against_torch import as_torch, assert_close, assert_matches_torch
from nested import leaves
from optimizer_contracts import refused
from reference_registry import Entry

from course_lib.gradcheck import check_gradient

SEEDS = range(3)


def both(entry: Entry):
    """The function and its gradients."""
    return [entry.thing, *entry.partners.values()]


def as_dtype(array, dtype):
    """Floats in another dtype; classes stay integers."""
    if isinstance(array, tuple):
        return tuple(as_dtype(part, dtype) for part in array)
    return array.astype(dtype) if isinstance(array, np.ndarray) and array.dtype.kind == "f" else array


def has_its_gradient(entry):
    assert entry.partners, f"{entry.name} has no public partner {entry.name}_grad (or _backward)"
    for gradient in entry.partners.values():
        theirs = inspect.signature(gradient).parameters
        ours = {name: p.default for name, p in entry.parameters.items() if name != "keepdim"}
        taken = {name: p.default for name, p in theirs.items()}
        assert list(ours.items()) == list(taken.items()), f"{gradient.__name__} takes other arguments"


def gradient_is_that_of_differences(entry):
    """By the first argument, or by the one that the name says; a Jacobian row by row."""
    names = list(entry.parameters)
    for seed in SEEDS:
        args = entry.arguments(np.random.default_rng(seed), 4, 3)
        for options in entry.variants:
            for by, gradient in entry.partners.items():
                at = names.index(by) if by else 0

                def f(x, at=at, options=options, args=args):
                    return np.asarray(entry.thing(*args[:at], x, *args[at + 1 :], **options))

                claim, value = gradient(*args, **options), f(args[at])
                if claim.shape == args[at].shape:
                    check_gradient(lambda x, f=f: f(x).sum(), claim, args[at])
                    continue
                dim = options.get("dim", -1)
                for i in range(value.shape[dim]):  # the last two axes of a Jacobian read (output, input)
                    row = np.moveaxis(claim[..., i, :], -1, dim)
                    check_gradient(lambda x, f=f, i=i, d=dim: np.take(f(x), i, d).sum(), row, args[at])


def huge_numbers_do_no_harm(entry):
    """Finite value and gradient; float32 and float64 say the same of the same numbers."""
    for size in (min(1e4, entry.case.extreme), entry.case.extreme):
        first, *others = entry.arguments(np.random.default_rng(0), 4, 3)
        others = [as_dtype(other, np.float32) for other in others]
        first = np.where(first < 0, -size, size).astype(np.float32)
        first[0] = size  # a row of equal numbers, whose sum of exponentials rounds away beside them
        wide = [as_dtype(other, np.float64) for other in others]
        slack = 4 * np.finfo(np.float32).eps * size if entry.case.cancels else 1e-6
        for options in entry.variants:
            for function in both(entry):
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    narrow = function(first, *others, **options)
                    precise = function(first.astype(np.float64), *wide, **options)
                assert np.isfinite(narrow).all(), f"{function.__name__} is not finite at ±{size:g}"
                assert np.isfinite(precise).all()
                np.testing.assert_allclose(
                    narrow, precise, rtol=1e-5, atol=slack, err_msg=f"{function.__name__} at ±{size:g}"
                )


def shapes_are_never_broadcast(entry):
    """Square arguments, so that an axis more or less would broadcast without a word."""
    args = entry.arguments(np.random.default_rng(0), 3, 3)
    names = list(entry.parameters)
    for at, array in list(enumerate(args))[1:]:
        wrong = [array[..., None], array[None]]
        if names[at] not in entry.case.free:
            wrong += [array[:1], array[..., :1]] if array.ndim > 1 else [array[:1]]
        for bad in wrong:
            for function in both(entry):
                call = partial(function, *args[:at], bad, *args[at + 1 :])
                told = refused(ValueError, str(bad.shape), call)
                assert "broadcast together" not in told, f"{function.__name__} leaves it to NumPy: {told}"
                if array.shape == args[0].shape and names[at] not in entry.case.free:
                    assert str(args[0].shape) in told, f"{function.__name__} tells one shape of two: {told}"


def arguments_are_not_modified(entry):
    args = entry.arguments(np.random.default_rng(0))
    before = [arg.copy() for arg in args]
    for options in entry.variants:
        for function in both(entry):
            result = function(*args, **options)
            assert not any(np.shares_memory(result, arg) for arg in args)
    for arg, kept in zip(args, before, strict=True):
        np.testing.assert_array_equal(arg, kept)


def reductions_agree(entry):
    args = entry.arguments(np.random.default_rng(0), 4, 3)
    for options in entry.case.options:
        each, total, mean = (entry.thing(*args, reduction=r, **options) for r in ("none", "sum", "mean"))
        np.testing.assert_allclose(total, each.sum(), rtol=1e-14)
        np.testing.assert_allclose(mean, each.mean(), rtol=1e-14)
        assert entry.thing(*args, **options) == mean, "the default is the mean"
        for gradient in entry.partners.values():
            alone, summed, averaged = (
                gradient(*args, reduction=r, **options) for r in ("none", "sum", "mean")
            )
            np.testing.assert_array_equal(alone, summed)
            np.testing.assert_allclose(averaged, summed / each.size, rtol=1e-14)
    for function in both(entry):
        told = 'reduction must be "none", "mean" or "sum", got \'avg\''
        refused(ValueError, told, partial(function, *args, reduction="avg"))


def nothing_has_no_mean(entry):
    args = [arg[:0] for arg in entry.arguments(np.random.default_rng(0))]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(entry.thing(*args))
        assert entry.thing(*args, reduction="sum") == 0
        assert entry.thing(*args, reduction="none").size == 0
        assert all(gradient(*args).shape[0] == 0 for gradient in entry.partners.values())


def nan_shows_in_its_own_row(entry):
    first, *others = entry.arguments(np.random.default_rng(0), 4, 3)
    first[0, 0] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if "reduction" not in entry.parameters:
            value = entry.thing(first, *others)
            assert np.isnan(value).any()
            return
        each = entry.thing(first, *others, reduction="none")
        assert np.isnan(entry.thing(first, *others))
    assert np.isnan(each[0]).any()
    assert not np.isnan(each[1:]).any()


def torch_says_the_same(entry):
    theirs = entry.counterpart
    assert theirs is not None, f"torch has no {entry.name}: name its counterpart, or say why there is none"
    if isinstance(theirs, str):
        assert len(theirs.split()) > 3, f"{theirs!r} is no reason"
        return
    for seed in SEEDS:
        args = entry.arguments(np.random.default_rng(seed), 4, 3)
        for options in entry.variants:
            if entry.kind == "loss":
                assert_matches_torch(entry.thing, entry.partners[""], theirs, *args, **options)
            else:
                expected = theirs(*map(as_torch, args), **options)
                for ours, torchs in zip(leaves(entry.thing(*args, **options)), leaves(expected), strict=True):
                    assert_close(ours, torchs.numpy())
