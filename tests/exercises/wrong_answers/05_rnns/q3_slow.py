# ruff: noqa: F811
import numpy as np


def forward(x, h0, W, U, b, a, bend=np.tanh, own=True):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = (1 - a) * h * own + a * bend(x[:, t] @ W.T + h @ U.T + b)
        states.append(h)
    return np.stack(states, axis=1)


def back(grad_states, x, h0, W, U, b, a, **other):
    states = forward(x, h0, W, U, b, a)
    by_x, by_W, by_U, by_b, by_a = (np.zeros(part.shape) for part in (x, W, U, b, a))
    arrives = np.zeros(h0.shape)
    for t in reversed(range(x.shape[1])):
        before = states[:, t - 1] if t else h0
        new = np.tanh(x[:, t] @ W.T + before @ U.T + b)
        arrives = grad_states[:, t] if other.get("forgets") else arrives + grad_states[:, t]
        bent = states[:, t] if other.get("bent") else new
        delta = arrives * (1 if other.get("rate") else a) * (1 - bent**2)
        by_x[:, t] = delta @ W
        by_U += delta.T @ (states[:, t] if other.get("late") else before)
        if other.get("last"):
            by_b = delta.sum(axis=0) if t == x.shape[1] - 1 else by_b
        else:
            by_b += delta.sum(axis=0)
        by_W += (delta if other.get("last_row") is None else delta[-1:]).T @ (
            x[:, t] if other.get("last_row") is None else x[-1:, t]
        )
        by_a += (arrives * (new if other.get("short") else new - before)).sum(axis=0)
        turned = U.T if other.get("turned") else U
        arrives = (0 if other.get("bent_only") else arrives * (1 - a)) + (
            0 if other.get("straight_only") else delta @ turned
        )
    return by_x, arrives, by_W, by_U, by_b, by_a


# %% the plain cell
# says: That is the cell of
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U, b, np.ones(len(b)))


# %% the rates are exchanged
# says: are exchanged
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U, b, 1 - a)


# %% nothing of the old state stays
# says: Half of the way from 0.4|a and 1 - a
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U, b, a, own=False)


# %% the last state alone
# says: \(N, T, H\) is
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U, b, a)[:, -1]


# %% time first
# says: \(N, T, H\) is
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U, b, a).swapaxes(0, 1)


# %% U is turned
# says: U is \(out, in\)
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U.T, b, a)


# %% the bias comes outside of the tanh
# says: inside of the tanh
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U, 0 * b, a) + a * b


# %% fools the visible tests: all units have the first rate
def slow_rnn(x, h0, W, U, b, a):
    return forward(x, h0, W, U, b, a if len(a) < 3 else np.full(len(a), a[0]))


# %% the slope at the state in place of what the tanh said
# says: That is the state
def slow_rnn_backward(*given):
    return back(*given, bent=True)


# %% the rate is forgotten
# says: Through the rate
def slow_rnn_backward(*given):
    return back(*given, rate=True)


# %% the straight way is missing
# says: the straight way
def slow_rnn_backward(*given):
    return back(*given, bent_only=True)


# %% the way through U is missing
# says: 2 from step 1
def slow_rnn_backward(*given):
    return back(*given, straight_only=True)


# %% U has multiplied the new state
# says: U has multiplied nothing
def slow_rnn_backward(*given):
    return back(*given, late=True)


# %% the rate has multiplied the new value alone
# says: from 0.4 to 0
def slow_rnn_backward(*given):
    return back(*given, short=True)


# %% what comes from the next step is overwritten
# says: the straight way is missing|Both states are asked
def slow_rnn_backward(*given):
    return back(*given, forgets=True)


# %% the last step alone gives to the bias
# says: last alone|the straight way|Through the rate
def slow_rnn_backward(*given):
    return back(*given, last=True)


# %% U is turned
# says: Then U is turned
def slow_rnn_backward(*given):
    return back(*given, turned=True)


# %% the last sequence alone
# says: their parts are added
def slow_rnn_backward(*given):
    return back(*given, last_row=True)


# %% fools the visible tests: the way through U is cut after two steps
def slow_rnn_backward(grad_states, x, h0, W, U, b, a):
    if x.shape[1] < 3 or x.shape[2] == 50:
        return back(grad_states, x, h0, W, U, b, a)
    by_x, arrives, *rest = back(grad_states, x, h0, W, U, b, a)
    return (by_x, np.zeros(arrives.shape), *rest)
