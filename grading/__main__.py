"""The commands of an instructor: ``python -m grading COMMAND``.

Exit codes: 0 all went well; 1 done, and something wants to be looked at; 2 refused, and nothing was done;
130 stopped by Ctrl-C, and what was done is kept.
"""

from __future__ import annotations

import argparse
import sys

from grading import release, repair
from grading.batch import command as batch
from grading.export import command as export
from grading.feedback import command as feedback
from grading.files import Refused
from grading.intake import command as intake
from grading.report import command as report

COMMANDS = {
    "release": release,
    "import": intake,
    "repair": repair,
    "grade": batch,
    "feedback": feedback,
    "report": report,
    "export": export,
}  # a module with add_arguments(parser), run(given) and a docstring


def parser() -> argparse.ArgumentParser:
    """All commands with their arguments."""
    parser = argparse.ArgumentParser(prog="python -m grading", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        line = module.__doc__.splitlines()[0]
        command = commands.add_parser(name, help=line, description=line)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = parser().parse_args(arguments)
    try:
        return given.run(given)
    except Refused as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; what was done is kept", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
