"""The picture that stands for the tensor explorer in print, on GitHub and without JavaScript."""

import numpy as np

from course_lib.attention.tensor_explorer.reading_torch import read
from course_lib.plotting import figure

TEXT = "\nROMEO:\nWhat is the matter with thee"


def draw():
    """The weights of the second block at the last character of a text."""
    weights = read(TEXT)["blocks.1.weights"].detach().numpy()
    fig, ax = figure(height=2.2)
    ax.imshow(weights, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    letters = [{"\n": "↵"}.get(char, char) for char in TEXT]
    ax.set_xticks(np.arange(len(letters)), letters, fontsize=9)
    ax.set_yticks(range(len(weights)), [f"head {i + 1}" for i in range(len(weights))])
    ax.set_title("Attention weights of block 2 at the last character")
    return fig
