"""What the playground's "copy" boxes say: templates that code.js fills in for the run in sight.

``{name}`` is a field. A line that begins with ``[name]`` stays where the field is true, and comes once for
each entry where it is a list; ``[!name]`` is its contrary. They travel in a trait: the bundle stays small.
"""

__all__ = ["CODE"]

_DATA = """\
[!own]from course_lib.backprop.playground.data import expand_features, make_data, split_rows
[own]from course_lib.backprop.playground.data import expand_features, split_rows
[!masked]from course_lib.backprop.playground.run import batches, encode_targets, initial_parameters
[masked]from course_lib.backprop.playground.run import (
[masked]    batches, dropout_masks, encode_targets, initial_parameters)

seed = {seed}
[own]points = np.array([  # x1, x2, class
[own][rows]    {row},
[own]], dtype=float)
[own]xy, labels = points[:, :2], points[:, 2]
[!own][!n_classes]data = make_data("{data}", {n_samples}, noise={noise}, seed=seed)
[!own][n_classes]data = make_data("{data}", {n_samples}, n_classes={n_classes}, noise={noise}, seed=seed)
[!own]xy, labels = data.X, data.y
"""

PYTHON = f"""\
import numpy as np
from course_lib import losses, optim
{_DATA}\
X = expand_features(xy, {{features}})
Y = encode_targets("{{loss}}", labels, n_classes={{n_classes}})
train, test = split_rows(len(X), {{train_share}}, seed)

layers = initial_parameters({{sizes}}, "{{initializer}}", seed=seed)
params = [p for layer in layers for p in layer]
{{params}} = params  # W of shape (out, in)
[weights]W{{k}}[{{unit}}, {{input}}] = {{value}}
[biases]b{{k}}[{{unit}}] = {{value}}
optimizer = optim.{{optimizer}}(params, lr={{lr}}{{options}})


[leaky_relu]def leaky_relu(z):
[leaky_relu]    return np.where(z > 0, z, 0.01 * z)
[leaky_relu]
[leaky_relu]
[gelu]def bend(z):
[gelu]    return np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))
[gelu]
[gelu]
[gelu]def gelu(z):
[gelu]    return z / 2 * (1 + bend(z))
[gelu]
[gelu]
[gelu]def gelu_slope(z):
[gelu]    inner = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)
[gelu]    return (1 + bend(z)) / 2 + z / 2 * (1 - bend(z) ** 2) * inner
[gelu]
[gelu]
[!masked]def forward(x):
[masked]def forward(x, {{ones}}):
[layers]    {{h}} = {{f}}
    return {{values}}


[masked]hidden, dropout, step = {{hidden}}, {{dropout}}, 0
for epoch in range({{epochs}}):
    for rows in batches(len(train), {{batch_size}}, seed=seed, epoch=epoch):
        x, y = X[train[rows]], Y[train[rows]]
[!masked]        {{values}} = forward(x)
[masked]        [{{masks}}] = dropout_masks(hidden, len(rows), dropout, seed=seed, step=step)
[masked]        {{values}} = forward(x, {{masks}})
[masked]        step += 1
        # backward, from the last layer to the first: d = ∂loss/∂z, z what an activation receives
[top]        d{{k}} = losses.{{lossOf}}_grad(out, y){{slope}}
[under][!masked]        d{{k}} = (d{{up}} @ W{{up}}){{slope}}
[under][masked]        d{{k}} = (d{{up}} @ W{{up}}) * m{{k}}{{slope}}
        grads = [
[layers]            d{{k}}.T @ {{below}}, d{{k}}.sum(axis=0),
        ]
[penalty]        # the penalty pulls on weights, not on biases
[penalty]        for grad, weight in zip(grads[::2], params[::2]):
[l1]            grad += {{l1}} * np.sign(weight)
[l2]            grad += {{l2}} * weight
        optimizer.step(grads)

[deep][train]print("training loss", losses.{{lossOf}}(forward(X[train])[-1], Y[train]))
[deep][test]print("test loss", losses.{{lossOf}}(forward(X[test])[-1], Y[test]))
[!deep][train]print("training loss", losses.{{lossOf}}(forward(X[train]), Y[train]))
[!deep][test]print("test loss", losses.{{lossOf}}(forward(X[test]), Y[test]))
[histograms]
[histograms]# all training points, forward and backward, without dropout
[histograms]x, y = X[train], Y[train]
[histograms]{{values}} = forward(x)
[histograms][masked][under]m{{k}} = 1
[histograms][top]d{{k}} = losses.{{lossOf}}_grad(out, y){{slope}}
[histograms][under]d{{k}} = (d{{up}} @ W{{up}}){{slope}}
[histograms][layers]print("spread {{k}}", {{h}}.std())
[histograms][layers]print("gradient {{k}}", np.linalg.norm(d{{k}}.T @ {{below}}))"""

