"""What can be done with two arrays, and the ready-made states, each with a line of commentary."""

DO = {"add": "a + b", "sub": "a − b", "mul": "a × b", "sum": "sum of a"}
"""Name of an operation → what the page calls it."""

PRESETS = {
    "row": {
        "label": "a row for every row",
        "comment": "b has no axis for the rows. NumPy gives every row of a the same b.",
        "settings": {},
    },
    "column": {
        "label": "a column for every column",
        "comment": "b is one column wide. NumPy copies it until there is one for each column of a.",
        "settings": {"b_axes": 2, "b_rows": 2, "b_cols": 1},
    },
    "number": {
        "label": "a number for every cell",
        "comment": "A single number has no axis at all. Every cell of a meets it.",
        "settings": {"do": "mul", "b_axes": 0},
    },
    "table": {
        "label": "times table",
        "comment": "A column and a row. Both are stretched, and each cell is one product.",
        "settings": {"do": "mul", "a_rows": 4, "a_cols": 1, "b_axes": 2, "b_rows": 1, "b_cols": 5},
    },
    "clash": {
        "label": "a clash",
        "comment": "3 against 2, and neither is 1: NumPy refuses. Which one change would make it work?",
        "settings": {"b_cols": 2},
    },
    "down": {
        "label": "sum down the rows",
        "comment": "Axis 0 counts the rows. It is folded away: what remains is one sum for each column.",
        "settings": {"do": "sum", "a_rows": 3, "a_cols": 4},
    },
    "across": {
        "label": "sum across, and keep the axis",
        "comment": "Axis 1 counts the columns. With keepdims a 1 stays there: the sums stand in a column.",
        "settings": {"do": "sum", "a_rows": 3, "a_cols": 4, "axis": "1", "keepdims": True},
    },
}
