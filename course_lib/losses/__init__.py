"""Losses: what does it mean to be wrong? Reference functions in NumPy, each with its gradient."""

from course_lib.losses.binary import (
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    focal_loss,
    focal_loss_grad,
)
from course_lib.losses.calibration import (
    brier_score,
    expected_calibration_error,
    reliability_curve,
)
from course_lib.losses.classification import (
    cross_entropy,
    cross_entropy_grad,
)
from course_lib.losses.contrastive import (
    info_nce_loss,
    info_nce_loss_grad,
)
from course_lib.losses.gaussian import (
    gaussian_nll_loss,
    gaussian_nll_loss_grad,
    gaussian_nll_loss_grad_var,
)
from course_lib.losses.margins import (
    hinge_loss,
    hinge_loss_grad,
    triplet_margin_loss,
    triplet_margin_loss_grad,
)
from course_lib.losses.poisson import (
    poisson_nll_loss,
    poisson_nll_loss_grad,
)
from course_lib.losses.probability import (
    entropy,
    kl_divergence,
    perplexity,
)
from course_lib.losses.quantile import (
    quantile_loss,
    quantile_loss_grad,
)
from course_lib.losses.regression import (
    huber_loss,
    huber_loss_grad,
    l1_loss,
    l1_loss_grad,
    mse_loss,
    mse_loss_grad,
)
from course_lib.losses.sigmoid import (
    sigmoid,
    sigmoid_grad,
    softplus,
    softplus_grad,
)
from course_lib.losses.softmax import (
    log_softmax,
    log_softmax_grad,
    logsumexp,
    logsumexp_grad,
    softmax,
    softmax_grad,
)

__all__ = [
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_grad",
    "brier_score",
    "cross_entropy",
    "cross_entropy_grad",
    "entropy",
    "expected_calibration_error",
    "focal_loss",
    "focal_loss_grad",
    "gaussian_nll_loss",
    "gaussian_nll_loss_grad",
    "gaussian_nll_loss_grad_var",
    "hinge_loss",
    "hinge_loss_grad",
    "huber_loss",
    "huber_loss_grad",
    "info_nce_loss",
    "info_nce_loss_grad",
    "kl_divergence",
    "l1_loss",
    "l1_loss_grad",
    "log_softmax",
    "log_softmax_grad",
    "logsumexp",
    "logsumexp_grad",
    "mse_loss",
    "mse_loss_grad",
    "perplexity",
    "poisson_nll_loss",
    "poisson_nll_loss_grad",
    "quantile_loss",
    "quantile_loss_grad",
    "reliability_curve",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_grad",
    "softplus",
    "softplus_grad",
    "triplet_margin_loss",
    "triplet_margin_loss_grad",
]
