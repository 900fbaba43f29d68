r"""The pairs as functions over tensors: ``from course_lib.attention import functions as F``.

The tape keeps a run itself, so that the way back need not go forward once more.
"""

import functools

from course_lib.attention.additive import additive_attention, additive_attention_backward
from course_lib.attention.dot_product import AttentionRun, scaled_dot_product_attention
from course_lib.attention.multi_head import MultiHeadRun, multi_head_attention
from course_lib.attention.positions import apply_rotary, apply_rotary_backward
from course_lib.attention.rms_norm import rms_norm, rms_norm_backward
from course_lib.backprop import register

__all__ = [
    "additive_attention",
    "apply_rotary",
    "multi_head_attention",
    "rms_norm",
    "scaled_dot_product_attention",
]

INPUTS = ("query", "key", "value")


def kept(function, Run, inputs):
    """``function`` over tensors: ``Run`` goes forward, stays on the tape, and goes back."""

    @functools.wraps(function)
    def over_tensors(*args, **options):
        runs = []

        @functools.wraps(function)
        def forward(**arrays):
            runs.append(Run(**arrays))
            return runs[0].output

        def backward(grad_output, **arrays):
            return runs[0].gradients(grad_output)

        return register(forward, backward, inputs=inputs)(*args, **options)

    return over_tensors


additive_attention = register(
    additive_attention, additive_attention_backward, inputs=(*INPUTS, "w_query", "w_key", "v")
)
apply_rotary = register(apply_rotary, apply_rotary_backward, inputs=("x",))
rms_norm = register(rms_norm, rms_norm_backward, inputs=("x", "weight"))
scaled_dot_product_attention = kept(scaled_dot_product_attention, AttentionRun, INPUTS)
multi_head_attention = kept(
    multi_head_attention,
    MultiHeadRun,
    (*INPUTS, "in_proj_weight", "in_proj_bias", "out_proj_weight", "out_proj_bias"),
)
