"""The numbers of the primer's explorables, from NumPy alone."""

from __future__ import annotations

import numpy as np

from course_lib.gradcheck import numerical_gradient
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


# name → function of numbers, and its slopes as the tables of calculus have them
CURVES = {
    "square": (lambda x: x**2, lambda x: 2 * x),
    "cubic": (lambda x: x**3 / 3 - x, lambda x: x**2 - 1),
    "sine": (np.sin, np.cos),
}
SURFACES = {
    "bowl": (lambda x: x[0] ** 2 + 2 * x[1] ** 2, lambda x: [2 * x[0], 4 * x[1]]),
    "saddle": (lambda x: x[0] ** 2 - x[1] ** 2, lambda x: [2 * x[0], -2 * x[1]]),
    "product": (lambda x: x[0] * x[1], lambda x: [x[1], x[0]]),
}
CHAINS = {
    "gears": (lambda x: 3 * x, lambda u: 2 * u, lambda x: 3, lambda u: 2),
    "bend": (lambda x: 2 * x + 1, np.tanh, lambda x: 2, lambda u: 1 / np.cosh(u) ** 2),
    "square_sine": (np.square, np.sin, lambda x: 2 * x, np.cos),
}


def curve_numbers(name: str, x: float, h: float) -> dict:
    f, slope = CURVES[name]
    return {"here": f(x), "there": f(x + h), "quotient": (f(x + h) - f(x)) / h, "slope": slope(x)}


def surface_numbers(name: str, x, h: float) -> dict:
    f, slopes = SURFACES[name]
    gains = [(f(np.add(x, step)) - f(x)) / h for step in ([h, 0], [0, h])]
    gradient = slopes(x)
    told = {"here": f(x), "steepness": np.linalg.norm(gradient)}
    return told | {
        f"{k}.{i + 1}": v[i] for k, v in (("quotient", gains), ("slope", gradient)) for i in (0, 1)
    }


def chain_numbers(name: str, x: float, h: float) -> dict:
    inner, outer, up, on = CHAINS[name]
    u = inner(x)
    gain = outer(inner(x + h)) - outer(u)
    slopes = {"slope.1": up(x), "slope.2": on(u), "slope": up(x) * on(u)}
    return {"u": u, "y": outer(u), **slopes, "quotient": gain / h}


def slopes() -> dict:
    """Heights, quotients and derivatives; the finite differences that vouch for them are the course's own."""
    rng = np.random.default_rng(7)
    places = [(x, float(h)) for x in rng.uniform(-2, 2, size=(6, 2)) for h in (1, 0.1, 0.001)]
    central = lambda f, x: numerical_gradient(lambda v: f(v), np.array(x)).tolist()  # noqa: E731
    return {
        "curve": [
            {"curve": k, "x1": x[0], "h": h} | curve_numbers(k, x[0], h) | {"differences": central(f, x[0])}
            for k, (f, _) in CURVES.items()
            for x, h in places
        ],
        "surface": [
            {"surface": k, "x1": x[0], "x2": x[1], "h": h}
            | surface_numbers(k, x, h)
            | {"differences": central(f, x)}
            for k, (f, _) in SURFACES.items()
            for x, h in places
        ],
        "chain": [
            {"chain": k, "x1": x[0], "h": h}
            | chain_numbers(k, x[0], h)
            | {"differences": central(lambda v, i=inner, o=outer: o(i(v)), x[0])}
            for k, (inner, outer, *_) in CHAINS.items()
            for x, h in places
        ],
    }
