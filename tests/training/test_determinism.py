"""On CUDA torch's switches stand on *repeatable* while `fit` runs, and afterwards as before."""

import subprocess
import sys

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from course_lib.training import fit
from course_lib.training.determinism import repeatable

CUDA = torch.device("cuda")


def switches():
    return {
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "warn only": torch.is_deterministic_algorithms_warn_only_enabled(),
        "benchmark": torch.backends.cudnn.benchmark,
        "fill": torch.utils.deterministic.fill_uninitialized_memory,
    }


USUAL = {"deterministic": False, "warn only": False, "benchmark": False, "fill": True}
REPEATABLE = {"deterministic": True, "warn only": True, "benchmark": False, "fill": False}


@pytest.fixture(autouse=True)
def as_before():
    assert switches() == USUAL
    yield
    torch.use_deterministic_algorithms(False)
    torch.backends.cudnn.benchmark = False
    torch.utils.deterministic.fill_uninitialized_memory = True


def train(seen, device=CUDA, error=None, **given):
    model = nn.Linear(4, 2)

    def hook(module, inputs):
        seen.append(switches())
        if error is not None:
            raise error

    model.register_forward_pre_hook(hook)
    X, y = torch.ones(6, 4), torch.zeros(6, dtype=torch.int64)
    return fit(
        model, X, y, loss=F.cross_entropy, epochs=1, device=device, validation=(X, y), progress=False, **given
    )


def test_set_during_training_and_validation_and_restored(stage):
    seen = []
    train(seen)
    assert seen == [REPEATABLE, REPEATABLE]
    assert switches() == USUAL


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt()])
def test_restored_after_an_error_and_an_interrupt(stage, error):
    seen = []
    if isinstance(error, KeyboardInterrupt):
        train(seen, error=error)
    else:
        with pytest.raises(ValueError, match="broken"):
            train(seen, error=error)
    assert seen == [REPEATABLE]
    assert switches() == USUAL


@pytest.mark.parametrize("given", [{"deterministic": False}, {"device": torch.device("cpu")}])
def test_nothing_is_set_where_it_is_not_wanted_or_not_needed(stage, given):
    seen = []
    train(seen, **given)
    assert seen == [USUAL, USUAL]


def test_who_wants_an_error_keeps_it_and_his_own_switches_come_back(stage):
    torch.use_deterministic_algorithms(True)
    torch.backends.cudnn.benchmark = True
    mine = {"deterministic": True, "warn only": False, "benchmark": True, "fill": True}
    seen = []
    train(seen)
    assert seen == [REPEATABLE | {"warn only": False}] * 2
    assert switches() == mine


def test_an_operation_without_such_a_kernel_warns_and_runs():
    """put_ has none on any device, so torch's own refusal is seen without a GPU."""
    target, at = torch.zeros(3), torch.tensor([0, 1])
    with repeatable(CUDA, True), pytest.warns(UserWarning, match="put_ does not have a deterministic"):
        target.put_(at, torch.ones(2), accumulate=False)
    assert target.tolist() == [1, 1, 0]


def test_the_variable_that_cublas_reads_is_set_before_the_trial_of_the_device():
    """torch reads it at the first product on CUDA and never again, and that is the trial."""
    code = (
        "import os, torch; os.environ.pop('CUBLAS_WORKSPACE_CONFIG', None); seen = []; "
        "from course_lib import device; "
        "device._work = lambda *_: seen.append(os.environ.get('CUBLAS_WORKSPACE_CONFIG')) or torch.zeros(1); "
        "torch.cuda.is_available = lambda: True; torch.cuda.synchronize = lambda: None; "
        "torch.cuda.get_device_name = lambda d: 'acted'; device.get_device('cuda'); print(seen)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[':4096:8', ':4096:8']"
