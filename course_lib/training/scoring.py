"""How good a model is on held-out data: the loss of all of it at once, and the share of right answers."""

import torch

from course_lib.training.weighing import Weighing

__all__ = ["measure"]


def measure(trainer, X, y) -> dict[str, float]:
    r"""Loss and accuracy of the trainer's model in evaluation mode.

    Predictions are made batch by batch; the loss is computed once, from all of them, so that it does not
    depend on how the examples fall into batches. Predictions that are not one tensor with a row an example
    cannot be put together; then each batch's mean counts as much as its weights.

    Returns
    -------
    dict
        "val_loss", and "val_accuracy" where answers are right or wrong: over the targets that count.
    """
    trainer.model.eval()
    batches = zip(X.split(trainer.batch_size), y.split(trainer.batch_size), strict=True)
    parts = [part for batch in batches for part in trainer.predict(*batch)]
    if all(torch.is_tensor(p) and p.ndim and len(p) == len(t) for p, t in parts):
        parts = [
            tuple(torch.cat([part.to(trainer.device) for part in side]) for side in zip(*parts, strict=True))
        ]
    scores = [trainer.insist(lambda part=part: _score(trainer, *part), 1) for part in parts]
    total, weight, right, counted = map(sum, zip(*scores, strict=True))
    found = {"val_loss": total / weight if weight else float("nan")}
    return found | ({"val_accuracy": right / counted} if counted else {})


@torch.no_grad()
def _score(trainer, predictions, targets):
    """The loss's sum and weight, the number of right answers, and of answers that can be right."""
    with Weighing() as seen:
        loss = trainer.loss_of(predictions, targets).item()
    weight = seen.weight(len(targets))
    total = loss * weight if weight else 0.0  # the mean of nothing is nan
    axis = _class_axis(predictions, targets)
    if axis is None:
        return total, weight, 0, 0
    valid = targets != (-100 if seen.ignored is None else seen.ignored)
    right = (predictions.argmax(axis) == targets) & valid
    return total, weight, right.sum().item(), valid.sum().item()


def _class_axis(predictions, targets):
    """Where the classes lie: (N, C, ...) as in torch or (N, ..., C); None where that cannot be told."""
    if targets.is_floating_point() or not torch.is_tensor(predictions):
        return None
    shape = predictions.shape
    fits = {a for a in (1, len(shape) - 1) if a > 0 and shape[:a] + shape[a + 1 :] == targets.shape}
    return fits.pop() if len(fits) == 1 else None
