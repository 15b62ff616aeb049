"""A day at an invented office by command line, every step looked at before it is told."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from desktop.demonstration.place import Place
from desktop.demonstration.programs import HeadOffice, LaptopCommand, WentWrong
from desktop.demonstration.telling import Said, Step, demand
from desktop.usecases.fill_demonstration import DEMO_OFFICE, DEMO_PASSWORD, demonstration_office
from desktop.usecases.invent_case import INVENTED_NUMBER, VALID_FOR
from desktop.usecases.invent_people import MOST_SERIALS, identity_number, mobile_number
from desktop.usecases.load_profile import load_profile
from desktop.usecases.sample_answers import load_samples
from forms.paper.preview import page_count

COLLEAGUE = "zamil"
PERSON, SEX = "هيا سعود راشد الواحي", "female"
Answer = dict[str, object]


def _text(answer: Answer, key: str) -> str:
    return str(answer[key])


def _number(answer: Answer, key: str) -> int:
    return cast(int, answer[key])


def _list(answer: Answer, key: str) -> list[Answer]:
    return cast(list[Answer], answer[key])


@dataclass
class Day:
    """Two laptops of one office. `opening` fills the first and lets both join head office; `work` is what a clerk does
    with one person until it has reached head office; `closing` compares what everybody holds."""

    place: Place
    hub: HeadOffice
    profile: str
    days: int
    persons: int
    today: date
    laptop: LaptopCommand = field(init=False)
    colleague: LaptopCommand = field(init=False)
    person: str = ""
    interview: str = ""
    attestation: str = ""

    def __post_init__(self) -> None:
        self.laptop = LaptopCommand(self.place.laptop, DEMO_PASSWORD)
        self.colleague = LaptopCommand(self.place.second_laptop, DEMO_PASSWORD)

    def opening(self) -> tuple[Step, ...]:
        return self.fill, self.enrol, self.enrol_colleague, self.disagree

    def work(self) -> tuple[Step, ...]:
        one_person = (
            self.register,
            self.hold_interview,
            self.match_documents,
            self.attest,
            self.sign,
            self.change,
            self.sign_again,
            self.leave,
        )
        return self.count, *one_person, self.sync

    def closing(self) -> tuple[Step, ...]:
        return self.settle, self.look_from_colleague, self.verify, self.compare

    # --- opening -------------------------------------------------------------------------------------------------

    def fill(self) -> Said:
        words = ("--profile", self.profile, "--days", str(self.days), "--persons", str(self.persons))
        filled = self.laptop.run("demo", *words)
        demand(_number(filled, "visits") > 0, "the demonstration store holds no visits")
        visits, persons, papers = filled["visits"], filled["persons"], filled["attested"]
        return Said(
            f"أُعدّ مكتب متخيَّل: زيارات {visits}، أشخاص {persons}، إقرارات {papers}",
            f"an invented office was set up: {visits} visits, {persons} persons, {papers} attestations",
        )

    def enrol(self) -> Said:
        status = self.laptop.run("enrol", "--hub", self.hub.url, "--code", self.hub.code(DEMO_OFFICE))
        demand(status["enrolled"] is True and status["waiting"] == 0, f"not everything reached head office: {status}")
        return Said(
            f"انضم الجهاز إلى المركز الرئيس وأرسل إليه {status['sent']} قيدًا",
            f"the laptop joined head office and sent it {status['sent']} entries",
        )

    def enrol_colleague(self) -> Said:
        office = demonstration_office(self.profile)
        words = ("--profile", self.profile, "--office", DEMO_OFFICE, "--office-name", office.office_name)
        self.colleague.run("init", *words, "--admin", COLLEAGUE, "--admin-name", "زامل النخيلي")
        status = self.colleague.run("enrol", "--hub", self.hub.url, "--code", self.hub.code(DEMO_OFFICE))
        demand(_number(status, "received") > 0, f"the second laptop received nothing: {status}")
        return Said(
            f"انضم جهاز ثانٍ للمكتب نفسه ووصله {status['received']} قيدًا",
            f"a second laptop of the same office joined and received {status['received']} entries",
        )

    def disagree(self) -> Said:
        """Both change the mobile of the same person before either hears of the other."""
        person = self.register_somebody("شيخة مبارك فهيد السدري")
        self.sync_both()
        self.laptop.run("person", "edit", person, "--phone", mobile_number(MOST_SERIALS - 8))
        self.colleague.run("person", "edit", person, "--phone", mobile_number(MOST_SERIALS - 9))
        self.sync_both()
        here, there = self.tasks(self.laptop), self.tasks(self.colleague)
        demand(len(here) == 1 and len(_list(here[0], "choices")) == 2, f"one task with two values is expected: {here}")
        demand([task["id"] for task in here] == [task["id"] for task in there], "the laptops see different tasks")
        return Said(
            "غيّر الجهازان جوال الشخص نفسه، فظهرت مهمة فيها القيمتان",
            "both laptops changed the mobile of one person: a task shows both values",
        )

    # --- work ----------------------------------------------------------------------------------------------------

    def count(self) -> Said:
        before = self.visitors()
        self.laptop.run("visit", "add")
        self.laptop.run("visit", "add", "--count", "2")
        after = self.visitors()
        demand(after == before + 3, f"three visitors were counted, but {before} became {after}")
        return Said(f"عُدّ ثلاثة زوار: من {before} إلى {after}", f"three visitors counted: {before} became {after}")

    def visitors(self) -> int:
        """Of today, so far."""
        return _number(self.laptop.run("visit", "day"), "total")

    def register(self) -> Said:
        self.person = self.register_somebody(PERSON)
        found = _list(self.laptop.run("person", "find", "الواحي هيا"), "persons")
        demand(self.person in [person["id"] for person in found], "the person was registered but is not found")
        return Said("سُجّل ملف شخص جديد ووُجد بالبحث عن الاسم", "a person was registered and found again by name")

    def register_somebody(self, name: str) -> str:
        """With an invented identity number that nobody has yet."""
        for serial in range(MOST_SERIALS, 0, -1):
            number = identity_number(serial)
            if not _list(self.laptop.run("person", "find", number), "persons"):
                words = ("--id", number, "--phone", mobile_number(serial), "--born", "12/8/1407", "--sex", SEX)
                return _text(self.laptop.run("person", "add", "--name", name, *words), "id")
        raise WentWrong("every invented identity number is taken")

    def hold_interview(self) -> Said:
        samples = load_samples(self.profile, self.today)
        fitting = next(sample for sample in samples if sample.sex == SEX)
        answers = self.write_answers("answers.json", fitting.answers)
        form = load_profile(self.profile).interviews[0]
        held = self.laptop.run("interview", "run", form, "--person", self.person, "--answers", answers)
        demand(held["state"] == "finished", f"the interview is {held['state']}")
        self.interview = _text(held, "id")
        return Said(f"أُجريت المقابلة {held['number']} واكتملت", f"interview {held['number']} was held and finished")

    def match_documents(self) -> Said:
        """What he asks for is chosen, and each of its documents was seen and stands today."""
        page = self.laptop.run("document", "list", self.interview)
        if page["request"] is None and page["requests"]:
            page = self.laptop.run("document", "request", self.interview, _text(_list(page, "requests")[0], "id"))
        for line in _list(page, "documents"):
            page = self.laptop.run("document", "check", self.interview, *self._seen(line))
        states = {line["state"] for line in _list(page, "documents")}
        demand(states <= {"good"}, f"the documents are {states}")
        count = len(_list(page, "documents"))
        return Said(f"طُوبقت المستندات: {count}", f"the documents were matched: {count}")

    def _seen(self, line: Answer) -> tuple[str, ...]:
        """With the number of the data it is matched with, and a last day far ahead, where it has them."""
        kinds = load_profile(self.profile).request_kinds
        wanted = next(one for kind in kinds for one in kind.documents if one.id == line["kind"])
        facts = cast(dict[str, str], line["facts"])
        number = ("--number", facts.get(wanted.number, INVENTED_NUMBER)) if wanted.number else ()
        last = self.today + VALID_FOR
        expires = ("--expires", f"{last.day}/{last.month}/{last.year}") if wanted.expires else ()
        return "--kind", wanted.id, "--seen", *number, *expires

    def write_answers(self, name: str, answers: Answer) -> Path:
        path = self.place.answers / name
        path.write_text(json.dumps(answers, ensure_ascii=False, indent=2), encoding="utf-8")
        return path

    def attest(self) -> Said:
        number = self.make_attestation("attestation.pdf")
        return Said(f"طُبع الإقرار {number} في ملف PDF", f"attestation {number} was made as a PDF")

    def make_attestation(self, name: str) -> str:
        path = self.place.shown / name
        made = self.laptop.run("attest", self.interview, "--pdf", path)
        demand(made["state"] == "unsigned" and made["clerk_signature_valid"] is True, f"the attestation is {made}")
        demand(page_count(path.read_bytes()) >= 1, f"{name} has no page")
        self.attestation = _text(made, "id")
        return _text(made, "number")

    def sign(self) -> Said:
        self.sign_in_ink()
        return Said("وُقّع الإقرار بالحبر", "the attestation was signed in ink")

    def sign_in_ink(self) -> None:
        signed = self.laptop.run("attestation", "sign", self.attestation, "--ink")
        demand(signed["state"] == "signed", f"the attestation is {signed['state']}")

    def change(self) -> Said:
        answers = self.write_answers("changed.json", {"contact_means": "letter"})
        self.laptop.run("interview", "change", self.interview, "--answers", answers)
        shown = self.laptop.run("attestation", "show", self.attestation, "--pdf", self.place.shown / "void.pdf")
        demand(shown["state"] == "void", f"data changed after signing, yet the attestation is {shown['state']}")
        return Said("تغيّر جواب بعد التوقيع فأُلغي الإقرار", "an answer changed after signing: the attestation is void")

    def sign_again(self) -> Said:
        number = self.make_attestation("attestation-2.pdf")
        self.sign_in_ink()
        return Said(f"طُبع إقرار جديد {number} ووُقّع", f"a new attestation {number} was made and signed")

    def leave(self) -> Said:
        """Nothing is missing any more when he stands up."""
        self.laptop.run("departure", "explained", self.interview)
        left = self.laptop.run("departure", "complete", self.interview)
        demand(left["missing"] == [] and left["completed"] is not None, f"still missing: {left['missing']}")
        return Said("شُرحت الإجراءات وغادر وحالته مكتملة", "the steps were explained and the case left complete")

    def sync(self) -> Said:
        waiting = self.laptop.run("status")["waiting"]
        demand(waiting != 0, "the day's work should be waiting for head office")
        status = self.laptop.run("sync")
        demand(status["waiting"] == 0 and status["reached_at"] is not None, f"not everything arrived: {status}")
        return Said(f"وصل إلى المركز الرئيس ما كان ينتظر: {waiting}", f"what waited reached head office: {waiting}")

    # --- closing -------------------------------------------------------------------------------------------------

    def settle(self) -> Said:
        (task,) = self.tasks(self.colleague)
        self.colleague.run("task", "settle", _text(task, "id"), "--choose", "0")
        self.sync_both()
        demand(self.tasks(self.laptop) == self.tasks(self.colleague) == [], "the settled task is still open")
        return Said("حسم الزميل المهمة فاختفت من الجهازين", "the colleague settled the task: it is gone from both")

    def look_from_colleague(self) -> Said:
        page = self.colleague.run("person", "show", self.person)
        states = [line["state"] for line in _list(page, "attestations")]
        demand(sorted(map(str, states)) == ["signed", "void"], f"the second laptop sees {states}")
        return Said("الجهاز الثاني يرى الشخص ومقابلته وإقراريه", "the second laptop sees person, interview and papers")

    def verify(self) -> Said:
        for laptop in (self.laptop, self.colleague):
            found = laptop.run("verify")
            demand(found["clean"] is True, f"{laptop.home.name}: {found['findings']}")
        return Said("فُحص الجهازان: السلسلة والبيانات سليمة", "both laptops verified: chain and data are sound")

    def compare(self) -> Said:
        dumps = [self.laptop.dump(), self.colleague.dump(), self.hub.dump()]
        demand(dumps[0] == dumps[1] == dumps[2] != "", "laptops and head office hold different data")
        rows = len(dumps[0].splitlines())
        return Said(f"الجهازان والمركز الرئيس متطابقون: {rows} سجلًا", f"laptops and head office are equal: {rows} rows")

    def tasks(self, laptop: LaptopCommand) -> list[Answer]:
        return _list(laptop.run("task", "list"), "tasks")

    def interviews(self) -> list[Answer]:
        return _list(self.laptop.run("interview", "list"), "interviews")

    def sync_both(self) -> None:
        """The first again at the end: it hears what the second sent."""
        for laptop in (self.laptop, self.colleague, self.laptop):
            laptop.run("sync")
