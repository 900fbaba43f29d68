"""The texts of the attention explorer. Names in braces are filled in by the page."""

from course_lib.attention.attention_explorer.lesson import NOUNS, VERBS

PREDICT = {
    "question": "drank asks, and cat gets {now} of its attention. The query of drank is made twice as long "
    "and keeps its direction. What happens to its four weights?",
    "options": [
        {"value": "same", "label": "Nothing: only the direction of a query counts."},
        {"value": "double", "label": "They all double."},
        {"value": "sharper", "label": "The largest grows, the others lose."},
    ],
    "action": "Make it twice as long",
}
REVEAL = {
    "same": "The scores double, for a score is a dot product: lengths count. After the softmax cat has {cat} "
    "in place of {now}, and the others lose.",
    "double": "The scores double. The weights cannot: they have sum 1. The softmax gives cat {cat} in place "
    "of {now}, and the others lose.",
    "sharper": "Yes. The scores double, and the softmax turns larger differences into a sharper choice: cat "
    "has {cat} in place of {now}.",
}

WORDS = {
    "predict": PREDICT,
    "reveal": REVEAL,
    "typing": "Sentence",
    "lesson": {
        "nouns": {noun: {"agrees": pronoun, "code": code} for noun, (pronoun, code) in NOUNS.items()},
        "verbs": VERBS,
    },
}
