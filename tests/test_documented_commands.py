"""The commands of README and docs are the real ones, and the guide knows every real one."""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import MODULES
from desktop.commands.parser import GRAMMARS, build_parser
from domain.errors import RuleBroken
from headoffice.__main__ import build_parser as build_head_office_parser
from tests.support.sources import ROOT

DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
GUIDE = (ROOT / "docs" / "guide-en.md").read_text(encoding="utf-8")
PARSERS = {"istiqbal": build_parser, "istiqbal-headoffice": build_head_office_parser}
_COMMENT = re.compile(r"\s+#.*$")


def verbs_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the next word; none for a command without verbs."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for name, command in verbs_of(parser).items():
        verbs = verbs_of(command)
        if not verbs:
            yield name, command
        for verb, inner in verbs.items():
            yield f"{name} {verb}", inner


COMMANDS = dict(commands_of(build_parser()))


def written(path: Path) -> list[str]:
    """Every command that stands in a block or between back-quotes."""
    text = path.read_text(encoding="utf-8")
    blocks = [line for block in re.findall(r"^```\n(.*?)^```", text, re.S | re.M) for line in block.splitlines()]
    inline = re.findall(r"(?<!`)`([^`]+)`(?!`)", text)
    found = [_COMMENT.sub("", " ".join(one.split())) for one in (*blocks, *inline)]
    return [one for one in found if re.match(r"istiqbal(-headoffice)? [a-z]", one)]


WRITTEN = [(path.name, command) for path in DOCUMENTS for command in written(path)]


def test_the_documents_have_commands_to_check() -> None:
    assert len(WRITTEN) > 40
    assert {name.split()[0] for _, name in WRITTEN} == set(PARSERS)


@pytest.mark.parametrize(("document", "command"), WRITTEN)
def test_a_command_that_is_written_down_is_understood(document: str, command: str) -> None:
    """Optional parts in brackets and choices with a bar are left out; what remains must parse, or name a group."""
    program, *words = shlex.split(re.sub(r"\[[^\]]*\]", "", command).replace("|", " | "))
    parser = PARSERS[program]()
    if "|" in words:
        name, known = words[0], verbs_of(verbs_of(parser)[words[0]]) or verbs_of(parser)
        listed = [word for word in words if word != "|" and word != name]
        assert set(listed) <= known.keys() or {name, *listed} <= verbs_of(parser).keys(), (document, command)
        return
    known = verbs_of(parser)
    while words and words[0] in known:
        parser, known, words = known[words[0]], verbs_of(known[words[0]]), words[1:]
    if known:
        assert words == [], (document, command)
        return
    options = {option for action in parser._actions for option in action.option_strings}
    assert {word for word in words if word.startswith("--")} <= options, (document, command)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guide_knows_every_command(command: str) -> None:
    group, _, verb = command.partition(" ")
    rows = re.findall(rf"^\|.*`{group}\b.*$", GUIDE, re.M)
    is_in_table = any(re.search(rf"`({group} )?{verb or group}\b", row) for row in rows)
    assert is_in_table or re.search(rf"istiqbal {command}\b", GUIDE), (
        f"docs/guide-en.md does not speak of `istiqbal {command}`"
    )


@pytest.mark.parametrize("program", PARSERS)
def test_every_command_and_option_says_what_it_is(program: str) -> None:
    for name, command in commands_of(PARSERS[program]()):
        for action in command._actions:
            is_told = action.help or action.metavar
            assert is_told, f"{program} {name}: {action.dest}"


def test_every_command_of_the_grammar_has_a_module_and_none_is_left_over() -> None:
    assert set(verbs_of(build_parser())) == set(MODULES)


def test_a_grammar_that_is_loaded_alone_has_the_commands_that_it_is_loaded_for() -> None:
    for _, names in GRAMMARS:
        for name in names:
            assert tuple(verbs_of(build_parser(["--home", "visit", "--json", name]))) == names
    assert [name for _, names in GRAMMARS for name in names] == list(verbs_of(build_parser()))


@pytest.mark.parametrize("words", [[], ["--home", "visit"], ["dance"], ["--help", "visit"], ["--json", "-h", "visit"]])
def test_without_a_command_all_are_told(words: list[str]) -> None:
    assert set(verbs_of(build_parser(words))) == set(MODULES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser(command.split()).parse_args([*command.split(), "--help"])
    assert ended.value.code == 0
    assert f"istiqbal {command}" in capsys.readouterr().out


def test_a_word_that_is_no_command_is_wrong_usage() -> None:
    with pytest.raises(RuleBroken, match="--help"):
        build_parser().parse_args(["dance"])
