"""A run that is stopped and started again ends exactly where one ends that never stopped."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F
from torch.optim import lr_scheduler as schedulers
from training.checkpoint.cell import cell, cosine, equal, interrupted, network, state


@pytest.mark.parametrize("call", [1, 2, 6, 7, 15, 18], ids=lambda call: f"pass {call}")
def test_resumed_equals_uninterrupted(data, path, capsys, call):
    whole, expected = cell(data)
    _, early = interrupted(data, path, call)
    done = (call - 1) // 6
    assert {len(values) for values in early.values()} == {done}
    assert (
        capsys.readouterr().out
        == f"Interrupted after {done} of 4 epochs: run this cell again to go on ({path})\n"
    )
    torch.rand(5)  # the notebook draws something else
    resumed, history = cell(data, network(seed=9), checkpoint=path)
    assert capsys.readouterr().out == f"{done} of 4 epochs done ({path}): going on from there\n"
    assert equal(state(resumed), state(whole))
    assert history == expected


def test_interrupted_twice(data, path):
    whole, expected = cell(data)
    interrupted(data, path, 8)
    interrupted(data, path, 8)
    resumed, history = cell(data, checkpoint=path)
    assert equal(state(resumed), state(whole))
    assert history == expected


@pytest.mark.parametrize(
    "schedule",
    [
        None,
        cosine,
        lambda o: schedulers.OneCycleLR(o, 0.05, total_steps=12),
        lambda o: schedulers.SequentialLR(
            o, [schedulers.LinearLR(o, 0.1, total_iters=4), schedulers.ExponentialLR(o, 0.9)], [4]
        ),
        lambda o: schedulers.MultiStepLR(o, [3, 7]),
        lambda o: schedulers.LambdaLR(o, lambda step: np.float64(1 / (1 + step))),  # NumPy's numbers get in
    ],
    ids=["none", "cosine", "one-cycle", "warm-up", "multi-step", "numpy"],
)
def test_only_the_cell_with_fit_is_run_again(data, path, schedule):
    """Model, optimizer and scheduler are the half-trained ones of an earlier cell."""

    def earlier_cell():
        model = network()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
        given = {"optimizer": optimizer, "schedule": schedule and schedule(optimizer), "lr": 1e-3}
        return {"model": model} | given

    whole, expected = cell(data, **earlier_cell())
    given = earlier_cell()
    interrupted(data, path, 15, **given)
    resumed, history = cell(data, **given, checkpoint=path)
    assert equal(state(resumed), state(whole))
    assert history == expected


def test_a_finished_run_gives_weights_and_history_at_once(data, path, capsys):
    whole, expected = cell(data, checkpoint=path)
    again, history = cell(data, network(seed=9), checkpoint=path)
    assert capsys.readouterr().out == f"4 of 4 epochs done ({path}): delete the file to train anew\n"
    assert equal(state(again), state(whole))
    assert history == expected
    assert not again.training


def test_more_epochs_train_further(data, path):
    whole, expected = cell(data, epochs=6, schedule=None)
    cell(data, epochs=4, schedule=None, checkpoint=path)
    longer, history = cell(data, epochs=6, schedule=None, checkpoint=path)
    assert equal(state(longer), state(whole))
    assert history == expected


def test_the_file_is_safe_to_read_and_holds_the_model(data, path):
    model, history = cell(data, checkpoint=path)
    content = torch.load(path, weights_only=True)
    assert equal(content["model"], state(model))
    assert (content["epoch"], content["history"]) == (4, history)
    assert list(path.parent.iterdir()) == [path], "nothing else is left beside it"


def test_the_same_data_in_another_wrapping_are_accepted(data, path):
    whole, expected = cell(data)
    interrupted(data, path, 13)
    arrays = data[0].numpy(), np.asfortranarray(data[1].numpy())
    resumed, history = cell(arrays, checkpoint=path, validation=arrays)
    assert history == expected
    assert equal(state(resumed), state(whole))


def test_what_moves_while_it_trains_is_no_setting(data, path):
    """A penalty reads the model's weights, a loss keeps a note of its values: both may go on."""

    def earlier_cell():
        model, notes = network(), []

        def loss(p, t):
            value = F.cross_entropy(p, t) + 0.01 * sum(w.square().sum() for w in model.parameters())
            notes.append(value.item())
            return value

        return {"model": model, "loss": loss}

    whole, expected = cell(data, **earlier_cell())
    given = earlier_cell()
    interrupted(data, path, 13, **given)
    resumed, history = cell(data, **given, checkpoint=path)
    assert history == expected
    assert equal(state(resumed), state(whole))


def test_random_numbers_of_another_device_are_not_needed(data, path):
    """A run begun on a GPU goes on where there is none."""
    interrupted(data, path, 13)
    content = torch.load(path, weights_only=True)
    content["rng"]["mps"] = torch.zeros(16, dtype=torch.uint8)
    torch.save(content, path)
    resumed, _ = cell(data, checkpoint=path)
    assert equal(state(resumed), state(cell(data)[0]))
