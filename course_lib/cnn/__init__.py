"""Convolutional networks: one filter for every place, from a single edge to a trained network looked into."""

from course_lib.cnn.activation_maps import class_activation_map, grad_cam
from course_lib.cnn.adaptive_avg_pool2d import adaptive_avg_pool2d, adaptive_avg_pool2d_backward
from course_lib.cnn.avg_pool2d import avg_pool2d, avg_pool2d_backward
from course_lib.cnn.conv2d import conv2d, conv2d_backward
from course_lib.cnn.conv2d_loops import conv2d_loops
from course_lib.cnn.conv_transpose2d import conv_transpose2d, conv_transpose2d_backward
from course_lib.cnn.im2col import col2im, im2col
from course_lib.cnn.layers import AdaptiveAvgPool2d, AvgPool2d, Conv2d, Flatten, MaxPool2d
from course_lib.cnn.lenet import LeNet
from course_lib.cnn.max_pool2d import max_pool2d, max_pool2d_backward
from course_lib.cnn.occlusion import occlusion
from course_lib.cnn.saliency import integrated_gradients, saliency
from course_lib.cnn.sizes import conv_output_size, receptive_field

__all__ = [
    "AdaptiveAvgPool2d",
    "AvgPool2d",
    "Conv2d",
    "Flatten",
    "LeNet",
    "MaxPool2d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool2d_backward",
    "avg_pool2d",
    "avg_pool2d_backward",
    "class_activation_map",
    "col2im",
    "conv2d",
    "conv2d_backward",
    "conv2d_loops",
    "conv_output_size",
    "conv_transpose2d",
    "conv_transpose2d_backward",
    "grad_cam",
    "im2col",
    "integrated_gradients",
    "max_pool2d",
    "max_pool2d_backward",
    "occlusion",
    "receptive_field",
    "saliency",
]
