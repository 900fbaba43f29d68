"""Attention: where should it look?"""

from course_lib.attention.additive import additive_attention, additive_attention_backward
from course_lib.attention.dot_product import (
    attention_weights,
    scaled_dot_product_attention,
    scaled_dot_product_attention_backward,
)
from course_lib.attention.kernel_regression import kernel_regression

__all__ = [
    "additive_attention",
    "additive_attention_backward",
    "attention_weights",
    "kernel_regression",
    "scaled_dot_product_attention",
    "scaled_dot_product_attention_backward",
]
