"""One question of each kind, and what the tests of predictions do on their pages."""

import json

from course_lib.widgets import predict

NARROW = 390
KEY = "course:predictions"
CHOICES = {"12": "That one sums `|r|`.", "16": "Its squares sum to 32."}
PICTURE = {"x": [0, 10, "weight w"], "y": [0, 4, "loss"], "curves": [[[0, 5, 10], [4, 1, 4], "MSE"]]}
QUESTIONS = {
    "choice": lambda: predict("losses/two", "Which has the smaller *MSE*?", CHOICES, answer="16"),
    "opinion": lambda: predict("losses/taste", "Which would you take?", CHOICES),
    "number": lambda: predict(
        "losses/mean", "By how much does it move?", answer=7.5, tolerance=0.5, unit="minutes",
        feedback={44: "The six share it."}, right="A sixth.", hint="Divide.",
    ),
    "order": lambda: predict(
        "losses/order", "From small to large", order=["`a`", "b", "c"], right="So it is.", hint="No."
    ),
    "point": lambda: predict(
        "losses/place", "Where is it lowest?", point=(5, 1), tolerance=(1, 0.5), picture=PICTURE,
        feedback={(0, 4): "Highest."}, right="There it turns.", hint="Lower.",
    ),
}  # fmt: skip


def commit(page):
    page.get_by_role("button", name="Commit").click()


def verdict(page):
    return page.locator(".verdict")


def again(page):
    """A real reload."""
    page.reload()
    page.wait_for_selector("body[data-ready]")


def kept(page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}') ?? '{{}}'"))


def items(page) -> list[str]:
    return page.locator(".order .item").all_inner_texts()
