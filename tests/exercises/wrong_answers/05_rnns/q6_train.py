# ruff: noqa: F811, F821
import numpy as np


def learn(rows, E, U, O, lr, piece, n_passes, **bug):
    reads, comes = rows[:, :-1], rows[:, 1:]
    state, left = np.zeros((len(rows), len(U))), np.zeros((len(rows), len(U)))
    for _ in range(n_passes):
        if not bug.get("drags"):
            state = np.zeros((len(rows), len(U)))
        for at in range(0, reads.shape[1], piece):
            now, then = reads[:, at : at + piece], comes[:, at : at + piece]
            real = np.ones(then.shape, dtype=bool) if bug.get("padding") else then >= 0
            share = then.size if bug.get("size") else max(real.sum(), 1)
            h = [0 * state if bug.get("zeros") else state]
            for t in range(now.shape[1]):
                h.append(np.tanh(E[now[:, t]] + h[-1] @ U.T))
            dE, dU, dO = np.zeros(E.shape), np.zeros(U.shape), np.zeros(O.shape)
            arrives = left if bug.get("left") else np.zeros(state.shape)
            for t in reversed(range(now.shape[1])):
                miss = (softmax(h[t + 1] @ O.T) - np.eye(len(O))[then[:, t]]) / share
                miss = miss * real[:, [t]]
                slope = 1 - (h[t] if bug.get("early") else h[t + 1]) ** 2
                delta = (arrives * (not bug.get("one_step")) + miss @ O) * slope
                dO += miss.T @ h[t + 1]
                dU += delta.T @ (h[t + 1] if bug.get("late") else h[t])
                if bug.get("index"):
                    dE[now[:, t]] += delta
                else:
                    np.add.at(dE, now[:, t], delta)
                arrives = delta @ U
            left = arrives
            state = h[1] if bug.get("first_state") else h[-1]
            E, U, O = E - lr * dE, U - lr * dU, O - lr * dO
    return E, U, O


# %% the broken code as it was
# says: U has multiplied nothing
def train(*given):
    return train_broken(*given)


# %% the padding is a letter, all else is repaired
# says: Three real letters
def train(*given):
    return learn(*given, padding=True)


# %% divided by all places, all else is repaired
# says: Three real letters
def train(*given):
    return learn(*given, size=True)


# %% blame is left for the next piece, all else is repaired
# says: left by the first piece
def train(*given):
    return learn(*given, left=True)


# %% U meets the new state, all else is repaired
# says: Which state did it multiply
def train(*given):
    return learn(*given, late=True)


# %% the state drags on from pass to pass, all else is repaired
# says: a state of zeros
def train(*given):
    return learn(*given, drags=True)


# %% every piece begins with zeros
# says: Then the second piece began with zeros
def train(*given):
    return learn(*given, zeros=True)


# %% the slope at the state before
# says: the slope of the tanh
def train(*given):
    return learn(*given, early=True)


# %% the weights of the caller are trained
# says: changed an array
def train(rows, E, U, O, *given):
    for part, new in zip((E, U, O), learn(rows, E, U, O, *given), strict=True):
        part[...] = new
    return E, U, O


# %% fools the visible tests: no blame goes from letter to letter
def train(rows, E, U, O, lr, piece, n_passes):
    return learn(rows, E, U, O, lr, piece, n_passes, one_step=rows.shape[1] > 5)


# %% fools the visible tests: a letter that two rows read learns from one of them
def train(rows, E, U, O, lr, piece, n_passes):
    return learn(rows, E, U, O, lr, piece, n_passes, index=len(rows) > 2)


# %% fools the visible tests: the state after the first letter of a piece is handed on
def train(rows, E, U, O, lr, piece, n_passes):
    return learn(rows, E, U, O, lr, piece, n_passes, first_state=rows.shape[1] > 3)
