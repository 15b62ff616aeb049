"""A command of the command line that has verbs."""

import argparse
from typing import TypeVar

AnyParser = TypeVar("AnyParser", bound=argparse.ArgumentParser)
Verbs = argparse._SubParsersAction


def add_group(commands: "Verbs[AnyParser]", name: str, told: str) -> "Verbs[AnyParser]":
    """To which its verbs are added; without one of them the command is wrong usage."""
    return commands.add_parser(name, help=told).add_subparsers(dest="verb", metavar="VERB", required=True)
