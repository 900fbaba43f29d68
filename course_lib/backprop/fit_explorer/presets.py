"""The ready-made points, each with a line of commentary, and what the page says."""

WAVE = [-0.55, 0.1, 0.62, 0.4, -0.25, -0.6, -0.1, 0.55, 0.72, 0.2]
JUMP = [-0.6, -0.6, -0.6, -0.6, -0.6, 0.6, 0.6, 0.6, 0.6, 0.6]
LUCK = [0.3, -0.7, 0.55, 0.1, -0.4, 0.75, -0.2, 0.6, -0.65, 0.4]


def _points(heights):
    return [[-5.4 + 1.2 * i, y] for i, y in enumerate(heights)]


PRESETS = {
    "wave": {
        "label": "A wave",
        "comment": "Ten points on a wave. Nobody tells the network what a wave is.",
        "settings": {"points": _points(WAVE), "lr": 0.006, "units": 16},
    },
    "jump": {
        "label": "A jump",
        "comment": "Low on the left, high on the right: the curve has to become steep.",
        "settings": {"points": _points(JUMP), "lr": 0.006, "units": 16},
    },
    "luck": {
        "label": "No rule at all",
        "comment": "These heights follow no rule, and the network learns them all the same: by heart.",
        "settings": {"points": _points(LUCK), "lr": 0.006, "units": 16},
    },
}

WORDS = {
    "name": "Fit explorer",
    "plot": "The network's curve and the points that it is to meet; drag a point",
    "point": "Point {number} of {count}",
    "at": "at height {y}; the curve passes at {curve}",
    "loss": "mean squared error",
    "steps": "step",
    "trail": "How the error went, picture by picture",
    "miss": "The longest bar measures",
    "params": "the numbers in the network are",
    "more": "More to try",
    "from": "Points",
    "said": "After {steps} steps the mean squared error is {loss}.",
    "own": "Your own points.",
}
