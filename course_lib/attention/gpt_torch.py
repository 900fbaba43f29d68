r"""GPT: a language model of attention alone, small and whole, in torch."""

import torch
from torch import nn

from course_lib.attention.block_torch import Block
from course_lib.attention.positions_torch import SCHEMES, angles, sinusoidal, slopes

HEAD = 16  # numbers of a head


class GPT(nn.Module):
    r"""Tokens, blocks, and a score for each next token.

    .. math:: x_t = E_{w_t}, \qquad x \leftarrow \text{block}_l(x) \text{ for } l = 1, \dots, L, \qquad
        z_t = W\, \text{norm}(x_t) + b

    One dial sets all sizes: ``depth`` L gives L blocks of L heads, and D = 16 L numbers a token. The blocks
    then have about 3072 L³ parameters. A token sees itself and the ``context`` − 1 tokens before it, never a
    later one.

    Parameters
    ----------
    vocab_size : V, how many tokens there are
    depth : L, the dial
    context : how many tokens one block sees at most
    positions : "rotary", "none", "learned", "sinusoidal" or "alibi", see
        :mod:`course_lib.attention.positions_torch`
    width : D, a multiple of 16, one head for each 16; by default 16 L
    feed_forward : hidden numbers of a block's second half for each of D; 0 leaves attention alone

    Attributes
    ----------
    embedding : torch.nn.Embedding
    blocks : torch.nn.ModuleList of :class:`course_lib.attention.block_torch.Block`
    norm : torch.nn.LayerNorm
    head : torch.nn.Linear, with weights of its own: they are not tied to the embedding

    Raises
    ------
    ValueError
        If the scheme is unknown or the width is no multiple of 16; in ``forward``, if learned positions are
        asked for beyond the context.

    Examples
    --------
    >>> model, ids = GPT(vocab_size=65, depth=3), torch.arange(10)[None]
    >>> logits, state = model(ids)
    >>> logits.shape
    torch.Size([1, 10, 65])
    >>> _, state = model(ids[:, :9])
    >>> bool(torch.allclose(model(ids[:, 9:], state)[0], logits[:, 9:], atol=1e-5))  # only the new token
    True

    References
    ----------
    A. Radford and others (2019). Language Models are Unsupervised Multitask Learners. Section 2.3.
    """

    def __init__(
        self,
        vocab_size: int,
        depth: int,
        context: int = 64,
        positions: str = "rotary",
        *,
        width: int | None = None,
        feed_forward: int = 4,
    ):
        super().__init__()
        width = HEAD * depth if width is None else width
        if positions not in SCHEMES:
            raise ValueError(f"positions must be one of {', '.join(SCHEMES)}, got {positions!r}")
        if width < HEAD or width % HEAD:
            raise ValueError(f"width must be a multiple of {HEAD}, one head each, got {width}")
        self.context, self.positions, self.n_heads = context, positions, width // HEAD
        self.embedding = nn.Embedding(vocab_size, width)
        if positions == "learned":
            self.places = nn.Embedding(context, width)
        self.blocks = nn.ModuleList(Block(width, self.n_heads, feed_forward) for _ in range(depth))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocab_size)

    def forward(self, ids, state=None, edit=None):
        """From numbers of tokens (N, T): logits (N, T, V), and the state to go on with.

        The state holds how many tokens were read, and of the last ones each block's keys and values. So a
        token that comes later costs one row of scores, not all again. ``edit(layer, weights)`` sees the
        weights (N, h, T, S) of each block and returns those that are used.
        """
        seen, past = (0, [None] * len(self.blocks)) if state is None else state
        places = torch.arange(seen, seen + ids.shape[1], device=ids.device)
        kept_before = 0 if seen == 0 else past[0][0].shape[2]
        x = self._placed(self.embedding(ids), places)
        looked_at = torch.arange(seen - kept_before, seen + ids.shape[1], device=ids.device)
        bias = self._bias(places, looked_at)
        angle = angles(places, HEAD) if self.positions == "rotary" else None
        kept = []
        for layer, (block, before) in enumerate(zip(self.blocks, past, strict=True)):
            look = None if edit is None else lambda weights, layer=layer: edit(layer, weights)
            x, now = block(x, bias, angle, before, look)
            kept.append([part[:, :, max(0, part.shape[2] - self.context + 1) :] for part in now])
        return self.head(self.norm(x)), (seen + ids.shape[1], kept)

    def _placed(self, x, places):
        """The tokens, with their places added where the scheme does so."""
        if self.positions == "sinusoidal":
            return x + sinusoidal(places, x.shape[-1])
        if self.positions != "learned":
            return x
        if places[-1] >= self.context:
            raise ValueError(f"learned positions end after {self.context} tokens, got {int(places[-1]) + 1}")
        return x + self.places(places)

    def _bias(self, queries, keys):
        """What is added to the scores, (T, S) or (h, T, S): −∞ for the future and for what is too far."""
        distance = queries[:, None] - keys  # (T, S)
        bias = torch.zeros(distance.shape, device=keys.device)
        if self.positions == "alibi":
            bias = -slopes(self.n_heads, keys.device) * distance  # (h, T, S)
        return bias.masked_fill((distance < 0) | (distance >= self.context), -torch.inf)
