"""Out of memory: the batch goes through in parts, and the path stays the same."""

import pytest
import torch
from torch import nn
from training.updates.failing import FULL, close, network, small_memory, state, train

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


def test_parts_of_an_odd_batch_never_leave_one_example_to_batch_norm(data):
    model = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 2)).double()
    sizes = small_memory(model, 3)
    train(model, (data[0][:5], data[1][:5]), batch_size=5, epochs=1)
    assert sizes == [5, 3, 2]


def test_validation_may_run_out_of_memory_too(data, capsys):
    model = network()
    sizes = small_memory(model, 3, where=lambda: not model.training)
    train(model, data, epochs=1, validation=data)
    assert sizes == [8, 8, 7] + [8, 4] + [2] * 4 + [2] * 4 + [2, 2, 2, 1]
    assert capsys.readouterr().out.count("Out of memory on cpu") == 2
