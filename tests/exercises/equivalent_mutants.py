"""Changes to our answers that change nothing: question → ``function: the changed line`` → why."""

EQUIVALENT = {
    "q1-huber": {
        "tolerant_loss: costs = np.where(counts < delta, counts ** 2 / 2,"
        " 2 * delta * np.sqrt(delta * counts) - 1.5 * delta ** 2)": (
            "At counts == delta root and parabola meet: both are delta² / 2."
        ),
    },
    "q4-cross-entropy": {
        "log_normalizer: top = np.maximum(logits.max(axis=1), 1)": (
            "Every number near the largest exponent may be taken out, and 1 is as near to 0 as exp needs."
        ),
    },
    "q6-threshold": {
        "cheapest_threshold: candidates = np.append(probs, 4.0)": "Any number above 1 means: never ring.",
    },
    "q1-slopes": {
        "edge_grad: for n_steps in range(4):": "A fourth height is measured and nobody reads it.",
    },
    "q3-table": {
        "fit_table: spread[rows.max(axis=0) == rows.min(axis=0)] = 2": (
            "A constant column is 0 after centering, whatever divides it, and its weight stays 0."
        ),
    },
    "q8-race-report": {
        "tuned: tuning = np.where(np.isnan(losses), np.inf, losses)[:, :, :n_tuning].sum(axis=2)": (
            "All rates have equally many seeds, so the smallest sum is the smallest mean."
        ),
    },
    "q6-check": {
        "check: if abs(up - down) >= 0.01 * max(abs(up), abs(down), 0.001):": (
            "Exactly on the border either verdict passes: the text says so."
        ),
    },
    "q1-count": {
        "count_up: weights = filters * channels / groups * k * k": (
            "The groups divide the channels, so the quotient is a whole number either way."
        ),
    },
    "q7-boxes": {
        "overlap: return shared / np.where(covered > 0, covered, 2)": (
            "Where nothing is covered nothing is shared, and 0 divided by 2 is 0 as well."
        ),
    },
    "q9-grid": {
        "grid_features: rows, columns = (np.arange(grid + 2) * n // grid for n in answers.shape[1:3])": (
            "A cell beyond the last one gets its edge, and nobody asks for it."
        ),
    },
    "q9-model": {
        "next_letter: groups, probs = (np.ones(len(letters), dtype=int), np.ones((len(before), 27)))": (
            "Every group gets the same number more, and different groups stay different."
        ),
        "next_letter: groups = n_letters * groups - further": (
            "A letter is less than 27, so different groups get different numbers this way too."
        ),
        "next_letter: np.add.at(counts, (row[:len(seen)], comes), 2)": (
            "Counts are doubled, so a shorter row is worth half as many letters: as good a model, and the"
            " question asks for any."
        ),
    },
    "q9-why": {
        "other_weights: return others[np.abs(np.array(others) - p).mean(axis=1).argmax()]": (
            "All rows have equally many places, so the largest mean is the largest sum."
        ),
    },
}
