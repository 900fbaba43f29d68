"""An update happens as a whole or not at all; every failure of a device is acted out on the CPU."""

import sys

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_lib.training import fit

CPU, CUDA = torch.device("cpu"), torch.device("cuda")
FULL = "CUDA out of memory. Tried to allocate 2.00 GiB"


@pytest.fixture
def data():
    generator = torch.Generator().manual_seed(1)
    X = torch.randn(23, 4, dtype=torch.float64, generator=generator)
    return X, (X[:, 0] > 0).long()


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2)).double()


def state(model):
    return {name: value.clone() for name, value in model.state_dict().items()}


def equal(a, b):
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def close(a, b):
    return all(torch.allclose(a[name], b[name], rtol=0, atol=1e-13) for name in a)


def train(model, data, **given):
    given = {"loss": F.cross_entropy, "epochs": 3, "batch_size": 8, "device": CPU, "progress": False} | given
    return fit(model, *data, **given)


def small_memory(model, most, error=None, where=lambda: True):
    """Raise when more than `most` examples come in at once, where this memory is in use."""
    sizes = []

    def hook(module, inputs):
        sizes.append(len(inputs[0]))
        if where() and len(inputs[0]) > most:
            raise error or torch.OutOfMemoryError(FULL)
        assert sys.exc_info() == (None, None, None), "the failed update must be over"

    model.register_forward_pre_hook(hook)
    return sizes


MESSAGES = [
    torch.OutOfMemoryError(FULL),
    RuntimeError("MPS backend out of memory (MPS allocated: 9.00 GB)"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory"),
]


@pytest.mark.parametrize("error", MESSAGES, ids=["cuda", "mps", "cpu"])
def test_out_of_memory_halves_the_parts_and_keeps_the_path(data, capsys, error):
    ours, theirs = network(), network()
    sizes = small_memory(ours, 3, error)
    history = train(ours, data, validation=data)
    assert capsys.readouterr().out == (
        f"Out of memory on cpu: batches of 8 now go through in parts of 4 ({error})\n"
        f"Out of memory on cpu: batches of 8 now go through in parts of 2 ({error})\n"
    )
    assert sizes[:10] == [8, 4, 2, 2, 2, 2, 2, 2, 2, 2], "the first batch again, then the second"
    expected = train(theirs, data, validation=data)
    assert close(state(ours), state(theirs))
    for name, values in expected.items():
        assert history[name] == pytest.approx(values, rel=1e-12)


def test_the_real_error_of_a_full_machine(data, capsys):
    """Nobody has 2**62 bytes, so this is torch's own refusal on the CPU."""
    model = network()

    def greedy(module, inputs):
        torch.empty(2**62 if len(inputs[0]) > 4 else 1, dtype=torch.uint8)

    model.register_forward_pre_hook(greedy)
    train(model, data)
    line = capsys.readouterr().out
    assert line.startswith("Out of memory on cpu: batches of 8 now go through in parts of 4 (")
    assert "DefaultCPUAllocator" in line
    assert line.count("\n") == 1


def test_the_last_batch_is_split_by_its_own_size(data, capsys):
    model = network()
    sizes = small_memory(model, 2)
    train(model, (data[0][:3], data[1][:3]), batch_size=64, epochs=1)
    assert sizes == [3, 1, 1, 1]
    assert capsys.readouterr().out.count("in parts of 1 ") == 1


def test_parts_weigh_by_their_size(data):
    ours, theirs = network(), network()
    small_memory(ours, 3)
    train(ours, (data[0][:7], data[1][:7]), batch_size=7, epochs=1)  # parts of 2, 2, 2, 1
    train(theirs, (data[0][:7], data[1][:7]), batch_size=7, epochs=1)
    assert close(state(ours), state(theirs))


class FailingStep(torch.optim.Adam):
    """Runs out of memory half-way through a step: the first parameter is changed already."""

    def __init__(self, params, lr, fail_at, error=None):
        super().__init__(params, lr=lr)
        self.fail_at, self.count, self.error = fail_at, 0, error or torch.OutOfMemoryError(FULL)

    def step(self):
        self.count += 1
        super().step()
        if self.count == self.fail_at:
            with torch.no_grad():
                self.param_groups[0]["params"][0].add_(1)
            raise self.error


@pytest.mark.parametrize("fail_at", [1, 5])
def test_a_half_applied_step_is_taken_back(data, capsys, fail_at):
    ours, theirs = network(), network()
    train(ours, data, optimizer=FailingStep(ours.parameters(), 0.01, fail_at))
    assert (
        capsys.readouterr().out.count("Out of memory on cpu: batches of 8 now go through in parts of 4") == 1
    )
    train(theirs, data, lr=0.01)
    assert close(state(ours), state(theirs))


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("broken")])
def test_an_interrupt_inside_the_step_is_taken_back(data, error):
    ours, theirs = network(), network()
    optimizer = FailingStep(ours.parameters(), 0.01, 4, error)
    if isinstance(error, KeyboardInterrupt):
        train(ours, data, optimizer=optimizer)
    else:
        with pytest.raises(ValueError, match="broken"):
            train(ours, data, optimizer=optimizer)
    train(theirs, data, lr=0.01, epochs=1)  # three updates
    assert equal(state(ours), state(theirs))
    assert {int(entry["step"]) for entry in optimizer.state.values()} == {3}


