"""The texts of the graph explorer. Names in braces are filled in by the page."""

import keyword

PREDICT = {
    "question": "L = x · y + x, with x = 2 and y = 3: x is used twice. Raise x by a little. How many times "
    "as much does L rise?",
    "options": [
        {"value": "product", "label": "y times: the product decides."},
        {"value": "one", "label": "Once: x is also added as it is."},
        {"value": "sum", "label": "y + 1 times: both count."},
        {"value": "times", "label": "y · 1 times: one after the other."},
    ],
    "number": {"label": "The gradient of x is"},
    "action": "Go back through the graph",
}
REVEAL = {
    "answer": "sum",
    "gradient": 4,
    "right": "As you said, both count",
    "wrong": "Both count",
    "verdict": "{choice}: along the product comes back y = 3, along the sum 1, and x adds them up to 4. "
    "{off} Nudge x, and L rises by four times as much.",
}

ASK = (
    "All gradients are shown as this program computes them. Going backward, from right to left: at which "
    "card does a gradient go wrong first? Click on it, and type what should stand there."
)
WHY = {
    "slope": "The program forgot σ′ = σ(1 − σ): it handed the gradient of σ on as it was.",
    "overwrite": "The program wrote grad = … where it meant grad += …: the second use wiped out the first.",
    "bias": "The bias was counted inside the loop over the weights, once for each weight. It is added once.",
    "zero": "Nobody set the gradients to zero after the last step: the new ones were added to the old ones.",
    "product": "The program gave each input of the product its own value. Each one's slope is the other.",
    "minus": "The program forgot the minus: what is subtracted has the local derivative −1.",
}
VERDICT = {
    "place": "First pick a place: click on the card whose gradient goes wrong first.",
    "upstream": "✗ The gradient of {name} is wrong, but it is not the first: what comes back to it from its "
    "right is wrong already. Go on to the right.",
    "fine": "✗ The gradient of {name} is right. Multiply local by upstream along each of its edges, and see.",
    "number": "It does go wrong at {name}. Now type the number that should stand there.",
    "same": "It does go wrong at {name}, but {typed} is what stands there now.",
    "sign": "The place is right and so is the size. Look at the sign.",
    "local": "The place is right. That is the local derivative alone: it is still to be multiplied by the "
    "upstream gradient.",
    "alone": "The place is right. That is the upstream gradient alone: it is still to be multiplied by the "
    "local derivative.",
    "product": "The place is right. But what comes back along several edges is added, not multiplied.",
    "off": "The place is right, the number is not yet. Multiply local by upstream along each edge, and add.",
    "right": "✓ {right} it is. {why} The graph is repaired: see what else has changed.",
}

TAKEN = [*keyword.kwlist, "print", "Value", "Tensor"]
"""Names that the copied code could not use."""

WORDS = {"predict": PREDICT, "reveal": REVEAL, "ask": ASK, "why": WHY, "verdict": VERDICT, "taken": TAKEN}
WORDS |= {
    "hint": "Click on a card to see where its numbers come from, or press Step.",
    "rule": "  local × upstream",
    "added": "  local × upstream, added up",
    "root": ": the result by itself.",
    "broken": ", as this program computes it.",
    "first": "? (no gradient yet)",
    "typing": "Expression: names, numbers, + − * / ^ @, exp log tanh sigmoid relu sum mean",
}
