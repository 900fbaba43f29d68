"""The training loop for NumPy arrays: shuffle, take a batch, step downhill, write down what happened."""

import numpy as np

from course_lib.training.array_checks import all_or_nothing, check_arguments, check_step, epoch_mean

__all__ = ["fit_arrays"]


def fit_arrays(
    loss_and_grads,
    params: list[np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    *,
    lr: float | None = None,
    epochs: int,
    optimizer=None,
    batch_size: int | None = None,
    seed: int = 0,
    progress: bool = True,
) -> dict[str, list[float]]:
    r"""Minimize a loss over a list of arrays, in mini-batches where asked.

    .. math:: \theta \leftarrow \theta - \eta\, \nabla_\theta L(\theta;\ \text{batch})

    That is plain gradient descent, the rule where ``lr`` is given; an optimizer brings its own.

    Parameters
    ----------
    loss_and_grads : function
        ``loss_and_grads(params, X, y)`` returns the batch's mean loss, a number, and a list of gradients
        shaped like the parameters; and third, where that mean does not weigh all examples alike, its sum of
        weights. A batch that weighs 0, since all its targets are ignored, makes no step.
    params : list of float arrays
        Updated in place.
    X, y : arrays (N, ...)
        Inputs and targets, one example a row.
    lr : float, ≥ 0, optional
        Learning rate η of plain gradient descent. Give either lr or optimizer.
    epochs : int, ≥ 1
        Passes over the data. Each sees every example once; the last batch may be smaller.
    optimizer : object, optional
        Made over the same list ``params``; its ``step(grads)`` updates them in place.
    batch_size : int, ≥ 1, optional
        Examples a step; all of them by default, and then in the order given.
    seed : int, ≥ 0
        Of the shuffling: equal seeds give equal paths.
    progress : bool
        Show a bar while it runs; nothing of it stays afterwards.

    Returns
    -------
    dict
        "loss": the mean loss of each epoch, every example weighing the same or as the loss weighs it,
        measured before its steps.

    Raises
    ------
    TypeError
        If params is no list of float arrays, or the loss no single number.
    ValueError
        If X and y differ in length or are empty, a number lies outside its range, not exactly one of lr and
        optimizer is given, an array is listed twice, or a gradient is not shaped like its parameter.
    FloatingPointError
        As soon as loss or gradient is not finite, naming the step. The parameters are those before that step.

    Notes
    -----
    An interrupt (the stop button) ends the training, not the cell: the history so far is returned, and the
    parameters are those after the last whole step.

    Examples
    --------
    >>> from course_lib.losses import mse_loss, mse_loss_grad
    >>> def line(params, X, y):
    ...     predictions = X @ params[0]
    ...     return mse_loss(predictions, y), [X.T @ mse_loss_grad(predictions, y)]
    >>> X, w = np.eye(3), np.zeros(3)
    >>> history = fit_arrays(line, [w], X, np.array([1.0, 2.0, 3.0]), lr=0.5, epochs=60, progress=False)
    >>> w.round(6).tolist()
    [1.0, 2.0, 3.0]
    """
    from tqdm.std import tqdm  # a bar of text: a widget would stand dead in the built page

    check_arguments(params, X, y, lr, optimizer, epochs, batch_size, seed)
    n, size = len(X), batch_size or len(X)
    descend = _plain_descent(params, lr) if optimizer is None else optimizer.step
    hint = f"a smaller lr (now {lr:g})" if optimizer is None else "a smaller learning rate"
    rng, step, history = np.random.default_rng(seed), 0, {"loss": []}
    try:
        for _ in tqdm(range(epochs), leave=False, disable=not progress, unit="epoch"):
            order = np.arange(n) if size >= n else rng.permutation(n)
            total, weights = 0.0, 0
            for start in range(0, n, size):
                batch = order[start : start + size]
                loss, grads, *weight = loss_and_grads(params, X[batch], y[batch])
                weight = weight[0] if weight else len(batch)
                if weight:
                    check_step(params, loss, grads, X[batch], f"step {step}", hint)
                    with all_or_nothing(params):
                        descend(grads)
                    total, weights = total + loss * weight, weights + weight
                step += 1
            history["loss"].append(epoch_mean(total, weights))
    except KeyboardInterrupt:
        print(f"Interrupted after {len(history['loss'])} of {epochs} epochs, {step} steps")
    return history


def _plain_descent(params, lr):
    def step(grads):
        for param, grad in zip(params, grads, strict=True):
            param -= lr * grad

    return step
