"""Every public function and optimizer of a topic keeps the promises of its kind; none is listed by hand."""

import importlib.util

import pytest
from planted_functions import PLANTED, PLANTED_LAYER, PLANTED_OPTIMIZER
from reference_cases import CASES, Case, one_array, real_targets
from reference_contracts import CONTRACTS, broken
from reference_registry import entries, topics

# these pass wrong types on purpose, which enforced annotations refuse first
BAD_INPUT = {
    "shapes_are_never_broadcast",
    "shapes_are_never_broadcast_in_layers",
    "what_is_no_real_number_is_refused",
    "layers_refuse_what_is_no_real_number",
    "numpy_numbers_widen_nothing",
    "numpy_numbers_widen_no_layer",
    "reductions_agree",
    "hyperparameters_are_checked_when_set",
    "dtype_is_kept",
    "bad_gradients_are_refused_and_nothing_has_moved",
    "bad_parameters_are_refused",
}
PROMISES = [
    pytest.param(
        contract,
        entry,
        id=f"{entry.name}-{contract.__name__}",
        marks=[pytest.mark.bad_input] * (contract.__name__ in BAD_INPUT),
    )
    for topic in topics()
    for entry in entries(topic)
    for contract in CONTRACTS[entry.kind]
]


@pytest.mark.parametrize(("contract", "entry"), PROMISES)
def test_the_promise_is_kept(contract, entry):
    contract(entry)


def test_the_names_of_the_design_are_found():
    kinds = {}
    for topic in topics():
        kinds = {entry.name: entry.kind for entry in entries(topic)} | kinds  # the first topic that has it
    losses = "mse_loss l1_loss huber_loss quantile_loss gaussian_nll_loss poisson_nll_loss focal_loss"
    losses += " hinge_loss binary_cross_entropy_with_logits cross_entropy triplet_margin_loss info_nce_loss"
    assert {kinds[name] for name in losses.split()} == {"loss"}
    assert {kinds[name] for name in ["logsumexp", "softmax", "log_softmax", "sigmoid"]} == {"map"}
    assert {kinds[name] for name in ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW"]} == {"optimizer"}
    others = "entropy kl_divergence perplexity brier_score expected_calibration_error reliability_curve"
    others += " clip_grad_norm gradient_descent step_decay cosine warmup_cosine one_cycle"
    assert set(others.split()) <= set(kinds)
    layers = "relu leaky_relu gelu tanh dropout batch_norm layer_norm linear rnn_cell lstm_cell gru_cell"
    layers += " conv2d conv_transpose2d max_pool2d avg_pool2d adaptive_avg_pool2d embedding rnn lstm gru"
    layers += " scaled_dot_product_attention additive_attention multi_head_attention rms_norm apply_rotary"
    assert {kinds[name] for name in layers.split()} == {"layer"}
    engines = "Value Tensor Module Parameter Linear ReLU Sequential MLP Conv2d MaxPool2d Flatten LeNet"
    engines += " Vocabulary tokenize pad_sequences RNN LSTM GRU Embedding CharRNN"
    engines += " MultiHeadAttention RMSNorm TransformerBlock DecoderBlock KeyValueCache sinusoidal_positions"
    assert set(f"{engines} xavier_uniform kaiming_normal orthogonal".split()) <= set(kinds)


def plant(tmp_path, source):
    """A module of a topic that nobody listed."""
    path = tmp_path / "planted.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("planted", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.bad_input
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # it overflows
def test_a_planted_loss_is_found_and_its_faults_are_named(tmp_path):
    found = broken(plant(tmp_path, PLANTED))
    assert {promise for name, promise in found if name == "planted_loss"} >= {
        "gradient_is_that_of_differences",
        "huge_numbers_do_no_harm",
        "shapes_are_never_broadcast",
        "dtype_is_that_of_the_first_argument",
        "numpy_numbers_widen_nothing",
        "float16_is_refused",
        "what_is_no_real_number_is_refused",
        "arguments_are_not_modified",
        "reductions_agree",
        "torch_says_the_same",
        "docstring_is_a_small_page",
    }
    assert "wrong gradient" in found["planted_loss", "gradient_is_that_of_differences"]
    assert "DID NOT RAISE" in found["planted_loss", "shapes_are_never_broadcast"]
    assert "say why there is none" in found["planted_loss", "torch_says_the_same"]
    assert "no public partner lonely_loss_grad" in found["lonely_loss", "has_its_gradient"]


@pytest.mark.bad_input
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_planted_optimizer_is_found_and_its_faults_are_named(tmp_path):
    found = broken(plant(tmp_path, PLANTED_OPTIMIZER))
    assert {promise for name, promise in found if name == "Planted"} >= {
        "arguments_and_defaults_are_torchs",
        "dtype_is_kept",
        "params_move_in_place_and_grads_stay",
        "steps_are_counted_and_kept_states_do_not_change",
        "docstring_is_a_small_page",
    }
    assert not any(name == "SGD" for name, _ in found)  # a sound one beside it is not blamed


@pytest.mark.bad_input
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # it overflows
def test_a_planted_layer_is_found_and_its_faults_are_named(tmp_path, monkeypatch):
    module = plant(tmp_path, PLANTED_LAYER)
    assert {entry.kind for entry in entries(module)} == {"layer"}
    for name, make in (("swish", real_targets), ("triple", one_array)):
        monkeypatch.setitem(CASES, name, Case(make, torch="made up for this test alone"))
    found = broken(module)
    assert {promise for name, promise in found if name == "swish"} == {
        "huge_numbers_do_no_harm_in_layers",
        "shapes_are_never_broadcast_in_layers",
        "layers_refuse_what_is_no_real_number",
        "docstring_is_a_small_page",
    }
    assert "overflow" in found["swish", "huge_numbers_do_no_harm_in_layers"]
    assert "DID NOT RAISE" in found["swish", "shapes_are_never_broadcast_in_layers"]
    assert "widens" in found["triple", "numpy_numbers_widen_no_layer"]
    assert "wrong gradient" in found["triple", "backward_is_that_of_differences"]
    assert not any(name == "tanh" for name, _ in found)  # a sound one beside them is not blamed
