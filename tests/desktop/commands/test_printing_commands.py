"""`istiqbal print …` at a real print service: what comes out is recorded, what does not waits."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.usecases.attest import attest, show_attestation
from desktop.usecases.hold_interview import change_interview, run_interview
from desktop.usecases.keep_person import register_person
from domain.person import PersonDraft
from tests.forms.paper.test_thermal import read_back
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import PASSWORD, Laptop
from tests.support.print_service import PrintService, found_print_service


@pytest.fixture(scope="module")
def service() -> Iterator[PrintService]:
    with found_print_service() as service:
        for name in ("office", "upstairs"):
            service.add_queue(name)
        service.add_queue("roll", is_raw=True)
        yield service


@pytest.fixture
def laptop(service: PrintService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    monkeypatch.setenv("ISTIQBAL_PASSWORD", PASSWORD)
    monkeypatch.setenv("CUPS_SERVER", service.socket)
    return Laptop(tmp_path / "store")


def interviewed(laptop: Laptop) -> tuple[str, str]:
    """An interview and its attestation."""
    with laptop.at_work() as desk:
        person = register_person(desk, PersonDraft(name="نورة الواحي")).person
        interview = run_interview(desk, form_of("herfa"), person.id, example_answers("herfa")).id
        return interview, attest(desk, interview).id


def told(laptop: Laptop, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    assert main(["--home", str(laptop.folder), "--json", "print", *words]) == code
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_paper_that_fails_waits_and_comes_out_once_on_another_printer(
    laptop: Laptop, service: PrintService, capsys: pytest.CaptureFixture[str]
) -> None:
    interview, attestation = interviewed(laptop)
    office, upstairs, roll = (service.folder / "out" / name for name in ("office", "upstairs", "roll"))
    printers = told(laptop, capsys, "printers")["printers"]
    assert [printer["name"] for printer in printers] == ["office", "roll", "upstairs"]  # type: ignore[attr-defined]

    paper = ("paper", "attestation", attestation)
    done = told(laptop, capsys, *paper, "--printer", "office", "--copies", "2")
    assert (done["fate"], len(list(office.glob("[0-9]*")))) == ("done", 1)
    (office / "broken").touch()
    stuck = told(laptop, capsys, *paper, code=3)
    assert (stuck["printer"], stuck["fate"], stuck["reason"]) == ("office", "stuck", "The printer is out of paper")
    job = str(stuck["job"])
    assert [line["id"] for line in told(laptop, capsys, "waiting")["jobs"]] == [job]  # type: ignore[attr-defined]
    again = told(laptop, capsys, "again", job, "--printer", "upstairs")
    assert (again["fate"], len(list(upstairs.glob("[0-9]*")))) == ("done", 1)
    (office / "broken").unlink()
    service.order("cupsenable", "office")
    assert told(laptop, capsys, "waiting") == {"jobs": []}
    assert len(list(office.glob("[0-9]*"))) == 1
    with laptop.at_work() as desk:
        lines = show_attestation(desk, attestation).prints
    assert [(line.place, line.first_copy, line.copies) for line in lines] == [("upstairs", 3, 1), ("office", 1, 2)]

    receipt = told(laptop, capsys, "paper", "receipt_roll", interview, "--printer", "roll")
    [printed] = roll.glob("[0-9]*")
    assert (receipt["fate"], len(read_back(printed.read_bytes()))) == ("done", 1)


def test_an_attestation_that_became_void_while_it_waited_is_sent_only_when_that_is_said(
    laptop: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    interview, attestation = interviewed(laptop)
    assert (
        main(["--home", str(laptop.folder), "print", "paper", "attestation", attestation, "--printer", "nowhere"]) == 3
    )
    with laptop.at_work() as desk:
        change_interview(desk, interview, {"craft_years": 40})
    [job] = told(laptop, capsys, "waiting")["jobs"]  # type: ignore[misc,attr-defined]
    assert job["stale"]["ar"].startswith("تغيّرت البيانات")
    again = ("again", job["id"])
    assert main(["--home", str(laptop.folder), "print", *again]) == 1
    assert "--even-if-void" in capsys.readouterr().err
    assert main(["--home", str(laptop.folder), "print", *again, "--even-if-void"]) == 3, (
        "there is still no such printer"
    )
    assert "اختر طابعة أخرى" in capsys.readouterr().err


def test_a_printer_that_is_not_there_keeps_the_paper_until_it_is_dropped(
    laptop: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    with laptop.at_work():
        pass
    words = ["--home", str(laptop.folder), "print", "paper", "day_sheet", "2026-11-21", "--printer", "nowhere"]
    assert main(words) == 3
    assert "اختر طابعة أخرى" in capsys.readouterr().err
    [job] = told(laptop, capsys, "waiting")["jobs"]  # type: ignore[misc,attr-defined]
    assert (job["progress"], job["kind"]) == ("failed", "day_sheet")
    told(laptop, capsys, "drop", job["id"])
    assert main(["--home", str(laptop.folder), "print", "waiting"]) == 0
    assert capsys.readouterr().out == "لا شيء ينتظر الطباعة.\n"
    day = ("paper", "day_sheet", "2026-11-21", "--pages", "7")
    assert main(["--home", str(laptop.folder), "print", *day, "--printer", "office"]) == 1
    assert "من 1 إلى 1" in capsys.readouterr().err
    told_again = main(["--home", str(laptop.folder), "print", "drop", job["id"]])
    assert told_again == 1
