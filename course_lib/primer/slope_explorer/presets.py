"""The functions on offer, and the ready-made states, each with a line of commentary."""

CURVES = {"square": "x²", "cubic": "x³/3 − x", "sine": "sin x"}
SURFACES = {"bowl": "x₁² + 2x₂²", "saddle": "x₁² − x₂²", "product": "x₁ · x₂"}
CHAINS = {"gears": "u = 3x, y = 2u", "bend": "u = 2x + 1, y = tanh u", "square_sine": "u = x², y = sin u"}


def _preset(label: str, comment: str, mode: str, function: str, x1: float, x2: float = 0.5) -> dict:
    return {
        "label": label,
        "comment": comment,
        "settings": {"mode": mode, mode: function, "x1": x1, "x2": x2, "h": 1},
    }


PRESETS = {
    "parabola": _preset(
        "a parabola", "The slope is 2x: it grows as you go to the right.", "curve", "square", 0.5
    ),
    "up_and_down": _preset(
        "up and down", "Find the two places where the tangent is level.", "curve", "cubic", -0.5
    ),
    "bowl": _preset(
        "a bowl", "As far out along x₂ as along x₁, it is twice as steep.", "surface", "bowl", 1, 0.5
    ),
    "saddle": _preset(
        "a saddle", "Up along x₁, down along x₂: in the middle both slopes are zero.", "surface", "saddle", 1
    ),
    "product": _preset(
        "a product", "How steep it is along x₁ depends on x₂, and the other way round.", "surface", "product",
        1,
    ),
    "gears": _preset(
        "two gears", "The first turns u three times as fast as x, the second y twice as fast as u.", "chain",
        "gears", 0.5,
    ),
    "bend": _preset(
        "a line, then a bend", "Multiply and add, then bend: where tanh is flat, y hardly moves.",
        "chain", "bend", 0,
    ),
}  # fmt: skip
