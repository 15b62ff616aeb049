"""The offices whose pages the gallery shows: one by itself, and a laptop that has joined a head office."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from desktop.demonstration.day import Day
from desktop.demonstration.invented_pictures import damaged_wall, paper_photo, room_plan
from desktop.demonstration.place import Place
from desktop.demonstration.programs import HeadOffice, import_bundle, serving
from desktop.usecases.attach_file import ReadyFile, hold_file, ready_drawing, ready_picture
from desktop.usecases.attest import attest
from desktop.usecases.check_form import check_form
from desktop.usecases.desk import RIYADH, Desk
from desktop.usecases.fill_demonstration import demonstration_office, fill_demonstration
from desktop.usecases.find_stationery import stationery_of
from desktop.usecases.hold_interview import InterviewLine, begin_interview, leave_interview
from desktop.usecases.import_form import import_form
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.open_desk import create_desk, system_world
from domain.sync.card import SUFFIX
from forms.paper.attestation import attestation_places
from resources import shelf

FORM = "demonstration/forms/home-damage.md"
FORM_ID = "demo/home-damage"
SEED = 7
PLAN = (1200, 720)


@dataclass(frozen=True)
class Papers:
    """Photographs in a folder: of the attestation that waits for its signature, signed and as it was printed, and of
    another person's."""

    folder: Path

    @property
    def signed(self) -> Path:
        return self.folder / "signed.jpg"

    @property
    def bare(self) -> Path:
        return self.folder / "bare.jpg"

    @property
    def foreign(self) -> Path:
        return self.folder / "foreign.jpg"


def unsigned_interview(desk: Desk) -> InterviewLine:
    return next(line for line in list_interviews(desk) if line.attestation == "unsigned")


def signed_interview(desk: Desk) -> InterviewLine:
    return next(line for line in list_interviews(desk) if line.attestation == "signed")


def make_office(home: Path, papers: Papers, profile: str) -> None:
    """Filled, with an interview of pictures that was left for later, and the papers that come back."""
    desk = create_desk(home, demonstration_office(profile), world=system_world()).desk
    try:
        fill_demonstration(desk, days=7, persons=24, random=Random(SEED))  # noqa: S311 (play, not secrets)
        _hold_pictures(desk)
        _photograph(desk, papers)
    finally:
        desk.store.close()


def _hold_pictures(desk: Desk) -> None:
    with shelf.file_path(FORM) as path:
        import_form(desk, check_form(path))
    opened = begin_interview(desk, FORM_ID, signed_interview(desk).person)
    report = ReadyFile(attest(desk, signed_interview(desk).id).pdf, "pdf", "تقرير الفني.pdf")
    files = {
        "photo": ready_picture(damaged_wall(), 1600, title="IMG_20261121.jpg"),
        "report": report,
        "plan": ready_drawing(room_plan(*PLAN)),
    }
    answers = {name: hold_file(desk, opened.id, ready).answer for name, ready in files.items()}
    opened.session.fill(answers)
    leave_interview(desk, opened)


def _photograph(desk: Desk, papers: Papers) -> None:
    papers.folder.mkdir()
    paper, other = (attest(desk, line.id) for line in (unsigned_interview(desk), signed_interview(desk)))
    frozen = desk.store.attestations.get(paper.id).frozen
    places = attestation_places(frozen, own=stationery_of(desk))
    papers.signed.write_bytes(paper_photo(paper.pdf, places))
    papers.bare.write_bytes(paper_photo(paper.pdf))
    papers.foreign.write_bytes(paper_photo(other.pdf))


@dataclass(frozen=True)
class Stick:
    """What lies in a joined laptop's folder to be carried."""

    folder: Path

    @property
    def reply(self) -> Path:
        return self.folder / "reply.istiqbal"

    @property
    def damaged(self) -> Path:
        return self.folder / "cut-off.istiqbal"

    @property
    def card(self) -> Path:
        """Of another laptop; what is copied for it lies beside."""
        return self.folder / "of-the-colleague" / f"colleague{SUFFIX}"


def make_joined(place: Place, stick: Stick, profile: str) -> None:
    """A laptop whose office wrote one thing twice, and wrote about somebody who was erased meanwhile; whose line is
    down, and for whom a stick lies ready."""
    stick.card.parent.mkdir(parents=True)
    for folder in (place.shown, place.answers):
        folder.mkdir()
    with serving(place.head_office, 0) as hub:
        day = _joined_day(place, hub, profile)
        person = day.register_somebody("عبيد راشد سالم النخيلي")
        day.sync_both()
        day.laptop.run("person", "edit", person, "--town", "حي الواحة")
        day.colleague.run("person", "erase", person, "--reason", "بطلب صاحب البيانات")
        for laptop in (day.colleague, day.laptop):
            laptop.run("sync")
        day.laptop.run("visit", "add", "--count", "3")
        out = stick.folder / "out.istiqbal"
        day.laptop.run("bundle", "export", out)
        day.colleague.run("bundle", "card", stick.card)
    import_bundle(place.head_office, out, reply=stick.reply)
    stick.damaged.write_bytes(stick.reply.read_bytes()[:-7])


def _joined_day(place: Place, hub: HeadOffice, profile: str) -> Day:
    day = Day(place, hub, profile, days=1, persons=3, today=datetime.now(RIYADH).date())
    for step in day.opening():
        step()
    return day
