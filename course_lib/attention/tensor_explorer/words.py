"""The texts of the tensor explorer. Names in braces are filled in by the page."""

# name → label on the map, what it is
TENSORS = {
    "embedding": ("embedding", "what the character brings along: its row of the table"),
    "norm1": (
        "norm 1",
        "the stream, brought to mean 0 and spread 1, then each number times a learned gain, for attention",
    ),
    "q": ("q", "queries: what each head asks for"),
    "k": ("k", "keys: what this character offers to be found by"),
    "v": ("v", "values: what it hands over where it is found"),
    "turnedQ": ("q turned", "the queries, turned by the place"),
    "turnedK": ("k turned", "the keys, turned by the place"),
    "keys": ("keys", "all turned keys in the window"),
    "values": ("values", "all values in the window"),
    "scores": ("scores", "how well each key fits the query: q · k / 4"),
    "weights": ("weights", "softmax of the scores: who is looked at, and how much"),
    "mixed": ("mixed", "the values, mixed by the weights"),
    "out": ("out", "what attention adds to the stream"),
    "middle": ("+ out", "the residual stream after attention"),
    "norm2": (
        "norm 2",
        "the stream, brought to mean 0 and spread 1, then each number times a learned gain, for the "
        "second half",
    ),
    "up": ("up", "four times as many numbers"),
    "gelu": ("gelu", "the same, bent"),
    "down": ("down", "what the second half adds to the stream"),
    "after": ("+ down", "the residual stream after the block"),
    "norm": (
        "last norm",
        "the stream after all blocks, brought to mean 0 and spread 1, then each number times a learned gain",
    ),
    "logits": ("logits", "a score for each character that may come"),
    "chances": ("chances", "softmax of the logits: the chance of each character"),
}

QUESTS = {
    "none": "nothing",
    "before": "the head that looks one back",
    "sum": "a tensor whose rows add up to 1",
    "decides": "the block that pushes most",
}

PREDICT = {
    "question": "One character came. Its surprise is −log of its chance. At which of the 65 logits is the "
    "gradient of that surprise negative, so that a larger logit would have made it smaller?",
    "options": [
        {"value": "one", "label": "At one: that of the character which came."},
        {"value": "half", "label": "At about half of them."},
        {"value": "likely", "label": "At the likely ones."},
    ],
    "action": "Show me the gradient",
}
FACT = "There it is the chance minus 1, {own}; everywhere else it is the chance itself, and all add up to 0."
REVEAL = {
    "one": f"Yes. {FACT}",
    "half": f"At one alone, that of {{char}}. {FACT}",
    "likely": f"At one alone, that of {{char}}; likely ones are pushed down, not up. {FACT}",
}

WORDS = {
    "predict": PREDICT,
    "reveal": REVEAL,
    "tensors": {name: {"label": label, "title": title} for name, (label, title) in TENSORS.items()},
    "map": "The network: choose a tensor",
    "through": "The residual stream goes through it; choose it to look inside",
    "rows": {"all": "Whole", "attention": "Attention", "forward": "Forward"},
    "player": "Let it write",
    "typing": "It begins with",
    "cell": "Number in sight",
    "row": "Its row adds up to",
    "all": "All add up to",
    "from": "From",
    "to": "to",
    "gradient": "Gradient at {name}",
    "parameters": "parameters of {name}",
    "place": "Place",
    "reads": "reads",
    "comes": "then comes",
    "chance": "chance",
    "surprise": "surprise in nats",
    "looks": "Colored by the weights of block {block}, head {head}.",
    "looksBack": "Colored by the gradient at the weights of block {block}, head {head}.",
    "lens": "If the last norm and linear layer read here, the likeliest would be:",
    "find": "Check",
    "verdict": {
        "before": {
            "early": "Let it write first: {need} characters, so that a habit can show.",
            "right": "✓ Block {block}, head {head} gives the character before it {share} of its weight on "
            "average. No head gives it clearly more.",
            "wrong": "Block {block}, head {head} gives the character before it {share} of its weight on "
            "average. Another head gives it clearly more.",
        },
        "sum": {
            "right": "✓ Every row adds up to 1: {name} comes out of a softmax.",
            "wrong": "Row {row} of {name} adds up to {sum}, and not to 1.",
        },
        "decides": {
            "right": "✓ Block {block} moves the logit of {a} by {move} against that of {b}: further up "
            "than any other block.",
            "wrong": "Block {block} moves the logit of {a} by {move} against that of {b}. Another moves "
            "it further up.",
        },
    },
    "waiting": "The trained GPT is on its way.",
    "missing": "The trained GPT could not be loaded.",
}
