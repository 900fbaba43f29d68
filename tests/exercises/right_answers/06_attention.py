"""Right answers that look different from ours, one section a question: the tests have to accept them."""

import math
from collections import Counter

import numpy as np


# %% q1-masks
def may_see(lengths, given, n_places):
    texts = []
    for length, first in zip(lengths, given, strict=True):
        seen = [[s <= t or s < first for s in range(length)] for t in range(length)]
        text = np.zeros((n_places, n_places), dtype=np.int8)
        text[:length, :length] = np.array(seen).reshape(length, length)
        texts.append(text)
    return texts


def weights(scores, seen):
    out = np.zeros(scores.shape)
    for n, h, t in np.ndindex(scores.shape[:3]):
        some = seen[n, t]
        if some.any():
            row = scores[n, h, t, some].astype(float)
            out[n, h, t, some] = np.exp(row - np.logaddexp.reduce(row))
    return out


# %% q2-sink
def look(Q, K, V, b):
    answers = []
    for t, query in enumerate(Q):
        scores = [*(K[: t + 1] @ query / math.sqrt(len(query))).tolist(), float(b)]
        shares = np.exp(np.array(scores) - max(scores))
        answers.append(shares[:-1] @ V[: t + 1] / shares.sum())
    return answers


def look_backward(grad, Q, K, V, b):
    T, d = Q.shape
    keys, values = np.vstack([K, np.zeros(d)]), np.vstack([V, np.zeros(V.shape[1])])
    by_Q, by_K, by_V, by_b = np.zeros(Q.shape), np.zeros(keys.shape), np.zeros(values.shape), 0.0
    for t in range(T):
        scores = keys @ Q[t] / d**0.5 + np.append(np.zeros(T), b)
        scores[t + 1 : T] = -np.inf
        p = np.exp(scores - scores.max())
        p /= p.sum()
        jacobian = np.diag(p) - np.outer(p, p)
        blame = jacobian @ (values @ grad[t])
        by_V += np.outer(p, grad[t])
        by_b += blame[T]
        by_Q[t] = blame @ keys / d**0.5
        by_K += np.outer(blame, Q[t]) / d**0.5
    return [by_Q, by_K[:T], by_V[:T], by_b]


# %% q3-leak
def heard(answers):
    T = answers.shape[1]
    found = np.zeros((T, T), dtype=int)
    for s, t in np.ndindex(T, T):
        before, after = answers[0, t].tolist(), answers[s + 1, t].tolist()
        both = zip(before, after, strict=True)
        found[t, s] = any(a != b and not (a != a and b != b) for a, b in both)
    return found


# %% q4-turn
def scores_by_distance(q, k, distances, base):
    half = len(q) // 2
    arrows = (q[:half] + 1j * q[half:]) * (k[:half] - 1j * k[half:])
    speeds = np.exp(-np.log(base) * np.arange(half) * 2 / len(q))
    return [float((arrows * np.exp(1j * n * speeds)).real.sum()) for n in distances]


