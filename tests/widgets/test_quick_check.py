"""A quick check's Python side: its words without JavaScript, and the questions that it refuses."""

import pytest

from course_lib.widgets import quick_check

LABELS = {"a": "x", "b": "y"}
CHOICES = {"the mean": "It is.", "the median": "That is for absolute error."}


def test_quick_check_falls_back_to_text_with_the_answer():
    check = quick_check("What does *squared* error pick, `c`?", CHOICES, answer="the mean")
    text = check._fallback
    for part in ("squared", "<code>c</code>", "the mean", "the median", "It is."):
        assert part in text
    assert "<script" not in quick_check("<script>x</script>?", CHOICES, answer="the mean")._fallback


@pytest.mark.parametrize(
    ("arguments", "options", "error", "told"),
    [
        (("",), {"answer": 1}, ValueError, "needs words"),
        (("Q?", CHOICES), {"answer": "neither"}, ValueError, "answer must be one of"),
        (("Q?", {"one": "x"}), {"answer": "one"}, ValueError, "2 to 10"),
        (("Q?", {"a": "", "b": "x"}), {"answer": "b"}, ValueError, "its own text and feedback"),
        *(
            (("Q?", CHOICES), {"answer": "the mean"} | numeric, TypeError, "numeric question")
            for numeric in (
                {"unit": "m"},
                {"tolerance": 0},
                {"tolerance": 0.0},
                {"feedback": {}},
                {"right": "Yes."},
                {"hint": "No."},
            )
        ),
        (("Q: $x$?",), {"answer": 1}, ValueError, "Unicode"),
        (("Q?", CHOICES), {"order": ["a", "b"], "right": "Yes."}, TypeError, "ask one thing"),
        (("Q?",), {"order": ["a", "b"], "answer": 1, "right": "Yes."}, TypeError, "holds its own"),
        (("Q?",), {"order": ["a", "a"], "right": "Yes."}, ValueError, "different"),
        (("Q?",), {"order": ["a", "b"]}, ValueError, "say why"),
        (("Q?",), {"order": ["a", "b"], "right": "Yes.", "feedback": {"c": "No."}}, ValueError, "none of"),
        (("Q?",), {"order": ["a", "b"], "right": "Yes.", "unit": "m"}, TypeError, "numeric question"),
        (("Q?",), {"label": {"a": "x", "b": "x"}, "right": "Yes."}, ValueError, "two different"),
        (
            ("Q?",),
            {"label": LABELS, "right": "Yes.", "feedback": {"c": "No."}},
            ValueError,
            "none",
        ),
        (("Q?",), {"label": ["a"], "right": "Yes."}, TypeError, "dict of things"),
        (("Q?",), {"answer": "many"}, TypeError, "must be a number"),
        (("Q?",), {"answer": float("nan")}, ValueError, "finite"),
        (("Q?",), {"answer": 1, "tolerance": -1}, ValueError, "not be negative"),
        (("Q?",), {"answer": 1, "tolerance": 0.5, "feedback": {1.2: "close"}}, ValueError, "right answer"),
    ],
)
def test_quick_check_refuses_what_cannot_be_answered(arguments, options, error, told):
    with pytest.raises(error, match=told):
        quick_check(*arguments, **options)


@pytest.mark.parametrize(("answer", "allowed"), [(1.1e-16, 1.1e-18), (-250.0, 2.5), (0, 1e-9)])
def test_without_a_tolerance_one_percent_of_the_answer_is_accepted(answer, allowed):
    assert quick_check("How large?", answer=answer)._asked["tolerance"] == pytest.approx(allowed)
