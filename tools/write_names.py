"""Write the names that the text explorer learns from as a module of the page."""

from pathlib import Path

from course_lib.datasets import load_names

MODULE = Path(__file__).parents[1] / "course_lib/rnn/text_explorer/names.js"


def module() -> str:
    """The text of the module: the names of ``load_names``, in its order."""
    lines = [
        "// Written by tools/write_names.py: first names of the US census of 1990, public domain.",
        "// biome-ignore format: one long word",
        f'export const NAMES = "{" ".join(load_names().text.split())}";',
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    MODULE.write_text(module(), encoding="utf-8")
