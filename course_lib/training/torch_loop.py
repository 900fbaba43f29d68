"""The training loop for torch models: epochs, history, and an end that loses nothing."""

import math

import torch
from tqdm.std import tqdm  # a bar of text: a widget would stand dead in the built page

from course_lib.device import explaining, get_device
from course_lib.training.checkpoint import Checkpoint
from course_lib.training.determinism import repeatable
from course_lib.training.fingerprint import checksum
from course_lib.training.inputs import (
    check_arguments,
    make_optimizer,
    make_schedule,
    pair,
    validation_pair,
)
from course_lib.training.scoring import measure
from course_lib.training.snapshot import own_random_numbers
from course_lib.training.updates import Trainer

__all__ = ["fit"]

_LR = 1e-3


def fit(
    model,
    X,
    y,
    *,
    loss,
    epochs: int,
    optimizer=None,
    lr: float = _LR,
    batch_size: int = 64,
    validation=None,
    device=None,
    seed: int = 0,
    checkpoint=None,
    progress: bool = True,
    schedule=None,
    deterministic: bool = True,
) -> dict[str, list[float]]:
    r"""Train a torch model in mini-batches on the device that works.

    .. math:: \theta \leftarrow \text{optimizer}\Bigl(\theta,\
        \nabla_\theta \frac{1}{|B|} \sum_{i \in B} L\bigl(f_\theta(x_i), y_i\bigr)\Bigr)

    Parameters
    ----------
    model : torch.nn.Module
        Trained in place. It stays on the device where training ended, in evaluation mode.
    X, y : arrays or tensors (N, ...)
        Inputs and targets, one example a row. They stay where they are; each batch is moved, numbers with
        a point in the model's precision, whole-number targets as int64.
    loss : callable
        ``loss(predictions, targets)``: the mean over the batch, such as `torch.nn.functional.cross_entropy`.
        Class weights and ignored targets may be in it; a batch whose targets are all ignored makes no update.
    epochs : int, >= 1
        Passes over the data. Each sees every example once, in a new order; the last batch may be smaller.
    optimizer : torch.optim.Optimizer or a class of them, optional
        ``torch.optim.SGD`` is made over the model's parameters with ``lr``. `torch.optim.Adam` by default.
    lr : float, >= 0
        Learning rate; not together with an optimizer that is already made.
    batch_size : int, >= 1
        Examples an update.
    validation : pair (X, y), optional
        Measured after each epoch, in evaluation mode.
    device : str or torch.device, optional
        By default what `course_lib.device.get_device` chooses; a name is tried there, too.
    seed : int in [0, 2**32)
        Of the shuffling and of what the model draws, dropout for one: equal seeds give equal paths on the
        same machine, see ``deterministic``. The caller's own random numbers go on as if `fit` had drawn none.
    checkpoint : str or os.PathLike, optional
        A file that keeps the whole run after every epoch. Where it exists, the run goes on from there and
        ends with the weights of a run that never stopped. More epochs than before train further.
    progress : bool
        Show a bar while it runs; nothing of it stays afterwards.
    schedule : callable or torch.optim.lr_scheduler.LRScheduler, optional
        ``schedule(optimizer)`` returns the scheduler, which moves on after every *update*, not every epoch.
    deterministic : bool
        Of CUDA alone: True takes kernels that add in the same order every time, so that two equal runs, and
        a resumed one, end with the same weights to the last bit. False lets torch take its fastest.

    Returns
    -------
    dict
        A number an epoch: "loss", the mean over its examples, each measured before its update and weighted
        as the loss weighs it; with validation "val_loss", the loss of the whole set at once, and
        "val_accuracy" where targets are whole numbers and predictions have one axis more, the classes:
        (N, C, ...), or (N, ..., C) where the sizes leave no doubt.

    Raises
    ------
    TypeError, ValueError
        Before training: arguments that do not fit; a checkpoint that is damaged or of another training.
    OSError
        Before training, if the checkpoint cannot be written there.
    FloatingPointError
        As soon as loss or gradient is not finite, naming epoch and step. The parameters are those before it.
    course_lib.device.DeviceLost
        If the device stops for good, most often at a class that the model has no output for. It is a
        RuntimeError; the message says what to do.
    RuntimeError
        What torch raises, memory on the CPU too small for one example included.

    Notes
    -----
    When an accelerator's memory is full, the update starts again in two parts, then four, down to single
    examples; then on the CPU. Each time one line says so. The parts' gradients, weighted by their sizes,
    add up to that of the batch, so that batch size and learning rate keep their meaning and the path stays
    the same up to rounding. Two things differ: batch norm sees only its part, and dropout draws other
    numbers.

    Class weights and ignored targets are read off the call of ``cross_entropy`` or ``nll_loss`` inside the
    loss. A mean that the loss weighs by other means of its own counts as one over the examples, in the
    history and between parts; validation is exact for it too.

    Deterministic kernels cost time on CUDA, how much depends on layers and card:
    ``python benchmarks/deterministic_fit.py`` measures the ratio there. An operation that has none runs all
    the same; torch then warns and names it, and the last digits may differ from run to run.

    An interrupt (the stop button) ends the training, not the cell: the history so far is returned, and the
    model keeps its last whole update.

    Examples
    --------
    >>> from course_lib.training import fit
    >>> X = torch.eye(3)
    >>> model = torch.nn.Linear(3, 1, bias=False)
    >>> history = fit(model, X, X @ torch.tensor([[1.0], [2.0], [3.0]]), loss=torch.nn.functional.mse_loss,
    ...               epochs=60, optimizer=torch.optim.SGD, lr=1.0, device=torch.device("cpu"),
    ...               progress=False)
    >>> model.weight.detach().round(decimals=4)
    tensor([[1., 2., 3.]])
    """
    check_arguments(model, loss, epochs=epochs, batch_size=batch_size, seed=seed)
    X, y = pair(X, y)
    held_out = None if validation is None else validation_pair(validation, X, y)
    optimizer = make_optimizer(model, optimizer, lr, _LR)
    schedule = make_schedule(optimizer, schedule)
    device = device if isinstance(device, torch.device) else get_device(device)
    order = torch.Generator().manual_seed(seed)
    history = {"loss": []} | ({} if held_out is None else {"val_loss": []})
    with explaining(device), repeatable(device, deterministic), own_random_numbers(device, seed):
        trainer = Trainer(model, loss, optimizer, batch_size, device)
        if checkpoint is not None:
            settings = {"seed": seed, "batch_size": batch_size, "X": checksum(X), "y": checksum(y)}
            held_out_sums = [None, None] if held_out is None else map(checksum, held_out)
            settings |= zip(["validation X", "validation y"], held_out_sums, strict=True)
            keeper = Checkpoint(checkpoint, trainer, schedule, order, settings)
            history = keeper.begin(history, epochs)
        steps, done = math.ceil(len(X) / batch_size), len(history["loss"])
        bar = tqdm(total=epochs * steps, initial=done * steps, unit="step", leave=False, disable=not progress)
        try:
            for epoch in range(done + 1, epochs + 1):
                row = {"loss": _epoch(trainer, schedule, order, X, y, epoch, bar)}
                row |= {} if held_out is None else measure(trainer, *held_out)
                # one assignment, so that an interrupt leaves all lists equally long
                history = {name: [*history.get(name, []), value] for name, value in row.items()}
                if checkpoint is not None:
                    keeper.save(history)
        except KeyboardInterrupt:
            kept = "the model keeps its last whole update"
            then = kept if checkpoint is None else f"run this cell again to go on ({checkpoint})"
            tqdm.write(f"Interrupted after {len(history['loss'])} of {epochs} epochs: {then}")
        finally:
            bar.close()
            model.eval()
    return history


def _epoch(trainer, schedule, order, X, y, epoch, bar):
    """Every example once, in a new order; the mean loss, every example weighing what it does in the loss."""
    trainer.model.train()
    total, weight = 0.0, 0
    for step, rows in enumerate(torch.randperm(len(X), generator=order).split(trainer.batch_size), 1):
        loss, w = trainer.update(X[rows], y[rows], f"epoch {epoch}, step {step}")
        if w:
            bar.set_postfix_str(f"epoch {epoch}, loss {loss / w:.4g}", refresh=False)
            if schedule is not None:
                schedule.step()
        total, weight = total + loss, weight + w
        bar.update()
    if not weight:
        raise ValueError("the loss ignores every target in y: there is nothing to learn from")
    return total / weight
