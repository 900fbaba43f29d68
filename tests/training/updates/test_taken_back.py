"""An update happens as a whole or not at all."""

import pytest
import torch
from torch import nn
from training.updates.failing import CUDA, FULL, close, equal, network, small_memory, state, train


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
