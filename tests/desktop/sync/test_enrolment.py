"""Joining head office: one code, one laptop, the right office, the right server."""

from pathlib import Path

import pytest

from domain.errors import Expected, RuleBroken, Unavailable
from domain.sync.enrolment_code import SECRET_BYTES, make_code
from headoffice.guessing import MOST
from headoffice.hub import open_hub
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.clock import HandClock
from tests.support.cut_line import cut_line
from tests.support.foreign_server import foreign_server
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE, Maker

WEEK_MINUTES = 7 * 24 * 60


@pytest.fixture
def laptop(make: Maker):  # type: ignore[no-untyped-def]
    with branch_laptop(make, "one") as laptop:
        yield laptop


def refusal_of(laptop: BranchLaptop, url: str, code: object, **how: str) -> Expected:
    with pytest.raises(Expected) as refusal:
        laptop.enrol(url, str(code), **how)
    assert laptop.side.find_enrolment() is None
    return refusal.value


def test_a_laptop_joins_with_the_code_however_it_is_typed(laptop: BranchLaptop, hub: RunningHub) -> None:
    typed = str(hub.code(OFFICE)).lower().replace("-", " ").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    enrolment = laptop.enrol(hub.url, typed)
    assert enrolment.partitions == (f"office:{OFFICE}/general", f"office:{OFFICE}/complaints", "association/reference")
    assert laptop.side.find_enrolment() == enrolment
    assert laptop.sync().problem is None


def test_a_code_is_for_one_laptop(laptop: BranchLaptop, hub: RunningHub, make: Maker) -> None:
    code = hub.code(OFFICE)
    laptop.enrol(hub.url, code)
    with branch_laptop(make, "two") as second:
        assert refusal_of(second, hub.url, code).code == "enrol.code.used"


def test_a_laptop_whose_answer_was_lost_joins_with_the_same_code_again(laptop: BranchLaptop, hub: RunningHub) -> None:
    code = hub.code(OFFICE)
    with cut_line(hub.port, down=700) as line:
        assert refusal_of(laptop, line.url, code).code == "sync.unreachable"
    laptop.enrol(hub.url, code)
    assert laptop.sync().problem is None


def test_a_code_lasts_seven_days(laptop: BranchLaptop, hub: RunningHub, hub_clock: HandClock) -> None:
    code = hub.code(OFFICE)
    hub_clock.pass_minutes(WEEK_MINUTES + 1)
    assert refusal_of(laptop, hub.url, code).code == "enrol.code.expired"


def test_a_code_of_another_office_is_refused_with_its_name(laptop: BranchLaptop, hub: RunningHub) -> None:
    refusal = refusal_of(laptop, hub.url, hub.code("JED1"))
    assert refusal.code == "enrol.office"
    assert "JED1" in refusal.ar


def test_the_first_laptop_fixes_the_profile(laptop: BranchLaptop, hub: RunningHub, make: Maker) -> None:
    laptop.enrol(hub.url, hub.code(OFFICE), profile="herfa")
    with branch_laptop(make, "two") as second:
        assert refusal_of(second, hub.url, hub.code(OFFICE), profile="other").code == "enrol.profile"
        second.enrol(hub.url, hub.code(OFFICE), profile="herfa")


def test_a_refused_laptop_leaves_the_code_good(laptop: BranchLaptop, hub: RunningHub, make: Maker) -> None:
    laptop.enrol(hub.url, hub.code(OFFICE))
    code = hub.code(OFFICE)
    with branch_laptop(make, "two") as second:
        refusal_of(second, hub.url, code, profile="other")
        assert second.enrol(hub.url, code).association == laptop.enrol(hub.url, hub.code(OFFICE)).association


def test_a_wrong_character_is_noticed_before_anything_is_sent(laptop: BranchLaptop, hub: RunningHub) -> None:
    code = hub.code(OFFICE).plain
    for place in range(len(code)):
        wrong = "A" if code[place] != "A" else "B"
        refusal = refusal_of(laptop, "http://127.0.0.1:1", code[:place] + wrong + code[place + 1 :])
        assert (refusal.code, refusal.field) == ("enrol.code.checksum", "code")


@pytest.mark.parametrize("typed", ["", "1234", "سعاد", "A" * 35, "A" * 37, "*" * 36])
def test_what_is_no_code_is_refused_with_its_form(laptop: BranchLaptop, typed: str) -> None:
    assert refusal_of(laptop, "http://127.0.0.1:1", typed).code == "enrol.code.form"


def test_another_server_at_the_address_is_not_given_the_code(
    laptop: BranchLaptop, hub: RunningHub, tmp_path: Path
) -> None:
    code = hub.code(OFFICE)
    with running_hub(tmp_path / "other") as other:
        refusal = refusal_of(laptop, other.url, code)
        assert (refusal.code, refusal.field) == ("enrol.fingerprint", "code")
    laptop.enrol(hub.url, code)


def test_a_sign_in_page_is_not_head_office(laptop: BranchLaptop, hub: RunningHub) -> None:
    with foreign_server("html") as url:
        refusal = refusal_of(laptop, url, hub.code(OFFICE))
    assert refusal.code == "sync.not_head_office"
    assert isinstance(refusal, Unavailable)


def test_guessing_is_stopped_and_begins_again_later(
    laptop: BranchLaptop, hub: RunningHub, hub_clock: HandClock
) -> None:
    good = hub.code(OFFICE)
    with open_hub(hub.folder) as opened:
        guess = make_code(bytes(SECRET_BYTES), opened.public_key)
    for _ in range(MOST):
        assert refusal_of(laptop, hub.url, guess).code == "enrol.code.unknown"
    stopped = refusal_of(laptop, hub.url, good)
    assert stopped.code == "enrol.guesses"
    assert isinstance(stopped, Unavailable)
    hub_clock.pass_minutes(11)
    laptop.enrol(hub.url, good)


def test_a_laptop_of_one_association_does_not_move_to_another(
    laptop: BranchLaptop, hub: RunningHub, tmp_path: Path
) -> None:
    first = laptop.enrol(hub.url, hub.code(OFFICE))
    with running_hub(tmp_path / "other") as other, pytest.raises(RuleBroken) as refusal:
        laptop.enrol(other.url, other.code(OFFICE))
    assert refusal.value.code == "enrol.another"
    assert laptop.side.find_enrolment() == first


@pytest.mark.parametrize(
    "url", ["", "sync.example.org", "ftp://sync.example.org", "https://", "http://[::1", "http:// a"]
)
def test_what_is_no_address_is_refused(laptop: BranchLaptop, hub: RunningHub, url: str) -> None:
    refusal = refusal_of(laptop, url, hub.code(OFFICE))
    assert (refusal.code, refusal.field) == ("sync.url", "url")


def test_plain_http_is_for_this_machine_alone(laptop: BranchLaptop, hub: RunningHub) -> None:
    for url in ("http://sync.example.org", "http://192.0.2.7:8440"):
        assert refusal_of(laptop, url, hub.code(OFFICE)).code == "sync.url.plain"
