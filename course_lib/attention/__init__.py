"""Attention: where should it look?"""

from course_lib.attention.additive import additive_attention, additive_attention_backward
from course_lib.attention.block import DecoderBlock, TransformerBlock
from course_lib.attention.dot_product import (
    attention_weights,
    scaled_dot_product_attention,
    scaled_dot_product_attention_backward,
)
from course_lib.attention.kernel_regression import kernel_regression
from course_lib.attention.layers import MultiHeadAttention, RMSNorm
from course_lib.attention.multi_head import multi_head_attention, multi_head_attention_backward
from course_lib.attention.positions import (
    alibi_bias,
    apply_rotary,
    apply_rotary_backward,
    sinusoidal_positions,
)
from course_lib.attention.rms_norm import rms_norm, rms_norm_backward

__all__ = [
    "DecoderBlock",
    "MultiHeadAttention",
    "RMSNorm",
    "TransformerBlock",
    "additive_attention",
    "additive_attention_backward",
    "alibi_bias",
    "apply_rotary",
    "apply_rotary_backward",
    "attention_weights",
    "kernel_regression",
    "multi_head_attention",
    "multi_head_attention_backward",
    "rms_norm",
    "rms_norm_backward",
    "scaled_dot_product_attention",
    "scaled_dot_product_attention_backward",
    "sinusoidal_positions",
]
