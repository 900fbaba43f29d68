"""Multi-head attention forward and backward beside torch's, and how much memory attention takes by length.

    OMP_NUM_THREADS=1 python benchmarks/attention.py

Self-attention of 8 sequences of 128 tokens, 128 numbers each, 8 heads, all gradients, one thread, all in one
run. All take turns, so that a busy moment meets each; read the ratios. *Ours* goes forward and back through
one run. *The pair* calls ``multi_head_attention`` and then its ``_backward``, which has to go forward once
more. torch without weights takes its fused kernel where it has one, with weights the plain way.

Memory is the most that NumPy holds at once in one head of 64 numbers, beside query, key and value: plain, and
by blocks of 64 keys with the online softmax.
"""

import tracemalloc

import numpy as np
import torch
from torch import nn
from turns import in_turns

from course_lib.attention import (
    multi_head_attention,
    multi_head_attention_backward,
    online_attention,
    scaled_dot_product_attention,
)
from course_lib.attention.multi_head import MultiHeadRun

ROUNDS = 30
N, T, WIDTH, HEADS = 8, 128, 128, 8
# what → dtype, causal
CASES = {"float64": (np.float64, False), "causal": (np.float64, True), "float32": (np.float32, False)}
LENGTHS, HEAD = (128, 512, 2048, 4096), 64


def drawn(dtype):
    """x, in_proj_weight, in_proj_bias, out_proj.weight, out_proj.bias, and the gradient that comes in."""
    rng = np.random.default_rng(0)
    shapes = (N, T, WIDTH), (3 * WIDTH, WIDTH), (3 * WIDTH,), (WIDTH, WIDTH), (WIDTH,), (N, T, WIDTH)
    scales = 1, WIDTH**-0.5, 0.1, WIDTH**-0.5, 0.1, 1
    return [
        (rng.normal(size=shape) * scale).astype(dtype) for shape, scale in zip(shapes, scales, strict=True)
    ]


def one_run(x, *weights_and_grad, is_causal):
    *weights, grad = weights_and_grad

    def step():
        run = MultiHeadRun(x, x, x, HEADS, *weights, is_causal=is_causal)
        by_query, by_key, by_value, *by_weights = run.gradients(grad)
        return run.output, by_query + by_key + by_value, *by_weights

    return step


def as_pair(x, *weights_and_grad, is_causal):
    *weights, grad = weights_and_grad

    def step():
        y = multi_head_attention(x, x, x, HEADS, *weights, is_causal=is_causal)
        by_query, by_key, by_value, *by_weights = multi_head_attention_backward(
            grad, x, x, x, HEADS, *weights, is_causal=is_causal
        )
        return y, by_query + by_key + by_value, *by_weights

    return step


def in_torch(x, *weights_and_grad, is_causal, need_weights=False):
    *weights, grad = map(torch.tensor, weights_and_grad)
    x, layer = torch.tensor(x, requires_grad=True), nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)
    layer.to(x.dtype)
    leaves = layer.in_proj_weight, layer.in_proj_bias, layer.out_proj.weight, layer.out_proj.bias
    with torch.no_grad():
        for leaf, weight in zip(leaves, weights, strict=True):
            leaf.copy_(weight)
    mask = nn.Transformer.generate_square_subsequent_mask(T, dtype=x.dtype) if is_causal else None
    options = {"attn_mask": mask, "is_causal": is_causal, "need_weights": need_weights}

    def step():
        y, _ = layer(x, x, x, **options)
        return y.detach(), *torch.autograd.grad(y, (x, *leaves), grad)

    return step


def megabytes(function, *args):
    """The most that was held at once."""
    tracemalloc.start()
    function(*args)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def memory():
    rng = np.random.default_rng(0)
    for length in LENGTHS:
        args = rng.normal(size=(3, length, HEAD))
        plain, online = (megabytes(f, *args) for f in (scaled_dot_product_attention, online_attention))
        found = f"plain {plain:8.2f} MB   online {online:6.2f} MB   {plain / online:.1f} times"
        print(f"memory at T {length:5}  {found}")


def main():
    torch.set_num_threads(1)
    for what, (dtype, is_causal) in CASES.items():
        made = drawn(dtype)
        steps = {
            "torch": in_torch(*made, is_causal=is_causal),
            "with weights": in_torch(*made, is_causal=is_causal, need_weights=True),
            "ours": one_run(*made, is_causal=is_causal),
            "the pair": as_pair(*made, is_causal=is_causal),
        }
        results = {name: [np.asarray(part) for part in step()] for name, step in steps.items()}
        for found in results.values():
            for mine, theirs in zip(found, results["torch"], strict=True):
                assert np.abs(mine - theirs).max() < np.finfo(dtype).eps * 500 * np.abs(theirs).max()
        times, ratios = in_turns(steps, ROUNDS)
        for name, time_ in times.items():
            print(f"{what:10} {name:13} {time_ * 1e3:8.2f} ms   {ratios[name]:.2f} of torch")
    memory()


if __name__ == "__main__":
    main()
