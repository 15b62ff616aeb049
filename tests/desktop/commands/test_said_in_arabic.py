"""What the commands print for a person is Arabic and as a clerk writes it; `--json` keeps what is stored."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.usecases.attest import attest
from desktop.usecases.hold_interview import begin_interview, leave_interview, run_interview
from desktop.usecases.keep_person import edit_person, register_person, show_person
from domain.person import PersonDraft, draft_of
from tests.desktop.usecases.conftest import Office
from tests.support.clock import START_MS
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.memory_hub import MemoryHub

FORM = form_of("herfa")
NAME = "نورة بنت سالم الواحي"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_PASSWORD", PASSWORD)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One with a person of two mobile numbers, three interviews and one paper that is not signed; all only read it."""
    folder = tmp_path_factory.mktemp("said")
    with ExitStack() as closing, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISTIQBAL_KDF", "floor")
        here, there = (
            closing.enter_context(Laptop(folder / name, seed=seed).at_work())
            for seed, name in enumerate(("here", "there"), start=1)
        )
        office = Office(here, there, MemoryHub("office:RYD1/general", START_MS + 3_600_000))
        person = register_person(here, PersonDraft(name=NAME, mobile="0512345678")).person.id
        attest(here, run_interview(here, FORM, person, example_answers("herfa")).id)
        leave_interview(here, begin_interview(here, FORM, person))
        begin_interview(here, FORM, person)
        office.sync()
        for desk, mobile in ((here, "0501234567"), (there, "0559876543")):
            page = show_person(desk, person)
            edit_person(desk, page, PersonDraft(**{**vars(draft_of(page.person)), "mobile": mobile}))
        office.sync()
    return folder / "here"


def printed(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> str:
    assert main(["--home", str(home), "--user", ADMIN, *words]) == 0
    return capsys.readouterr().out


def test_a_task_is_told_in_words_with_both_calendars(laptop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, laptop, "task", "list")
    assert f"قيمتان مختلفتان: الجوال، ملف {NAME}" in said
    assert "050 123 4567" in said
    assert "055 987 6543" in said
    assert "السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ" in said
    assert not {"+966", "mobile", "two_values"} & set(said.replace("(", " ").split())
    (task,) = json.loads(printed(capsys, laptop, "--json", "task", "list"))["tasks"]
    assert (task["cell"], task["kind"]) == ("mobile", "two_values")
    assert {choice["values"]["mobile"] for choice in task["choices"]} == {"+966501234567", "+966559876543"}


def test_interviews_are_listed_with_their_states_in_words(laptop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, laptop, "interview", "list")
    for words in ("مكتملة، الإقرار غير موقّع", "بانتظار الإكمال", "مسودة هنا"):
        assert words in said
    assert not {"finished", "left", "draft", "unsigned"} & set(said.replace("،", " ").split())
    lines = json.loads(printed(capsys, laptop, "--json", "interview", "list"))["interviews"]
    assert sorted(line["state"] for line in lines) == ["draft", "finished", "left"]


def test_a_history_and_a_person_are_told_as_a_clerk_writes_them(
    laptop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(printed(capsys, laptop, "--json", "person", "find", "نوره"))["persons"]
    said = printed(capsys, laptop, "history", "persons", found[0]["id"])
    for words in (f"ملف {NAME}", "الجوال\n", "051 234 5678", "حلّت محلها أخرى", "تنتظر قرارًا"):
        assert words in said
    assert not {"shown", "replaced", "beside", "mobile"} & set(said.replace("،", " ").split())
    assert "05" in printed(capsys, laptop, "person", "find", "نوره")
    assert found[0]["phone"].startswith("+966")
