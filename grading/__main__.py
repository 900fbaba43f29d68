"""The commands of an instructor: ``python -m grading COMMAND``."""

from __future__ import annotations

import argparse
import sys

from grading import release, repair

COMMANDS = {
    "release": release,
    "repair": repair,
}  # a module with add_arguments(parser), run(given) and a docstring


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m grading", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        line = module.__doc__.splitlines()[0]
        command = commands.add_parser(name, help=line, description=line)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    given = parser.parse_args(arguments)
    return given.run(given)


if __name__ == "__main__":
    sys.exit(main())
