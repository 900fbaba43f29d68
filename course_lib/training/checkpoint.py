"""A training run on the disk: written whole or not at all, and resumed by the run it belongs to alone."""

import io
import os
from pathlib import Path

import numpy as np
import torch
from tqdm.std import tqdm

from course_lib.device import first_line
from course_lib.training.fingerprint import settings_of
from course_lib.training.snapshot import rng_state, set_rng_state

__all__ = ["Checkpoint"]

# what a schedule or an optimizer changes as it goes; all else in them is a setting
_MOVING = {
    "last_epoch",
    "_step_count",
    "_last_lr",
    "_get_lr_called_within_step",
    "_is_initial",
    "T_cur",
    "T_i",
}
_FORMAT = "course_lib.training 2"


class Checkpoint:
    """One run's file.

    Parameters
    ----------
    path : str or os.PathLike
    trainer : Trainer
    schedule : torch.optim.lr_scheduler.LRScheduler or None
    order : torch.Generator
        That of the shuffling.
    settings : dict
        What must be the same for a run to be resumed, besides model, optimizer and schedule.
    """

    def __init__(self, path, trainer, schedule, order, settings):
        self.path = Path(path)
        self.trainer, self.schedule, self.order = trainer, schedule, order
        self.settings = _plain(settings | _settings_of(trainer, schedule))

    def begin(self, history, epochs):
        """Load the file, where there is one; write it, which proves that it can be; return the history.

        Raises
        ------
        ValueError
            If the file is damaged, is no checkpoint of `fit`, or belongs to another run. It stays as it is.
        OSError
            If it cannot be read or written.
        TypeError
            If the state of a part holds objects of its own.
        """
        if not self.path.parent.is_dir():
            raise FileNotFoundError(f"checkpoint {self.path}: there is no folder {self.path.parent}")
        if self.path.exists():
            history = self._load(epochs)
        self.save(history)
        return history

    def save(self, history):
        """Replace the file by the present state."""
        content = {
            "format": _FORMAT,
            "epoch": len(history["loss"]),
            "settings": self.settings,
            "model": self.trainer.model.state_dict(),
            "optimizer": self.trainer.optimizer.state_dict(),
            "schedule": self.schedule.state_dict() if self.schedule else None,
            "rng": rng_state(self.trainer.device),
            "order": self.order.get_state(),
            "history": history,
        }
        data = _bytes(_plain(content))
        part = self.path.with_name(self.path.name + ".part")
        try:
            with open(part, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, self.path)
        finally:
            part.unlink(missing_ok=True)

    def _load(self, epochs):
        content = self._read()
        done = content["epoch"]
        self._compare(content["settings"])
        if done > epochs:
            raise ValueError(
                f"{self.path} holds {done} epochs, more than the {epochs} asked for: give another name"
            )
        self.trainer.model.load_state_dict(content["model"])
        self.trainer.optimizer.load_state_dict(content["optimizer"])
        if self.schedule:
            self.schedule.load_state_dict(content["schedule"])
        here = str(self.trainer.device)
        set_rng_state({name: state for name, state in content["rng"].items() if name in ("cpu", here)})
        self.order.set_state(content["order"])
        rest = "delete the file to train anew" if done == epochs else "going on from there"
        tqdm.write(f"{done} of {epochs} epochs done ({self.path}): {rest}")
        return content["history"]

    def _read(self):
        data = io.BytesIO(self.path.read_bytes())
        try:
            content = torch.load(data, weights_only=True, map_location="cpu")
        except Exception as error:  # a cut file can break the reader at any place
            raise ValueError(
                f"{self.path} is damaged or no checkpoint ({first_line(error)}). It was left as it is: "
                "delete it to train from the start, or give another name"
            ) from error
        if not isinstance(content, dict) or content.get("format") != _FORMAT:
            raise ValueError(
                f"{self.path} was not written by this version of fit. It was left as it is: give another name"
            )
        return content

    def _compare(self, saved):
        """Name what differs."""
        names = sorted(saved.keys() | self.settings.keys())
        differ = [
            f"{name} was {saved.get(name, 'absent')}, now {self.settings.get(name, 'absent')}"
            for name in names
            if saved.get(name) != self.settings.get(name)
        ]
        if differ:
            more = f"; {len(differ) - 4} more" if len(differ) > 4 else ""
            raise ValueError(
                f"{self.path} belongs to another training: {'; '.join(differ[:4])}{more}. "
                "It was left as it is: restore the settings, give another name, or delete the file"
            )


def _bytes(content):
    """The file's bytes, tried: what a safe reader refuses must not replace what it can read."""
    memory = io.BytesIO()
    torch.save(content, memory)
    memory.seek(0)
    try:
        torch.load(memory, weights_only=True)
    except Exception as error:
        raise TypeError(
            "the state of model, optimizer or schedule holds more than tensors, numbers and text: "
            "it cannot be kept in a checkpoint that is safe to open"
        ) from error
    return memory.getbuffer()


def _settings_of(trainer, schedule):
    """Layers and shapes of the model, the constants of optimizer and schedule, what is set in the loss."""
    model = trainer.model
    found = {
        "model": type(model).__name__,
        "optimizer": type(trainer.optimizer).__name__,
        "schedule": type(schedule).__name__,
    }
    found |= {f"model {n}": f"{type(m).__name__}({m.extra_repr()})" for n, m in model.named_modules() if n}
    found |= {f"model {name}": tuple(value.shape) for name, value in _tensors(model.state_dict())}
    found |= settings_of(trainer.loss, "loss", moving=list(model.modules()))
    for i, group in enumerate(trainer.optimizer.param_groups):
        moving = {"params"} | ({"lr"} if schedule else set())
        if "base_momentum" in group:  # a cyclic schedule moves these too
            moving |= {"betas", "momentum"}
        found |= {f"optimizer {k}" + f" [{i}]" * (i > 0): v for k, v in group.items() if k not in moving}
    return found | _constants(schedule, "schedule")


def _constants(schedule, name):
    state = {} if schedule is None else schedule.state_dict()
    found = {f"{name} {k}": v for k, v in state.items() if k not in _MOVING | {"_schedulers", "lr_lambdas"}}
    for i, function in enumerate(getattr(schedule, "lr_lambdas", [])):  # torch keeps no functions
        found |= settings_of(function, f"{name} function {i}")
    for i, inner in enumerate(getattr(schedule, "_schedulers", [])):
        found |= _constants(inner, f"{name} {i}")
    return found


def _tensors(state):
    return [(name, value) for name, value in state.items() if torch.is_tensor(value)]


def _plain(value):
    """The same with Python numbers in place of NumPy's, which a safe reader of files refuses."""
    if type(value) is dict:
        return {k: _plain(v) for k, v in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(_plain, value))
    return value.item() if isinstance(value, np.generic) else value
