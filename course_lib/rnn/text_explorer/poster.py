"""The picture that stands for the text explorer in print, on GitHub and without JavaScript."""

import json
from pathlib import Path

import numpy as np

from course_lib.plotting import LOOK, figure
from course_lib.rnn.sampling import next_char_distribution
from course_lib.rnn.text_explorer.corpus import load_corpus

RUN = Path(__file__).with_name("run.json")  # of the preset "gru", written by tools/write_text_run.mjs


def draw():
    """The preset "gru": its losses against compute beside the bigram's; what follows "ma", by counting."""
    run, data = json.loads(RUN.read_text(encoding="utf-8")), load_corpus("names")
    fig, (left, right) = figure(1, 2, height=2.6)
    left.axhline(data.bigram_loss, color=LOOK["reference"]["color"], linestyle=":")
    left.text(run["gflop"][-1], data.bigram_loss + 0.04, "bigram, by counting", ha="right", fontsize=8)
    left.plot(run["gflop"], run["held"], color=LOOK["train"]["color"], linewidth=2)
    left.set(xlabel="compute, GFLOP", ylabel="validation loss, nats a character")
    left.set_title("It falls below the bigram's line")
    row = np.log(data.bigram[data.tokens.index("a")])
    chances = next_char_distribution(row)
    order = np.argsort(-chances)[:12]
    right.bar(range(len(order)), chances[order], color=LOOK["train"]["color"])
    right.set(xticks=range(len(order)), ylabel="chance", xlabel="next letter, ↵ is the end")
    right.set_xticklabels(["↵" if t == "\n" else t for t in np.array(data.tokens)[order]], fontsize=9)
    right.set_title("After ma: the pairs know the a alone")
    return fig
