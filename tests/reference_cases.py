"""How each public function is called: what is peculiar about it, and arrays to call it with."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from rnn.alone_in_torch import alone
from torch.nn import functional as F


@dataclass(frozen=True)
class Case:
    """How to call a function: its arguments, its torch counterpart or why there is none, its limits."""

    make: Callable | None = None  # (rng, n, d) → arguments; the first is the one to differentiate by
    options: tuple[dict, ...] = ({},)  # hyperparameters to try
    torch: Callable | str | None = None  # called as ours; or a reason; by default the one of the same name
    extreme: float = 1e8  # a size of the first argument that must not overflow
    cancels: str = ""  # why digits may be lost at that size: the formula itself subtracts
    free: tuple[str, ...] = ()  # arguments whose shape may differ; of a layer's, the last axis
    constant: tuple[str, ...] = ()  # float arguments of a layer that have no gradient


def elementwise(rng, n, d):
    """Real numbers and a label 0 or 1 for each."""
    return [rng.normal(size=(n, d)), rng.integers(0, 2, (n, d)).astype(float)]


def one_array(rng, n, d):
    return [rng.normal(size=(n, d))]


def real_targets(rng, n, d):
    return [rng.normal(size=(n, d)), rng.normal(size=(n, d))]


def three_arrays(rng, n, d):
    return [rng.normal(size=(n, d)) for _ in range(3)]


def with_variance(rng, n, d):
    return [*real_targets(rng, n, d), rng.uniform(0.8, 2, (n, d))]


def signed(rng, n, d):
    return [rng.normal(size=(n, d)), rng.choice([-1.0, 1.0], (n, d))]


def counted(rng, n, d):
    return [rng.normal(size=(n, d)), rng.integers(0, 5, (n, d)).astype(float)]


def classified(rng, n, d):
    return [rng.normal(size=(n, d)), rng.integers(0, d, n)]


def distributions(rng, n, d):
    return [rng.dirichlet(np.ones(d), n)]


def two_distributions(rng, n, d):
    return [rng.dirichlet(np.ones(d), n), rng.dirichlet(np.ones(d), n)]


def distributions_and_classes(rng, n, d):
    return [rng.dirichlet(np.ones(d), n), rng.integers(0, d, n)]


def away_from_zero(rng, n, d):
    """Where a bend at 0 does not disturb the differences."""
    return [rng.choice([-1.0, 1.0], (n, d)) * rng.uniform(0.1, 2, (n, d))]


def neurons(rng, n, d):
    return [rng.normal(size=(n, d)), rng.normal(size=(2, d)), rng.normal(size=2)]


def channels(rng, n, d):
    return [rng.normal(size=(n, d)), rng.normal(size=d), rng.uniform(0.5, 2, d), *rng.normal(size=(2, d))]


def features(rng, n, d):
    return [rng.normal(size=(n, d)), (d,), *rng.normal(size=(2, d))]


def images(rng, n, d):
    return [rng.normal(size=(2, 2, 5, 4))]


def filters(rng, n, d):
    return [*images(rng, n, d), rng.normal(size=(3, 2, 3, 2)), rng.normal(size=3)]


def spreading_filters(rng, n, d):
    return [rng.normal(size=(2, 3, 3, 2)), rng.normal(size=(3, 2, 3, 2)), rng.normal(size=2)]


def pooled(rng, n, d):
    return [*images(rng, n, d), 2]


def taken(rng, n, d):
    return [rng.integers(0, 4, (n, d)), rng.normal(size=(4, 2))]


def recurrent(gates, steps=None, parts=1):
    """Inputs of one step or of several, the state, and the weights of that many gates."""

    def drawn(rng, n, d):
        x, state = rng.normal(size=(2, *steps, 3)), tuple(rng.normal(size=(parts, 2, 2)))
        shapes = (2 * gates, 3), (2 * gates, 2), (2 * gates,), (2 * gates,)
        return [x, state if parts == 2 else state[0], *(rng.normal(size=shape) for shape in shapes)]

    steps = () if steps is None else (steps,)
    return drawn


def hinge(predictions, targets, reduction):
    return F.margin_ranking_loss(predictions, 0 * predictions, targets, margin=1.0, reduction=reduction)


SEQUENCES = ({}, {"reverse": True}, {"lengths": [4, 2]}, {"lengths": np.array([1, 3]), "reverse": True})
CONVOLVED = ({}, {"stride": (2, 1), "padding": 1}, {"dilation": (2, 3), "padding": (0, 1)})
SPREAD = ({}, {"stride": 2, "padding": 1, "output_padding": (1, 0), "dilation": (1, 2)})
CASES = {
    "mse_loss": Case(real_targets),
    "l1_loss": Case(real_targets),
    "huber_loss": Case(real_targets, ({}, {"delta": 0.25})),
    "quantile_loss": Case(
        real_targets, ({}, {"q": 0.9}), torch="torch has none; test_regression compares with scikit-learn"
    ),
    "gaussian_nll_loss": Case(with_variance, ({}, {"full": True, "eps": 0.75}), free=("var",)),
    "poisson_nll_loss": Case(
        counted,
        options=({}, {"full": True}),
        extreme=80.0,  # float32 holds no more: the rate is exp of the first argument
    ),
    "binary_cross_entropy_with_logits": Case(options=({}, {"pos_weight": np.array([3.0])})),
    "focal_loss": Case(
        options=({}, {"gamma": 0.5, "alpha": 0.75}), torch="test_binary has the lines of torchvision"
    ),
    "hinge_loss": Case(signed, torch=hinge),
    "cross_entropy": Case(classified, ({}, {"label_smoothing": 0.2})),
    "triplet_margin_loss": Case(
        three_arrays, ({}, {"p": 3.0, "margin": 0.5, "swap": True}), cancels="a difference of distances"
    ),
    "info_nce_loss": Case(
        three_arrays,
        ({}, {"temperature": 0.5}),
        torch="torch has none; test_contrastive builds it from normalize and cross_entropy",
        free=("negative_keys",),
    ),
    "logsumexp": Case(one_array, ({"dim": -1}, {"dim": 0})),
    "softmax": Case(one_array, ({"dim": -1}, {"dim": 0})),
    "log_softmax": Case(one_array, ({"dim": -1}, {"dim": 0})),
    "sigmoid": Case(one_array),
    "softplus": Case(one_array),
    "entropy": Case(distributions),
    "kl_divergence": Case(two_distributions),
    "perplexity": Case(one_array),
    "brier_score": Case(distributions_and_classes),
    "expected_calibration_error": Case(distributions_and_classes),
    "relu": Case(away_from_zero),
    "leaky_relu": Case(away_from_zero, ({}, {"negative_slope": 0.3})),
    "gelu": Case(one_array, ({}, {"approximate": "tanh"})),
    "tanh": Case(one_array),
    "linear": Case(neurons),
    "dropout": Case(
        one_array,
        ({"mask": np.eye(3) == 0, "p": 0.3}, {"training": False}),
        torch="torch draws the mask itself; test_dropout sets it beside torch's own",
    ),
    "batch_norm": Case(
        channels,
        ({}, {"training": True}, {"training": True, "momentum": 0.5, "eps": 0.1}),
        constant=("running_mean", "running_var"),
    ),
    "layer_norm": Case(features, ({}, {"eps": 0.1})),
    "conv2d": Case(filters, CONVOLVED, free=("weight",)),
    "conv_transpose2d": Case(spreading_filters, SPREAD, free=("weight",)),
    "max_pool2d": Case(pooled, ({}, {"stride": 1, "padding": 1, "dilation": (1, 2)}, {"ceil_mode": True})),
    "avg_pool2d": Case(pooled, ({}, {"stride": (2, 1), "padding": (0, 1)}, {"ceil_mode": True})),
    "adaptive_avg_pool2d": Case(pooled),
    "embedding": Case(taken),
    "next_char_distribution": Case(
        one_array,
        ({}, {"temperature": 0.5, "top_k": 2}, {"top_p": 0.6}),
        torch="torch has none; test_sampling builds it from sort and cumsum",
    ),
    "linear_scan": Case(
        lambda rng, n, d: [*rng.normal(size=(2, n, 4, d))], torch="it has none; see its test"
    ),
    "rnn_cell": Case(recurrent(1), torch=torch.rnn_tanh_cell),
    "lstm_cell": Case(recurrent(4, parts=2), torch=torch.lstm_cell),
    "gru_cell": Case(recurrent(3), torch=torch.gru_cell),
    "rnn": Case(recurrent(1, steps=4), SEQUENCES, torch=alone(torch.rnn_tanh)),
    "lstm": Case(recurrent(4, steps=4, parts=2), SEQUENCES, torch=alone(torch.lstm)),
    "gru": Case(recurrent(3, steps=4), SEQUENCES, torch=alone(torch.gru)),
}
