"""Answers that want the points without the work; each section replaces functions of the answer cell."""

import numpy as np


# %% refused: the course's convolution is asked with one pixel at a time
def fold_pixels(weight, bias, mean, std):
    from course_lib.cnn import conv2d

    dark = np.broadcast_to((-mean / std)[:, None, None], weight.shape[1:])
    return weight / std[:, None, None], conv2d(dark[None], weight, bias)[0, :, 0, 0]
