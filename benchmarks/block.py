"""A transformer block with GELU forward and backward beside torch's, one thread, all in one run.

    OMP_NUM_THREADS=1 python benchmarks/block.py

8 sequences of 64 tokens, 128 numbers each, 4 heads, 512 units, causal, norm first, all gradients. All take
turns, so that a busy moment meets each; read the ratios.
"""

import numpy as np
import torch
from torch import nn
from turns import in_turns

from course_lib.attention import TransformerBlock
from course_lib.backprop import Tensor

ROUNDS = 15
N, T, WIDTH, HEADS, UNITS = 8, 64, 128, 4, 512


def ours(x, activation):
    block = TransformerBlock(WIDTH, HEADS, UNITS, dropout=0, activation=activation, norm_first=True, rng=0)

    def step():
        block.zero_grad()
        block(Tensor(x), is_causal=True).sum().backward()

    return step


def in_torch(x, activation):
    options = {"dropout": 0, "activation": activation, "norm_first": True, "batch_first": True}
    block = nn.TransformerEncoderLayer(WIDTH, HEADS, UNITS, **options, dtype=torch.float64)
    mask, x = nn.Transformer.generate_square_subsequent_mask(T, dtype=torch.float64), torch.tensor(x)

    def step():
        block.zero_grad()
        block(x, src_mask=mask, is_causal=True).sum().backward()

    return step


def main():
    torch.set_num_threads(1)
    x = np.random.default_rng(0).normal(size=(N, T, WIDTH))
    for activation in ("relu", "gelu"):
        times, ratios = in_turns({"torch": in_torch(x, activation), "ours": ours(x, activation)}, ROUNDS)
        for name, time_ in times.items():
            print(f"{activation:5} {name:6} {time_ * 1e3:8.2f} ms   {ratios[name]:.2f} of torch")


if __name__ == "__main__":
    main()
