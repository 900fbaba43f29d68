r"""How large the output of a layer is, and how much of the image one number of it has seen."""

import numpy as np

from course_lib.checks import count

Pair = int | np.integer | tuple | list  # one whole number for both directions, or (vertical, horizontal)


def conv_output_size(
    size: int | np.integer,
    kernel_size: int | np.integer,
    stride: int | np.integer = 1,
    padding: int | np.integer = 0,
    dilation: int | np.integer = 1,
) -> int:
    r"""How many places a kernel finds along one direction.

    .. math:: \left\lfloor \frac{n + 2p - d\,(k - 1) - 1}{s} \right\rfloor + 1

    Parameters
    ----------
    size : n, height or width of the image in pixels
    kernel_size : k
    stride : s, pixels from one place to the next
    padding : p, zeros on both sides
    dilation : d, pixels from one weight of the kernel to the next

    Returns
    -------
    int, at least 1

    Raises
    ------
    ValueError
        If the kernel is larger than the image with its padding.

    Examples
    --------
    >>> conv_output_size(28, 5), conv_output_size(28, 5, padding=2), conv_output_size(7, 3, stride=2)
    (24, 28, 3)
    """
    size, padding = count(size, "size"), count(padding, "padding", low=0)
    reach = count(dilation, "dilation") * (count(kernel_size, "kernel_size") - 1) + 1
    if reach > size + 2 * padding:
        raise ValueError(
            f"a kernel that spans {reach} pixels does not fit on {size} pixels with {padding} of padding on "
            "each side"
        )
    return (size + 2 * padding - reach) // count(stride, "stride") + 1


def receptive_field(layers: list | tuple) -> list[tuple[int, int]]:
    r"""How many pixels one number sees, after each layer.

    .. math:: r_l = r_{l-1} + d_l\,(k_l - 1)\, j_{l-1}, \qquad j_l = s_l\, j_{l-1}, \qquad r_0 = j_0 = 1

    Parameters
    ----------
    layers : list of (kernel_size, stride) or (kernel_size, stride, dilation)
        Along one direction, in the order of the network. A pooling layer is a layer like another.

    Returns
    -------
    list of (size, jump), one a layer: the pixels that one number sees, and the pixels from what it sees to
    what its neighbor sees.

    Raises
    ------
    ValueError
        If a layer is not two or three whole numbers of at least 1.

    Examples
    --------
    Two layers of 3×3 see as much as one of 5×5; a pooling layer between them makes the second see more.

    >>> receptive_field([(3, 1), (3, 1)]), receptive_field([(3, 1), (2, 2), (3, 1)])
    ([(3, 1), (5, 1)], [(3, 1), (4, 2), (8, 2)])
    """
    size, jump, found = 1, 1, []
    for at, layer in enumerate(layers):
        if not isinstance(layer, tuple | list) or len(layer) not in (2, 3):
            raise ValueError(f"layer {at} must be (kernel_size, stride[, dilation]), got {layer!r}")
        kernel_size, stride, dilation = (count(n, f"each number of layer {at}") for n in (*layer, 1)[:3])
        size += dilation * (kernel_size - 1) * jump
        jump *= stride
        found.append((size, jump))
    return found


def pair(value, name, low=1):
    """(vertical, horizontal) from one whole number or two."""
    numbers = value if isinstance(value, tuple | list) else (value, value)
    if len(numbers) != 2:
        raise ValueError(f"{name} must be one whole number or two, got {value!r}")
    return tuple(count(n, name, low) for n in numbers)