def test_the_second_attempt_draws_the_same_random_numbers(data):
    ours, theirs = network(), network()
    seen = {ours: [], theirs: []}
    for model in seen:
        model[1].register_forward_hook(lambda *_, model=model: seen[model].append(torch.rand(1).item()))
    failures = [torch.OutOfMemoryError(FULL)]

    def fail_once(module, inputs):  # after the first number was drawn
        if failures:
            raise failures.pop()

    ours[2].register_forward_pre_hook(fail_once)
    train(ours, data, epochs=1)
    train(theirs, data, epochs=1)
    assert seen[ours][0] == seen[ours][1] == seen[theirs][0]


def test_batch_norm_statistics_are_taken_back_and_parts_keep_two_examples(data, capsys, stage):
    model = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Linear(4, 2)).double()
    sizes = []
    model[1].register_forward_pre_hook(lambda module, inputs: sizes.append(len(inputs[0])))

    def fail(module, inputs):  # after the statistics were updated
        if stage.on_cuda():
            raise torch.OutOfMemoryError(FULL)

    model[2].register_forward_pre_hook(fail)
    train(model, data, epochs=1, device=CUDA)
    assert sizes == [8, 4, 2, 8, 8, 7]
    assert model[1].num_batches_tracked == 3
    assert capsys.readouterr().out.splitlines()[-1].startswith("Device: cpu for the rest of this training")


def test_parts_of_an_odd_batch_never_leave_one_example_to_batch_norm(data):
    model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 2)).double()
    sizes = small_memory(model, 3)
    train(model, (data[0][:5], data[1][:5]), batch_size=5, epochs=1)
    assert sizes == [5, 3, 2]


def test_down_to_one_example_then_the_cpu(data, capsys, stage):
    ours, theirs = network(), network()
    sizes = small_memory(ours, 0, where=stage.on_cuda)
    train(ours, data, device=CUDA)
    assert capsys.readouterr().out == (
        f"Out of memory on cuda: batches of 8 now go through in parts of 4 ({FULL})\n"
        f"Out of memory on cuda: batches of 8 now go through in parts of 2 ({FULL})\n"
        f"Out of memory on cuda: batches of 8 now go through in parts of 1 ({FULL})\n"
        f"Device: cpu for the rest of this training (cuda: {FULL})\n"
    )
    assert sizes[:6] == [8, 4, 2, 1, 8, 8], "on the CPU whole batches again"
    assert stage.calls == ["to cuda", *["empty_cache"] * 4, "to cpu"]
    train(theirs, data)
    assert equal(state(ours), state(theirs))


