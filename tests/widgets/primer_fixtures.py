"""The numbers of the primer's explorables, from NumPy alone."""

from __future__ import annotations

import numpy as np

from course_lib.primer.matrix_explorer import PRESETS as MATRICES
from course_lib.primer.neuron_explorer import PRESETS as NETWORKS


def plane() -> dict:
    """Images, angles and eigenvalues of the ready-made matrices and of drawn ones."""
    rng = np.random.default_rng(5)
    ready = [[[p["settings"][k] for k in row] for row in ("ab", "cd")] for p in MATRICES.values()]
    drawn = rng.uniform(-3, 3, size=(40, 2, 2)).round(1)
    return {"cases": [_matrix(np.array(A, dtype=float), rng) for A in [*ready, *drawn, 2 * np.eye(2)]]}


def _matrix(A, rng) -> dict:
    x = rng.uniform(-3, 3, size=2)
    image = A @ x
    spin = complex(*image) / complex(*x)  # in the plane of complex numbers, a turn is a quotient
    values = np.linalg.eigvals(A)
    real = np.isreal(values).all()
    values = np.sort(values.real)[::-1] if real else []
    if real and values[0] - values[1] < 1e-6:  # a shear: NumPy gives its one value twice
        values = values[:1]
    angle = np.deg2rad(35)
    spun = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ x
    return {
        **dict(zip("abcd", A.ravel(), strict=True)),
        "x": x,
        "image": image,
        "turn": float(np.rad2deg(np.angle(spin))),
        "values": values,
        "turned": spun,
    }


def network() -> dict:
    """Sums, bent sums and output of the ready-made networks and of drawn ones."""
    rng = np.random.default_rng(6)
    ready = [p["settings"] for p in NETWORKS.values()]
    pairs = [(s["weights"], (s["x1"], s["x2"])) for s in ready]
    pairs += [(rng.uniform(-4, 4, size=9), rng.uniform(-3, 3, size=2)) for _ in range(30)]
    return {"cases": [_network(np.array(w, dtype=float), np.array(x, dtype=float)) for w, x in pairs]}


def _network(w, x) -> dict:
    z = w[[[0, 1], [3, 4]]] @ x + w[[2, 5]]
    h = np.tanh(z)
    return {"weights": w, "x": x, "z": z, "h": h, "output": w[6:8] @ h + w[8]}
