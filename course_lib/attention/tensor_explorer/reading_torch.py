r"""The trained GPT in torch, one character at a time, with every tensor of the last step and its gradient."""

import math

import torch
import torch.nn.functional as F

from course_lib.attention.tensor_explorer.trained import trained_model

HEAD, BASE = 16, 1000.0  # numbers of a head; of the rotary angles


def read(text: str, came: str | None = None, model: dict | None = None) -> dict[str, torch.Tensor]:
    r"""Read a text and keep every tensor of its last character, as the page names them.

    .. math:: \ell = -\log p_{\text{came}}

    The file's model by default. A character sees itself and the ``context`` − 1 before it. With ``came``, the
    character that comes next, each tensor has its ``grad`` of the surprise ℓ, and so have the parameters;
    keys and values of earlier characters count as given.

    Parameters
    ----------
    text : at least one character of Tiny Shakespeare
    came : the character whose surprise is differentiated, or None
    model : what :func:`course_lib.attention.tensor_explorer.trained_model` gives

    Returns
    -------
    dict
        Name → float64 tensor: "embedding", "norm", "logits", "chances", and of each block i
        "blocks.i.norm1", "q", "k", "v", "turnedQ", "turnedK", "keys", "values", "scores", "weights",
        "mixed", "out", "middle", "norm2", "up", "gelu", "down", "after". Keys and values are (seen, D),
        scores and weights (heads, seen). The parameters stand among them by their own names.

    Raises
    ------
    ValueError
        If the text is empty or has a character that the model does not know.

    Examples
    --------
    >>> seen = read("ROMEO:", came="O")
    >>> seen["blocks.0.weights"].shape
    torch.Size([4, 6])
    >>> bool(torch.isclose(seen["logits"].grad.sum(), torch.tensor(0.0).double(), atol=1e-9))
    True
    """
    model = trained_model() if model is None else model
    unknown = [char for char in text + (came or "") if char not in model["tokens"]]
    if unknown or not text:
        raise ValueError(f"a text of characters of Tiny Shakespeare is read, got {text + (came or '')!r}")
    weights = {name: torch.tensor(w, requires_grad=True) for name, w in model["weights"].items()}
    cache = [(torch.empty(0, model["hidden"]).double(),) * 2 for _ in range(model["blocks"])]
    for place, char in enumerate(text):
        cache = [tuple(part.detach()[-(model["context"] - 1) :] for part in pair) for pair in cache]
        seen = _step(weights, model["tokens"].index(char), place, cache)
        cache = [(seen[f"blocks.{i}.keys"], seen[f"blocks.{i}.values"]) for i in range(model["blocks"])]
    if came is not None:
        for tensor in seen.values():
            tensor.retain_grad()
        (-seen["chances"][model["tokens"].index(came)].log()).backward()
    return seen | weights


def _step(weights, token, place, cache) -> dict[str, torch.Tensor]:
    width = weights["norm.weight"].shape
    x = weights["embedding.weight"][token]
    seen = {"embedding": x}
    for i, past in enumerate(cache):
        w = {name: weights[f"blocks.{i}.{name}.weight"] for name in ("norm1", "qkv", "out")}
        one = _attention(F.layer_norm(x, width, w["norm1"]), w, place, past)
        one["middle"] = x + one["out"]
        one["norm2"] = F.layer_norm(one["middle"], width, weights[f"blocks.{i}.norm2.weight"])
        one["up"] = weights[f"blocks.{i}.up.weight"] @ one["norm2"]
        one["gelu"] = F.gelu(one["up"], approximate="tanh")
        one["down"] = weights[f"blocks.{i}.down.weight"] @ one["gelu"]
        x = one["after"] = one["middle"] + one["down"]
        seen |= {f"blocks.{i}.{name}": tensor for name, tensor in one.items()}
    seen["norm"] = F.layer_norm(x, width, weights["norm.weight"])
    seen["logits"] = weights["head.weight"] @ seen["norm"]
    seen["chances"] = seen["logits"].softmax(dim=-1)
    return seen


def _attention(x, w, place, past) -> dict[str, torch.Tensor]:
    q, k, v = (w["qkv"] @ x).split(len(x))
    turned_q, turned_k = _turned(q, place), _turned(k, place)
    keys, values = torch.cat([past[0], turned_k[None]]), torch.cat([past[1], v[None]])
    split = [part.unflatten(-1, (-1, HEAD)) for part in (turned_q, keys, values)]
    scores = torch.einsum("hd,thd->ht", *split[:2]) / math.sqrt(HEAD)
    weights = scores.softmax(dim=-1)
    mixed = torch.einsum("ht,thd->hd", weights, split[2]).flatten()
    named = {"norm1": x, "q": q, "k": k, "v": v, "turnedQ": turned_q, "turnedK": turned_k, "keys": keys}
    named |= {"values": values, "scores": scores, "weights": weights, "mixed": mixed}
    return named | {"out": w["out"] @ mixed}


def _turned(x, place):
    """Pairs (j, j + 8) of each head, turned by the angle of their place."""
    half = HEAD // 2
    angles = place * BASE ** (-torch.arange(half, dtype=torch.float64) / half)
    u, v = x.unflatten(-1, (-1, HEAD)).split(half, dim=-1)
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([u * cos - v * sin, u * sin + v * cos], dim=-1).flatten()
