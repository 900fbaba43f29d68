"""Where there is no sandbox nothing is graded, and what would help is said; limits come from one file."""

import dataclasses

import pytest

from grading.assignment import Assignment
from grading.grade.bench import Bench
from grading.limits import FILE, Limits
from grading.sandbox import NoSandbox, bubblewrap
from grading.sandbox.inside import seccomp


def test_without_bubblewrap_nothing_is_graded(try_small, honest_small, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoSandbox, match="apt install bubblewrap"):
        try_small(honest_small, test_seconds=7.0)


@pytest.mark.parametrize("mode", ["bubblewrap", "trust"])
def test_another_system_is_refused_before_anything_starts(mode, small_source, monkeypatch):
    monkeypatch.setattr("subprocess.Popen", None)
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(NoSandbox, match="needs Linux, and this is darwin"):
        Bench(Assignment.read(small_source), dataclasses.replace(Limits.read(), grader_sandbox=mode), 0)


def test_a_bubblewrap_that_is_refused_says_what_helps(try_small, honest_small, monkeypatch, tmp_path):
    (tmp_path / "bwrap").write_text(
        "#!/bin/sh\necho bwrap: setting up uid map: Permission denied >&2\nexit 1\n"
    )
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(NoSandbox, match=r"uid map: Permission denied\n.*user namespaces"):
        try_small(honest_small, test_seconds=8.0)


def test_ubuntu_gets_the_profile(monkeypatch, tmp_path):
    (tmp_path / "switch").write_text("1\n")
    monkeypatch.setattr(bubblewrap, "APPARMOR", tmp_path / "switch")
    assert "apparmor_parser -r /etc/apparmor.d/bwrap" in bubblewrap.why_not("refused")


def test_a_result_says_how_safe_it_was(try_small, honest_small, sandbox):
    assert try_small(honest_small, grader_sandbox="trust")["sandbox"] == "trust"
    assert try_small(honest_small)["sandbox"] == sandbox


@pytest.mark.parametrize(
    "change", [("= 10", "= 0"), ("seconds = 60", "minutes = 1"), ('"bubblewrap"\n', '"none"\n')]
)
def test_limits_that_are_none(tmp_path, change):
    text = FILE.read_text()
    (tmp_path / "limits.toml").write_text(text.replace(*change))
    assert change[0] in text
    with pytest.raises(ValueError, match=r"limits\.toml: "):
        Limits.read(tmp_path / "limits.toml")


def test_every_limit_counts_for_the_hash():
    limits = Limits.read()
    others = {dataclasses.replace(limits, **{f.name: 1234.5}).sha256 for f in dataclasses.fields(limits)}
    assert len(others | {limits.sha256}) == len(dataclasses.fields(limits)) + 1


def passes(machine, number, argument=0):
    """What the filter answers to a system call."""
    steps, at, value = seccomp.program(machine), 0, None
    given = {seccomp.ARCHITECTURE: seccomp.MACHINES[machine][0], seccomp.NUMBER: number}
    given[seccomp.FIRST_ARGUMENT] = argument
    while True:
        code, yes, no, constant = steps[at]
        at += 1
        if code == seccomp.LOAD:
            value = given[constant]
        elif code == seccomp.RETURN:
            return constant
        else:
            jumps = {
                seccomp.EQUAL: value == constant,
                seccomp.GREATER: value > constant,
                seccomp.AT_LEAST: value >= constant,
                seccomp.ANY_BIT: bool(value & constant),
            }
            at += yes if jumps[code] else no


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_the_filter_lets_through_what_is_listed(machine):
    _, clone, clone3, listed = seccomp.MACHINES[machine]
    parts = [[int(n) for n in part.split("-")] for part in listed.split()]
    through = {n for part in parts for n in range(part[0], part[-1] + 1)}
    for number in range(600):
        if number not in (clone, clone3):
            assert (passes(machine, number) == seccomp.ALLOW) == (number in through), number
    assert passes(machine, clone, seccomp.CLONE_THREAD | 0x100) == seccomp.ALLOW
    assert passes(machine, clone, 17) == seccomp.ERRNO | seccomp.EPERM
    assert passes(machine, clone3) == seccomp.ERRNO | seccomp.ENOSYS
    assert passes(machine, seccomp.X32 | 39) == seccomp.KILL


def test_an_unknown_machine_has_no_filter():
    with pytest.raises(OSError, match="riscv64"):
        seccomp.program("riscv64")
