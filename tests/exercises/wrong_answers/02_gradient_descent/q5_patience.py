# ruff: noqa: F811, F821
import numpy as np


# %% the best weights are a second name of the array that goes on moving
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = np.array(start, dtype=float)
    best, best_epoch, lowest, epoch = w, 0, mse(w, X_valid, y_valid), 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        epoch += 1
        w -= lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) < lowest:
            best, best_epoch, lowest = w, epoch, mse(w, X_valid, y_valid)
    return best, best_epoch, epoch


# %% the last weights are returned
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w, best_epoch, lowest, epoch = start, 0, mse(start, X_valid, y_valid), 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) < lowest:
            best_epoch, lowest = epoch, mse(w, X_valid, y_valid)
    return w, best_epoch, epoch


# %% patience counts all bad epochs, not those in a row
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = best = start
    best_epoch, lowest, epoch, bad = 0, mse(start, X_valid, y_valid), 0, 0
    while epoch < max_epochs and bad < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) < lowest:
            best, best_epoch, lowest = w, epoch, mse(w, X_valid, y_valid)
        else:
            bad += 1
    return best, best_epoch, epoch


# %% each epoch is compared with the one before it
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = best = start
    best_epoch, before, epoch, bad = 0, mse(start, X_valid, y_valid), 0, 0
    while epoch < max_epochs and bad < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        now = mse(w, X_valid, y_valid)
        if now < before:
            best, best_epoch, bad = w, epoch, 0
        else:
            bad += 1
        before = now
    return best, best_epoch, epoch


# %% one epoch too patient
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = best = start
    best_epoch, lowest, epoch = 0, mse(start, X_valid, y_valid), 0
    while epoch < max_epochs and epoch - best_epoch <= patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) < lowest:
            best, best_epoch, lowest = w, epoch, mse(w, X_valid, y_valid)
    return best, best_epoch, epoch


# %% the training loss decides
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = best = start
    best_epoch, lowest, epoch = 0, mse(start, X, y), 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        if mse(w, X, y) < lowest:
            best, best_epoch, lowest = w, epoch, mse(w, X, y)
    return best, best_epoch, epoch


# %% fools the visible tests: nan is not higher, so it passes for better
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = best = start
    best_epoch, lowest, epoch = 0, mse(start, X_valid, y_valid), 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        if not mse(w, X_valid, y_valid) >= lowest:
            best, best_epoch, lowest = w, epoch, mse(w, X_valid, y_valid)
    return best, best_epoch, epoch


# %% fools the visible tests: the start is no candidate
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = best = start
    best_epoch, lowest, epoch = 0, np.inf, 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) < lowest:
            best, best_epoch, lowest = w, epoch, mse(w, X_valid, y_valid)
    return best, best_epoch, epoch


# %% fools the visible tests: an equal loss passes for lower
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w = best = start
    best_epoch, lowest, epoch = 0, mse(start, X_valid, y_valid), 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) <= lowest:
            best, best_epoch, lowest = w, epoch, mse(w, X_valid, y_valid)
    return best, best_epoch, epoch


# %% fools the visible tests: the caller's start is moved
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    w, best = start, start.copy()
    best_epoch, lowest, epoch = 0, mse(start, X_valid, y_valid), 0
    while epoch < max_epochs and epoch - best_epoch < patience:
        epoch += 1
        w -= lr * mse_grad(w, X, y)
        if mse(w, X_valid, y_valid) < lowest:
            best, best_epoch, lowest = w.copy(), epoch, mse(w, X_valid, y_valid)
    return best, best_epoch, epoch


# %% fools the visible tests: the best of all epochs, and the end is made up afterwards
def early_stop(start, X, y, X_valid, y_valid, lr, patience, max_epochs):
    path = [start]
    for _ in range(max_epochs):
        path.append(path[-1] - lr * mse_grad(path[-1], X, y))
    best = int(np.argmin([mse(w, X_valid, y_valid) for w in path]))
    return path[best], best, min(best + patience, max_epochs)
