"""A checkpoint of another training is refused by name, and left as it is."""

import pytest
import torch
from torch import nn
from torch.optim import lr_scheduler as schedulers
from training.checkpoint.cell import cell, equal, interrupted, network, state

DIFFERENT = {
    "model": (lambda: {"model": network(16)}, "model 0.weight was (8, 4), now (16, 4)"),
    "batch size": (lambda: {"batch_size": 4}, "batch_size was 8, now 4"),
    "seed": (lambda: {"seed": 5}, "seed was 0, now 5"),
    "rate": (lambda: {"lr": 0.1}, "optimizer initial_lr was 0.02, now 0.1"),
    "optimizer": (lambda: {"optimizer": torch.optim.SGD}, "optimizer was Adam, now SGD"),
    "schedule": (lambda: {"schedule": None}, "schedule was CosineAnnealingLR, now NoneType"),
    "its end": (
        lambda: {"schedule": lambda o: schedulers.CosineAnnealingLR(o, 99)},
        "schedule T_max was 12, now 99",
    ),
    "loss": (lambda: {"loss": nn.CrossEntropyLoss()}, "loss was cross_entropy, now CrossEntropyLoss"),
    "validation": (lambda: {"validation": None}, "validation X was (23, 4) float32 #"),
    "epochs": (lambda: {"epochs": 1}, "holds 2 epochs, more than the 1 asked for"),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_another_training_is_refused_by_name_and_the_file_kept(data, path, what):
    interrupted(data, path, 13)
    before, (given, told) = path.read_bytes(), DIFFERENT[what]
    given = given()
    model = given.pop("model", None) or network()
    weights = state(model)
    with pytest.raises(ValueError, match=r"It was left as it is|give another name") as caught:
        cell(data, model, checkpoint=path, **given)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert equal(state(model), weights), "the model is not touched either"


def test_other_data_of_another_shape_are_refused(data, path):
    interrupted(data, path, 13)
    with pytest.raises(
        ValueError, match=r"X was \(23, 4\) .*, now \(22, 4\) .*; y was \(23,\) .*, now \(22,\) "
    ):
        cell((data[0][:22], data[1][:22]), checkpoint=path, validation=data)


CHANGED = {
    "X": lambda X, y: ((X * 100, y), {"validation": (X, y)}),
    "y": lambda X, y: ((X, 1 - y), {"validation": (X, y)}),
    "validation X": lambda X, y: ((X, y), {"validation": (X + 1, y)}),
    "validation y": lambda X, y: ((X, y), {"validation": (X, 1 - y)}),
}


@pytest.mark.parametrize("what", CHANGED)
def test_other_data_of_the_same_shape_are_refused(data, path, what):
    interrupted(data, path, 13)
    changed, given = CHANGED[what](*data)
    with pytest.raises(
        ValueError, match=rf"training: {what} was \(23,.*\) \w+ #\w+, now \(23,.*It was left as it is"
    ):
        cell(changed, checkpoint=path, **given)


def test_settings_of_the_model_without_numbers_of_their_own_are_compared(data, path):
    interrupted(data, path, 13)
    other = network()
    other[2].p = 0.5
    with pytest.raises(ValueError, match=r"model 2 was Dropout\(p=0\.3.*, now Dropout\(p=0\.5"):
        cell(data, other, checkpoint=path)


def test_another_function_of_a_schedule_is_refused(data, path):
    interrupted(data, path, 13, schedule=lambda o: schedulers.LambdaLR(o, lambda step: 0.9**step))
    with pytest.raises(ValueError, match=r"schedule function 0 body was 0\.9 .*, now 0\.5 "):
        cell(data, checkpoint=path, schedule=lambda o: schedulers.LambdaLR(o, lambda step: 0.5**step))
