"""The numbers of the graph explorer, from ``Value`` and ``Tensor``: what is typed is Python but for ^."""

from __future__ import annotations

import numpy as np

from course_lib.backprop import Tensor, Value
from course_lib.backprop.graph_explorer import PRESETS
from course_lib.backprop.graph_explorer.language import FUNCTIONS, as_python, names
from course_lib.gradcheck import numerical_gradient

TYPED = [  # what the language has beside the presets
    ("-x^2 - (a - b)*c / 2", {"x": 1.5, "a": -1, "b": 0.5, "c": 3}),
    ("u = x*x + x\nu*u - u/x", {"x": 0.7}),
    ("(2*x + 1)**3 + (x - 1)^-2 + x^0 + x^0.5", {"x": 0.25}),
    ("relu(a) + relu(b) + log(exp(c))", {"a": -2, "b": 3, "c": 0.5}),
    ("sigmoid(x) + sigmoid(y) + tanh(x*y)", {"x": 40, "y": -30}),
    ("- -a + -b", {"a": 1, "b": 2}),
    ("sum((A*v + c)^2)", {"A": [[1, 2, -1], [0.5, 3, 2]], "v": [2, -1, 0.5], "c": 0.25}),
    ("mean(A / b)", {"A": [[1, 2], [3, 4]], "b": [[2], [-4]]}),
    ("sum(tanh(A @ B) * C)", {"A": [[1, 0.5], [-1, 2], [0, 1]], "B": [[0.3, -0.2, 1], [1, 1, 0]], "C": 2}),
    ("u @ v + sum(u @ A) + u @ A @ v", {"u": [1, -2], "v": [0.5, 3], "A": [[1, 2], [-1, 0.5]]}),
    ("mean(exp(x) - x)^2", {"x": [0.1, -0.5, 2, 1]}),
]


def evaluate(expression: str, values: dict, kind=None):
    """The result and the inputs by name, each a Value, or a Tensor where arrays are met."""
    arrays = any(np.ndim(v) for v in values.values()) or any(f in expression for f in ("sum(", "mean(", "@"))
    kind = kind or (Tensor if arrays else Value)
    more = {"requires_grad": True} if kind is Tensor else {}
    inputs = {n: kind(np.array(values[n], dtype=float).tolist(), **more) for n in names(expression)}
    scope = inputs | {f: getattr(kind, f) for f in FUNCTIONS if hasattr(kind, f)}
    *lines, last = as_python(expression).split("\n")
    exec("\n".join(lines), scope)
    return eval(last.split("=", 1)[-1].strip(), scope), inputs


def graph() -> dict:
    rng = np.random.default_rng(11)
    ready = [(p["settings"]["expression"], p["settings"]["values"]) for p in PRESETS.values()]
    drawn = [_drawn(rng) for _ in range(60)]
    return {"cases": [_case(*each) for each in [*ready, *TYPED, *drawn]]}


def _case(expression: str, values: dict) -> dict:
    result, inputs = evaluate(expression, values)
    result.backward()
    listed = {name: np.array(v, dtype=float) for name, v in values.items()}
    differences = {
        name: numerical_gradient(lambda x, n=name: _value(expression, listed | {n: x}), listed[name])
        for name in inputs
    }
    return {
        "expression": expression,
        "values": {name: listed[name].tolist() for name in inputs},
        "result": float(result.data),
        "gradients": {name: np.array(leaf.grad).tolist() for name, leaf in inputs.items()},
        "differences": {name: np.asarray(v).tolist() for name, v in differences.items()},
    }


def _value(expression, values) -> float:
    return float(evaluate(expression, values)[0].data)


def _drawn(rng) -> tuple[str, dict]:
    """Lines that use what stands before, often more than once."""
    values = {name: round(float(v), 2) for name, v in zip("abcd", rng.uniform(0.2, 2, size=4), strict=True)}
    known, lines = [*values], []
    for i in range(rng.integers(2, 6)):
        known.append(f"u{i}")
        lines.append(f"u{i} = {_tree(rng, known[:-1], 3)}")
    return "\n".join([*lines, f"{known[-1]} * a + {known[-2]}"]), values


def _tree(rng, known, depth) -> str:
    if depth == 0 or rng.random() < 0.2:
        return str(rng.choice(known)) if rng.random() < 0.85 else f"{rng.uniform(0.5, 3):.1f}"
    one = lambda: _tree(rng, known, depth - 1)  # noqa: E731
    form = rng.choice(["+", "-", "*", "bent", "square", "quotient", "minus", "sum"])
    if form in "+-*":
        return f"({one()} {form} {one()})"
    bent = f"{rng.choice(['tanh', 'sigmoid'])}({rng.choice(known)} * {one()})"
    made = {
        "bent": bent,
        "square": f"({one()})^2",
        "quotient": f"{one()} / ({rng.choice(known)}^2 + 1)",
        "minus": f"-({one()})",
        "sum": f"({one()} + {one()} + {one()})",
    }
    return made.get(form, bent)
