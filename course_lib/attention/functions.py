r"""The pairs as functions over tensors: ``from course_lib.attention import functions as F``.

The tape keeps the run itself, so that the way back need not go forward once more.
"""

from course_lib.attention.additive import additive_attention, additive_attention_backward
from course_lib.attention.dot_product import AttentionRun
from course_lib.backprop import register

__all__ = ["additive_attention", "scaled_dot_product_attention"]

additive_attention = register(
    additive_attention,
    additive_attention_backward,
    inputs=("query", "key", "value", "w_query", "w_key", "v"),
)


def scaled_dot_product_attention(query, key, value, attn_mask=None, is_causal=False, scale=None):
    """As :func:`course_lib.attention.scaled_dot_product_attention`, over tensors."""
    runs = []

    def forward(query, key, value):
        runs.append(AttentionRun(query, key, value, attn_mask, is_causal, scale))
        return runs[0].output

    def backward(grad_output, *arrays, **named):
        return runs[0].gradients(grad_output)

    return register(forward, backward)(query, key, value)
