# ruff: noqa: F811
import numpy as np


# %% no bias correction
# says: Then the correction is missing
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad) + eps)
    return theta - lr * m / u, m, u


# %% the corrected mean goes out
# says: without the correction
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    m = m / (1 - betas[0] ** t)
    u = np.maximum(betas[1] * u, np.abs(grad) + eps)
    return theta - lr * m / u, m, u


# %% every step is taken for the first
# says: at t = 2 the correction
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad) + eps)
    return theta - lr / (1 - betas[0]) * m / u, m, u


# %% steps are counted from 0
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad) + eps)
    return theta - lr / (1 - betas[0] ** (t + 1)) * m / u, m, u


# %% it climbs
# says: against the slope
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad) + eps)
    return theta + lr / (1 - betas[0] ** t) * m / u, m, u


# %% one largest slope for all coordinates
# says: entry by entry
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.full(np.shape(grad), max(np.max(betas[1] * u), np.max(np.abs(grad) + eps)))
    return theta - lr / (1 - betas[0] ** t) * m / u, m, u


# %% the sign of the gradient stays in u
# says: entry by entry
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, grad + eps)
    return theta - lr / (1 - betas[0] ** t) * m / np.where(u == 0, 1, u), m, u


# %% the largest slope is forgotten at once
# says: the largest so far stays
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.abs(grad) + eps
    return theta - lr / (1 - betas[0] ** t) * m / u, m, u


# %% the largest slope never fades
# says: fades by 0.999
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(u, np.abs(grad) + eps)
    return theta - lr / (1 - betas[0] ** t) * m / u, m, u


# %% u is corrected too
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad) + eps)
    return theta - lr / (1 - betas[0] ** t) * m / (u / (1 - betas[1] ** t)), m, u


# %% Adam's mean of squares in place of the largest
# says: the size of the only gradient so far
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.sqrt(betas[1] * u**2 + (1 - betas[1]) * grad**2) + eps
    return theta - lr / (1 - betas[0] ** t) * m / u, m, u


# %% the caller's parameters are moved
# says: changed an array
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad) + eps)
    theta -= lr / (1 - betas[0] ** t) * m / u
    return theta, m, u


# %% the library does the work
# says: NumPy alone
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    from course_lib.optim import Adam

    place = theta.astype(float)
    adam = Adam([place], lr, betas, eps)
    adam.step([grad])
    m, u = betas[0] * m + (1 - betas[0]) * grad, np.maximum(betas[1] * u, np.abs(grad) + eps)
    return theta - lr / (1 - betas[0] ** t) * m / u, m, u


# %% eps is not used at all
# says: half a step
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad))
    return theta - lr / (1 - betas[0] ** t) * m / np.where(u == 0, 1, u), m, u


# %% fools the visible tests: eps is added to u as it fades
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    u = np.maximum(betas[1] * u, np.abs(grad)) + eps
    return theta - lr / (1 - betas[0] ** t) * m / u, m, u


# %% the betas are always the usual ones
# says: With other betas
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = 0.9 * m + 0.1 * grad
    u = np.maximum(0.999 * u, np.abs(grad) + eps)
    return theta - lr / (1 - 0.9**t) * m / u, m, u


# %% the parameters alone
# says: returned 2 results, 3 results were expected
def adamax_step(theta, grad, m, u, t, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    m = betas[0] * m + (1 - betas[0]) * grad
    return theta - lr * m / (1 - betas[0] ** t) / np.maximum(betas[1] * u, np.abs(grad) + eps)