def test_the_cpu_is_tried_in_parts_as_well_and_then_the_error_passes_through(data, capsys, stage):
    model = network()
    before = state(model)
    sizes = small_memory(model, 0)
    with pytest.raises(torch.OutOfMemoryError, match="Tried to allocate"):
        train(model, data, device=CUDA)
    assert sizes == [8, 4, 2, 1] * 2
    assert equal(state(model), before)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == (
        ["Out of memory on cuda"] * 3 + ["Device"] + ["Out of memory on cpu"] * 3
    )


def test_a_model_too_large_for_the_device_trains_on_the_cpu(data, capsys, stage, monkeypatch):
    acted = nn.Module.to

    def to(module, device):
        acted(module, device)
        if stage.on_cuda():
            raise torch.OutOfMemoryError(FULL)

    monkeypatch.setattr(nn.Module, "to", to)
    ours, theirs = network(), network()
    train(ours, data, device=CUDA)
    assert capsys.readouterr().out == f"Device: cpu for the rest of this training (cuda: {FULL})\n"
    train(theirs, data)
    assert equal(state(ours), state(theirs))


def test_validation_may_run_out_of_memory_too(data, capsys):
    model = network()
    sizes = small_memory(model, 3, where=lambda: not model.training)
    train(model, data, epochs=1, validation=data)
    assert sizes == [8, 8, 7] + [8, 4] + [2] * 4 + [2] * 4 + [2, 2, 2, 1]
    assert capsys.readouterr().out.count("Out of memory on cpu") == 2


def test_an_operation_that_the_device_lacks_moves_to_the_cpu(data, capsys, stage):
    text = "The operator 'aten::foo' is not currently implemented for the CUDA device."
    ours, theirs = network(), network()
    sizes = small_memory(ours, 0, NotImplementedError(text), stage.on_cuda)
    train(ours, data, device=CUDA)
    assert capsys.readouterr().out == f"Device: cpu for the rest of this training (cuda: {text})\n"
    assert sizes[:2] == [8, 8]
    train(theirs, data)
    assert equal(state(ours), state(theirs))


def test_momentum_moves_with_the_parameters(data, stage):
    moved = []

    class Adam(torch.optim.Adam):
        def load_state_dict(self, state):  # which moves each entry to its parameter
            moved.append((str(stage.at), len(state["state"])))
            super().load_state_dict(state)

    model, calls = network(), []

    def where():
        calls.append(1)
        return len(calls) == 5

    small_memory(model, 0, NotImplementedError("no kernel"), where)
    train(model, data, device=CUDA, optimizer=Adam(model.parameters()))
    assert moved == [("cuda", 0), ("cpu", 4)]


def test_a_device_that_gives_up_in_the_middle_keeps_the_momentum(data, stage):
    ours, theirs = network(), network()
    calls = []

    def where():
        calls.append(1)
        return stage.on_cuda() and len(calls) == 5

    small_memory(ours, 0, NotImplementedError("no kernel"), where)
    train(ours, data, device=CUDA, lr=0.01)
    train(theirs, data, lr=0.01)
    assert equal(state(ours), state(theirs))


