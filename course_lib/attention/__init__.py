"""Attention: where should it look?"""

from course_lib.attention.additive import additive_attention, additive_attention_backward
from course_lib.attention.block import DecoderBlock, TransformerBlock
from course_lib.attention.byte_pair import BytePairEncoder
from course_lib.attention.cache import KeyValueCache
from course_lib.attention.dot_product import (
    attention_weights,
    scaled_dot_product_attention,
    scaled_dot_product_attention_backward,
)
from course_lib.attention.kernel_regression import kernel_regression
from course_lib.attention.layers import MultiHeadAttention, RMSNorm
from course_lib.attention.linear_attention import linear_attention, linear_attention_recurrent
from course_lib.attention.multi_head import multi_head_attention, multi_head_attention_backward
from course_lib.attention.online_softmax import online_attention
from course_lib.attention.positions import (
    alibi_bias,
    apply_rotary,
    apply_rotary_backward,
    sinusoidal_positions,
)
from course_lib.attention.rms_norm import rms_norm, rms_norm_backward
from course_lib.attention.sampling import sample

__all__ = [
    "BytePairEncoder",
    "DecoderBlock",
    "KeyValueCache",
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
    "linear_attention",
    "linear_attention_recurrent",
    "multi_head_attention",
    "multi_head_attention_backward",
    "online_attention",
    "rms_norm",
    "rms_norm_backward",
    "sample",
    "scaled_dot_product_attention",
    "scaled_dot_product_attention_backward",
    "sinusoidal_positions",
]
