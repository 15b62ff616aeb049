"""Whatever is typed wrong or found broken: the exit code, a sentence in both languages, and nothing half done."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from db.connection import open_database
from db.keyslots import database_key, unlock
from db.store_lock import hold_store
from domain.sync.enrolment_code import make_code
from tests.support.command_line import (
    ADMIN,
    IDENTITY_NUMBER,
    OFFICE,
    PASSWORD,
    CommandLine,
    Done,
    form_of,
    in_a_process,
    write_answers,
)

BROKEN, USAGE, UNAVAILABLE = 1, 2, 3
UNKNOWN = "01990000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], str]:
    """An office with a visit and an attested interview, the ids there, and its recovery code."""
    folder = tmp_path_factory.mktemp("founded")
    office = CommandLine(folder / "store")
    code = office.init("herfa")["recovery_code"]
    visit = office.do("visit", "add")["id"]
    held = office.hold_interview(folder=folder)
    paper = office.do("attest", held["id"])
    return office.home, {"visit": visit, "attestation": paper["id"], **held}, code


@pytest.fixture
def ids(founded: tuple[Path, dict[str, str], str]) -> dict[str, str]:
    return founded[1]


@pytest.fixture
def office(founded: tuple[Path, dict[str, str], str], tmp_path: Path) -> CommandLine:
    shutil.copytree(founded[0], tmp_path / "store")
    return CommandLine(tmp_path / "store")


def assert_explained(done: Done, exit_code: int, code: str | None = None) -> None:
    """One JSON object with a sentence in each language, the same two on standard error, and no traceback."""
    assert done.exit_code == exit_code, done
    error = done.error
    assert set(error) == {"code", "field", "ar", "en"}
    assert re.search(r"[\u0621-\u064a]{2,}", error["ar"]), error
    assert re.match(r"[A-Z“]", error["en"]), error
    assert len(error["ar"].split()) > 2
    assert len(error["en"].split()) > 2
    assert done.err == f"{error['ar']}\n{error['en']}\n"
    if code is not None:
        assert error["code"] == code


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# --- the first run ---------------------------------------------------------------------------------------------------

RIGHT = {"--profile": "herfa", "--office": OFFICE, "--office-name": "مكتب الفرع", "--admin": ADMIN}
FIRST_RUNS = {
    "an unknown profile": ({"--profile": "nobody"}, PASSWORD, "profile.unknown"),
    "a profile that is a path": ({"--profile": "../policies/herfa"}, PASSWORD, "profile.unknown"),
    "an empty profile": ({"--profile": ""}, PASSWORD, "profile.unknown"),
    "an office code of one letter": ({"--office": "R"}, PASSWORD, "office.code"),
    "an office code too long": ({"--office": "RIYADH123"}, PASSWORD, "office.code"),
    "an office code in Arabic": ({"--office": "الرياض"}, PASSWORD, "office.code"),
    "an office code with a slash": ({"--office": "RYD/1"}, PASSWORD, "office.code"),
    "an office without a name": ({"--office-name": "  "}, PASSWORD, "office.name"),
    "an office whose name fits no paper": ({"--office-name": "مكتب " * 40}, PASSWORD, "office.name.long"),
    "a username with a blank": ({"--admin": "amina s"}, PASSWORD, "user.username.form"),
    "a username of one letter": ({"--admin": "a"}, PASSWORD, "user.username.form"),
    "a short password": ({}, "قصيرة", "user.password.short"),
    "a password that is too long": ({}, "ب" * 1025, "user.password.long"),
    "a password that is the username": ({"--admin": "amina.alsalim"}, "Amina.AlSalim", "user.password.is_username"),
    "no password": ({}, "", "password.missing"),
}


@pytest.mark.parametrize("case", FIRST_RUNS)
def test_a_first_run_that_is_refused_makes_nothing(case: str, tmp_path: Path) -> None:
    wrong, password, code = FIRST_RUNS[case]
    office = CommandLine(tmp_path / "store", environment={"ISTIQBAL_PASSWORD": password})
    assert_explained(office.run("init", *words_of({**RIGHT, **wrong})), BROKEN, code)
    assert not (tmp_path / "store").exists()


def words_of(options: dict[str, str]) -> list[str]:
    return [word for pair in options.items() for word in pair]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a letter", encoding="utf-8")
    done = CommandLine(tmp_path / "store").run("init", *words_of(RIGHT))
    assert_explained(done, UNAVAILABLE, "store.folder")
    assert (tmp_path / "store").read_text(encoding="utf-8") == "a letter"


def test_a_folder_that_a_cloud_copies_is_refused(tmp_path: Path) -> None:
    done = CommandLine(tmp_path / "OneDrive" / "store").run("init", *words_of(RIGHT))
    assert_explained(done, BROKEN, "store.folder.cloud")
    assert not (tmp_path / "OneDrive").exists()


def test_a_sheet_that_cannot_be_written_is_found_out_before_the_office_is_made(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    for sheet in (tmp_path / "missing" / "sheet.pdf", tmp_path, Path("/")):
        done = office.run("init", *words_of(RIGHT), "--recovery-sheet", sheet)
        assert_explained(done, UNAVAILABLE, "file.write")
        assert not (tmp_path / "store").exists()


# --- rules -----------------------------------------------------------------------------------------------------------

RULES: dict[str, tuple[tuple[str, ...], str, str | None]] = {
    "no visitor": (("visit", "add", "--count", "0"), "visit.count", "count"),
    "fewer than no visitor": (("visit", "add", "--count", "-1"), "visit.count", "count"),
    "a crowd": (("visit", "add", "--count", "10000"), "visit.count", "count"),
    "an unknown purpose": (("visit", "add", "--purpose", "tourism"), "visit.purpose", "purpose"),
    "a day that is none": (("visit", "day", "--date", "2026-02-30"), "day.format", "date"),
    "a Hijri day": (("visit", "day", "--date", "1448-06-11"), "day.format", "date"),
    "a day in words": (("visit", "day", "--date", "أمس"), "day.format", "date"),
    "the first day of all": (("visit", "day", "--date", "0001-01-01"), "day.format", "date"),
    "the last day of all": (("visit", "day", "--date", "9999-12-31"), "day.format", "date"),
    "an unknown visit": (("visit", "correct", UNKNOWN, "--reason", "خطأ"), "visit.unknown", "visit"),
    "a correction without a reason": (("visit", "correct", "{visit}", "--reason", " "), "visit.reason", "reason"),
    "a correction to nowhere": (
        ("visit", "correct", "{visit}", "--reason", "خطأ", "--category", "nobody"),
        "visit.category",
        "category",
    ),
    "a person without a name": (("person", "add", "--name", " "), "person.name.empty", "name"),
    "a name without letters": (("person", "add", "--name", "12 34"), "person.name.empty", "name"),
    "a name without end": (("person", "add", "--name", "سعد " * 100), "person.too_long", "name"),
    "an identity number that fails its check": (
        ("person", "add", "--name", "سعد العتيبي", "--id", "1000000009"),
        "person.id.checksum",
        "id_number",
    ),
    "an identity number cut short": (
        ("person", "add", "--name", "سعد العتيبي", "--id", "10000000"),
        "person.id.length",
        "id_number",
    ),
    "an identity number with letters": (
        ("person", "add", "--name", "سعد العتيبي", "--id", "10000O0008"),
        "person.id.letters",
        "id_number",
    ),
    "an identity number of nobody": (
        ("person", "add", "--name", "سعد العتيبي", "--id", "7000000007"),
        "person.id.first_digit",
        "id_number",
    ),
    "an identity number known here": (
        ("person", "add", "--name", "سعد العتيبي", "--id", IDENTITY_NUMBER),
        "person.id.known",
        "id_number",
    ),
    "a mobile cut short": (
        ("person", "add", "--name", "سعد العتيبي", "--phone", "05123"),
        "person.mobile.short",
        "mobile",
    ),
    "a landline": (
        ("person", "add", "--name", "سعد العتيبي", "--phone", "0112345678"),
        "person.mobile.not_mobile",
        "mobile",
    ),
    "an IBAN that fails its check": (
        ("person", "add", "--name", "سعد العتيبي", "--iban", "SA0380000000608010167510"),
        "person.iban.checksum",
        "iban",
    ),
    "an IBAN from abroad": (
        ("person", "add", "--name", "سعد العتيبي", "--iban", "DE89370400440532013000"),
        "person.iban.country",
        "iban",
    ),
    "a birth after today": (
        ("person", "add", "--name", "سعد العتيبي", "--born", "1/1/2100"),
        "person.born.future",
        "born",
    ),
    "a birth on no day": (("person", "add", "--name", "سعد العتيبي", "--born", "31/2/1990"), "calendar.day", "born"),
    "a birth in words": (("person", "add", "--name", "سعد العتيبي", "--born", "قديم"), "carddate.form", "born"),
    "an edit of nobody": (("person", "edit", UNKNOWN, "--phone", "0512345678"), "person.unknown", "person"),
    "an edit to a wrong number": (
        ("person", "edit", "{person}", "--id", "1000000009"),
        "person.id.checksum",
        "id_number",
    ),
    "nobody shown": (("person", "show", "RYD1-0000-000001-0"), "person.unknown", "person"),
    "an attestation of no interview": (("attest", UNKNOWN), "interview.unknown", "interview"),
    "an unknown attestation": (("attestation", "show", UNKNOWN), "attestation.unknown", "attestation"),
    "a signature under nothing": (("attestation", "sign", UNKNOWN, "--ink"), "attestation.unknown", "attestation"),
    "a task of nobody": (("task", "settle", "nothing", "--choose", "0"), "task.unknown", "task"),
    "a role that is none": (("user", "add", "saad", "--role", "king"), "user.roles", "roles"),
    "a new user with a short password": (("user", "add", "saad"), "user.password.short", "password"),
    "a username that is none": (("user", "add", "سعد saad"), "user.username.form", "username"),
}


@pytest.mark.parametrize("case", RULES)
def test_a_broken_rule_is_explained_and_changes_nothing(case: str, office: CommandLine, ids: dict[str, str]) -> None:
    words, code, field = RULES[case]
    before, keys = office.dump(), (office.home / "istiqbal.db.keys").read_bytes()
    done = office.run(*(word.format(**ids) for word in words), ISTIQBAL_NEW_PASSWORD="قصيرة")
    assert_explained(done, BROKEN, code)
    assert done.error["field"] == field
    assert (office.dump(), (office.home / "istiqbal.db.keys").read_bytes()) == (before, keys)


def test_a_wrong_password_and_a_wrong_name_are_told_alike(office: CommandLine) -> None:
    wrong_password = office.run("visit", "day", ISTIQBAL_PASSWORD="ليست كلمة السر")
    wrong_name = office.run("visit", "day", user="nobody")
    assert_explained(wrong_password, BROKEN, "sign_in.wrong")
    assert wrong_name.error == wrong_password.error


NAMES = {
    "no name": (("user", "add", ""), "user.username.form"),
    "a name that is taken": (("user", "add", ADMIN), "user.username.taken"),
    "a role that is none": (("user", "add", "saad", "--role", "king"), "user.roles"),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_new_user_who_cannot_be_is_refused_before_a_password_is_asked_for(case: str, office: CommandLine) -> None:
    words, code = NAMES[case]
    assert_explained(office.run(*words, ISTIQBAL_NEW_PASSWORD=""), BROKEN, code)


def test_an_office_code_in_small_letters_is_the_one_in_capitals(tmp_path: Path) -> None:
    made = CommandLine(tmp_path / "store").run("init", *words_of({**RIGHT, "--office": "ryd١"}))
    assert (made.exit_code, made.data["office"]) == (0, "RYD1")


@pytest.mark.parametrize(("code", "expected"), [("", "recovery.length"), ("ABCD", "recovery.length")])
def test_a_recovery_code_that_is_none_is_explained(code: str, expected: str, office: CommandLine) -> None:
    done = office.run("recover", "--code", code, ISTIQBAL_NEW_PASSWORD="كلمة سر جديدة طويلة")
    assert_explained(done, BROKEN, expected)
    assert office.do("visit", "day")["total"] == 1


# --- answers files ---------------------------------------------------------------------------------------------------


LEFT_OUT = ("a required question left out", "no answers at all")
"""What a change leaves out stays as it was."""


def broken_answers(tmp_path: Path) -> dict[str, tuple[Path, str]]:
    """Files that cannot be answers of herfa's interview, and what is said of them."""

    def written(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    def changed(name: str, **changes: object) -> Path:
        return write_answers(tmp_path, **changes).rename(tmp_path / name)

    row = {"member_name": "خالد", "member_relation": "son"}
    return {
        "missing": (tmp_path / "nowhere.json", "answers.missing"),
        "a folder": (tmp_path, "answers.missing"),
        "empty": (written("a", b""), "answers.format"),
        "not JSON": (written("b", b"{craft: sadu}"), "answers.format"),
        "not text": (written("c", b"\xff\xfe\x00{"), "answers.format"),
        "a list": (written("d", b"[1, 2]"), "answers.format"),
        "nothing": (written("e", b"null"), "answers.format"),
        "deeper than the stack": (written("f", b"[" * 200_000), "answers.format"),
        "larger than an interview": (written("g", b" " * ((1 << 20) + 1)), "answers.large"),
        "an unknown question": (changed("h", shoe_size=43), "answer.unknown_question"),
        "text for a number": (changed("i", craft_years="كثيرة"), "answer.not_integer"),
        "a fraction for a whole number": (changed("j", craft_years=1.5), "answer.not_integer"),
        "an object for a number": (changed("k", craft_years={"years": 3}), "answer.shape"),
        "not a number": (changed("l", craft_years=float("nan")), "answer.not_integer"),
        "a value that is not on the list": (changed("m", craft="piracy"), "answer.not_in_list"),
        "one of several that is not on the list": (changed("n", support=["tools", "gold"]), "answer.not_in_list"),
        "a day that is none": (changed("o", helped_on="2023-02-30"), "answer.not_date"),
        "a required question left out": (changed("p", need_reason=None), "interview.unfinished"),
        "a condition that is broken": (changed("q", helped_on="2100-01-01"), "interview.unfinished"),
        "rows that are no list": (changed("r", member="خالد"), "answers.not_rows"),
        "a row that is no object": (changed("s", member=["خالد", "ريم", "هيا"]), "answers.shape"),
        "fewer rows than were counted": (changed("t", member=[row]), "answers.row_count"),
        "an answer to what was not asked": (changed("u", helped_before="no"), "answer.hidden"),
        "no answers at all": (written("v", b"{}"), "interview.unfinished"),
    }


def hold(office: CommandLine, ids: dict[str, str], answers: Path) -> Done:
    return office.run("interview", "run", form_of("herfa"), "--person", ids["person"], "--answers", answers)


def test_an_answers_file_that_will_not_do_is_explained_and_nothing_is_written(
    office: CommandLine, ids: dict[str, str], tmp_path: Path
) -> None:
    before, listed = office.dump(), office.do("interview", "list")
    told = {}
    for name, (file, _) in broken_answers(tmp_path).items():
        done = hold(office, ids, file)
        assert_explained(done, BROKEN)
        told[name] = done.error["code"]
        if name not in LEFT_OUT:
            assert_explained(office.run("interview", "change", ids["id"], "--answers", file), BROKEN)
    assert told == {name: code for name, (_, code) in broken_answers(tmp_path).items()}
    assert office.dump() == before
    assert office.do("interview", "list") == listed


def test_the_question_that_is_wrong_is_named(office: CommandLine, ids: dict[str, str], tmp_path: Path) -> None:
    for changes in ({"craft": "piracy"}, {"craft_years": "كثيرة"}, {"shoe_size": 43}):
        file = write_answers(tmp_path, **changes)
        done = hold(office, ids, file)
        (question,) = changes
        assert question in f"{done.error['field']} {done.error['en']}"


@pytest.mark.parametrize("form", ["nothing", "", "twaim/service-request", "../herfa/support-request"])
def test_a_form_that_is_not_the_associations_is_refused(
    form: str, office: CommandLine, ids: dict[str, str], tmp_path: Path
) -> None:
    before = office.dump()
    done = office.run("interview", "run", form, "--person", ids["person"], "--answers", write_answers(tmp_path))
    assert_explained(done, BROKEN, "interview.form")
    assert form_of("herfa") in done.error["ar"]
    unknown = office.run(
        "interview", "run", form_of("herfa"), "--person", UNKNOWN, "--answers", write_answers(tmp_path)
    )
    assert_explained(unknown, BROKEN, "person.unknown")
    assert office.dump() == before


# --- usage -----------------------------------------------------------------------------------------------------------

USAGES = [
    ("dance",),
    ("visit",),
    ("visit", "dance"),
    ("visit", "add", "--count", "many"),
    ("visit", "add", "--count", "1.5"),
    ("visit", "add", "extra"),
    ("person", "add"),
    ("person", "edit"),
    ("person", "add", "--name", "سعد العتيبي", "--sex", "yes"),
    ("interview", "run", "herfa/support-request", "--person", "x"),
    ("attestation", "sign", UNKNOWN),
    ("task", "settle", UNKNOWN, "--choose", "first"),
    ("init", "--profile", "herfa"),
    ("enrol", "--hub", "https://example.org"),
    ("--password", "secret", "visit", "day"),
]


@pytest.mark.parametrize("words", USAGES, ids=" ".join)
def test_wrong_usage_is_told_from_a_broken_rule(words: tuple[str, ...], office: CommandLine) -> None:
    before = files_of(office.home)
    done = office.run(*words)
    assert_explained(done, USAGE, "usage.arguments")
    assert "--help" in done.error["ar"]
    assert files_of(office.home) == before


# --- a paper that cannot be written ----------------------------------------------------------------------------------


def test_a_paper_that_cannot_be_written_is_found_out_before_it_is_made(
    office: CommandLine, ids: dict[str, str], tmp_path: Path
) -> None:
    changed = write_answers(tmp_path, craft_years=13)
    office.do("interview", "change", ids["id"], "--answers", changed)
    before = office.dump()
    for paper in (tmp_path / "missing" / "paper.pdf", tmp_path, Path("/"), Path(".."), changed / "paper.pdf"):
        assert_explained(office.run("attest", ids["id"], "--pdf", paper), UNAVAILABLE, "file.write")
    assert office.dump() == before
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


# --- the world -------------------------------------------------------------------------------------------------------


def test_a_missing_store_is_named_and_not_made(tmp_path: Path) -> None:
    for words in (("visit", "add"), ("verify",), ("dump",), ("recover", "--code", "x")):
        done = CommandLine(tmp_path / "nowhere").run(*words, ISTIQBAL_NEW_PASSWORD="كلمة سر جديدة طويلة")
        assert_explained(done, UNAVAILABLE, "store.missing")
    assert not (tmp_path / "nowhere").exists()


def test_keys_without_their_database_are_kept_and_named(office: CommandLine, tmp_path: Path) -> None:
    """Somebody moved the database away: it must still open when it comes back, even after a new set-up."""
    dumped = office.dump()
    (office.home / "istiqbal.db").rename(tmp_path / "moved.db")
    assert_explained(office.run("visit", "day"), UNAVAILABLE, "store.missing")

    office.init("twaim")
    (aside,) = office.home.glob("*.aside*")
    found = tmp_path / "found"
    shutil.copytree(aside, found)
    (tmp_path / "moved.db").rename(found / "istiqbal.db")
    assert CommandLine(found).dump() == dumped


def test_a_store_in_use_says_so_at_once(office: CommandLine, founded: tuple[Path, dict[str, str], str]) -> None:
    """And nothing of what was asked is done: a recovery leaves the old password as it was."""
    with hold_store(office.home):
        before = files_of(office.home)
        for words in (("visit", "add"), ("verify",), ("dump",), ("user", "add", "saad")):
            done = CommandLine(office.home, in_a_process).run(*words, ISTIQBAL_NEW_PASSWORD="كلمة سر جديدة طويلة")
            assert_explained(done, UNAVAILABLE, "store.in_use")
        done = office.run("recover", "--code", founded[2], ISTIQBAL_NEW_PASSWORD="كلمة سر جديدة طويلة")
        assert_explained(done, UNAVAILABLE, "store.in_use")
        assert files_of(office.home) == before
    assert office.do("visit", "day")["total"] == 1


def test_two_first_runs_at_once_leave_one_working_office(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    with hold_store(store):
        assert_explained(CommandLine(store).run("init", *words_of(RIGHT)), UNAVAILABLE, "store.in_use")
    CommandLine(store).init()
    assert CommandLine(store).do("verify")["clean"] is True


@contextmanager
def opened_plainly(office: CommandLine) -> Iterator[sqlite3.Connection]:
    path = office.home / "istiqbal.db"
    with closing(open_database(path, database_key(unlock(path, ADMIN, PASSWORD).master))) as db:
        yield db.conn


def test_a_newer_store_is_left_untouched(office: CommandLine) -> None:
    with opened_plainly(office) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = office.home / "istiqbal.db"
    before = path.read_bytes()
    for words in (("visit", "day"), ("visit", "add"), ("verify",)):
        assert_explained(office.run(*words), UNAVAILABLE, "store.newer")
    assert path.read_bytes() == before


def flipped(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x40
    path.write_bytes(data)


def cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a database with a flipped bit in its first page": (lambda db: flipped(db, 100), "store.unreadable"),
    "a database with another salt": (lambda db: flipped(db, 3), "store.unreadable"),
    "an empty database": (lambda db: cut(db, 0), "store.damaged"),
    "a database cut after half a page": (lambda db: cut(db, 2000), "store.unreadable"),
    "a database that is a text": (lambda db: db.write_bytes(b"istiqbal" * 4000), "store.unreadable"),
    "keys that are gone": (lambda db: [file.unlink() for file in db.parent.glob("*.keys*")], "keys.missing"),
    "keys that are damaged": (
        lambda db: [flipped(file, 300) for file in db.parent.glob("*.keys*")],
        "keys.damaged",
    ),
    "keys that are empty": (lambda db: [cut(file, 0) for file in db.parent.glob("*.keys*")], "keys.damaged"),
}


@pytest.mark.parametrize("case", DAMAGES)
def test_damage_is_named_and_nothing_is_written(case: str, office: CommandLine) -> None:
    damage, code = DAMAGES[case]
    damage(office.home / "istiqbal.db")
    before = files_of(office.home)
    for words in (("visit", "day"), ("visit", "add"), ("verify",)):
        assert_explained(office.run(*words), UNAVAILABLE, code)
    assert {name: data for name, data in files_of(office.home).items() if name in before} == before


def test_one_damaged_copy_of_the_keys_heals_itself(office: CommandLine) -> None:
    keys = office.home / "istiqbal.db.keys"
    whole = keys.read_bytes()
    flipped(keys, 300)
    assert office.do("visit", "day")["total"] == 1
    assert keys.read_bytes() == whole


def test_a_damaged_sidecar_is_one_that_lags(office: CommandLine) -> None:
    (office.home / "istiqbal.db.replica").write_bytes(b"\x00{")
    assert office.do("visit", "add")["total"] == 2
    assert office.do("verify")["clean"] is True


def test_a_flipped_bit_in_any_page_is_found_and_never_a_traceback(office: CommandLine) -> None:
    path = office.home / "istiqbal.db"
    whole = files_of(office.home)
    pages = len(whole["istiqbal.db"]) // 4096
    for page in range(1, pages, 7):
        flipped(path, page * 4096 + 2000)
        for words in (("visit", "day"), ("interview", "list"), ("dump",)):
            done = office.run(*words)
            assert done.exit_code == 0 or done.error["code"] == "store.damaged", (page, done)
        verified = office.run("verify")
        assert verified.exit_code == UNAVAILABLE, (page, verified)
        assert verified.data.get("clean", False) is False
        for name, data in whole.items():
            (office.home / name).write_bytes(data)
    assert office.do("verify")["clean"] is True


def test_a_missing_tail_is_found(office: CommandLine) -> None:
    path = office.home / "istiqbal.db"
    cut(path, path.stat().st_size - 3 * 4096)
    assert office.run("verify").exit_code == UNAVAILABLE


FORGERIES = {
    "a header": "UPDATE entry SET header = CAST(header || x'00' AS BLOB) WHERE seq = 2",
    "a hash": "UPDATE entry SET hash = zeroblob(32) WHERE seq = 3",
    "what was written": "UPDATE part SET data = CAST(data || x'00' AS BLOB) WHERE entry = 2",
    "a whole entry": "DELETE FROM entry WHERE seq = 2",
    "the count of a day": "DELETE FROM visits",
    "a name": "UPDATE persons SET full_name = 'آخر'",
}


@pytest.mark.parametrize("case", FORGERIES)
def test_whoever_has_the_key_and_changes_the_past_is_found_out(case: str, office: CommandLine) -> None:
    with opened_plainly(office) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(FORGERIES[case])
    verified = office.run("verify")
    assert (verified.exit_code, verified.data["clean"]) == (UNAVAILABLE, False)
    assert verified.data["findings"]
    text = json.dumps(verified.data, ensure_ascii=False)
    assert IDENTITY_NUMBER not in text


# --- head office -----------------------------------------------------------------------------------------------------

ADDRESSES = {
    "": (BROKEN, "sync.url"),
    "head office": (BROKEN, "sync.url"),
    "ftp://127.0.0.1": (BROKEN, "sync.url"),
    "https://": (BROKEN, "sync.url"),
    "http://head-office.example": (BROKEN, "sync.url.plain"),
    "https://user:secret@127.0.0.1": (BROKEN, "sync.url"),
    "http://127.0.0.1:99999": (BROKEN, "sync.url"),
    "http://127.0.0.1:port": (BROKEN, "sync.url"),
    "http://127.0.0.1:1": (UNAVAILABLE, "sync.unreachable"),
    "https://127.0.0.1:1": (UNAVAILABLE, "sync.unreachable"),
}


def test_an_address_that_is_none_is_explained_and_nothing_is_remembered(office: CommandLine) -> None:
    before = office.do("status")
    told = {}
    for address in ADDRESSES:
        done = office.run("enrol", "--hub", address, "--code", str(make_code(bytes(12), b"key")))
        assert_explained(done, done.exit_code)
        told[address] = (done.exit_code, done.error["code"])
    assert told == ADDRESSES
    assert office.do("status") == before
    assert before["enrolled"] is False


def test_a_code_that_is_none_is_explained(office: CommandLine) -> None:
    code = str(make_code(bytes(12), b"key"))
    for wrong, said in (("nonsense", "enrol.code.form"), ("1" + code[1:], "enrol.code.checksum")):
        assert_explained(office.run("enrol", "--hub", "http://127.0.0.1:1", "--code", wrong), BROKEN, said)


def test_syncing_before_joining_is_refused(office: CommandLine) -> None:
    assert_explained(office.run("sync"), BROKEN)
