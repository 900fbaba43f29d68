"""What an author may ask for a prediction, what is said where it cannot be asked, and what a kernel keeps."""

import pytest

from course_lib.widgets import predict, prediction_record

CHOICES = {"12": "No.", "16": "Yes."}
PICTURE = {"x": [0, 10, "w"], "y": [0, 4, "loss"]}
POINT = {"point": (5, 1), "tolerance": 0.5, "picture": PICTURE, "right": "There."}


@pytest.mark.parametrize(
    ("arguments", "options", "error", "told"),
    [
        (("two", "Q?", CHOICES), {"answer": "16"}, ValueError, "topic/words"),
        (("Losses/two", "Q?", CHOICES), {"answer": "16"}, ValueError, "topic/words"),
        (("t/q", "Q?", CHOICES), {"answer": "17"}, ValueError, "one of the choices"),
        (("t/q", "Q?"), {}, TypeError, "must be a number"),  # an opinion needs choices
        (("t/q", "Q?", {"a": "It is $x$.", "b": "No."}), {"answer": "a"}, ValueError, "Unicode"),
        (("t/q", "Q?"), {"answer": 1, "hint": "$x$"}, ValueError, "Unicode"),
        (("t/q", "Q?"), {"answer": 1, "picture": PICTURE}, TypeError, "belongs to a point"),
        (("t/q", "Q?"), POINT | {"picture": None}, ValueError, "picture="),
        (("t/q", "Q?"), POINT | {"picture": PICTURE | {"z": 1}}, ValueError, "picture="),
        (("t/q", "Q?"), POINT | {"picture": {"x": [0, 1], "y": [0, 1, "b"]}}, ValueError, "the x axis"),
        (("t/q", "Q?"), POINT | {"picture": {"x": [1, 0, "a"], "y": [0, 1, "b"]}}, ValueError, "must rise"),
        (("t/q", "Q?"), POINT | {"picture": PICTURE | {"curves": [[[0, 1], [0]]]}}, ValueError, "as many"),
        (("t/q", "Q?"), POINT | {"point": 5}, TypeError, "two numbers"),
        (("t/q", "Q?"), POINT | {"point": (11, 1)}, ValueError, "outside the picture"),
        (("t/q", "Q?"), POINT | {"tolerance": None}, ValueError, "needs a tolerance"),
        (("t/q", "Q?"), POINT | {"tolerance": (1, 0)}, ValueError, "above 0"),
        (("t/q", "Q?"), POINT | {"feedback": {(5.2, 1): "No."}}, ValueError, "right answer"),
    ],
)
def test_predict_refuses_what_cannot_be_asked(arguments, options, error, told):
    with pytest.raises(error, match=told):
        predict(*arguments, **options)


@pytest.mark.parametrize("topic", ["", "losses/two", "Losses", None])
def test_a_record_needs_a_topic(topic):
    with pytest.raises(ValueError, match="one word"):
        prediction_record(topic)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"choices": CHOICES, "answer": "16"}, "<em>Answer:</em> b. Yes."),
        ({"choices": CHOICES}, "none of them is wrong"),
        ({"answer": 7.5, "unit": "m"}, "It is 7.5 m."),
        ({"order": ["a", "b", "c"], "right": "So."}, "a, b, c. So."),
        (POINT, "There."),
    ],
)
def test_on_paper_the_question_stands_with_its_answer(options, told):
    question = predict("t/paper", "Is it *so*, <b>?", **options)
    assert "<strong>Predict.</strong> Is it <em>so</em>, &lt;b&gt;?" in question._fallback
    assert told in question._fallback
    assert repr(question) == "Predict('Is it *so*, <b>?')"


@pytest.mark.parametrize("items", [["a", "b"], ["a", "b", "c"], list("hgfedcba")])
def test_an_order_never_starts_right_and_starts_the_same_for_everybody(items):
    first, second = (predict("t/order", "Order!", order=items, right="So.")._asked for _ in range(2))
    assert first == second
    assert first["items"] != items
    assert [first["items"][i] for i in first["right"]] == items


def test_a_kernel_keeps_what_was_committed():
    guess = {"given": "16", "right": True}
    made = predict("kernel/two", "Q?", CHOICES, answer="16")
    made.guess = guess
    assert predict("kernel/two", "Q?", CHOICES, answer="16").guess == guess  # its cell runs again
    assert prediction_record("kernel")._made == {"kernel/two": guess}
    assert prediction_record("kern")._made == {}
    made.guess = {}
    assert predict("kernel/two", "Q?", CHOICES, answer="16").guess == {}
    assert prediction_record("kernel")._made == {}
