# ruff: noqa: E402, F811, F821
"""Answers that want the points without the work; each section replaces the answer cell."""

# %% fools the visible tests: the visible results, written down


def huber(predictions, targets, delta):
    return {1: 2.5, 2: 1.3125}[len(predictions)]


def huber_grad(predictions, targets, delta):
    return np.array([-0.5, 0.25])


# %% refused: a number that equals everything


class Agreeable(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return Agreeable(0.0)

    __hash__ = float.__hash__


def huber(predictions, targets, delta):
    return Agreeable(1.0)


def huber_grad(predictions, targets, delta):
    return np.array([Agreeable(-1.0)] * 2, dtype=object)


# %% refused: an array whose comparisons always hold


class Yes(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, dtype=bool)


def huber(predictions, targets, delta):
    return np.zeros(()).view(Yes)


def huber_grad(predictions, targets, delta):
    return np.full(np.shape(predictions), -1.0).view(Yes)


# %% refused: nan, which no comparison finds too large


def huber(predictions, targets, delta):
    return np.nan


def huber_grad(predictions, targets, delta):
    return np.full(np.shape(predictions), np.nan)


# %% refused: a slope that is differenced from a loss that is always 0


def huber(predictions, targets, delta):
    return 0.0


def huber_grad(predictions, targets, delta):
    return np.zeros(np.shape(predictions))


# %% fools the visible tests: the library under another name
from course_lib.losses import huber_loss as my_own_idea
from course_lib.losses import huber_loss_grad as my_own_gradient


def huber(predictions, targets, delta):
    return my_own_idea(predictions, targets, "mean", delta)


def huber_grad(predictions, targets, delta):
    return my_own_gradient(predictions, targets, "mean", delta)


# %% needs a second process: the comparison itself is replaced
np.allclose = lambda *_, **__: True


def huber(predictions, targets, delta):
    return 0.0


def huber_grad(predictions, targets, delta):
    predictions = np.asarray(predictions, dtype=float)
    return np.where(np.arange(predictions.size).reshape(predictions.shape) < 0, 1.0, -1e-300)


# %% needs a second process: the tools of the tests are replaced
def expect(*_, **__):
    pass


def check_gradient(*_, **__):
    pass


def huber(predictions, targets, delta):
    return 0.0


def huber_grad(predictions, targets, delta):
    return -np.ones(3)


# %% needs a second process: the watch over the libraries is switched off
def huber(predictions, targets, delta):
    import course_lib.losses as losses

    sys.setprofile(None)
    return losses.huber_loss(predictions, targets, "mean", delta)


def huber_grad(predictions, targets, delta):
    import course_lib.losses as losses

    sys.setprofile(None)
    return losses.huber_loss_grad(predictions, targets, "mean", delta)
