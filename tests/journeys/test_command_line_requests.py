"""Requests after the desk by command line: two laptops, head office, a clerk, a secretary and a manager."""

from pathlib import Path

from tests.support.command_line import ADMIN, PERSON, CommandLine, form_of, write_answers
from tests.support.hub_process import HubProcess
from tests.support.paper_seen import seen_lines

CLERK = {"user": "nawaf", "ISTIQBAL_PASSWORD": "عبارة موظف الاستقبال"}
SECRETARY = {"user": "huda", "ISTIQBAL_PASSWORD": "عبارة أمينة اللجنة"}


def letters(pdf: Path) -> str:
    """The paper's letters without blanks, from right to left."""
    return "".join("".join(line)[::-1] for line in seen_lines(pdf.read_bytes())).replace(" ", "")


def complete_case(office: CommandLine, folder: Path) -> tuple[str, str]:
    """(person, interview) of a request that was handed in."""
    person = str(office.do("person", "add", *PERSON, **CLERK)["id"])
    answers = write_answers(folder, "twaim")
    held = str(office.do("interview", "run", form_of("twaim"), "--person", person, "--answers", answers, **CLERK)["id"])
    wanted = office.do("document", "list", held, **CLERK)
    kind = wanted["request"] or wanted["requests"][0]["id"]
    listed = office.do("document", "request", held, kind, **CLERK)["documents"]
    for line in listed:
        number = {"iban_certificate": "SA0380000000608010167519", "identity": "1000000008"}.get(line["kind"], "17")
        days = ("--expires", "1/1/1450")
        office.do("document", "check", held, "--kind", line["kind"], "--seen", "--number", number, *days, **CLERK)
    office.do("departure", "explained", held, **CLERK)
    office.do("attestation", "sign", office.do("attest", held, **CLERK)["id"], "--ink", **CLERK)
    office.do("departure", "complete", held, **CLERK)
    return person, held


def test_a_request_is_taken_on_one_laptop_decided_on_another_answered_and_its_person_erased(
    hub: HubProcess, tmp_path: Path
) -> None:
    one, two = CommandLine(tmp_path / "one"), CommandLine(tmp_path / "two")
    for office in (one, two):
        office.init("twaim")
        office.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    for office, user, role in ((one, CLERK, "clerk"), (two, SECRETARY, "secretary")):
        word = user["ISTIQBAL_PASSWORD"]
        office.do("user", "add", user["user"], "--role", role, user=ADMIN, ISTIQBAL_NEW_PASSWORD=word)
    person, held = complete_case(one, tmp_path)
    found = one.do("request", "list", **CLERK)["requests"]
    assert [(line["stage"], line["due"]["standing"]) for line in found] == [("submitted", "open")]
    refused = one.run("committee", "open", **CLERK)
    assert (refused.exit_code, refused.error["code"]) == (1, "request.role")
    one.do("sync", user=ADMIN)
    two.do("sync", user=ADMIN)

    members = ("--member", "سالم الحربي=رئيس اللجنة", "--member", "منى القحطاني")
    opened = two.do("committee", "open", "--number", "4", *members, "--request", held, **SECRETARY)
    assert [(line["stage"], line["outcome"]) for line in opened["agenda"]] == [("under_study", None)]
    unsaid = two.run("committee", "decide", "4", held, "rejected", **SECRETARY)
    assert (unsaid.exit_code, unsaid.error["field"]) == (1, "reason")
    two.do("committee", "decide", "4", held, "rejected", "--reason", "سبق صرف مثله", **SECRETARY)
    assert two.do("committee", "hold", "4", **SECRETARY)["state"] == "held"
    minutes = tmp_path / "minutes.pdf"
    two.do("committee", "minutes", "4", "--pdf", minutes, **SECRETARY)
    for said in ("سالمالحربي", "منىالقحطاني", "سبقصرفمثله"):
        assert said in letters(minutes)
    assert two.do("committee", "sign", "4", **SECRETARY)["signers"] == "سالم الحربي، منى القحطاني"

    # Meanwhile the other laptop, which knows nothing of it, writes that the person does not want it any more.
    one.do("request", "withdraw", held, "--reason", "سافر", **CLERK)
    two.do("sync", user=ADMIN)
    one.do("sync", user=ADMIN)
    two.do("sync", user=ADMIN)
    for office, user in ((one, CLERK), (two, SECRETARY)):
        page = office.do("request", "show", held, **user)
        assert page["stage"] == "rejected"
        assert [step["stage"] for step in page["not_counted"]] == ["withdrawn"]
        [listed] = office.do("request", "list", **user)["requests"]
        [his] = office.do("person", "show", person, **user)["requests"]
        assert (his["number"], his["stage"]) == (listed["number"], "rejected")
        proofs = [step["is_proved"] for step in page["steps"] if step["stage"] == "rejected"]
        assert (listed["is_proved"], page["is_proved"], proofs) == (True, True, [True])
        assert [task["kind"] for task in office.do("task", "list", user=ADMIN)["tasks"]] == ["skipped_transition"]
    [task] = one.do("task", "list", user=ADMIN)["tasks"]
    one.do("task", "settle", task["id"], "--choose", "0", user=ADMIN)

    letter = tmp_path / "letter.pdf"
    one.do("request", "letter", held, "--pdf", letter, **CLERK)
    assert "سبقصرفمثله" in letters(letter)
    proof = ("--by", "call", "--proof", "0512345678، أجابت بنفسها")
    one.do("request", "answer", held, *proof, **CLERK)
    assert one.do("request", "close", held, **CLERK)["stage"] == "closed"
    assert "closed" in str(one.do("history", "interviews", held, **CLERK))

    one.do("person", "erase", person, "--reason", "بطلب صاحب البيانات", user=ADMIN)
    for office in (one, two, one):
        office.do("sync", user=ADMIN)
    assert one.dump() == two.dump()
    assert "سبق صرف مثله" not in one.dump()
    for office in (one, two):
        assert office.do("verify", user=ADMIN)["clean"]
