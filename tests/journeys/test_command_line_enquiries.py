"""Enquiries by command line, as an office's script would do it: two laptops, head office, and who answers."""

from pathlib import Path

from tests.support.command_line import ADMIN, PERSON, CommandLine
from tests.support.hub_process import HubProcess
from tests.support.sixth_association import bring

CLERK = {"user": "nawaf", "ISTIQBAL_PASSWORD": "عبارة موظف الاستقبال"}


def test_an_enquiry_goes_from_one_laptop_to_the_other_is_answered_and_told_and_its_asker_can_be_erased(
    hub: HubProcess, tmp_path: Path
) -> None:
    one, two = CommandLine(tmp_path / "one"), CommandLine(tmp_path / "two")
    for office in (one, two):
        office.init("twaim")
        office.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    one.do("user", "add", "nawaf", "--role", "clerk", user=ADMIN, ISTIQBAL_NEW_PASSWORD=CLERK["ISTIQBAL_PASSWORD"])

    # Who answers is an administrator's to say.
    refused = one.run("liaison", "add", "--name", "خالد العمر", **CLERK)
    assert (refused.exit_code, refused.error["code"]) == (1, "official.role")
    entered = ("--telephone", "0112345678", "--for", "member/services")
    officer = one.do("liaison", "add", "--name", "خالد العمر", "--post", "الخدمات", *entered, user=ADMIN)
    assert officer["for"] == [{"field": "services", "category": "member"}]
    found = one.do("liaison", "list", "--field", "services", "--category", "member", **CLERK)["officials"]
    assert [one["id"] for one in found] == [officer["id"]]

    person = one.do("person", "add", *PERSON, **CLERK)["id"]
    asked = ("--channel", "phone_call", "--subject", "متى يصل صهريج الماء؟")
    wrong = one.run("enquiry", "add", *asked, **CLERK)
    assert (wrong.exit_code, wrong.error["field"]) == (1, "channel")
    asked = ("--channel", "telephone", *asked[2:])
    route = ("--field", "services", "--category", "member", "--official", officer["id"], "--tell-by", "جواله")
    opened = one.do("enquiry", "add", *asked, "--person", person, *route, **CLERK)
    assert (opened["state"], opened["department"], opened["at_once"]) == ("open", "خالد العمر (الخدمات)", False)
    caller = one.do(
        *("enquiry", "add", "--channel", "fax", "--subject", "سؤال من غير مسجل", "--name", "فهد الغريب"),
        *("--address", "0598765432", "--answer", "راجع المكتب", "--source", "policy"),
        **CLERK,
    )
    assert (caller["state"], caller["at_once"]) == ("told", True)
    suggested = ("suggestion", "add", "--channel", "fax", "--subject", "مظلة للمنتظرين")
    given = one.do(*suggested, "--name", "راشد البعيد", "--address", "0598765431", **CLERK)
    one.do("sync", user=ADMIN)
    two.do("sync")

    [waiting] = two.do("enquiry", "list", user=ADMIN)["enquiries"]
    assert (waiting["number"], waiting["taken_by"]) == (opened["number"], "nawaf")
    answered = ("--answer", "يصل كل أسبوع", "--source", "department", "--by", "خالد العمر")
    two.do("enquiry", "answer", opened["number"], *answered, user=ADMIN)
    kept = two.do("frequent", "add", "--enquiry", opened["number"], user=ADMIN)
    two.do("sync", user=ADMIN)
    one.do("sync", user=ADMIN)
    told = one.do("enquiry", "told", opened["number"], **CLERK)
    assert (told["state"], told["told_means"], told["told_by"]) == ("told", "جواله", "nawaf")
    assert [one["id"] for one in one.do("frequent", "list", "صهريج", **CLERK)["questions"]] == [kept["id"]]
    assert one.do("enquiry", "list", **CLERK) == {"enquiries": []}
    page = one.do("person", "show", person, **CLERK)
    assert [line["number"] for line in page["enquiries"]] == [opened["number"]]

    # A person of the register is erased with what he asked; whoever only left his name and number likewise.
    one.do("sync", user=ADMIN)
    one.do("person", "erase", person, "--reason", "بطلب صاحب البيانات", user=ADMIN)
    one.do("enquiry", "forget", caller["number"], "--reason", "بطلب صاحب البيانات", user=ADMIN)
    reason = ("--reason", "بطلب صاحب البيانات")
    assert one.run("suggestion", "forget", given["number"], *reason, **CLERK).error["code"] == "erase.not_allowed"
    assert one.do("suggestion", "forget", given["number"], *reason, user=ADMIN)["waits"]
    for office in (one, two, one):
        office.do("sync", user=ADMIN)
    assert one.dump() == two.dump()
    for name in ("فهد الغريب", "متى يصل صهريج", "0598765432", "راشد البعيد", "0598765431"):
        assert name not in one.dump().replace(kept["subject"], "")
        for path in (tmp_path / "hub").rglob("*"):
            assert not path.is_file() or name == "متى يصل صهريج" or name.encode() not in path.read_bytes()
    assert one.do("verify", user=ADMIN)["clean"]
    assert two.do("verify", user=ADMIN)["clean"]


def test_an_association_whose_profile_names_no_kinds_and_no_fields_takes_enquiries_all_the_same(
    tmp_path: Path,
) -> None:
    office = CommandLine(tmp_path / "store")
    office.init(str(bring(tmp_path / "stick")))
    opened = office.do("enquiry", "add", "--subject", "متى الصهريج؟", "--department", "المياه")
    assert (opened["channel"], opened["kind"], opened["state"]) == ("visit", None, "open")
    refused = office.run("enquiry", "add", "--subject", "سؤال", "--field", "water", "--department", "المياه")
    assert (refused.exit_code, refused.error["field"]) == (1, "field")
    asked = ("--channel", "visit", "--subject", "خزان أكبر")
    number = office.do("suggestion", "add", *asked)["number"]
    decided = office.do("suggestion", "decide", number, "--verdict", "not_taken_up", "--reason", "لا مكان له")
    assert (decided["state"], decided["name"]) == ("decided", None)
    officer = office.do("liaison", "add", "--name", "خالد العمر", "--for", "*")["id"]
    assert [one["id"] for one in office.do("liaison", "list")["officials"]] == [officer]
    assert office.do("verify")["clean"]
