"""A complaint by command line, over two laptops and head office: from the desk to its closing, and erased with its
person, or with another party who is not in the register."""

import json
from pathlib import Path

import pytest

from tests.desktop.usecases.test_complaints import COMPLAINT
from tests.support.command_line import ADMIN, PERSON, CommandLine
from tests.support.hub_process import HubProcess

CLERK = {"user": "nawaf", "ISTIQBAL_PASSWORD": "عبارة موظف الاستقبال"}


def test_a_complaint_goes_from_the_desk_over_head_office_to_its_closing(hub: HubProcess, tmp_path: Path) -> None:
    one, two = CommandLine(tmp_path / "one"), CommandLine(tmp_path / "two")
    for office in (one, two):
        office.init("twaim")
        office.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    one.do("user", "add", "nawaf", "--role", "clerk", user=ADMIN, ISTIQBAL_NEW_PASSWORD=CLERK["ISTIQBAL_PASSWORD"])
    person = one.do("person", "add", *PERSON, **CLERK)["id"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(COMPLAINT), encoding="utf-8")
    held = one.do("interview", "run", "shared/complaint", "--person", person, "--answers", answers, **CLERK)
    by_fax = ("--channel", "fax", "--subject", "رائحة في المبنى", "--told", "منذ أسبوع")
    anonymous = one.do("complaint", "register", *by_fax, user=ADMIN)
    party = ("--party", "مؤسسة الغدير", "--party-kind", "partner", "--reach", "0598765432")
    by_party = one.do(
        "complaint", "register", *by_fax[:2], *party, "--subject", "مستحقات", "--told", "لم تُصرف", user=ADMIN
    )
    mine = one.do("complaint", "list", **CLERK)["complaints"]
    assert [line["number"] for line in mine] == [held["number"]]
    assert (mine[0]["owner_name"], mine[0]["is_whole"]) == ("لجنة المتابعة", False)
    assert [line["number"] for line in one.do("person", "show", person, **CLERK)["complaints"]] == [held["number"]]
    hidden = one.run("complaint", "show", anonymous["number"], **CLERK)
    assert (hidden.exit_code, hidden.error["code"]) == (1, "complaint.unknown")
    one.do("sync", user=ADMIN)
    two.do("sync")

    number = held["number"]
    two.do("complaint", "assign", number, "--to", ADMIN)
    two.do("complaint", "note", number, "--said", "سُئل القسم", "--next", "اجتماع اللجنة", "--on", "2099-01-01")
    two.do("complaint", "settle", number, "--term", "صرف الأدوات | الخدمات | 2026-12-01", "--party", "مدير الخدمات")
    two.do("complaint", "settle", number, "--signed")
    two.do("complaint", "compensate", number, "--damage", "فات الموسم", "--size", "1500 ريال", "--causes", "التأخر")
    early = two.run("complaint", "compensate", number, "--agreed", "صرف تعويض")
    assert (early.exit_code, early.error["field"]) == (1, "rule")
    two.do("complaint", "compensate", number, "--holds", "caused_by_association", "--how", "تقرير القسم")
    unproven = two.run("complaint", "compensate", number, "--agreed", "صرف تعويض")
    assert (unproven.exit_code, unproven.error["code"]) == (1, "compensation.no_proof")
    minutes = ("--proof", "committee_minutes", "--paper", "محضر 3", "--on", "2026-01-02", "--member", "سعد الواحي")
    two.do("complaint", "compensate", number, *minutes, "--agreed", "صرف تعويض", "--amount", "1500")
    two.do("complaint", "decide", number, "--outcome", "compensated", "--note", "صُرف التعويض")
    untold = two.run("complaint", "close", number)
    assert (untold.exit_code, untold.error["code"]) == (1, "complaint.not_told")
    for kind in ("receipt", "answer", "settlement", "compensation"):
        paper = tmp_path / f"{kind}.pdf"
        two.do("complaint", "letter", number, "--kind", kind, "--pdf", paper)
        assert paper.read_bytes().startswith(b"%PDF")
    two.do("sync")
    one.do("sync", user=ADMIN)

    told = one.do("complaint", "tell", number, "--means", "visit", **CLERK)
    assert (told["progress"], [step["step"] for step in told["story"]][-1]) == ("told", "told")
    one.do("sync", user=ADMIN)
    two.do("sync")
    assert two.do("complaint", "close", number)["progress"] == "closed"
    two.do("sync")
    one.do("sync", user=ADMIN)
    assert one.do("quarantine", "list", user=ADMIN)["quarantine"] == []
    assert one.do("dump", user=ADMIN) == two.do("dump")
    history = one.do("history", "complaints", number, user=ADMIN)
    assert {field["cell"] for field in history["fields"]} >= {"owner", "outcome", "progress"}

    one.do("complaint", "assign", by_party["number"], "--to", ADMIN, user=ADMIN)
    one.do("complaint", "note", by_party["number"], "--said", "رُدّ على الغدير", user=ADMIN)
    one.do(
        "complaint", "settle", by_party["number"], "--term", "صرف | المالية | 2099-12-01", "--party", "س", user=ADMIN
    )
    one.do("complaint", "compensate", by_party["number"], "--damage", "تأخر الغدير", user=ADMIN)
    reason = ("--reason", "بطلب صاحب البيانات")
    nobody = one.run("complaint", "forget", anonymous["number"], *reason, user=ADMIN)
    assert (nobody.exit_code, nobody.error["code"]) == (1, "erase.not_a_party")
    assert one.run("complaint", "forget", by_party["number"], *reason, **CLERK).error["code"] == "erase.not_allowed"
    one.do("sync", user=ADMIN)
    assert one.do("complaint", "forget", by_party["number"], *reason, user=ADMIN)["waits"]
    one.do("person", "erase", person, "--reason", "طلب صاحبها", user=ADMIN)
    for office in (one, two, one):
        office.do("sync", user=ADMIN)
    for office in (one, two):
        left = office.do("complaint", "list", user=ADMIN)["complaints"]
        assert [line["id"] for line in left] == [anonymous["id"]]
        office.do("verify", user=ADMIN)
        for word in ("الغدير", "0598765432"):
            assert word not in office.dump()


@pytest.mark.parametrize("words", [("compensate", "X"), ("letter", "X", "--kind", "other", "--pdf", "a.pdf")])
def test_what_cannot_be_understood_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    office = CommandLine(tmp_path / "one")
    office.init()
    assert office.run("complaint", *words).exit_code == 2
