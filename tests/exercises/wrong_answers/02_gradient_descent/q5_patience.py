# ruff: noqa: F811, F821, F841
import numpy as np


# %% the best weights are a second name of the array that goes on moving
# says: w = 2
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = np.array(start, dtype=float)
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w -= lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% the last weights are returned
# says: w = 2
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return w, best_epoch, epoch


# %% each epoch is compared with the one before it
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
        mark = loss
    return best, best_epoch, epoch


# %% one epoch too patient
# says: bring no progress
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked <= patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% the training loss decides
# says: nearest to 2.2
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X, y)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X, y)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% the margin is forgotten
# says: epoch 3 is the last progress
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if loss < mark:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% only progress is kept
# says: lowest loss of all
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if mark - loss > margin:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% one epoch too many
# says: At most max_epochs
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch <= max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% fools the visible tests: progress is measured against the lowest loss of all
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if lowest - loss > margin:
            marked = epoch
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
    return best, best_epoch, epoch


# %% fools the visible tests: nan is not higher, so it passes for better
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if not loss >= lowest:
            best, lowest, best_epoch = w, loss, epoch
        if not mark - loss <= margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% fools the visible tests: the start is no candidate
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = np.inf
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% fools the visible tests: an equal loss passes for lower
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss <= lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss >= margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% fools the visible tests: a gain of the margin itself passes for progress
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        if mark - loss >= margin and loss < mark:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% the caller's start is moved
# says: changed an array
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w, best = start, start.copy()
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = marked = epoch = 0
    while epoch < max_epochs and epoch - marked < patience:
        epoch += 1
        w -= lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w.copy(), loss, epoch
        if mark - loss > margin:
            mark, marked = loss, epoch
    return best, best_epoch, epoch


# %% patience counts all bad epochs, not those in a row
# says: epoch 2 ended that row
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    w = best = start
    lowest = mark = mse(start, X_valid, y_valid)
    best_epoch = epoch = bad = 0
    while epoch < max_epochs and (bad < patience or epoch < 2):
        epoch += 1
        w = w - lr * mse_grad(w, X, y)
        loss = mse(w, X_valid, y_valid)
        if loss < lowest:
            best, lowest, best_epoch = w, loss, epoch
        bad, mark = (bad, loss) if mark - loss > margin else (bad + 1, mark)
    return best, best_epoch, epoch


# %% the best of all epochs, and the end is made up afterwards
# says: epoch 3 is the last progress
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    path = [start]
    for _ in range(max_epochs):
        path.append(path[-1] - lr * mse_grad(path[-1], X, y))
    best = int(np.argmin([mse(w, X_valid, y_valid) for w in path]))
    return path[best], best, min(best + patience, max_epochs)


# %% the weights alone
# says: returned one result, 3 results were expected
def early_stop(start, X, y, X_valid, y_valid, lr, patience, margin, max_epochs):
    return start
