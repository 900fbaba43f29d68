"""A small assignment in the form of ours, for what is tried many times: three functions, six points."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

GIVEN = """import numpy as np

from course_lib.exercise_tools import by_hand, expect
"""
DATA = """rows = np.arange(400.0).reshape(100, 4)
_given_rows = rows.copy()


def halved(x):
    return x / 2
"""
ANSWERS = {
    "q1-mean": '''def mean_of(x):
    """The mean of each column."""
    ### BEGIN SOLUTION
    return x.sum(axis=0) / len(x)
    ### END SOLUTION


def centered(x):
    """Without the mean of each column."""
    ### BEGIN SOLUTION
    return x - mean_of(x)
    ### END SOLUTION
''',
    "q2-words": '''def lengths(words):
    """How long each word is."""
    ### BEGIN SOLUTION
    return [len(word) for word in words]
    ### END SOLUTION
''',
}
TESTS = {
    "mean_of": """_own = by_hand(mean_of, without=["mean"])
expect(_own(np.array([[1.0, 2.0], [3.0, 6.0]])), [2, 4], "Divide by the number of rows.")
### BEGIN HIDDEN TESTS
expect(_own(_given_rows), [198, 199, 200, 201], "many rows")
expect(_own(_given_rows[:7]), [12, 13, 14, 15], "seven rows")
### END HIDDEN TESTS""",
    "centered": """_own = by_hand(centered, calls=50)
expect(_own(np.array([[1.0], [3.0]])), [[-1], [1]], "Take the mean away.")
### BEGIN HIDDEN TESTS
expect(_own(_given_rows), _given_rows - np.array([198.0, 199, 200, 201]), "many rows")
### END HIDDEN TESTS""",
    "lengths": """_own = by_hand(lengths, recursion=False)
expect(_own(["a", "bcd"]), [1, 3], "Count the letters.")
### BEGIN HIDDEN TESTS
_words = ["x" * n for n in range(40)]
expect(_own(_words), np.arange(40), "many words")
assert sum(_own(_words)) == 780
### END HIDDEN TESTS""",
}


def marks(name, **more):
    plain = {"grade": False, "locked": True, "schema_version": 3, "solution": False, "task": False}
    return {"nbgrader": plain | {"grade_id": name} | more}


def write(folder):
    """The source notebook, in a folder of its name."""
    cells = [
        new_code_cell(GIVEN, id="imports", metadata=marks("imports")),
        new_code_cell(DATA, id="data", metadata=marks("data")),
    ]
    for name, answer in ANSWERS.items():
        cells.append(new_markdown_cell(f"## {name[1]}. Who knows {name[3:]}? (4 points)"))
        cells.append(new_code_cell(answer, id=name, metadata=marks(name, locked=False, solution=True)))
        for function, tests in TESTS.items():
            if f"def {function}(" in answer:
                test = f"{name}-tests-{function}"
                cell = new_code_cell(tests, id=test.replace("_", "-"), metadata=marks(test, grade=True))
                cell.metadata["nbgrader"]["points"] = 2
                cells.append(cell)
    path = folder / "00_small" / "small.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells), path)
    return path
