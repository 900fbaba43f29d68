"""Gradient descent: which way is down? Optimizers, schedules and landscapes in NumPy."""

from course_lib.optim.adam import Adam, AdamW
from course_lib.optim.adaptive import Adagrad, RMSprop
from course_lib.optim.averaging import AveragedModel, get_ema_avg_fn, get_swa_avg_fn
from course_lib.optim.clipping import clip_grad_norm, clip_grad_value
from course_lib.optim.comparison import TunedRate, tune_lr
from course_lib.optim.curvature import hessian_vector_product, largest_eigenvalue, max_stable_lr
from course_lib.optim.descent import DescentPath, follow, gradient_descent
from course_lib.optim.line_search import backtracking, line_search_descent
from course_lib.optim.lr_range import range_test
from course_lib.optim.newton import newton_descent, newton_step
from course_lib.optim.one_cycle import one_cycle, one_cycle_momentum
from course_lib.optim.optimizer import Optimizer
from course_lib.optim.quadratics import bowl, least_squares
from course_lib.optim.schedules import cosine, step_decay, warmup_cosine
from course_lib.optim.sgd import SGD
from course_lib.optim.surfaces import Surface, himmelblau, plateau, rosenbrock, saddle

__all__ = [
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "AveragedModel",
    "DescentPath",
    "Optimizer",
    "RMSprop",
    "Surface",
    "TunedRate",
    "backtracking",
    "bowl",
    "clip_grad_norm",
    "clip_grad_value",
    "cosine",
    "follow",
    "get_ema_avg_fn",
    "get_swa_avg_fn",
    "gradient_descent",
    "hessian_vector_product",
    "himmelblau",
    "largest_eigenvalue",
    "least_squares",
    "line_search_descent",
    "max_stable_lr",
    "newton_descent",
    "newton_step",
    "one_cycle",
    "one_cycle_momentum",
    "plateau",
    "range_test",
    "rosenbrock",
    "saddle",
    "step_decay",
    "tune_lr",
    "warmup_cosine",
]
