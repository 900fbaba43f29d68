"""Right answers that look different from ours, one section a question: the tests have to accept them."""

import numpy as np


# %% q1-huber
def loss(d, delta):
    return d * d / 2 if d < delta else delta**1.5 * 2 * d**0.5 - delta * delta * 3 / 2


def slopes(d, delta):
    return d if d < delta else delta**1.5 / d**0.5


def far(guess, truth, free):
    return max(abs(float(guess) - float(truth)) - free, 0)


def tolerant_loss(predictions, targets, free, delta):
    pairs = list(zip(np.ravel(predictions), np.ravel(targets), strict=True))
    return sum(loss(far(guess, truth, free), delta) for guess, truth in pairs) / len(pairs)


def tolerant_loss_grad(predictions, targets, free, delta):
    r = (predictions - targets).astype(float)
    steep = np.array([slopes(far(x, 0, free), delta) for x in r.ravel()]).reshape(r.shape)
    return np.where(r > 0, steep, -steep) / r.size


# %% q2-constant
def median(values, weights, q, least):
    days = sum(w for v, w in zip(values, weights, strict=True) if v <= least)
    return days >= q * sum(weights) * (1 - 1e-12)


def best_constant(values, weights, q):
    loaves = sorted(values)
    return next(float(demand) for demand in loaves if median(values, weights, q, demand))


# %% q3-line
def path(x, y, w, b):
    error = [w * a + b - c for a, c in zip(x, y, strict=True)]
    return 2 * np.dot(error, x) / len(x), 2 * sum(error) / len(x)


def fit_line(x, y, lr, n_steps):
    w, b = 0.0, 0.0
    for _ in range(n_steps):
        step_w, step_b = path(x, y, w, b)
        w -= lr * step_w
        b -= lr * step_b
    return np.array([w, b])


# %% q4-cross-entropy
def with_zero(logits):
    return np.concatenate([np.zeros((len(logits), 1)), logits], axis=1)


def log_normalizer(logits):
    return np.array([max(row) + np.log(sum(np.exp(z - max(row)) for z in row)) for row in with_zero(logits)])


def open_cross_entropy(logits, targets):
    picked = np.take_along_axis(with_zero(logits), targets[:, None] + 1, axis=1)[:, 0]
    return (log_normalizer(logits) - picked).mean()


def open_cross_entropy_grad(logits, targets):
    shifted = with_zero(logits) - with_zero(logits).max(axis=1, keepdims=True)
    probs = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    one_hot = targets[:, None] == np.arange(-1, logits.shape[1])
    return ((probs - one_hot) / logits.shape[0])[:, 1:]


# %% q5-digits-loss
def bill(weights, image):
    z = image @ weights
    top = np.max(z)
    return top + np.log(np.sum(np.exp(z - top))) - z  # of a vote for each class


def digit_loss(weights, images, votes):
    total = sum(row @ bill(weights, image) for image, row in zip(images, votes, strict=True))
    return total / votes.sum()


def digit_loss_grad(weights, images, votes):
    grad = np.zeros(weights.shape)
    for image, row in zip(images, votes, strict=True):
        probs = np.exp(-bill(weights, image))
        for c in np.flatnonzero(row):
            grad += row[c] * np.outer(image, probs - (np.arange(len(row)) == c))
    return grad / votes.sum()


# %% q6-threshold
def cost_threshold(cost_fp, cost_fn, cost_tp, pos_weight=1.0):
    return 1 / (1 + (cost_fn - cost_tp) / (pos_weight * cost_fp))


def least(alarms, probs, labels, cost_fp, cost_fn, cost_tp):
    # what it costs if the alarm rings for the largest outputs, so many of them
    ring, ill = np.argsort(-probs)[:alarms], labels == 1
    return (
        cost_fp * np.sum(~ill[ring]) + cost_tp * np.sum(ill[ring]) + cost_fn * (ill.sum() - ill[ring].sum())
    )


def cheapest_threshold(probs, labels, cost_fp, cost_fn, cost_tp):
    ordered = np.sort(probs)[::-1]
    cuts = [n for n in range(len(probs) + 1) if n in (0, len(probs)) or ordered[n - 1] > ordered[n]]
    best = min(cuts, key=lambda n: least(n, probs, labels, cost_fp, cost_fn, cost_tp))
    return ordered[best - 1] if best else 1.5


# %% q7-calibration
def inside(confidences, m, n_bins):
    low = -1 if m == 0 else m / n_bins
    return (confidences > low) & (confidences <= (m + 1) / n_bins)


def gap(confidences, correct):
    return abs(confidences.mean() - correct.mean()) if len(correct) else 0


def reliability(confidences, correct, n_bins):
    sure, right, counts = [], [], []
    for m in range(n_bins):
        members = inside(confidences, m, n_bins)
        counts.append(int(members.sum()))
        sure.append(confidences[members].mean() if members.any() else np.nan)
        right.append(correct[members].mean() if members.any() else np.nan)
    return np.array(sure), np.array(right), np.array(counts)


def calibration_error(confidences, correct, n_bins):
    members = [inside(confidences, m, n_bins) for m in range(n_bins)]
    return float(sum(gap(confidences[b], correct[b]) * b.sum() for b in members) / len(confidences))


# %% q8-laplace
def density(distance, scale, q):
    return q * (1 - q) / scale * np.exp(-distance / scale)


def hit(locations, targets, q):
    return np.where(targets > locations, q, 1 - q) * np.abs(targets - locations)


def laplace_nll(locations, log_scales, targets, q):
    scales = np.exp(log_scales)
    return np.mean(hit(locations, targets, q) / scales - np.log(density(0, scales, q)))


from collections import namedtuple  # noqa: E402

Slopes = namedtuple("Slopes", "for_location for_scale")


def laplace_nll_grad(locations, log_scales, targets, q):
    scales, n = np.exp(log_scales), locations.size
    side = np.sign(locations - targets)
    side = side / 2 + (1 / 2 - q) * np.abs(side)
    return Slopes(side / scales / n, (1 - hit(locations, targets, q) / scales) / n)


# %% q9-order
def scores_below(scores, score, margin):
    return sum(score - other < margin for other in scores)


def order_grad(scores, labels, margin):
    helpful = [s for s, label in zip(scores, labels, strict=True) if label]
    others = [s for s, label in zip(scores, labels, strict=True) if not label]
    slopes = []
    for s, label in zip(scores, labels, strict=True):
        if label:
            slopes.append(-scores_below(others, s, margin))
        else:
            slopes.append(sum(better - s < margin for better in helpful))
    return np.array(slopes) / (len(helpful) * len(others))
