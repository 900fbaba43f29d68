"""The playground's run once more, in torch: what the page must show."""

import numpy as np
import torch
import torch.nn.functional as F
from widgets.optimizer_fixtures import OPTIMIZERS
from widgets.playground_torch import LOSSES, flat, network, tensors

from course_lib.backprop.playground.data import expand_features, make_data, split_rows
from course_lib.backprop.playground.run import batches, dropout_masks, encode_targets, initial_parameters

LOSSES = LOSSES | {"huber": F.huber_loss}  # δ = 1, as in the page


class Twin:
    """A run of the settings ``state`` (a dict of the playground's traits) that steps as the page does.

    Entries of ``state`` that act at once, such as lr, may be changed between two steps.
    """

    def __init__(self, state):
        self.state = state
        if state["data"] == "own":
            points = np.array(state["points"], dtype=float).reshape(-1, 3)
            X, self.labels, self.n_classes = points[:, :2], points[:, 2], state["n_classes"]
        else:
            names = ("data", "n_samples", "n_classes", "noise", "seed")
            data = make_data(*(state[name] for name in names))
            X, self.labels, self.n_classes = data.X, data.y, len(data.class_names)
        self.X = torch.tensor(expand_features(X, state["features"]))
        self.Y = torch.tensor(encode_targets(state["loss"], self.labels, self.n_classes))
        self.parts = split_rows(len(X), state["train_share"], state["seed"])
        sizes = [self.X.shape[1], *state["hidden"], self.Y.shape[1]]
        layers = initial_parameters(sizes, state["initializer"], state["seed"])
        for layer, unit, source, value in state["edits"]:
            weight, bias = layers[int(layer)]
            if source < 0:
                bias[int(unit)] = value
            else:
                weight[int(unit), int(source)] = value
        self.params = tensors(layers)
        cls, named = OPTIMIZERS[state["optimizer"]]
        if "momentum" in named:
            named = named | {"momentum": state["momentum"]}
        self.optimizer = cls(self.params, lr=state["lr"], **named)
        self.steps = self.epochs = self.position = 0

    def outputs(self, rows, masks=None):
        activations = [*self.state["activation"], self.state["output_activation"]]
        return network(self.X[rows], self.params, activations, masks)

    def penalty(self):
        weights = torch.cat([w.reshape(-1) for w in self.params[::2]])
        return self.state["l1"] * weights.abs().sum() + self.state["l2"] / 2 * (weights**2).sum()

    def step(self):
        """One batch."""
        state, train = self.state, self.parts[0]
        if self.position == 0:
            self.order = np.concatenate(batches(len(train), len(train), state["seed"], self.epochs))
        rows = train[self.order[self.position : self.position + state["batch_size"]]]
        masks = None
        if any(state["dropout"]):
            drawn = dropout_masks(state["hidden"], len(rows), state["dropout"], state["seed"], self.steps)
            masks = [torch.tensor(mask) for mask in drawn]
        loss = LOSSES[state["loss"]](self.outputs(rows, masks), self.Y[rows]) + self.penalty()
        self.optimizer.zero_grad()
        loss.backward()
        for group in self.optimizer.param_groups:
            group["lr"] = state["lr"]
        self.optimizer.step()
        self.steps += 1
        self.position += len(rows)
        if self.position == len(train):
            self.epochs, self.position = self.epochs + 1, 0

    def epoch(self):
        """Up to the end of this epoch."""
        end = self.epochs + 1
        while self.epochs < end:
            self.step()

    def arrays(self):
        """All weights, and the gradient of the last batch, in the page's order."""
        grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in self.params]
        return flat(self.params), flat(grads)

    def numbers(self):
        """What the page shows, by ``data-name``; accuracy only where there are classes."""
        shown = {"epoch": self.epochs, "step": self.steps, "penalty": self.penalty().item()}
        for part, rows in zip(("train", "test"), self.parts, strict=True):
            with torch.no_grad():
                out = self.outputs(rows)
                shown[f"{part}.loss"] = LOSSES[self.state["loss"]](out, self.Y[rows]).item()
            if self.n_classes:
                said = out.argmax(1) if out.shape[1] > 1 else (out[:, 0] > 0).long()
                shown[f"{part}.accuracy"] = (said.numpy() == self.labels[rows]).mean()
        return shown
