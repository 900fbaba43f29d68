"""What every reference function promises, whatever its formula: one function a promise, for any entry.

``broken(module)`` runs them all over a topic and tells which promises which public names break.
"""

import doctest
import inspect
import re
import warnings
from dataclasses import fields
from functools import partial

import numpy as np
import pytest
import torch
from against_torch import assert_close, assert_matches_torch
from optimizer_contracts import OPTIMIZER_CONTRACTS, refused
from reference_registry import Entry, entries
from site_pages import ROOT

from course_lib.gradcheck import check_gradient

SEEDS = range(3)


def both(entry: Entry):
    """The function and its gradients."""
    return [entry.thing, *entry.partners.values()]


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


def dtype_is_that_of_the_first_argument(entry):
    args = entry.arguments(np.random.default_rng(0))
    first, *others = [as_dtype(arg, np.float32) for arg in args]
    mixed = [first, *(as_dtype(other, np.float64) for other in others)]
    for function in both(entry):
        for options in entry.variants:
            assert function(first, *others, **options).dtype == np.float32, f"{options} widens"
            assert function(*mixed, **options).dtype == np.float32
            assert function(*args, **options).dtype == np.float64
        assert function(*(arg.tolist() for arg in args)).dtype == np.float64


def numpy_numbers_widen_nothing(entry):
    """A hyperparameter that was taken out of an array is a number like another."""
    args = [as_dtype(arg, np.float32) for arg in entry.arguments(np.random.default_rng(0))]
    numbers = {name: p.default for name, p in entry.parameters.items() if type(p.default) is float}
    for options in entry.variants:
        for name, default in numbers.items():
            plain = options.get(name, default)
            for number in (np.float64(plain), np.array(plain)):
                for function in both(entry):
                    result = function(*args, **{**options, name: number})
                    assert result.dtype == np.float32, f"{function.__name__}: {name}={number!r} widens"
                    np.testing.assert_array_equal(result, function(*args, **{**options, name: plain}))


def float16_is_refused(entry):
    first, *others = entry.arguments(np.random.default_rng(0))
    for function in both(entry):
        told = refused(TypeError, "float16", partial(function, first.astype(np.float16), *others))
        assert next(iter(entry.parameters)) in told


def what_is_no_real_number_is_refused(entry):
    first, *others = entry.arguments(np.random.default_rng(0))
    for wrong in (first + 1j, first.astype(str), first.astype(object)):
        for function in both(entry):
            told = f"must hold real numbers, got dtype {wrong.dtype}"
            refused(TypeError, told, partial(function, wrong, *others))


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
                assert_close(
                    entry.thing(*args, **options), theirs(*map(torch.tensor, args), **options).numpy()
                )


def is_tested_by_name(entry):
    """Where no promise can be checked without knowing more, some test of the topic does."""
    pattern = re.compile(rf"\b{entry.name}\b")
    topic = entry.thing.__module__.split(".")[1] if "." in entry.thing.__module__ else ""
    files = (ROOT / "tests" / topic).glob("test_*.py")
    assert any(pattern.search(path.read_text(encoding="utf-8")) for path in files), (
        f"no test has {entry.name}"
    )


def docstring_is_a_small_page(entry):
    """Formula, arguments, result, errors and an example that runs; a gradient's is shorter."""
    for function in both(entry):
        text = inspect.getdoc(function) or ""
        name = function.__name__
        if (name, ".. math::") not in UNWRITTEN:
            assert ".. math::" in text, f"{name} has no formula"
        assert ">>> " in text or (name, "Examples") in UNWRITTEN, f"{name} has no example"
        run_examples(function)
    text = inspect.getdoc(entry.thing) or ""
    wanted = ["Parameters", "Attributes"] if inspect.isclass(entry.thing) else ["Parameters", "Returns"]
    wanted += ["Raises"] if entry.kind in ("loss", "map", "layer") else []
    for section in wanted if entry.parameters else []:
        if (entry.name, section) not in UNWRITTEN:
            assert re.search(rf"^{section}\n---", text, re.M), f"{entry.name} has no section {section}"


def each_field_is_told(entry):
    """A record has no page, but a line that names all that it holds."""
    text = inspect.getdoc(entry.thing)
    for field in fields(entry.thing):
        assert re.search(rf"``{field.name}(\(.*\))?``", text), f"{entry.name}: {field.name} is not told"


UNWRITTEN = {("Optimizer", "Examples")}  # it has no rule of its own
UNWRITTEN |= {("reliability_curve", ".. math::")}  # the formula is its caller's
UNWRITTEN |= {("clip_grad_value", "Returns"), ("AdamW", "Raises")}
UNWRITTEN |= {("one_cycle_momentum", part) for part in ("Parameters", "Returns")}  # as of one_cycle


def run_examples(function):
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    told = []
    module = inspect.getmodule(function)
    for test in doctest.DocTestFinder(recurse=False).find(function, globs=dict(vars(module))):
        runner.run(test, out=told.append)
    assert runner.failures == 0, f"an example of {function.__name__} fails:\n{''.join(told)}"


def as_dtype(array, dtype):
    """Floats in another dtype; classes stay integers."""
    return array.astype(dtype) if array.dtype.kind == "f" else array


PAIR_CONTRACTS = [
    has_its_gradient,
    gradient_is_that_of_differences,
    huge_numbers_do_no_harm,
    shapes_are_never_broadcast,
    dtype_is_that_of_the_first_argument,
    numpy_numbers_widen_nothing,
    float16_is_refused,
    what_is_no_real_number_is_refused,
    arguments_are_not_modified,
    nan_shows_in_its_own_row,
    torch_says_the_same,
    docstring_is_a_small_page,
]
CONTRACTS = {
    "loss": [*PAIR_CONTRACTS, reductions_agree, nothing_has_no_mean],
    "map": PAIR_CONTRACTS,
    "layer": [
        has_its_backward,
        backward_is_that_of_differences,
        layers_keep_the_dtype,
        arguments_are_not_modified_by_layers,
        torch_says_the_same,
        docstring_is_a_small_page,
    ],
    "optimizer": [*OPTIMIZER_CONTRACTS, docstring_is_a_small_page],
    "measure": [
        dtype_is_that_of_the_first_argument,
        numpy_numbers_widen_nothing,
        float16_is_refused,
        what_is_no_real_number_is_refused,
        arguments_are_not_modified,
        is_tested_by_name,
        docstring_is_a_small_page,
    ],
    "other": [is_tested_by_name, docstring_is_a_small_page],
    "record": [each_field_is_told],
}


def broken(module) -> dict[tuple[str, str], str]:
    """(public name, promise) → what was found, for each promise of a topic that does not hold."""
    found = {}
    for entry in entries(module):
        for contract in CONTRACTS[entry.kind]:
            try:
                contract(entry)
            except (Exception, pytest.fail.Exception) as error:  # of whatever it dies, it is not kept
                found[entry.name, contract.__name__] = f"{type(error).__name__}: {error}"
    return found
