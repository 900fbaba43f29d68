"""Tokens cut into heads and joined again, and what must fit for that."""

from course_lib.checks import as_floats, count


def split(x, num_heads):
    """(N, T, E) → (N, H, T, E / H), a view."""
    return x.reshape(*x.shape[:2], num_heads, -1).swapaxes(1, 2)


def join(x):
    """(N, H, T, E / H) → (N, T, E)."""
    return x.swapaxes(1, 2).reshape(x.shape[0], x.shape[2], -1)


def affine(x, weight, bias):
    """x Wᵀ + b, as one product over all rows."""
    y = flat(x) @ weight.T
    if bias is not None:
        y += bias
    return y.reshape(*x.shape[:-1], len(weight))


def flat(x):
    """(N, T, E) as one table of N · T rows."""
    return x.reshape(-1, x.shape[-1])


def heads_of(num_heads, width):
    """How many heads, if they divide the width."""
    heads = count(num_heads, "num_heads")
    if width % heads:
        raise ValueError(f"num_heads must divide the width E = {width}, got {heads}")
    return heads


def fitting(query, key, value):
    """Floats (N, L, E), (N, S, E) and (N, S, E), in the dtype of query."""
    query = as_floats(query, "query")
    key, value = as_floats(key, "key", dtype=query.dtype), as_floats(value, "value", dtype=query.dtype)
    if query.ndim != 3 or key.ndim != 3 or key.shape[::2] != query.shape[::2] or value.shape != key.shape:
        raise ValueError(
            "query (N, L, E), key (N, S, E) and value (N, S, E) must agree in N, S and E, "
            f"got {query.shape}, {key.shape} and {value.shape}"
        )
    return query, key, value
