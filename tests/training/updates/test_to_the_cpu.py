"""Training goes on where the device cannot: whole batches on the CPU, momentum and all."""

import pytest
import torch
from torch import nn
from training.updates.failing import CUDA, FULL, equal, network, small_memory, state, train


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


@pytest.mark.parametrize("error", ["no kernel image is available for execution", "invalid device function"])
def test_a_card_without_kernels_gives_the_cpu(data, capsys, stage, error):
    ours, theirs = network(), network()
    small_memory(ours, 0, RuntimeError(f"CUDA error: {error}"), stage.on_cuda)
    train(ours, data, device=CUDA)
    line = f"Device: cpu for the rest of this training (cuda: CUDA error: {error})\n"
    assert capsys.readouterr().out == line
    train(theirs, data)
    assert equal(state(ours), state(theirs))


def test_class_weights_move_with_the_loss(data, stage):
    loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0], dtype=torch.float64))
    train(network(), data, loss=loss, device=CUDA, epochs=1)
    assert stage.calls == ["to cuda", "to cuda"]
