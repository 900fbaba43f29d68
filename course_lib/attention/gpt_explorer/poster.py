"""The picture that stands for the GPT explorer in print, on GitHub and without JavaScript."""

import json
from pathlib import Path

import numpy as np

from course_lib.plotting import LOOK, figure
from course_lib.rnn.text_explorer.corpus import load_corpus

RUN = Path(__file__).with_name("run.json")  # of the preset "beside", written by tools/write_text_run.mjs
BEGINNING = "\nmaria\nmo"


def draw():
    """The preset "beside": both losses against compute; which characters a GPT may look at."""
    run, bigram = json.loads(RUN.read_text(encoding="utf-8")), load_corpus("names").bigram_loss
    fig, (left, right) = figure(1, 2, height=2.6)
    left.axhline(bigram, color=LOOK["reference"]["color"], linestyle=":")
    left.text(0, bigram - 0.07, "bigram, by counting", fontsize=8)
    left.plot(run["gflop"], run["held"], color=LOOK["train"]["color"], linewidth=2, label="GPT")
    left.plot(run["gflop"], run["rival"], color=LOOK["test"]["color"], linestyle="--", label="GRU")
    left.legend(fontsize=8)
    left.set(xlabel="compute of each, GFLOP", ylabel="validation loss, nats a character")
    left.set_title("At equal compute")
    n = len(BEGINNING)
    right.imshow(np.tril(np.ones((n, n))), cmap="Blues", vmax=2)
    seen = ["↵" if char == "\n" else char for char in BEGINNING]
    right.set(xticks=range(n), yticks=range(n), xticklabels=seen, yticklabels=seen, xlabel="is looked at")
    right.set_title("What a GPT looks at")
    return fig
