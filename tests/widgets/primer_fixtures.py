"""The numbers of the primer's explorables, from NumPy alone."""

from __future__ import annotations

import numpy as np

from course_lib.primer.matrix_explorer import PRESETS as MATRICES


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
