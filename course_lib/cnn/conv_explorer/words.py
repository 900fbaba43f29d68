"""The texts of the convolution explorer. Names in braces are filled in by the page."""

PREDICT = {
    "question": "The input is an upright bar of ink, two pixels wide. Every row of the kernel is −1, 0, 1. "
    "Where is the output not 0?",
    "options": [
        {"value": "ink", "label": "Everywhere in the bar, where there is ink."},
        {"value": "sides", "label": "Beside the bar: plus on one side, minus on the other."},
        {"value": "left", "label": "On the left side alone."},
        {"value": "ends", "label": "At the upper and the lower end of the bar."},
    ],
    "number": {"label": "The largest output is"},
    "action": "Slide the window",
}
REVEAL = {
    "answer": "sides",
    "largest": 3,
    "right": "As you said, it answers at the sides",
    "wrong": "It answers at the sides",
    "verdict": "{choice}: plus where ink begins, minus where it ends. Three rows of the window see it, each "
    "with 1, and so the largest output is 3. {off}",
}

WORDS = {
    "predict": PREDICT,
    "reveal": REVEAL,
    "unfit": "A kernel that spans {reach} pixels does not fit on {size} pixels with {padding} of padding on "
    "each side.",
    "sum": "The output is the sum of all products: ",
    "field": "One number of the second layer sees {field} × {field} pixels.",
}
