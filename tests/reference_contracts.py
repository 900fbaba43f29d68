"""Which promises each kind of public name makes.

``broken(module)`` runs them all over a topic and tells which promises which public names break.
"""

import pytest
from docstring_contracts import docstring_is_a_small_page, each_field_is_told, is_tested_by_name
from dtype_contracts import (
    dtype_is_that_of_the_first_argument,
    float16_is_refused,
    numpy_numbers_widen_nothing,
    what_is_no_real_number_is_refused,
)
from layer_contracts import (
    arguments_are_not_modified_by_layers,
    backward_is_that_of_differences,
    has_its_backward,
    huge_numbers_do_no_harm_in_layers,
    layers_keep_the_dtype,
    layers_refuse_what_is_no_real_number,
    numpy_numbers_widen_no_layer,
    shapes_are_never_broadcast_in_layers,
)
from optimizer_contracts import OPTIMIZER_CONTRACTS
from pair_contracts import (
    arguments_are_not_modified,
    gradient_is_that_of_differences,
    has_its_gradient,
    huge_numbers_do_no_harm,
    nan_shows_in_its_own_row,
    nothing_has_no_mean,
    reductions_agree,
    shapes_are_never_broadcast,
    torch_says_the_same,
)
from reference_registry import entries

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
        huge_numbers_do_no_harm_in_layers,
        shapes_are_never_broadcast_in_layers,
        layers_keep_the_dtype,
        numpy_numbers_widen_no_layer,
        layers_refuse_what_is_no_real_number,
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
