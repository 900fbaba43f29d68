"""Right answers that look different from ours, one section a question: the tests have to accept them."""

import math
from collections import Counter

import numpy as np


# %% q1-words
def learn_words(texts, least):
    once = Counter(word for text in texts for word in dict.fromkeys(text.split()))
    words = sorted(word for word, n in once.items() if n >= least and word not in ("<pad>", "<unk>"))
    words.sort(key=once.get, reverse=True)  # a sort that leaves equal ones in their order
    return np.array(["<pad>", "<unk>", *words])


def encode(texts, words, length):
    rows = []
    for text in texts:
        tokens = text.split()
        ids = [words.index(token) if token in words[2:] else 1 for token in tokens]
        rows.append(([0] * length + ids)[len(ids) :])
    return rows


# %% q2-asked
def asked_loss(logits, targets):
    total, places = np.float32(0).astype(float), 0
    for row, answers in zip(logits, targets, strict=True):
        for scores, answer in zip(row, answers, strict=True):
            if answer != -1:
                total += np.logaddexp.reduce(scores.astype(np.longdouble)) - scores[answer]
                places += 1
    return float(total / places) if places else 0


def asked_loss_grad(logits, targets):
    grad, places = np.zeros(logits.shape), int(np.count_nonzero(targets != -1))
    for n, t in np.argwhere(targets != -1):
        low = logits[n, t] - np.amax(logits[n, t])
        grad[n, t] = np.exp(low - np.log(np.exp(low).sum()))
        grad[n, t, targets[n, t]] -= 1
        grad[n, t] /= places
    return grad


# %% q3-slow
def slow_rnn(x, h0, W, U, b, a):
    N, T, _ = x.shape
    from_x = np.einsum("ntd,hd->nth", x, W) + b
    states = np.zeros((N, T + 1, len(b)))
    states[:, 0] = h0
    for t in range(T):
        old = states[:, t]
        states[:, t + 1] = old + a * (np.tanh(from_x[:, t] + np.einsum("nk,hk->nh", old, U)) - old)
    return states[:, 1:]


def slow_rnn_backward(grad_states, x, h0, W, U, b, a):
    states = [h0, *slow_rnn(x, h0, W, U, b, a).swapaxes(0, 1)]
    by_x, by_W, by_U, by_b, by_a, on = np.zeros(x.shape), 0, 0, 0, 0, 0
    for t in range(x.shape[1])[::-1]:
        old, new = states[t], states[t] + (states[t + 1] - states[t]) / a
        on = on + grad_states[:, t]
        delta = on * a * (1 - new) * (1 + new)
        by_x[:, t] = np.einsum("nh,hd->nd", delta, W)
        by_W, by_U = by_W + np.tensordot(delta, x[:, t], (0, 0)), by_U + np.tensordot(delta, old, (0, 0))
        by_b, by_a = by_b + delta.sum(axis=0), by_a + np.einsum("nh,nh->h", on, new - old)
        on = on - a * on + np.einsum("nh,hk->nk", delta, U)
    return [by_x, on, by_W, by_U, by_b, by_a]


# %% q4-shorten
def shorten(grads, limit):
    if not all(np.isfinite(grad).all() for grad in grads):
        return tuple(np.zeros_like(grad, dtype=float) for grad in grads)
    top = max(float(np.abs(grad).max()) for grad in grads) or 1.0
    length = top * math.sqrt(sum(float(((grad / top) ** 2).sum()) for grad in grads))
    return tuple(grad / length * limit if length > limit else grad.copy() for grad in grads)


# %% q5-peephole
def peephole_step(x, h, c, W, U, b, P):
    sums = np.hstack([x, h]) @ np.hstack([W, U]).T + b
    i, f, g, o = sums.reshape(len(h), 4, -1).transpose(1, 0, 2)
    new = (1 + np.tanh((f + P[1] * c) / 2)) / 2 * c
    new = new + (1 + np.tanh((i + P[0] * c) / 2)) / 2 * np.tanh(g)
    return [(0.5 + np.tanh((o + P[2] * new) / 2) / 2) * np.tanh(new), new]


def from_tensorflow(kernel, bias, forget_bias):
    n_units = kernel.shape[1] // 4
    order = [gate * n_units + unit for gate in (0, 2, 1, 3) for unit in range(n_units)]
    b = np.array([float(bias[column]) for column in order])
    b[n_units : 2 * n_units] += forget_bias
    rows = kernel[:, order].T
    return rows[:, : kernel.shape[0] - n_units], rows[:, kernel.shape[0] - n_units :], b


