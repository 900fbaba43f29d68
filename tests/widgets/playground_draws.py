"""What the playground draws from a seed: data, first weights, batches and masks, by ``course_lib``."""

from __future__ import annotations

import numpy as np

from course_lib.backprop.playground.data import DATASETS, FEATURES, expand_features, make_data, split_rows
from course_lib.backprop.playground.run import INITIALIZERS, batches, dropout_masks, initial_parameters
from course_lib.mulberry import Mulberry32


def draws() -> dict:
    """Random numbers, data, features, splits, first weights, batches and masks."""
    seeds = [0, 1, 42, 2**31, 2**32 - 1]
    sets = [(name, 2) for name in DATASETS] + [("circle", 3), ("gauss", 4), ("spiral", 3)]
    data = []
    for k, (name, n_classes) in enumerate(sets):
        made = make_data(name, 15, n_classes, 0.3 * (k % 2), k)
        asked = {"name": name, "nSamples": 15, "nClasses": n_classes, "noise": 0.3 * (k % 2), "seed": k}
        data.append(
            {"asked": asked, "x": made.X.ravel(), "y": made.y.tolist(), "nClasses": len(made.class_names)}
        )
    points = make_data("xor", 6).X
    return {
        "uniform": [{"seed": s, "values": Mulberry32(s).uniform(5)} for s in seeds],
        "normal": [{"seed": s, "values": Mulberry32(s).normal(5)} for s in seeds],
        "stream": Mulberry32.stream(7, 1, 2).uniform(3),
        "permutation": Mulberry32(4).permutation(12).tolist(),
        "data": data,
        "points": points.ravel(),
        "features": expand_features(points, list(FEATURES)).ravel(),
        "split": [part.tolist() for part in split_rows(25, 0.3, 8)],
        "starts": {
            name: np.concatenate(
                [a.ravel() for layer in initial_parameters([3, 4, 2], name, 6) for a in layer]
            )
            for name in INITIALIZERS
        },
        "batches": [rows.tolist() for rows in batches(23, 5, seed=2, epoch=4)],
        "masks": [mask.ravel() for mask in dropout_masks([4, 3], 5, 0.4, seed=9, step=17)],
    }