TORCH = f"""\
import numpy as np
import torch
[!hinge]import torch.nn.functional as F
{_DATA}\
X = torch.tensor(expand_features(xy, {{features}}))
Y = torch.tensor(encode_targets("{{loss}}", labels, n_classes={{n_classes}}))
train, test = split_rows(len(X), {{train_share}}, seed)

[masked]
[masked]class Dropout(torch.nn.Module):
[masked]    def forward(self, x):  # as torch.nn.Dropout, with the playground's masks
[masked]        return x * self.mask if self.training else x
[masked]
[masked]
[!masked][hinge]
[hinge]def hinge_loss(scores, y):
[hinge]    return (1 - y * scores).clamp(min=0).mean()
[hinge]
[hinge]
model = torch.nn.Sequential(
[layers]    torch.nn.Linear({{inputs}}, {{outputs}}),{{module}}{{drop}}
).double()
linear = [m for m in model if isinstance(m, torch.nn.Linear)]
[masked]dropouts = [m for m in model if isinstance(m, Dropout)]
start = initial_parameters({{sizes}}, "{{initializer}}", seed=seed)
with torch.no_grad():  # the playground's first weights
    for layer, (weight, bias) in zip(linear, start):
        layer.weight.copy_(torch.tensor(weight))
        layer.bias.copy_(torch.tensor(bias))
[weights]    linear[{{i}}].weight[{{unit}}, {{input}}] = {{value}}
[biases]    linear[{{i}}].bias[{{unit}}] = {{value}}
optimizer = torch.optim.{{optimizer}}(model.parameters(), lr={{lr}}{{options}})

[masked]hidden, dropout, step = {{hidden}}, {{dropout}}, 0
for epoch in range({{epochs}}):
    for rows in batches(len(train), {{batch_size}}, seed=seed, epoch=epoch):
        x, y = X[train[rows]], Y[train[rows]]
[masked]        masks = dropout_masks(hidden, len(rows), dropout, seed=seed, step=step)
[masked]        for layer, mask in zip(dropouts, masks):
[masked]            layer.mask = torch.tensor(mask)
[masked]        step += 1
        loss = {{lossOf}}(model(x), y)
[l1]        loss = loss + {{l1}} * sum(layer.weight.abs().sum() for layer in linear)
[l2]        loss = loss + {{l2}} / 2 * sum((layer.weight**2).sum() for layer in linear)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

[masked]model.eval()
with torch.no_grad():
[train]    print("training loss", {{lossOf}}(model(X[train]), Y[train]).item())
[test]    print("test loss", {{lossOf}}(model(X[test]), Y[test]).item())
[histograms]
[histograms]model.zero_grad()  # all training points, without dropout
[histograms]{{lossOf}}(model(X[train]), Y[train]).backward()
[histograms]for k, layer in enumerate(linear, 1):
[histograms]    print("gradient", k, layer.weight.grad.norm().item())"""

LOSSES = {
    "mse": "mse_loss",
    "l1": "l1_loss",
    "huber": "huber_loss",
    "hinge": "hinge_loss",
    "binary_cross_entropy_with_logits": "binary_cross_entropy_with_logits",
    "cross_entropy": "cross_entropy",
}

CODE = {
    # name: [value, factor of the slope, torch's module]; z and h of its layer
    "activations": {
        "linear": ["{z}", "", ""],
        "relu": ["np.maximum({z}, 0)", " * ({h} > 0)", " torch.nn.ReLU(),"],
        "leaky_relu": ["leaky_relu({z})", " * np.where({h} > 0, 1, 0.01)", " torch.nn.LeakyReLU(),"],
        "tanh": ["np.tanh({z})", " * (1 - {h}**2)", " torch.nn.Tanh(),"],
        "sigmoid": ["losses.sigmoid({z})", " * {h} * (1 - {h})", " torch.nn.Sigmoid(),"],
        "gelu": ["gelu({z})", " * gelu_slope({z})", ' torch.nn.GELU(approximate="tanh"),'],
    },
    "z": "{below} @ W{k}.T + b{k}",
    # name: [class, options]; course_lib.optim and torch.optim agree
    "optimizers": {
        "sgd": ["SGD", ""],
        "momentum": ["SGD", ", momentum={momentum}"],
        "nesterov": ["SGD", ", momentum={momentum}, nesterov={ahead}"],
        "adagrad": ["Adagrad", ""],
        "rmsprop": ["RMSprop", ""],
        "adam": ["Adam", ""],
        "adamw": ["AdamW", ", weight_decay=0.01"],
    },
    "empty": "# There is no point yet: draw some, then copy.",
    "python": {"text": PYTHON, "losses": LOSSES},
    "torch": {
        "text": TORCH,
        "losses": {name: "F." * (name != "hinge") + function for name, function in LOSSES.items()},
    },
}
