"""Pictures and files are answers: kept before they are named, carried, signed, taken out, gone with their person."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from db.interview_files import InterviewFileRow
from desktop.commands.interviews import told_attached
from desktop.ui.pages.forms.reading import written_words
from desktop.usecases.attach_file import copy_out, find_file, hold_file, read_chosen, ready_picture, turn_picture
from desktop.usecases.attest import attest
from desktop.usecases.check_form import CheckedFile, check_form
from desktop.usecases.desk import Desk
from desktop.usecases.export_answers import list_exports
from desktop.usecases.hold_interview import (
    OpenInterview,
    begin_interview,
    change_interview,
    discard_draft,
    finish_interview,
    leave_interview,
    resume_interview,
    run_interview,
    save_draft,
)
from desktop.usecases.import_form import import_form
from desktop.usecases.keep_person import register_person
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.trace_person import trace_person
from desktop.usecases.write_answers import write_answers
from domain.answer_file import sha256_named
from domain.errors import RuleBroken, Unavailable
from domain.person import PersonDraft
from domain.sync.blobs import blob_name
from tests.desktop.usecases.conftest import Office
from tests.support.small_pictures import flat_png, telephone_photo

FORM = """| settings |
| | form_title | form_id | version |
| | زيارة | field/visit | 1 |
| choices |
| | list_name | name | label |
| | yn | yes | نعم |
| | yn | no | لا |
| survey |
| | type | name | label | relevant | required | parameters | appearance |
| | begin_group | house | المنزل | | | | |
| | select_one yn | damaged | هل في المنزل ضرر؟ | | | | |
| | image | photo | صورة الضرر | ${damaged} = 'yes' | yes | max-pixels=120 | |
| | file | report | تقرير الفني | | | | |
| | image | hand | توقيع الساكن | | | | signature |
| | end_group | | | | | | |
"""
ID = "field/visit"
PHOTO, REPORT = "/data/house/photo", "/data/house/report"


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> CheckedFile:
    file = tmp_path_factory.mktemp("form") / "visit.md"
    file.write_text(FORM, encoding="utf-8")
    return check_form(file)


def person(desk: Desk) -> str:
    return register_person(desk, PersonDraft(name="نورة الواحي")).person.id


@pytest.fixture
def opened(desk: Desk, form: CheckedFile) -> OpenInterview:
    import_form(desk, form)
    return begin_interview(desk, ID, person(desk))


def attach(desk: Desk, opened: OpenInterview, ref: str = PHOTO, raw: bytes | None = None) -> str:
    opened.session.answer("/data/house/damaged", "yes")
    found = hold_file(desk, opened.id, ready_picture(raw or telephone_photo(), 120, title="IMG_1.jpg"))
    opened.session.answer(ref, found.answer)
    save_draft(desk, opened)
    return found.answer


def files_of_answers(desk: Desk, interview: str) -> list[InterviewFileRow]:
    answers = desk.store.interviews.get(interview)[0].answers
    return [row for row in desk.store.interview_files.of_interview(interview) if row.answer in answers]


def files_on_disk(desk: Desk) -> int:
    return len(list((desk.store.folder / "blobs").glob("*/*")))


def test_a_picture_is_kept_before_anything_names_it_and_is_on_the_disk_unreadable(
    desk: Desk, opened: OpenInterview
) -> None:
    answer = attach(desk, opened)
    found = find_file(desk, opened.id, answer)
    assert found.content is not None
    assert found.title == "IMG_1.jpg"
    assert sha256_named(answer) == blob_name(found.content)
    assert answer.isascii()
    raw = [file.read_bytes() for file in (desk.store.folder / "blobs").glob("*/*")]
    assert all(b"JFIF" not in each for each in raw)


def test_what_was_attached_is_there_after_the_power_went(desk: Desk, opened: OpenInterview) -> None:
    answer = attach(desk, opened)
    desk.store.blobs.sweep()
    desk.store.draft_files.drop_unnamed()
    again = resume_interview(desk, opened.id)
    assert again.session.question(PHOTO).value == answer
    assert find_file(desk, opened.id, answer).content


def test_what_was_replaced_goes_with_the_next_start_and_not_before(desk: Desk, opened: OpenInterview) -> None:
    first, second = attach(desk, opened), attach(desk, opened, raw=flat_png())
    assert find_file(desk, opened.id, first).content
    desk.store.draft_files.drop_unnamed()
    desk.store.blobs.sweep()
    assert find_file(desk, opened.id, first).content is None
    assert find_file(desk, opened.id, second).content


def test_the_files_of_an_abandoned_draft_are_swept_away(desk: Desk, opened: OpenInterview) -> None:
    attach(desk, opened)
    discard_draft(desk, opened.id)
    assert desk.store.blobs.sweep() == 1
    assert files_on_disk(desk) == 0


def test_a_finished_interview_names_its_files(desk: Desk, opened: OpenInterview) -> None:
    answer = attach(desk, opened)
    finish_interview(desk, opened)
    (row,) = desk.store.interview_files.of_interview(opened.id)
    assert (row.answer, row.title, row.person) == (answer, "IMG_1.jpg", opened.person.id)
    assert [blob.name for blob in desk.store.blobs.to_send()] == [row.file]
    assert desk.store.draft_files.of_interview(opened.id) == ()
    assert desk.store.blobs.sweep() == 0
    assert ("interview_files", row.id) in desk.store.about.persons([row.person])
    assert trace_person(desk, row.person).deeds[0].action == "interview.finish"


def test_a_required_picture_is_required(desk: Desk, opened: OpenInterview) -> None:
    opened.session.answer("/data/house/damaged", "yes")
    with pytest.raises(RuleBroken) as refused:
        finish_interview(desk, opened)
    assert refused.value.field == PHOTO


def test_a_picture_that_nobody_asks_for_any_more_is_not_kept(desk: Desk, opened: OpenInterview) -> None:
    answer = attach(desk, opened)
    opened.session.answer("/data/house/damaged", "no")
    finish_interview(desk, opened)
    assert desk.store.interview_files.of_interview(opened.id) == ()
    assert answer not in (desk.store.interviews.get(opened.id)[0].answers)
    assert desk.store.blobs.sweep() == 1


def test_an_interview_left_for_later_keeps_also_what_is_not_asked_now(desk: Desk, opened: OpenInterview) -> None:
    answer = attach(desk, opened)
    opened.session.answer("/data/house/damaged", "no")
    leave_interview(desk, opened)
    again = resume_interview(desk, opened.id)
    again.session.answer("/data/house/damaged", "yes")
    assert again.session.question(PHOTO).value == answer
    finish_interview(desk, again)
    assert len(desk.store.interview_files.of_interview(opened.id)) == 1


def test_an_answer_that_names_no_file_of_the_interview_is_refused(desk: Desk, opened: OpenInterview) -> None:
    attach(desk, opened)
    opened.session.answer(PHOTO, f"{'0' * 64}.jpg")
    with pytest.raises(RuleBroken) as refused:
        leave_interview(desk, opened)
    assert (refused.value.code, refused.value.field) == ("interview.file_unknown", PHOTO)


def test_another_picture_makes_the_attestation_void(desk: Desk, opened: OpenInterview) -> None:
    attach(desk, opened)
    finish_interview(desk, opened)
    paper = attest(desk, opened.id)
    again = resume_interview(desk, opened.id)
    second = attach(desk, again, raw=flat_png())
    finish_interview(desk, again)
    assert second in {row.answer for row in desk.store.interview_files.of_interview(opened.id)}
    assert desk.store.attestations.get(paper.id).answers_sha256 != (
        desk.store.interviews.get(opened.id)[0].answers_sha256
    )


def test_what_is_signed_names_the_files_by_their_hash(desk: Desk, opened: OpenInterview) -> None:
    answer = attach(desk, opened)
    finish_interview(desk, opened)
    paper = attest(desk, opened.id)
    frozen = json.loads(desk.store.attestations.get(paper.id).frozen)
    (line,) = [line for line in frozen["answers"] if line["path"] == PHOTO]
    assert line["value"] == answer
    assert line["sha256"] == answer[:64]
    assert line["display"] == f"صورة مرفقة {answer[:12]}"


def test_a_turned_picture_is_another_answer(desk: Desk, opened: OpenInterview) -> None:
    answer = attach(desk, opened)
    turned = hold_file(desk, opened.id, turn_picture(find_file(desk, opened.id, answer)))
    assert turned.answer != answer
    assert turned.title == "IMG_1.jpg"


def test_a_copy_is_the_very_file(desk: Desk, opened: OpenInterview, tmp_path: Path) -> None:
    chosen = tmp_path / "تقرير.PDF"
    chosen.write_bytes(b"%PDF-1.7 any file")
    ready = read_chosen(str(chosen), "file", 0)
    found = hold_file(desk, opened.id, ready)
    assert found.answer.endswith(".pdf")
    copy_out(found, str(tmp_path / "copy.pdf"))
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.7 any file"


def test_a_file_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for name, code in (("missing.jpg", "file.unreadable"), ("", "file.unreadable"), ("empty", "file.large")):
        with pytest.raises(RuleBroken) as refused:
            read_chosen(str(tmp_path / name), "file", 0)
        assert refused.value.code == code


def test_a_file_of_another_kind_than_the_form_demands_is_refused_by_what_is_in_it(tmp_path: Path) -> None:
    chosen = tmp_path / "lease.pdf"
    chosen.write_bytes(flat_png())
    with pytest.raises(RuleBroken) as refused:
        read_chosen(str(chosen), "file", 0, ".pdf, .docx")
    assert refused.value.code == "file.kind"
    assert refused.value.ar.startswith("يُطلب هنا PDF أو Word، وهذا PNG")
    assert read_chosen(str(chosen), "file", 0, "image/*").extension == "png"  # what it is, not what it is called
    assert read_chosen(str(chosen), "file", 0).extension == "pdf"


def test_an_answers_file_is_held_to_the_kinds_that_the_form_demands(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "deed.md"
    plain = "| | file | report | تقرير الفني | | | | |"
    demanding = FORM.replace("| appearance |", "| body::accept |").replace("| signature |", "| |")
    file.write_text(demanding.replace(plain, plain[:-1] + ".pdf |"), encoding="utf-8")
    import_form(desk, check_form(file))
    (tmp_path / "report.pdf").write_bytes(b"a report in words alone")
    with pytest.raises(RuleBroken) as refused:
        run_interview(desk, ID, person(desk), {"damaged": "no", "report": "report.pdf"}, folder=tmp_path)
    assert (refused.value.code, refused.value.field) == ("file.kind", "report")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    (tmp_path / "house.jpg").write_bytes(telephone_photo(400, 200))
    (tmp_path / "report.docx").write_bytes(b"report")
    return tmp_path


def test_an_answers_file_names_pictures_by_where_they_are(desk: Desk, given: Path, form: CheckedFile) -> None:
    import_form(desk, form)
    answers = {"damaged": "yes", "photo": "house.jpg", "report": "report.docx"}
    held = run_interview(desk, ID, person(desk), answers, folder=given)
    rows = {row.title: row for row in desk.store.interview_files.of_interview(held.id)}
    assert set(rows) == {"house.jpg", "report.docx"}
    change_interview(desk, held.id, {"report": ""}, folder=given)
    assert [row.title for row in files_of_answers(desk, held.id)] == ["house.jpg"]


def test_an_answers_file_that_names_no_picture_is_refused_with_the_question(
    desk: Desk, given: Path, form: CheckedFile
) -> None:
    import_form(desk, form)
    (given / "house.jpg").write_bytes(b"no picture")
    with pytest.raises(RuleBroken) as refused:
        run_interview(desk, ID, person(desk), {"damaged": "yes", "photo": "house.jpg"}, folder=given)
    assert (refused.value.code, refused.value.field) == ("picture.form", "photo")
    assert desk.store.interviews.latest() == ()


def test_what_is_taken_out_has_the_files_beside_it(desk: Desk, given: Path, form: CheckedFile) -> None:
    import_form(desk, form)
    run_interview(desk, ID, person(desk), {"damaged": "yes", "photo": "house.jpg"}, folder=given)
    table = write_answers(desk, ID, "csv", str(given / "out.csv"))
    (picture,) = (given / "out-media").iterdir()
    assert (table.attached, table.absent) == (1, 0)
    assert picture.name in (given / "out.csv").read_text(encoding="utf-8-sig")
    (given / "instances").mkdir()
    write_answers(desk, ID, "xml", str(given / "instances"))
    (xml,) = (given / "instances").glob("*.xml")
    named = ElementTree.parse(xml).find(".//photo")
    assert named is not None
    assert (given / "instances" / "media" / str(named.text)).read_bytes() == picture.read_bytes()


def test_a_damaged_picture_stops_no_other_on_its_way_out(desk: Desk, given: Path, form: CheckedFile) -> None:
    import_form(desk, form)
    answers = {"damaged": "yes", "photo": "house.jpg", "report": "report.docx"}
    run_interview(desk, ID, person(desk), answers, folder=given)
    smallest = min((desk.store.folder / "blobs").glob("*/*"), key=lambda file: file.stat().st_size)
    smallest.write_bytes(b"of a failing disk, and of no use to anybody")
    written = write_answers(desk, ID, "csv", str(given / "out.csv"))
    assert (written.attached, written.absent, written.damaged) == (1, 0, 1)
    assert [file.suffix for file in (given / "out-media").iterdir()] == [".jpg"]
    assert "تالف" in written_words(written, "csv")
    assert "تالف" in "".join(told_attached(written.attached, written.absent, written.damaged))


def test_answers_that_went_out_are_recorded_though_their_pictures_could_not_follow(
    desk: Desk, given: Path, form: CheckedFile
) -> None:
    import_form(desk, form)
    run_interview(desk, ID, person(desk), {"damaged": "yes", "photo": "house.jpg"}, folder=given)
    (given / "out-media").write_bytes(b"a file where the folder would be")
    with pytest.raises(Unavailable):
        write_answers(desk, ID, "csv", str(given / "out.csv"))
    assert (given / "out.csv").exists()
    assert [line.kind for line in list_exports(desk)] == ["csv"]


def test_another_laptop_sees_the_picture_once_it_has_arrived(office: Office, form: CheckedFile) -> None:
    here, there = office.here, office.there
    for desk in (here, there):
        import_form(desk, form)
    opened = begin_interview(here, ID, person(here))
    answer = attach(here, opened)
    leave_interview(here, opened)
    office.sync()
    again = resume_interview(there, opened.id)
    absent = find_file(there, opened.id, answer)
    assert again.session.question(PHOTO).value == answer
    assert (absent.content, absent.title) == (None, "IMG_1.jpg")
    ((wanted, _),) = there.store.blobs.wanted()
    content = find_file(here, opened.id, answer).content or b""
    there.store.blobs.add(type(wanted)(wanted.name, wanted.partition, len(content)), content)
    assert find_file(there, opened.id, answer).content == content
    finish_interview(there, again)
    office.sync()
    office.assert_agreed()


def test_what_one_laptop_replaced_is_there_for_whoever_chose_the_other_ones_answers(
    office: Office, form: CheckedFile
) -> None:
    here, there = office.here, office.there
    for desk in (here, there):
        import_form(desk, form)
    opened = begin_interview(here, ID, person(here))
    first = attach(here, opened)
    leave_interview(here, opened)
    office.sync()
    kept, replaced = resume_interview(here, opened.id), resume_interview(there, opened.id)
    finish_interview(here, kept)
    second = attach(there, replaced, raw=flat_png())
    finish_interview(there, replaced)
    office.sync()
    shown = resume_interview(here, opened.id).session.question(PHOTO).value
    task = next(task for task in list_tasks(here) if task.cell == "answers")
    settle_task(here, task.id, 1)
    again = resume_interview(here, opened.id)
    assert {shown, again.session.question(PHOTO).value} == {first, second}
    again.session.answer("/data/house/damaged", "no")
    again.session.answer("/data/house/damaged", "yes")
    assert finish_interview(here, again).state == "finished"
