"""One update of the parameters: as a whole or not at all, on a device that may give up half-way."""

import math

import torch
from torch.nn.modules.batchnorm import _BatchNorm
from tqdm.std import tqdm

from course_lib.device import explaining, first_line, lost, no_kernel, out_of_memory
from course_lib.training.snapshot import Snapshot
from course_lib.training.weighing import Weighing

__all__ = ["Trainer"]


class Trainer:
    """Model, loss and optimizer on the device where they are now, and how many examples go in at once.

    Parameters
    ----------
    model : torch.nn.Module
    loss : callable
        ``loss(predictions, targets)``, a mean over the examples, weighted ones too.
    optimizer : torch.optim.Optimizer
        Over parameters of the model.
    batch_size : int
        Examples an update. They go through in parts of at most ``part_size``, which starts there and is
        halved when the memory is full.
    device : torch.device
        Where everything is moved; to the CPU where it does not fit.
    """

    def __init__(self, model, loss, optimizer, batch_size: int, device):
        self.model, self.loss, self.optimizer = model, loss, optimizer
        self.batch_size = self.part_size = batch_size
        # batch norm cannot train on one example: it has no variance
        self.smallest = 2 if any(isinstance(m, _BatchNorm) for m in model.modules()) else 1
        self.dtype = next((p.dtype for p in model.parameters() if p.is_floating_point()), torch.float32)
        self.snapshot, self.device = Snapshot(model, optimizer), device
        self.insist(self._move, 1)

    def update(self, x, y, where: str) -> tuple[float, float]:
        """Change the parameters once, against the gradient of the batch's mean loss.

        Returns the loss summed over the batch and how much it weighs: the number of examples, or the sum of
        their class weights without those whose target is ignored. Where it weighs nothing, nothing moves.
        """
        return self.insist(lambda: self._all_or_nothing(x, y, where), len(x))

    def predict(self, x, y) -> list[tuple]:
        """Predictions and targets of a batch on the device, part by part."""

        @torch.no_grad()
        def work():
            return [(self.model(x_part), y_part) for x_part, y_part in self._parts(x, y)]

        return self.insist(work, len(x))

    def insist(self, work, n):
        """``work()`` on n examples; where the device gives up, again in smaller parts or on the CPU."""
        while True:
            with explaining(self.device):
                try:
                    return work()
                except (RuntimeError, TypeError) as error:  # MPS refuses float64 by a TypeError
                    plan = self._plan(error, n)
                    if plan is None:
                        raise
                # only here, outside `except`: its traceback would keep the tensors of the failed step alive
                self._retreat(*plan)

    def _plan(self, error, n):
        """The device and the size of the parts to go on with, and a line to say so; None if all is tried."""
        full, half, cause = out_of_memory(error), min(self.part_size, n) // 2, first_line(error)
        if half >= self.smallest and (full or "DefaultCPUAllocator" in str(error)):
            parts = f"batches of {self.batch_size} now go through in parts of {half}"
            return self.device, half, f"Out of memory on {self.device}: {parts} ({cause})"
        if self.device.type != "cpu" and (full or no_kernel(error)):
            line = f"Device: cpu for the rest of this training ({self.device}: {cause})"
            return torch.device("cpu"), self.batch_size, line
        return None

    def _retreat(self, device, part_size, line):
        if self.device.type != "cpu":
            getattr(torch, self.device.type).empty_cache()
        tqdm.write(line)
        self.part_size = part_size
        if device != self.device:
            self.device = device
            self._move()

    def _move(self):
        self.model.to(self.device)
        if isinstance(self.loss, torch.nn.Module):
            self.loss.to(self.device)  # class weights
        # loading moves each part of the state to its parameter
        self.optimizer.load_state_dict(self.optimizer.state_dict())

    def _all_or_nothing(self, x, y, where):
        self.snapshot.take(self.device)
        try:
            total, weight = self._step(x, y, where)
            if not weight:
                self.snapshot.put_back()  # the running statistics of batch norm have moved
            return total, weight
        except BaseException as error:  # an interruption can fall between two parameters, too
            if not lost(error):  # what touches a device that is gone raises anew, and hides why
                self.snapshot.put_back()
            error.add_note(f"{where}: X {tuple(x.shape)}, y {tuple(y.shape)}")
            raise

    def _step(self, x, y, where):
        self.optimizer.zero_grad()
        total, weight, whole = 0.0, 0, False
        for x_part, y_part in self._parts(x, y):
            predictions, whole = self.model(x_part), len(x_part) == len(x)
            with Weighing() as seen:
                loss = self.loss_of(predictions, y_part)
            w = seen.weight(len(x_part))
            if not w:
                continue  # every target of this part is ignored: the mean of nothing is 0/0
            (loss if whole else loss * (w / len(x))).backward()
            total += loss.item() * w
            weight += w
        if not weight:
            return 0.0, 0
        if not whole and weight != len(x):  # what all parts weigh is known only now
            self._scale_gradients(len(x) / weight)
        self._check_finite(total / weight, x, where)
        self.optimizer.step()
        return total, weight

    def _scale_gradients(self, factor):
        for group in self.optimizer.param_groups:
            for param in group["params"]:
                if param.grad is not None:
                    param.grad.mul_(factor)

    def _parts(self, x, y):
        """The batch in parts of nearly equal size, on the device."""
        n = len(x)
        count = min(math.ceil(n / self.part_size), max(1, n // self.smallest))
        for x_part, y_part in zip(x.tensor_split(count), y.tensor_split(count), strict=True):
            x_type = self.dtype if x.is_floating_point() else x.dtype
            y_type = self.dtype if y.is_floating_point() else torch.int64  # as class indices must be
            yield x_part.to(self.device, x_type), y_part.to(self.device, y_type)

    def loss_of(self, predictions, targets):
        """The loss as a tensor of one number."""
        shape = getattr(predictions, "shape", None)
        if targets.is_floating_point() and {shape, targets.shape} == {(len(targets),), (len(targets), 1)}:
            raise ValueError(
                f"predictions {tuple(shape)} and targets {tuple(targets.shape)} would be compared each with "
                "each: give both the same shape"
            )
        loss = self.loss(predictions, targets)
        if not torch.is_tensor(loss) or loss.numel() != 1:
            got = f"shape {tuple(loss.shape)}" if torch.is_tensor(loss) else type(loss).__name__
            raise ValueError(f"loss must return one number, the mean over the batch, as a tensor; got {got}")
        return loss

    def _check_finite(self, loss, x, where):
        """Stop before the step where loss or gradient is not finite."""
        grads = {name: p.grad for name, p in self.model.named_parameters() if p.grad is not None}
        # a sum is the quickest pass that lets nan and inf through; it may overflow, so look again
        sums = torch.stack([grad.sum(dtype=torch.float32) for grad in grads.values()])
        if math.isfinite(loss) and sums.isfinite().all():
            return
        bad = [name for name, grad in grads.items() if not _finite(grad)]
        if math.isfinite(loss) and not bad:
            return
        what = f"the gradient of {bad[0]} is not finite" if math.isfinite(loss) else f"the loss became {loss}"
        lr = float(self.optimizer.param_groups[0]["lr"])
        hint = f"Try a smaller lr (now {lr:g}), and look for a log or a division near zero"
        if not _finite(x):
            hint = "X itself holds nan or inf in this batch"
        raise FloatingPointError(f"{where}: {what}. The parameters are those before this step. {hint}")


def _finite(tensor):
    values = tensor.coalesce().values() if tensor.is_sparse else tensor
    return bool(values.isfinite().all())
