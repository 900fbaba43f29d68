"""Where the draws come from, and the ready-made states, each with a line of commentary."""

SOURCES = {"bell": "a bell", "even": "all alike", "waits": "waiting times"}
"""``draw(source, n)`` → its name in the page."""

WORDS = {
    "sources": SOURCES,
    "about": {
        "bell": "mean 5, spread 1.5",
        "even": "mean 5, spread 2.89",
        "waits": "mean 2, spread 2",
    },
    "outcomes": {"yy": "both", "yn": "only the first", "ny": "only the second", "nn": "neither"},
}

PRESETS = {
    "few": {
        "label": "ten draws",
        "comment": "One machine, number after number. Which shape do they make? Press Play.",
        "settings": {"n": 10},
    },
    "many": {
        "label": "many draws, thin bars",
        "comment": "50,000 draws in 100 bars. A bar is share divided by width; the curve is the density.",
        "settings": {"n": 50000, "bars": 100, "height": "density", "curve": True, "batch": 1000},
    },
    "even": {
        "label": "all alike",
        "comment": "Every number from 0 to 10 is equally likely, and still the bars are never quite level.",
        "settings": {"source": "even", "n": 200, "bars": 20},
    },
    "waits": {
        "label": "waiting times",
        "comment": "Many short waits and a few long ones: most people wait less than the mean.",
        "settings": {"source": "waits", "n": 1000, "bars": 40},
    },
    "coins": {
        "label": "two coins",
        "comment": "Two fair coins that know nothing of each other: each part gets about a quarter.",
        "settings": {"mode": "two", "n": 400},
    },
    "sixes": {
        "label": "two sixes",
        "comment": "Two dice. A six has probability 1/6; two sixes have the area of the small part, 1/36.",
        "settings": {"mode": "two", "p_a": 0.1667, "p_b": 0.1667, "n": 1000},
    },
    "rain": {
        "label": "rain and umbrella",
        "comment": "One mostly follows the other: dots lie on the diagonal, and multiplying goes wrong.",
        "settings": {"mode": "two", "p_a": 0.3, "p_b": 0.4, "tie": 0.8, "n": 400},
    },
}
