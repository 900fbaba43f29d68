r"""The pairs as functions over tensors: ``from course_lib.cnn import functions as F``.

Each is called as in ``torch.nn.functional``; what a network needs beside them stands in
:mod:`course_lib.backprop.functions`.
"""

from course_lib.backprop import register
from course_lib.cnn.adaptive_avg_pool2d import adaptive_avg_pool2d, adaptive_avg_pool2d_backward
from course_lib.cnn.avg_pool2d import avg_pool2d, avg_pool2d_backward
from course_lib.cnn.conv2d import conv2d, conv2d_backward
from course_lib.cnn.conv_transpose2d import conv_transpose2d, conv_transpose2d_backward
from course_lib.cnn.max_pool2d import max_pool2d, max_pool2d_backward

__all__ = ["adaptive_avg_pool2d", "avg_pool2d", "conv2d", "conv_transpose2d", "max_pool2d"]

conv2d = register(conv2d, conv2d_backward, inputs=("x", "weight", "bias"))
conv_transpose2d = register(conv_transpose2d, conv_transpose2d_backward, inputs=("x", "weight", "bias"))
max_pool2d = register(max_pool2d, max_pool2d_backward, inputs=("x",))
avg_pool2d = register(avg_pool2d, avg_pool2d_backward, inputs=("x",))
adaptive_avg_pool2d = register(adaptive_avg_pool2d, adaptive_avg_pool2d_backward, inputs=("x",))
