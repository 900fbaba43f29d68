# ruff: noqa: F811
import numpy as np


# %% no bias correction
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * m / (np.sqrt(v) + eps), m, v


# %% the correction of v is forgotten
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * m / (1 - betas[0] ** t) / (np.sqrt(v) + eps), m, v


# %% the corrected means go out, and are corrected again at the next step
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = (betas[0] * m + (1 - betas[0]) * grad) / (1 - betas[0] ** t)
    v = (betas[1] * v + (1 - betas[1]) * grad**2) / (1 - betas[1] ** t)
    return theta - lr * m / (np.sqrt(v) + eps), m, v


# %% every step is taken for the first
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * m / (1 - betas[0]) / (np.sqrt(v / (1 - betas[1])) + eps), m, v


# %% steps are counted from 0
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * m / (1 - betas[0] ** (t + 1)) / (np.sqrt(v / (1 - betas[1] ** (t + 1))) + eps), m, v


# %% it climbs
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta + lr * m / (1 - betas[0] ** t) / (np.sqrt(v / (1 - betas[1] ** t)) + eps), m, v


# %% eps stands under the root
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * m / (1 - betas[0] ** t) / np.sqrt(v / (1 - betas[1] ** t) + eps), m, v


# %% eps is added before the correction
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * np.sqrt(1 - betas[1] ** t) / (1 - betas[0] ** t) * m / (np.sqrt(v) + eps), m, v


# %% fools the visible tests: eps is not used at all
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * m / (1 - betas[0] ** t) / np.sqrt(v / (1 - betas[1] ** t)), m, v


# %% fools the visible tests: the betas are always the usual ones
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    return theta - lr * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + eps), m, v


# %% fools the visible tests: the caller's parameters are moved
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m, v = betas[0] * m + (1 - betas[0]) * grad, betas[1] * v + (1 - betas[1]) * grad**2
    theta -= lr * m / (1 - betas[0] ** t) / (np.sqrt(v / (1 - betas[1] ** t)) + eps)
    return theta, m, v


# %% fools the visible tests: always lr against the sign, which is Adam for a slope that stays
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    v = betas[1] * v + (1 - betas[1]) * grad**2
    return theta - lr * np.sign(grad), m, v


# %% fools the visible tests: the library does the work
def adam_step(theta, grad, m, v, t, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    from course_lib.optim import Adam

    theta = theta.astype(float)
    adam = Adam([theta], lr, betas, eps)
    adam.m, adam.v, adam.step_count = [m], [v], t - 1
    adam.step([grad])
    return theta, adam.m[0], adam.v[0]
