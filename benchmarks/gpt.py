"""GPT beside the LSTM and the GRU of chapter 5 at equal compute: held-out nats on Tiny Shakespeare, by seed.

    OMP_NUM_THREADS=1 python benchmarks/gpt.py 135 270 540 --seeds 3

Compute is counted, 6 × multiply–adds × tokens, in GFLOP; seconds are those of the processor. *From nothing*
are windows of 64 letters, of which each model has read no more than what stands in the window; *with memory*
are 128 tracks of 512 letters, read in one go. Differences are paired by seed.

All learn from windows that are drawn from anywhere and read from nothing. With tracks in order and a carried
state, as in chapter 5, the LSTM did worse where it stopped before the end of its tracks.
"""

import argparse
import time

import torch

from course_lib.attention.compute_torch import n_parameters, updates_for
from course_lib.attention.gpt_torch import GPT
from course_lib.datasets import load_tiny_shakespeare
from course_lib.evidence import mean_interval, over_seeds, paired
from course_lib.rnn import Vocabulary
from course_lib.rnn.char_model_torch import CharRNNTorch
from course_lib.rnn.writing_torch import read_text, surprise

PLAYS = load_tiny_shakespeare().text
SIGNS = Vocabulary(PLAYS, specials=())
IDS = torch.tensor(SIGNS.encode(PLAYS))
READ, NEW = IDS[: len(IDS) * 9 // 10], IDS[len(IDS) * 9 // 10 :]
WINDOWS, TRACKS = NEW[: len(NEW) // 65 * 65].view(-1, 65), NEW[: len(NEW) // 128 * 128].view(128, -1)[:, :513]
HIDDEN = {"hidden_size": 128, "embedding_dim": 32}
# name → model, and how it reads: rows, window, rate
MODELS = {
    "GPT": (lambda: GPT(len(SIGNS), depth=3), (4, 64, 0.005)),
    "LSTM": (lambda: CharRNNTorch(len(SIGNS), cell="lstm", **HIDDEN), (8, 64, 0.012)),
    "GRU": (lambda: CharRNNTorch(len(SIGNS), cell="gru", **HIDDEN), (8, 64, 0.012)),
}


def learned(name, flops, seed):
    """Nats from nothing and with memory, and seconds of the processor."""
    build, (rows, window, rate) = MODELS[name]
    torch.manual_seed(seed)
    model = build()
    begin = time.process_time()
    read_text(model, READ, updates_for(model, flops, rows, window), rows, window, rate, carry=False)
    seconds = time.process_time() - begin
    return {
        "from nothing": surprise(model, WINDOWS).mean(),
        "with memory": surprise(model, TRACKS).mean(),
        "seconds": seconds,
    }


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("gflop", nargs="+", type=float)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--models", nargs="+", default=list(MODELS), choices=list(MODELS))
    asked = asked.parse_args()
    torch.set_num_threads(1)
    for name in asked.models:
        print(f"{name}: {n_parameters(MODELS[name][0]()):,} parameters")
    for gflop in asked.gflop:
        found = {}
        for name in asked.models:
            found[name] = over_seeds(lambda s, n=name, g=gflop: learned(n, 1e9 * g, s), range(asked.seeds))
            print(f"{gflop:g} GFLOP, {name}: {found[name]['seconds'].mean():.1f} s")
            for part in ("from nothing", "with memory"):
                print(f"    {part}: {mean_interval(found[name][part])}", flush=True)
        first = asked.models[0]
        for name in asked.models[1:]:
            for part in ("from nothing", "with memory"):
                print(f"    {first} − {name}, {part}: {paired(found[first][part], found[name][part])}")


if __name__ == "__main__":
    main()
