"""What a mean was divided by: read off the call of torch's cross-entropy, wherever in the loss it stands."""

import inspect

import torch
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

__all__ = ["Weighing"]

_DEFAULTS = {
    function: {name: p.default for name, p in inspect.signature(function).parameters.items()}
    for function in (F.cross_entropy, F.nll_loss)
}


class Weighing(TorchFunctionMode):
    r"""Watch a loss while it is computed; afterwards say how much the mean weighs.

    Cross-entropy with class weights w and an ignored class is no mean over the examples but

    .. math:: L = \frac{\sum_i w_{y_i}\, \ell_i}{\sum_i w_{y_i}}, \qquad w_{y_i} = 0
        \text{ where } y_i \text{ is ignored}

    so the means of two batches add up to that of both only if each counts as much as its own sum of weights.

    Examples
    --------
    >>> loss = lambda logits, targets: F.cross_entropy(logits, targets, ignore_index=0)
    >>> with Weighing() as seen:
    ...     value = loss(torch.zeros(4, 3), torch.tensor([1, 0, 2, 0]))
    >>> seen.weight(n_examples=4), seen.ignored
    (2, 0)
    """

    def __init__(self):
        super().__init__()
        self.calls = []

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        if func in _DEFAULTS:
            names = _DEFAULTS[func]
            self.calls.append(names | dict(zip(names, args, strict=False)) | kwargs)
        return func(*args, **kwargs)

    def weight(self, n_examples: int) -> float:
        """The sum of the weights, 0 where every target is ignored.

        It is the number of examples for a loss without such a call, or with several of them.
        """
        call = self._only_call()
        if call is None:
            return n_examples
        target = call["target"]
        counted = target != call["ignore_index"]
        if call["weight"] is None:
            return counted.sum().item()
        return call["weight"][target[counted]].sum().item()

    @property
    def ignored(self) -> int | None:
        """The class that does not count; None where the loss ignores none."""
        call = self._only_call()
        return None if call is None else call["ignore_index"]

    def _only_call(self):
        """The call whose mean is the loss; None if there is no such."""
        means = [call for call in self.calls if call["reduction"] == "mean"]
        alone = len(self.calls) == len(means) == 1
        # targets that are probabilities weigh alike: torch divides by their number
        return means[0] if alone and not torch.is_floating_point(means[0]["target"]) else None