# %% q6-train
def train(rows, E, U, O, lr, piece, n_passes):
    E, U, O = E.copy(), U.copy(), O.copy()
    N, n_steps = len(rows), rows.shape[1] - 1
    for _ in range(n_passes):
        h = np.zeros((n_steps + 1, N, len(U)))
        for begin in range(0, n_steps, piece):
            end = min(begin + piece, n_steps)
            for t in range(begin, end):
                h[t + 1] = np.tanh(E[rows[:, t]] + h[t] @ U.T)
            answers = rows[:, begin + 1 : end + 1].T  # (steps, N)
            real = answers != -1
            if not real.any():
                continue
            scores = h[begin + 1 : end + 1] @ O.T
            errors = np.exp(scores - scores.max(axis=2)[:, :, None])
            errors /= errors.sum(axis=2)[:, :, None]
            for t, n in np.argwhere(real).tolist():
                errors[t, n, answers[t, n]] -= 1
            errors = errors * real[:, :, None] / real.sum()
            deltas, on = np.zeros((end - begin, N, len(U))), 0
            for t in range(end - begin)[::-1]:
                deltas[t] = (on + errors[t] @ O) * (1 - h[begin + t + 1] ** 2)
                on = deltas[t] @ U
            one_hot = np.eye(len(E))[rows[:, begin:end].T]
            step_O = np.tensordot(errors, h[begin + 1 : end + 1], axes=((0, 1), (0, 1)))
            step_U = np.tensordot(deltas, h[begin:end], axes=((0, 1), (0, 1)))
            E -= lr * np.tensordot(one_hot, deltas, axes=((0, 1), (0, 1)))
            U, O = U - lr * step_U, O - lr * step_O
    return [E, U, O]


# %% q7-draw
def chances(logits, temperature, k):
    out = np.zeros(logits.shape)
    for row, said in zip(out, logits.tolist(), strict=True):
        best = sorted(said)[::-1]
        for letter, z in enumerate(said):
            if z >= best[(k if temperature else 1) - 1]:
                row[letter] = math.exp((z - best[0]) / (temperature or 1))
        row /= math.fsum(row)
    return out


def draw(probs, u):
    letters = []
    for row, number in zip(probs, u, strict=True):
        upto, last = 0.0, -1
        for letter, chance in enumerate(row):
            if chance > 0:
                last, upto = letter, upto + chance
                if number < upto:
                    break
        letters.append(last)
    return np.array(letters, dtype=np.int32)


# %% q8-ends
def last_states(states, lengths, k):
    few = [row[max(n - k, 0) : n] for row, n in zip(states, lengths.tolist(), strict=True)]
    return [part.mean(axis=0) if len(part) else [0] * states.shape[2] for part in few]


def exact_by_length(said, wanted, end):
    ends = [row.index(end) for row in wanted.tolist()]
    texts = zip(ends, said.tolist(), wanted.tolist(), strict=True)
    right = Counter(n for n, one, other in texts if one[: n + 1] == other[: n + 1])
    return sorted(set(ends)), [right[n] / ends.count(n) for n in sorted(set(ends))]


def recall_by_lot(scores, chosen, k):
    found = [[] for _ in chosen.T]
    for n, t in np.argwhere(chosen != -1).tolist():
        row = scores[n, t].tolist()
        own = row[chosen[n, t]] if chosen[n, t] < len(row) else None
        found[t].append(sorted(row)[::-1][:k].count(own) / max(row.count(own), 1))
    return [math.fsum(chances) / len(chances) for chances in found]


# %% q9-model
def next_letter(names, before):
    reach, worth = before.shape[1], 12
    found = {}
    for name in names:
        letters = [0] * reach + name.tolist()
        for t in range(reach + 1, len(letters)):
            for n in range(reach + 1):
                group = tuple(letters[t - n : t])
                if group not in found:
                    found[group] = np.zeros(27)
                found[group][letters[t]] += 1
    made = {}

    def chances(group):
        if group not in made:
            shorter = chances(group[1:]) if group else np.full(27, 1 / 27)
            seen = found.get(group)
            made[group] = shorter if seen is None else (seen + worth * shorter) / (seen.sum() + worth)
        return made[group]

    return [chances(tuple(row)) for row in before.tolist()]
