"""What comes out has the dtype of what went in; what cannot be computed with is refused."""

from functools import partial

import numpy as np
from optimizer_contracts import refused
from pair_contracts import as_dtype, both


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


def numpy_numbers(entry):
    """Options with a hyperparameter that was taken out of an array, and the same with a plain number."""
    numbers = {name: p.default for name, p in entry.parameters.items() if type(p.default) is float}
    for options in entry.variants:
        for name, default in numbers.items():
            plain = options.get(name, default)
            for number in (np.float64(plain), np.array(plain)):
                yield {**options, name: number}, {**options, name: plain}


def numpy_numbers_widen_nothing(entry):
    """A hyperparameter that was taken out of an array is a number like another."""
    args = [as_dtype(arg, np.float32) for arg in entry.arguments(np.random.default_rng(0))]
    for options, plain in numpy_numbers(entry):
        for function in both(entry):
            result = function(*args, **options)
            assert result.dtype == np.float32, f"{function.__name__}: {options} widens"
            np.testing.assert_array_equal(result, function(*args, **plain))


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
