"""The office's own papers by command line: the periodic report, the day's sheet, sheets to be filled in by hand."""

from pathlib import Path

import pytest

from tests.support.command_line import CommandLine


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    made = CommandLine(tmp_path_factory.mktemp("office") / "store")
    made.init("twaim")
    made.do("visit", "add", "--purpose", "request", "--count", "3")
    return made


def test_a_report_says_its_numbers_and_writes_its_paper(office: CommandLine, tmp_path: Path) -> None:
    paper = tmp_path / "report.pdf"
    told = office.do("report", "--period", "this_year", "--pdf", paper)
    assert told["figures"]["زوار المكتب"] == "3"
    assert told["pdf"] == "report.pdf"
    assert paper.read_bytes().startswith(b"%PDF")
    days = office.do("report", "--from", "2020-01-01", "--to", "2020-01-31")
    assert (days["first"], days["figures"]["زوار المكتب"], days["pdf"]) == ("2020-01-01", "0", None)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "2026-01-01"), "period.half"),
        (("--from", "2026-01-01", "--to", "2026-02-01", "--period", "this_year"), "period.half"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "period.order"),
        (("--from", "yesterday", "--to", "2026-01-01"), "day.format"),
    ],
)
def test_a_period_that_is_none_is_refused(office: CommandLine, words: tuple[str, ...], code: str) -> None:
    done = office.run("report", *words)
    assert (done.exit_code, done.error["code"]) == (1, code)


def test_sheets_of_the_office_are_written_and_their_prints_counted(office: CommandLine, tmp_path: Path) -> None:
    for words in (
        ("visit", "day"),
        ("paper", "satisfaction"),
        ("paper", "field-survey"),
        ("paper", "policy-register"),
        ("paper", "minutes"),
        ("paper", "blank", "shared/supervisory-visit"),
        ("paper", "blank", "twaim/service-request"),
    ):
        paper = tmp_path / f"{'-'.join(words).replace('/', '-')}.pdf"
        told = office.do(*words, "--pdf", paper)
        assert paper.read_bytes().startswith(b"%PDF")
        assert words[0] == "visit" or [line["way"] for line in told["prints"]] == ["file"]
