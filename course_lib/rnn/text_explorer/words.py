"""The texts of the text explorer. Names in braces are filled in by the page."""

PREDICT = {
    "question": "One letter has twice the chance of another. Now the temperature goes from 1 to 0.5. How do "
    "the two compare then?",
    "options": [
        {"value": "same", "label": "Still twice: the temperature changes all chances alike."},
        {"value": "less", "label": "Less than twice: they come closer to each other."},
        {"value": "square", "label": "Four times: the ratio is squared."},
    ],
    "action": "Halve the temperature",
}
REVEAL = {
    "same": "All scores are divided by ½, so all differences double, and a ratio of chances is squared. Here "
    "{a} had {before} times the chance of {b}, and now it has {after} times.",
    "less": "That is what a temperature above 1 does. Below 1 the scores move apart: {a} had {before} times "
    "the chance of {b}, and now it has {after} times.",
    "square": "Yes. The difference of two scores doubles, so the ratio is squared: {a} had {before} times "
    "the chance of {b}, and now it has {after} times.",
}

WORDS = {
    "heading": "Text explorer: from noise to names",
    "predict": PREDICT,
    "reveal": REVEAL,
    "models": {
        "bigram": "Bigram",
        "rnn": "RNN",
        "lstm": "LSTM",
        "gru": "GRU",
        "gpt": "GPT",
        "trained": "Trained GRU",
    },
    "player": "Training",
    "pen": "Write one character at a time",
    "typing": "It begins with",
    "line": "What is written",
    "sample": "It writes",
    "waiting": "The text is on its way.",
    "missing": "The text could not be loaded. The names are there.",
}
