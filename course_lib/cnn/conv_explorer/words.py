"""The texts of the convolution explorer. Names in braces are filled in by the page."""

PREDICT = {
    "question": "A bar lies flat: two pixels high, four pixels long, paper all around. Every row of the "
    "kernel is −1, 0, 1. Where is the output not 0?",
    "options": [
        {"value": "ink", "label": "Wherever there is ink."},
        {"value": "ends", "label": "At the two ends of the bar: plus at one, minus at the other."},
        {"value": "long", "label": "Along its upper and its lower side."},
        {"value": "nowhere", "label": "Nowhere. A lying bar is nothing for this kernel."},
    ],
    "number": {"label": "The largest output is"},
    "action": "Lay the bar down",
}
REVEAL = {
    "answer": "ends",
    "largest": 2,
    "right": "As you said, it answers at the two ends",
    "wrong": "It answers at the two ends",
    "verdict": "{choice}: plus where ink begins, minus where it ends. Along the bar each row of the window "
    "has as much ink on the left as on the right, and that cancels. At the left end two rows of the window "
    "give 1 each, so the largest output is 2. {off}",
}

WORDS = {
    "predict": PREDICT,
    "reveal": REVEAL,
    "unfit": "A kernel that spans {reach} pixels does not fit on {size} pixels with {padding} of padding on "
    "each side.",
    "sum": "The output is the sum of all products: ",
    "field": "One number of the second layer sees {field} × {field} pixels.",
    "back": "▽ is the gradient: by how much the loss rises for each unit that this number rises.",
}
