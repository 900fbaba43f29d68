"""Results as the grader writes them, small and made by hand."""

import json

from support.fake_grader import FakeAssignment, FakeLimits, result

MESSAGE = (
    "2.5 expected, 3.0 came. d is 4, beyond delta = 1, so the root is 2. Lesson 1, 'Can one loss have both?'"
)


def cell_of(function, visible=True, hidden=True, message=MESSAGE, ended="", worth=1.0):
    """The two parts of a cell of tests."""
    paid = worth / 2 if visible and hidden else 0.0
    common = {"cell": f"tests-{function}", "function": function, "title": f"A question: {function}"}
    common |= {"points": paid, "max_points": worth / 2}
    return [
        {**common, "visible": True, "passed": visible, "message": "" if visible else message, "ended": ended},
        {**common, "visible": False, "passed": hidden, "message": "", "ended": ended},
    ]


def question(name, *tests, title=None):
    tests = [part for pair in tests for part in pair]
    total = {key: sum(test[key] for test in tests) for key in ("points", "max_points")}
    return {"name": name, "title": title or f"What does {name} ask?", "tests": tests, **total}


def graded(*questions, manual=(), text="x", **more):
    """A result with these questions and texts."""
    points = sum(part["points"] for part in questions)
    most = sum(part["max_points"] for part in [*questions, *manual])
    assignment = FakeAssignment("01_losses", "0" * 64)
    parts = {"questions": list(questions), "manual": list(manual), "points": points, "max_points": most}
    return result(text, assignment, FakeLimits(), 0, **{**parts, **more})


def report(answer="I measured.", cell="q7-calibration-report", most=3.0):
    return {
        "cell": cell,
        "title": "Does 90% sure mean right nine times of ten?",
        "max_points": most,
        "answer": answer,
    }


def lay_down(course, **results):
    """Write results into a course's folder, as the batch does."""
    for student, given in results.items():
        path = course / "graded/01_losses" / f"{student}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(given))


def say(course, student, **meta):
    """Write what the import knew of a submission."""
    path = course / "graded/01_losses" / f"{student}.meta.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(meta))
