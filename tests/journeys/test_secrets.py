"""What a person told the clerk is to be read in the program alone: in no file, in no log, in no error."""

import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import arabic_reshaper
import pytest
from bidi.algorithm import get_display
from stdnum import luhn

from desktop.ui.last_resort import LastResort
from desktop.usecases.attest import attest
from desktop.usecases.count_visit import count_visit
from desktop.usecases.hold_interview import begin_interview, finish_interview, save_draft
from desktop.usecases.keep_person import register_person
from domain.arabic import search_key, to_arabic_digits
from domain.person import PersonDraft
from tests.support.command_line import (
    PASSWORD,
    CommandLine,
    Done,
    example_answers,
    form_of,
    in_a_process,
    variables,
    write_answers,
)
from tests.support.laptop import Laptop
from tests.support.sources import ROOT

NAME = "قنديل بن غيداق الياقوتي"
IDENTITY = "109876543" + luhn.calc_check_digit("109876543")
PHONE = "0598765432"
IBAN_TAIL = "0608010167519"
IBAN = f"SA038000000{IBAN_TAIL}"
REMARK = "يسكن خلف مصلحة الزبرجد"
OFFICE_NAME = "مكتب الفيروزي"
CLERK_NAME = "أمينة الكهرماني"
SECRETS = (NAME, "غيداق", "الياقوتي", IDENTITY, PHONE[1:], IBAN_TAIL, "الزبرجد", "الفيروزي", "الكهرماني", PASSWORD)


