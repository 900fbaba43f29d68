"""A small lesson that asks twice, shows what it asked for, and ends in the record."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ASK = """from course_lib.widgets import predict, prediction_record
predict("losses/two", "Which is smaller?", {"12": "No.", "16": "Yes."}, answer="16")"""
SECOND = 'predict("losses/mean", "How large is the mean?", answer=7, right="Seven.")'


def lesson() -> str:
    def waits(text, id):
        return new_code_cell(f"print({text!r})", id=id, metadata={"tags": ["reveal"]})

    cells = [
        new_markdown_cell("# A lesson\n\nText.", id="title"),
        new_code_cell("print('in sight')", id="free"),
        new_code_cell(ASK, id="ask", metadata={"tags": ["remove-input"]}),
        waits("the first answer", "first"),
        new_markdown_cell("It speaks of the first answer.", id="between"),
        waits("more of it", "more"),
        new_code_cell("print('a figure')", id="figure"),
        new_markdown_cell("It speaks of the figure.", id="of-the-figure"),
        new_code_cell(SECOND, id="second"),
        waits("the second answer", "last"),
        new_code_cell('prediction_record("losses")', id="record"),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.writes(new_notebook(cells=cells, metadata=kernel))
