"""Faults of an exercise notebook, one function each, that the check of a release has to find."""

import base64
import re

from grading.questions import REGION


def unmark_the_cell(cells, _):
    answer = cells["q1-huber"]
    answer.metadata.nbgrader.solution = False
    answer.source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", answer.source)


def begin_too_late(cells, _):
    first = "    residuals = predictions - targets\n"
    answer = cells["q1-huber"]
    answer.source = answer.source.replace(
        f"    ### BEGIN SOLUTION\n{first}", f"{first}    ### BEGIN SOLUTION\n", 1
    )


def replace_a_stub(code):
    def change(cells, _):
        answer = cells["q2-constant"]
        answer.source = code + "\n\n\n" + answer.source

    return change


def tell_it_in_the_text(_, notebook):
    notebook.cells[0].source += "\n\n    counts = np.maximum(np.abs(residuals) - free, 0)"


def space_it_otherwise(_, notebook):
    notebook.cells[0].source += "\n\n    counts=np.maximum( np.abs(residuals)-free,\n        0 )"


def tell_it_in_the_metadata(_, notebook):
    notebook.cells[0].metadata["note"] = "counts = np.maximum(np.abs(residuals) - free, 0)"


def attach_it(_, notebook):
    told = base64.b64encode(b"counts = np.maximum(np.abs(residuals) - free, 0)").decode()
    notebook.cells[0]["attachments"] = {"notes.bin": {"application/octet-stream": told}}


def end_too_early(cells, _):
    tests = cells["q2-constant-tests-best_constant"]
    tests.source += "\nassert _own is not None"


def repeat_a_hidden_test(cells, _):
    hidden = REGION.search(cells["q2-constant-tests-best_constant"].source)[2]
    cells["q1-huber-tests-tolerant_loss"].source += "\n" + hidden


def forget_a_test(cells, notebook):
    notebook.cells.remove(cells["q3-line-tests-fit_line"])


def only_a_comment(cells, _):
    cell = cells["q3-line-tests-fit_line"]
    cell.source = "_own = by_hand(fit_line)\n# assert that it fits\n" + REGION.search(cell.source)[0]


def no_hidden_tests(cells, _):
    cell = cells["q3-line-tests-fit_line"]
    cell.source = REGION.sub("", cell.source)


def without_by_hand(cells, _):
    cell = cells["q3-line-tests-fit_line"]
    cell.source = cell.source.replace("by_hand(fit_line, parts=2)", "fit_line")


def take_a_name(code):
    def change(cells, _):
        cells["q3-line-tests-fit_line"].source = code + "\n" + cells["q3-line-tests-fit_line"].source

    return change


def lean_on(function):
    def change(cells, _):
        cell = cells["q6-threshold-tests-cheapest_threshold"]
        cell.source = f"assert {function}(1, 1, 0) == 0.5\n" + cell.source

    return change


def worth_nothing(cells, _):
    cells["q3-line-tests-fit_line"].metadata.nbgrader.points = 0


def unlocked(cells, _):
    cells["q3-line-tests-fit_line"].metadata.nbgrader.locked = False


def put_tests_first(cells, notebook):
    tests = cells["q3-line-tests-fit_line"]
    notebook.cells.remove(tests)
    notebook.cells.insert(notebook.cells.index(cells["q3-line"]), tests)


def hide_errors(cells, _):
    cells["q3-line-tests-fit_line"].metadata["tags"] = ["raises-exception"]


def forget_the_answer_cell(cells, notebook):
    notebook.cells.remove(cells["q3-line"])


def no_python(cells, _):
    cells["q1-huber"].source += "\nreturn the mean"