def key_for(q, distance, base):
    d = len(q)
    key = np.empty(d)
    for i in range(d // 2):
        angle = distance * float(base) ** (-2 * i / d)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        key[[i, i + d // 2]] = turn @ q[[i, i + d // 2]]
    return key / np.linalg.norm(q)


# %% q5-groups
def attend(q, keys, values, Wo, H, G):
    """What comes out for one place that may see all of these keys."""
    d, found = len(q) // H, []
    for h in range(H):
        part = slice(h // (H // G) * d, h // (H // G) * d + d)
        z = keys[:, part] @ q[h * d : h * d + d] / math.sqrt(d)
        e = np.exp(z - z.max())
        found.extend(e @ values[:, part] / e.sum())
    return Wo @ found


def read(x, Wq, Wk, Wv, Wo, n_heads, n_groups):
    Q, K, V = (x @ part.T for part in (Wq, Wk, Wv))
    rows = [attend(Q[t], K[: t + 1], V[: t + 1], Wo, n_heads, n_groups) for t in range(len(x))]
    return np.array(rows)


def go_on(x, keys, values, Wq, Wk, Wv, Wo, n_heads, n_groups):
    out = []
    for row in x:
        keys, values = np.vstack([keys, Wk @ row]), np.vstack([values, Wv @ row])
        out.append(attend(Wq @ row, keys, values, Wo, n_heads, n_groups))
    return [out, keys, values]


# %% q6-pieces
def learn_merges(words, counts, n_merges):
    pieces, merges = [tuple(word) for word in words], []
    for _ in range(n_merges):
        total = Counter()
        for word, often in zip(pieces, counts, strict=True):
            for k in range(1, len(word)):
                total[word[k - 1 : k + 1]] += int(often)
        if not total or total.most_common(1)[0][1] < 2:
            break
        merges.append(total.most_common(1)[0][0])  # of equal ones the one that came first
        pieces = [tuple(cut(word, [merges[-1]])) for word in pieces]
    return tuple(merges)


def cut(word, merges):
    pieces, place = [*word], 0
    while place < len(merges):
        (left, right), before, k = merges[place], len(pieces), 0
        while k + 1 < len(pieces):
            if pieces[k] == left and pieces[k + 1] == right:
                pieces[k : k + 2] = [left + right]
            k += 1
        place = 0 if len(pieces) < before else place + 1  # again from the top
    return tuple(pieces)


# %% q7-again
def induction_scores(weights, ids):
    ids = ids.tolist()
    right = {t: [s for s in range(1, t + 1) if ids[s - 1] == ids[t]] for t in range(len(ids))}
    counted = [t for t in right if right[t]]
    scores = []
    for head in weights:
        more = [head[t, right[t]].sum() - len(right[t]) / (t + 1) for t in counted]
        scores.append(sum(more) / len(more) if more else 0)
    return scores


def copy_perplexity(weights, ids, n_tokens, trust):
    found = []
    for head in weights:
        steps = range(len(ids) - 1)
        on = [head[t][ids == ids[t + 1]].sum() for t in steps]
        found.append(math.prod((trust * p + (1 - trust) / n_tokens) ** (-1 / len(steps)) for p in on))
    return np.array(found)


# %% q8-block
def block(x, Wq, Wk, Wv, Wo, n_heads, lengths):
    d, out = Wq.shape[0] // n_heads, x.astype(float)
    for text, length in zip(out, lengths, strict=True):
        real = text[:length]
        mean = real.sum(axis=1)[:, None] / real.shape[1]
        normed = (real - mean) / np.sqrt(((real - mean) ** 2).mean(axis=1))[:, None]
        found = []
        for h in range(n_heads):
            q, k, v = (normed @ part[h * d : (h + 1) * d].T for part in (Wq, Wk, Wv))
            z = q @ k.T * d**-0.5
            shares = np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])
            found.append(shares @ v)
        text[:length] = real + np.hstack(found) @ Wo.T
    return out.tolist()


# %% q9-why
def effects(x, mix, q, u):
    def said(text):
        h = mix @ text
        return np.exp(h @ q - np.logaddexp.reduce(h @ q)) @ (h @ u)

    changes = np.zeros(x.shape[:2])
    for n, t in np.ndindex(changes.shape):
        less = np.vstack([x[n, :t], 0 * x[n, :1], x[n, t + 1 :]])
        changes[n, t] = said(less) - said(x[n])
    return changes.tolist()


def other_weights(p, v):
    y, found = float(p @ v), []
    for i in range(len(p)):
        for j in range(i):
            share = (y - v[j]) / (v[i] - v[j])
            if 0 <= share <= 1:
                found.append([share * (k == i) + (1 - share) * (k == j) for k in range(len(p))])
    moved = [sum(abs(a - b) for a, b in zip(row, p, strict=True)) for row in found]
    return found[moved.index(max(moved))] if found else p.tolist()
