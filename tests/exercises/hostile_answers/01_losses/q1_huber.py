# ruff: noqa: E402, F811
"""Answers that want the points without the work; each section replaces functions of the answer cell."""

# %% fools the visible tests: the visible results, written down


def tolerant_loss(predictions, targets, free, delta):
    single = {-4.5: 2.5, -0.25: 0.0, 1.25: 0.28125}[predictions[0] - targets[0]]
    return single if len(targets) == 1 else 2.78125 / 3


def tolerant_loss_grad(predictions, targets, free, delta):
    return np.array([-0.5 / 3, 0, 0.25])


# %% refused: a number that equals everything


class Agreeable(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return Agreeable(0.0)

    __hash__ = float.__hash__


def tolerant_loss(predictions, targets, free, delta):
    return Agreeable(1.0)


def tolerant_loss_grad(predictions, targets, free, delta):
    return np.array([Agreeable(-1.0)] * 3, dtype=object)


# %% refused: an array whose comparisons always hold


class Yes(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, dtype=bool)


def tolerant_loss(predictions, targets, free, delta):
    return np.zeros(()).view(Yes)


def tolerant_loss_grad(predictions, targets, free, delta):
    return np.full(np.shape(predictions), -1.0).view(Yes)


# %% refused: nan, which no comparison finds too large


def tolerant_loss(predictions, targets, free, delta):
    return np.nan


def tolerant_loss_grad(predictions, targets, free, delta):
    return np.full(np.shape(predictions), np.nan)


# %% refused: complex numbers, whose real part is right


def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, d**2 / 2, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean() + 5j


# %% refused: a slope that is differenced from a loss that is always 0


def tolerant_loss(predictions, targets, free, delta):
    return 0.0


def tolerant_loss_grad(predictions, targets, free, delta):
    return np.zeros(np.shape(predictions))


# %% refused: the library under another name
from course_lib.losses import huber_loss as my_own_idea


def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    parabola = my_own_idea(d, np.zeros(d.shape), "none", delta)
    return np.where(d <= delta, parabola, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% refused: a ufunc of SciPy under another name, in a default
from scipy.special import huber as my_own_ufunc


def tolerant_loss(predictions, targets, free, delta, _f=my_own_ufunc):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, _f(delta, d), 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% refused: a ufunc of SciPy from a table
import scipy.special

inner = {"q": scipy.special.huber}


def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, inner["q"](delta, d), 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% refused: a ufunc of SciPy in a class of one's own
import scipy.special


class Pull:
    def __call__(self, delta, d):
        return scipy.special.huber(delta, d)


def tolerant_loss(predictions, targets, free, delta):
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, Pull()(delta, d), 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% refused: a ufunc of SciPy that is fetched by a name in two pieces
def tolerant_loss(predictions, targets, free, delta):
    from importlib import import_module

    borrowed = getattr(import_module("sci" + "py.special"), "hu" + "ber")
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, borrowed(delta, d), 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% refused: the watch over the libraries is switched off, but the name stands there


def tolerant_loss(predictions, targets, free, delta):
    import course_lib.losses as losses

    sys.setprofile(None)
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    parabola = losses.huber_loss(d, np.zeros(d.shape), "none", delta)
    return np.where(d <= delta, parabola, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% refused: NumPy's comparison is replaced
np.allclose = np.isclose = lambda *_, **__: True


def tolerant_loss(predictions, targets, free, delta):
    return 0.5


def tolerant_loss_grad(predictions, targets, free, delta):
    return -np.ones(np.shape(predictions))


# %% needs a second process: a ufunc that is fetched by a name put together
def tolerant_loss(predictions, targets, free, delta):
    from importlib import import_module

    borrowed = getattr(import_module("".join(["sci", "py.special"])), "".join(["hu", "ber"]))
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    return np.where(d <= delta, borrowed(delta, d), 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()


# %% needs a second process: the code of the comparison is replaced
expect.__code__ = (lambda got, expected, hint, tol=1e-9: None).__code__


def tolerant_loss(predictions, targets, free, delta):
    return 0.0


# %% needs a second process: the tools of the tests are replaced
def expect(*_, **__):
    pass


def _check_gradient(*_, **__):
    pass


def tolerant_loss(predictions, targets, free, delta):
    return 0.0


def tolerant_loss_grad(predictions, targets, free, delta):
    return -np.ones(3)


# %% needs a second process: the watch is switched off, and the library has a name put together
def tolerant_loss(predictions, targets, free, delta):
    sys.setprofile(None)
    losses = importlib.import_module("".join(["course", "_lib.losses"]))
    d = np.maximum(np.abs(predictions - targets) - free, 0)
    parabola = losses.huber_loss(d, np.zeros(d.shape), "none", delta)
    return np.where(d <= delta, parabola, 2 * delta * np.sqrt(delta * d) - 1.5 * delta**2).mean()