def spellings(secret: str) -> set[bytes]:
    """The bytes by which it could be found: letters as typed, folded, shaped for drawing, turned around; in the
    encodings of files, of Windows, of JSON and of a hexadecimal dump."""
    shaped = arabic_reshaper.reshape(secret)
    texts = {secret, search_key(secret), to_arabic_digits(secret), shaped, get_display(shaped), secret[::-1]}
    found = set()
    for text in texts - {""}:
        found |= {text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")}
        found.add(text.encode("utf-8").hex().encode())
        found.add(text.encode("ascii", "backslashreplace"))
        found.add(text.encode("cp1256", "ignore"))
    return {spelling for spelling in found if len(spelling) >= 4}


SPELLINGS = {secret: spellings(secret) for secret in SECRETS}


def leaks(data: bytes) -> list[str]:
    return [secret for secret, known in SPELLINGS.items() if any(spelling in data for spelling in known)]


def leaks_in(folder: Path) -> list[str]:
    """`file: secret` for every file under a folder."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [f"{file.name}: {secret}" for file in files for secret in leaks(file.read_bytes())]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files would go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    return folder


def test_the_search_would_find_a_secret_in_a_plain_database(tmp_path: Path) -> None:
    for code in ("UTF-8", "UTF-16le", "UTF-16be"):
        path = tmp_path / f"{code}.db"
        with closing(sqlite3.connect(path)) as plain:
            plain.execute(f"PRAGMA encoding = '{code}'")
            plain.execute("CREATE TABLE persons (name TEXT, id TEXT)")
            plain.execute("INSERT INTO persons VALUES (?, ?)", (NAME, IDENTITY))
            plain.commit()
        assert {NAME, IDENTITY} <= set(leaks(path.read_bytes())), code
    assert leaks(get_display(arabic_reshaper.reshape(f"رقم {NAME}")).encode())
    assert leaks(f"{to_arabic_digits(IDENTITY)}".encode("utf-16-le"))
    assert not leaks(b"nothing of the kind")


# --- the store's files -----------------------------------------------------------------------------------------------


def test_no_file_beside_an_open_store_can_be_read(tmp_path: Path, scratch: Path) -> None:
    """While the write-ahead log holds everything, and after it was folded into the database."""
    laptop = Laptop(tmp_path / "store")
    with laptop.at_work() as desk:
        draft = PersonDraft(name=NAME, id_number=IDENTITY, mobile=PHONE, iban=IBAN, note=REMARK)
        person = register_person(desk, draft).person
        count_visit(desk, desk.profile.counter[0].id)
        opened = begin_interview(desk, form_of("herfa"), person.id)
        opened.session.fill({**example_answers("herfa"), "clerk_remarks": REMARK})
        save_draft(desk, opened)
        assert (laptop.folder / "istiqbal.db-wal").stat().st_size > 4096
        assert leaks_in(laptop.folder) == []
        finish_interview(desk, opened)
        attest(desk, opened.id)
        desk.store.write_sidecar()
        assert {file.name for file in laptop.folder.iterdir()} >= {"istiqbal.db-shm", "istiqbal.db.replica"}
        assert leaks_in(laptop.folder) == []
    assert leaks_in(tmp_path) == []
    assert list(scratch.iterdir()) == []


def test_a_copy_set_aside_and_an_interrupted_set_up_can_not_be_read_either(tmp_path: Path) -> None:
    office = whole_day(tmp_path, CommandLine(tmp_path / "store"))
    (office.home / "istiqbal.db").rename(tmp_path / "away.db")
    office.init("twaim")
    assert list(office.home.glob("*.aside*"))
    assert leaks_in(office.home) == []
    assert leaks((tmp_path / "away.db").read_bytes()) == []


def whole_day(tmp_path: Path, office: CommandLine) -> CommandLine:
    """A day with the canary in every field, by command line."""
    names = ("--office-name", OFFICE_NAME, "--admin-name", CLERK_NAME)
    office.do("init", "--profile", "herfa", "--office", "RYD1", *names, "--admin", "amina")
    person = office.do("person", "add", "--name", NAME, "--id", IDENTITY, "--phone", PHONE, "--iban", IBAN)["id"]
    office.do("person", "edit", person, "--town", "الزبرجد")
    answers = write_answers(tmp_path, clerk_remarks=REMARK)
    held = office.do("interview", "run", form_of("herfa"), "--person", person, "--answers", answers)
    office.do("attestation", "sign", office.do("attest", held["id"])["id"], "--ink")
    office.do("interview", "change", held["id"], "--answers", answers)
    assert NAME in office.dump()
    return office


def test_a_day_by_command_line_leaves_nothing_readable_anywhere(tmp_path: Path, home: Path, scratch: Path) -> None:
    office = whole_day(tmp_path, CommandLine(tmp_path / "store", in_a_process))
    assert leaks_in(office.home) == []
    assert leaks_in(home) == []
    assert list(scratch.iterdir()) == []


def test_the_recovery_code_is_kept_nowhere(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    code = office.init()["recovery_code"]
    for spelling in (code, code.replace("-", ""), code.lower(), code.replace("-", "").lower()):
        for file in office.home.iterdir():
            assert spelling.encode() not in file.read_bytes()
            assert spelling.encode("utf-16-le") not in file.read_bytes()


# --- what is said aloud ----------------------------------------------------------------------------------------------


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Every log record of the program, however unimportant."""
    records: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(self.format(record))

    ear, root = Ear(), logging.getLogger()
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    yield records
    root.removeHandler(ear)
    root.setLevel(level)


def refusals(office: CommandLine, tmp_path: Path) -> Iterator[Done]:
    """Every kind of refusal of something that has a secret in it."""
    person = office.do("person", "find", IDENTITY)["persons"][0]["id"]
    yield office.run("person", "add", "--name", NAME, "--id", IDENTITY)
    yield office.run("person", "add", "--name", NAME, "--id", IDENTITY[:-1] + "0", "--phone", PHONE)
    yield office.run("person", "add", "--name", NAME, "--phone", PHONE + "1")
    yield office.run("person", "add", "--name", NAME, "--iban", IBAN[:-1] + "0")
    yield office.run("person", "add", "--name", NAME, "--born", NAME)
    yield office.run("person", "add", "--name", NAME * 20)
    yield office.run("person", "add", "--name", *NAME.split(" "))
    yield office.run("person", "show", NAME)
    yield office.run("visit", "day", ISTIQBAL_PASSWORD=PASSWORD + "؟")
    yield office.run("user", "add", "saad", ISTIQBAL_NEW_PASSWORD=PASSWORD[:4])
    for changes in ({"craft_years": NAME}, {"craft": NAME}, {"helped_on": NAME}, {"member": NAME}):
        answers = write_answers(tmp_path, **changes)
        yield office.run("interview", "run", form_of("herfa"), "--person", person, "--answers", answers)


def test_no_refusal_and_no_log_repeats_what_was_typed(tmp_path: Path, heard: list[str]) -> None:
    office = whole_day(tmp_path, CommandLine(tmp_path / "store"))
    for done in refusals(office, tmp_path):
        assert done.exit_code in (1, 2), done
        assert leaks(done.err.encode()) == [], done
        assert leaks(done.out.encode()) == [], done
    assert leaks("\n".join(heard).encode()) == []


def test_proof_and_status_speak_of_no_person(tmp_path: Path) -> None:
    office = whole_day(tmp_path, CommandLine(tmp_path / "store"))
    for words in (("verify",), ("status",), ("visit", "day"), ("profiles",)):
        assert leaks(office.run(*words).out.encode()) == []


BUGGY = """
import sys
from desktop import cli
from desktop.commands import visits

def run(context):
    name = sys.argv[-1]
    raise ValueError(f"no such person: {name}")

visits.run = run
sys.exit(cli.main())
"""


def test_a_bug_says_where_it_is_and_nothing_of_what_was_typed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUGGY, "--home", str(tmp_path), "visit", "correct", "x", "--reason", NAME],
        cwd=ROOT,
        env=variables({"ISTIQBAL_PASSWORD": PASSWORD, "PYTHONPATH": os.pathsep.join(sys.path)}),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 70
    told = done.stderr.decode()
    assert "ValueError" in told
    assert "cli.py" in told
    assert "Traceback" not in told
    assert leaks(done.stderr + done.stdout) == []


def test_a_crash_file_of_the_window_holds_no_word_of_a_person(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    resort = LastResort(lambda: tmp_path / "crashes", tell=told.append)
    try:
        {"name": NAME}[IDENTITY]
    except KeyError as error:
        resort(type(error), error, error.__traceback__)
    (crash,) = (tmp_path / "crashes").iterdir()
    assert told == [crash.name]
    assert "KeyError" in crash.read_text(encoding="utf-8")
    assert leaks_in(tmp_path) == []
    assert leaks("".join(capfd.readouterr()).encode()) == []