@pytest.mark.parametrize(
    "error",
    [NotImplementedError("forward is missing"), RuntimeError("mat1 and mat2 shapes cannot be multiplied")],
)
def test_other_errors_pass_through_with_the_shapes_noted(data, capsys, error):
    model = network()
    small_memory(model, 0, error)
    with pytest.raises(type(error)) as caught:
        train(model, data)
    assert caught.value is error
    assert caught.value.__notes__ == ["epoch 1, step 1: X (8, 4), y (8,)"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("error", ["no kernel image is available for execution", "invalid device function"])
def test_a_card_without_kernels_gives_the_cpu(data, capsys, stage, error):
    ours, theirs = network(), network()
    small_memory(ours, 0, RuntimeError(f"CUDA error: {error}"), stage.on_cuda)
    train(ours, data, device=CUDA)
    line = f"Device: cpu for the rest of this training (cuda: CUDA error: {error})\n"
    assert capsys.readouterr().out == line
    train(theirs, data)
    assert equal(state(ours), state(theirs))


def poison(model, at, value):
    """Make the loss or the gradient of one forward pass not finite."""
    calls = []

    def hook(module, inputs, output):
        calls.append(1)
        return output * value if len(calls) == at else output

    return model.register_forward_hook(hook)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_loss_that_is_not_finite_stops_before_the_step(data, value):
    ours, theirs = network(), network()
    poison(ours, 5, value)
    with pytest.raises(FloatingPointError) as caught:
        train(ours, data, lr=0.01)
    assert str(caught.value) == (
        "epoch 2, step 2: the loss became nan. The parameters are those before this step. "
        "Try a smaller lr (now 0.01), and look for a log or a division near zero"
    )
    poison(theirs, 5, 1)
    with pytest.raises(KeyError):
        train(theirs, data, lr=0.01, loss=Stop(4))
    assert equal(state(ours), state(theirs))


class Stop:
    """Cross-entropy for a number of calls, then an error."""

    def __init__(self, calls):
        self.left = calls

    def __call__(self, predictions, targets):
        if not self.left:
            raise KeyError("enough")
        self.left -= 1
        return F.cross_entropy(predictions, targets)


def test_a_gradient_that_is_not_finite_stops_before_the_step():
    model = nn.Linear(2, 1)
    with torch.no_grad():
        model.weight.zero_()
        model.bias.zero_()
    before = state(model)
    root = lambda predictions, targets: (predictions.square().sum()).sqrt()  # noqa: E731 - slope 0/0 at 0
    with pytest.raises(FloatingPointError) as caught:
        train(model, (torch.ones(3, 2), torch.ones(3, 1)), loss=root)
    assert str(caught.value) == (
        "epoch 1, step 1: the gradient of weight is not finite. The parameters are those before this step. "
        "Try a smaller lr (now 0.001), and look for a log or a division near zero"
    )
    assert equal(state(model), before)


def test_nan_in_the_data_is_named(data):
    X = data[0].clone()
    X[3, 1] = float("nan")
    model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 2)).double()
    before = state(model)
    with pytest.raises(
        FloatingPointError, match=r"epoch 1, step 1: .* X itself holds nan or inf in this batch"
    ):
        train(model, (X, data[1]), batch_size=23)
    assert equal(state(model), before), "running statistics are put back, too"


def test_a_large_finite_gradient_is_no_error(data):
    model = nn.Linear(4, 2)
    big = lambda predictions, targets: predictions.sum() * 3e37  # noqa: E731 - its sum overflows, it does not
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-38)
    train(model, (torch.ones(8, 4), data[1][:8]), loss=big, optimizer=optimizer, epochs=1)


def test_embeddings_with_sparse_gradients(data):
    model = nn.Sequential(nn.Embedding(10, 2, sparse=True), nn.Flatten(), nn.Linear(4, 2))
    X = torch.arange(46).reshape(23, 2) % 10
    history = train(model, (X, data[1]), optimizer=torch.optim.SGD, lr=0.1)
    assert history["loss"][-1] < history["loss"][0]
    with torch.no_grad():
        model[0].weight.fill_(float("nan"))
    with pytest.raises(FloatingPointError, match="the loss became nan"):
        train(model, (X, data[1]), optimizer=torch.optim.SGD, lr=0.1)


def test_class_weights_move_with_the_loss(data, stage):
    loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0], dtype=torch.float64))
    train(network(), data, loss=loss, device=CUDA, epochs=1)
    assert stage.calls == ["to cuda", "to cuda"]
