"""What makes two trainings the same one: their data and the settings of what computes, as plain text."""

import dis
import functools
import types
import zlib

import numpy as np
import torch

__all__ = ["checksum", "settings_of"]

_PLAIN = bool | int | float | complex | str | bytes | np.generic | torch.dtype
_SETTINGS = (
    _PLAIN | np.ndarray | torch.Tensor | torch.nn.Module | functools.partial | types.FunctionType | tuple
)
_LIBRARIES = ("course_lib", "numpy", "scipy", "torch")


def checksum(values) -> str:
    """Shape, kind and a checksum of all values, CRC-32: a second or two for a gigabyte.

    It tells apart what a reader mixes up; it is no defense against somebody who forges.

    Examples
    --------
    >>> checksum(torch.zeros(2, 3))
    '(2, 3) float32 #a3c1ca20'
    """
    tensor = torch.as_tensor(values).detach().cpu()
    tensor = tensor.to_dense() if tensor.is_sparse else tensor
    raw = tensor.contiguous().reshape(-1).view(torch.uint8).numpy()
    return f"{tuple(tensor.shape)} {str(tensor.dtype).removeprefix('torch.')} #{_digest(raw)}"


def _digest(raw):
    return f"{zlib.crc32(raw):08x}"


def settings_of(thing, name: str, moving=()) -> dict[str, str]:
    """What can be set in a function or an object: a line of text for each of its parts.

    Read are a module's and an object's public attributes and tensors, the keywords of a `functools.partial`,
    and of a function its body, its defaults, and the numbers, tensors and functions that it takes from
    outside. What is trained is no setting: the objects in ``moving``, and tensors that require a gradient.

    Examples
    --------
    >>> settings_of(torch.nn.CrossEntropyLoss(label_smoothing=0.1), "loss")["loss label_smoothing"]
    '0.1'
    >>> loss = functools.partial(torch.nn.functional.cross_entropy, ignore_index=0)
    >>> settings_of(loss, "loss")
    {'loss': 'cross_entropy', 'loss ignore_index': '0'}
    """
    found = {}
    _describe(thing, name, found, {id(value): value for value in moving})
    return found


def _describe(thing, name, found, seen):
    if id(thing) in seen:  # an object that holds itself
        return
    if torch.is_tensor(thing) or isinstance(thing, np.ndarray):
        if not getattr(thing, "requires_grad", False):
            found[name] = checksum(thing)
    elif thing is None or isinstance(thing, _PLAIN):
        found[name] = repr(thing.item() if isinstance(thing, np.generic) else thing)
    else:
        seen[id(thing)] = thing
        for part, value in _parts(thing, name, found).items():
            _describe(value, f"{name} {part}", found, seen)


def _parts(thing, name, found):
    """The parts of a thing by name; what it is goes into ``found``."""
    if isinstance(thing, functools.partial):
        _describe(thing.func, name, found, {})
        return {str(i): value for i, value in enumerate(thing.args)} | thing.keywords
    if isinstance(thing, dict):
        return {str(key): value for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return {str(i): value for i, value in enumerate(thing)}
    found[name] = getattr(thing, "__name__", type(thing).__name__)
    if isinstance(thing, types.MethodType):
        return {"of": thing.__self__}
    if isinstance(thing, types.FunctionType):
        # a library's own function is known by its name; one that is written in a notebook is read
        library = thing.__module__.partition(".")[0] in _LIBRARIES
        return {} if library else _parts_of_function(thing, name, found)
    if isinstance(thing, torch.nn.Module):
        tensors = thing.named_parameters(recurse=False), thing.named_buffers(recurse=False)
        return _public(thing) | dict(tensors[0]) | dict(tensors[1]) | dict(thing.named_children())
    return {} if isinstance(thing, type | types.ModuleType) else _public(thing)


def _parts_of_function(function, name, found):
    code, body = function.__code__, " ".join(filter(None, _words(function.__code__)))
    found[f"{name} body"] = body if len(body) < 100 else f"#{_digest(body.encode())}"
    outside = {n: function.__globals__[n] for n in code.co_names if n in function.__globals__}
    closed = zip(code.co_freevars, function.__closure__ or (), strict=True)
    outside |= {n: cell.cell_contents for n, cell in closed}
    # lists and objects out there may change while it trains: a note of each value, a counter
    settings = {n: v for n, v in outside.items() if v is None or isinstance(v, _SETTINGS)}
    defaults = dict(enumerate(function.__defaults__ or ())) | (function.__kwdefaults__ or {})
    return settings | {f"default {k}": v for k, v in defaults.items()}


def _words(code):
    """Names, numbers and operators in the order in which they are used; without places in memory or file."""
    for step in dis.get_instructions(code):
        if isinstance(step.argval, types.CodeType):
            yield from _words(step.argval)
        elif step.opname == "KW_NAMES":
            yield " ".join(code.co_consts[step.arg])
        elif not step.argrepr.startswith("to "):  # the place that a jump leads to
            yield step.argrepr.removeprefix("NULL + ")


def _public(thing):
    hidden = ("_", "training") if isinstance(thing, torch.nn.Module) else ("_",)
    return {k: v for k, v in getattr(thing, "__dict__", {}).items() if not k.startswith(hidden)}
