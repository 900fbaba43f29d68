r"""Is attention an explanation? What other weights would have said, and what else says which tokens count."""

import numpy as np
import torch

from course_lib.attention.image_torch import ImageTransformer


@torch.no_grad()
def attention_map(model: ImageTransformer, images, layer: int = -1) -> np.ndarray:
    r"""How much the asking token looks at each patch, the mean of the heads of one block.

    .. math:: \frac{1}{h} \sum_h a_{n,h,0,i}, \qquad i = 1, \dots, P

    Parameters
    ----------
    model : ImageTransformer
    images : (N, C, H, W) tensor
    layer : which block, by default the last

    Returns
    -------
    (N, P); what it keeps for itself is missing from 1
    """
    seen = []
    model(images, edit=lambda _, weights: seen.append(weights) or weights)
    return seen[layer].mean(dim=1)[:, 0, 1:].numpy()


def gradient_map(model: ImageTransformer, images) -> np.ndarray:
    r"""How much the score of the chosen class would change with each patch, to first order.

    .. math:: |x_i \cdot \partial z_k / \partial x_i|, \qquad k = \arg\max z

    Parameters
    ----------
    model, images : as of :func:`attention_map`

    Returns
    -------
    (N, P)

    References
    ----------
    S. Jain, B. C. Wallace (2019). Attention is not Explanation. NAACL. Section 4.1.
    """
    x = model.tokens(images).detach().requires_grad_()
    (slope,) = torch.autograd.grad(model.classify(x).max(dim=1).values.sum(), x)
    return (x * slope).sum(-1)[:, 1:].abs().detach().numpy()


@torch.no_grad()
def removal_map(model: ImageTransformer, images) -> np.ndarray:
    r"""How much the score of the chosen class moves when a patch is replaced by its mean over these images.

    .. math:: |z_k(x) - z_k(x \text{ without } i)|, \qquad k = \arg\max z(x)

    Parameters
    ----------
    model, images : as of :func:`attention_map`

    Returns
    -------
    (N, P)
    """
    x = model.tokens(images)
    scores, chosen = model.classify(x).max(dim=1, keepdim=True)
    lost = []
    for i in range(1, x.shape[1]):
        without = x.clone()
        without[:, i] = x[:, i].mean(dim=0)
        lost.append((scores - model.classify(without).gather(1, chosen))[:, 0].abs())
    return torch.stack(lost, dim=1).numpy()


@torch.no_grad()
def with_shuffled_weights(model: ImageTransformer, images, rng, layers=(-1,)) -> np.ndarray:
    r"""The probabilities that the model gives if the asking token's weights are dealt out to other patches.

    In each head and image the weights on the patches are permuted at random; what the asking token keeps for
    itself stays, so each row still sums to 1.

    Parameters
    ----------
    model, images : as of :func:`attention_map`
    rng : NumPy Generator, or the seed of one
    layers : in which blocks

    Returns
    -------
    (N, classes)

    References
    ----------
    S. Jain, B. C. Wallace (2019). Attention is not Explanation. NAACL. Section 4.2.1.
    """
    rng, blocks = np.random.default_rng(rng), [layer % len(model.blocks) for layer in layers]

    def shuffle(layer, weights):
        if layer not in blocks:
            return weights
        weights, patches = weights.clone(), weights[:, :, 0, 1:]
        order = torch.as_tensor(rng.random(patches.shape)).argsort(dim=-1)
        weights[:, :, 0, 1:] = patches.gather(-1, order)
        return weights

    return model(images, edit=shuffle).softmax(dim=1).numpy()


def rival_weights(model: ImageTransformer, images, steps: int = 100, rate: float = 0.1, price: float = 30.0):
    r"""Other weights of the last block that look elsewhere and say the same.

    .. math:: \min_{a'} \; \sum_{h,i} \min(a_{hi}, a'_{hi}) + \lambda\, \mathrm{KL}(p \,\|\, p')

    They are searched for each image alone, by Adam on the scores of the asking token. All that the blocks
    before have done stays.

    Parameters
    ----------
    model, images : as of :func:`attention_map`
    steps, rate : of Adam
    price : λ, what a nat of another answer costs

    Returns
    -------
    distance : (N,), how much weight lies elsewhere, the mean over heads of ½ Σ |a − a'|, in [0, 1]
    before, after : (N, classes), the probabilities with the old weights and with the new

    References
    ----------
    S. Jain, B. C. Wallace (2019). Attention is not Explanation. NAACL. Section 4.2.2, adversarial attention.
    S. Wiegreffe, Y. Pinter (2019). Attention is not not Explanation. EMNLP. Why such weights prove less than
    it seems: they are found image by image, and no one model has to find them all.
    """
    last, seen = len(model.blocks) - 1, {}

    def keep(layer, weights):
        seen[layer] = weights[:, :, :1]
        return weights

    with torch.no_grad():
        before, x = model(images, edit=keep).softmax(dim=1), model.tokens(images)
        for block in model.blocks[:-1]:
            x, _ = block(x)
    old, scores = seen[last], torch.zeros_like(seen[last], requires_grad=True)  # (N, h, 1, 1 + P)

    def said(new):
        y, _ = model.blocks[-1](x, edit=lambda weights: torch.cat([new, weights[:, :, 1:]], dim=2))
        return model.head(model.norm(y[:, 0])).log_softmax(dim=1)

    optimizer = torch.optim.Adam([scores], rate)
    for _ in range(steps):
        new = scores.softmax(dim=-1)
        cost = (before * (before.clamp(min=1e-12).log() - said(new))).sum(dim=1)
        optimizer.zero_grad()
        (torch.minimum(new, old).sum() / old.shape[1] + price * cost.sum()).backward()
        optimizer.step()
    with torch.no_grad():
        new = scores.softmax(dim=-1)
        distance = (new - old).abs().sum(-1).mean(dim=(1, 2)) / 2
        return distance.numpy(), before.numpy(), said(new).exp().numpy()


def rank_correlation(first, second) -> np.ndarray:
    r"""Spearman's correlation row by row: 1 if both put the columns in the same order.

    .. math:: \rho = \text{corr}(\text{rank}(a), \text{rank}(b))

    Parameters
    ----------
    first, second : (N, P); of equal numbers the one further left has the lower rank

    Returns
    -------
    (N,), in [−1, 1]

    Examples
    --------
    >>> print(rank_correlation(np.array([[1, 2, 9.0]]), np.array([[0, 5, 6.0]])))
    [1.]
    """
    ranks = [np.argsort(np.argsort(each, axis=1, kind="stable"), axis=1) for each in (first, second)]
    a, b = (each - each.mean(axis=1, keepdims=True) for each in ranks)
    return (a * b).sum(axis=1) / np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
