"""What the window may do at the desk, by the names of `desktop.ui.actions.Actions`: a piece of the composition root.

Each takes the desk first and runs on the store's lane; `bootstrap_front` puts the desk of the moment before it.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from desktop.bootstrap_papers import (
    check_paper_code,
    check_paper_file,
    keep_paper,
    keep_scan,
    match_scan,
    prepare_sealing,
)
from desktop.usecases.add_user import add_user
from desktop.usecases.attach_file import (
    copy_out,
    draw_over,
    find_file,
    hold_file,
    read_chosen,
    ready_drawing,
    ready_picture,
    turn_picture,
)
from desktop.usecases.attest import attest_checked, list_attestations, show_attestation, sign_attestation
from desktop.usecases.box_sheet import box_sheet, take_back_sheet
from desktop.usecases.carry_by_stick import stick_status
from desktop.usecases.check_documents import check_document, choose_request, record_copy
from desktop.usecases.check_store import verify
from desktop.usecases.correct_visit import correct_visit, undo_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_person
from desktop.usecases.fill_form import open_form
from desktop.usecases.find_alike import find_alike
from desktop.usecases.find_everything import find_everything
from desktop.usecases.find_people import find_people
from desktop.usecases.hold_interview import (
    begin_interview,
    discard_draft,
    finish_interview,
    keep_draft,
    leave_interview,
    list_forms,
    resume_interview,
)
from desktop.usecases.import_form import import_form, list_form_versions
from desktop.usecases.join_persons import compare_persons, join_persons, part_persons, undo_join, undo_part
from desktop.usecases.judge_clock import find_clock_trouble
from desktop.usecases.keep_consent import agree_to_notice, withdraw_consent
from desktop.usecases.keep_contacts import add_contact, bring_back_contact, edit_contact, remove_contact
from desktop.usecases.keep_inspection import (
    bring_back_inspection,
    close_finding,
    note_emergency,
    record_inspection,
    reopen_finding,
    report_emergency,
    strike_inspection,
)
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.kept_aside import count_only_kept_aside, list_kept_aside, remove_kept_aside
from desktop.usecases.know_complaint import count_due
from desktop.usecases.list_enquiries import count_waiting_enquiries
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.list_waiting import list_waiting
from desktop.usecases.make_backup import (
    Made,
    backup_here,
    backup_into,
    backup_small_when_due,
    backup_status,
)
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.mend_refused import mend_refused
from desktop.usecases.print_sheets import day_sheet
from desktop.usecases.put_in_record import review_record
from desktop.usecases.queue_print import (
    drop_print,
    known_printer,
    list_prints,
    note_failed,
    note_printed,
    note_secret,
    note_seen,
    note_sent,
    print_again,
    queue_print,
    remember_printer,
    settle_interrupted,
)
from desktop.usecases.receive_visitor import open_reception, receive_visitor, undo_reception
from desktop.usecases.record_print import record_print, record_sheet
from desktop.usecases.refer_question import answer_referral, ask_officer, tell_answer, withdraw_referral
from desktop.usecases.renew_recovery import confirm_sheet, issue_sheet_with_password, withdraw_sheet
from desktop.usecases.reopen_task import reopen_task
from desktop.usecases.review_departure import (
    agree_contact,
    complete_case,
    keep_incomplete,
    review_departure,
    tick_explained,
)
from desktop.usecases.settle_quarantine import count_refused, list_refused, take_back_withdrawal, withdraw_refused
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.show_day import show_day
from desktop.usecases.show_history import show_history
from desktop.usecases.show_home import count_open_interviews, show_home
from desktop.usecases.show_procedure import show_procedure
from desktop.usecases.show_quality import show_quality
from desktop.usecases.sign_by_hand import draw_signature, take_thumbprint
from desktop.usecases.sync_now import sync_status
from desktop.usecases.trace_person import trace_person
from desktop.usecases.withdraw_form import bring_back_form, withdraw_form
from desktop.usecases.withdraw_proof import bring_back_proof, open_proof, withdraw_proof
from desktop.usecases.write_answers import write_answers
from domain.user import User


def list_users(desk: Desk) -> tuple[User, ...]:
    return desk.store.users.all()


def make_backup(desk: Desk, folder: str) -> Made:
    return backup_into(desk, Path(folder)) if folder else backup_here(desk)


def rest(desk: Desk) -> None:
    desk.store.rest()
    backup_small_when_due(desk)


# They touch no store: for the paper's lane.
AWAY_FROM_DESK: Mapping[str, Callable[..., Any]] = {
    "read_chosen": read_chosen,
    "ready_picture": ready_picture,
    "ready_drawing": ready_drawing,
    "turn_picture": turn_picture,
    "draw_over": draw_over,
    "copy_out": copy_out,
}
AT_DESK: Mapping[str, Callable[..., Any]] = {
    "show_home": show_home,
    "count_open_interviews": count_open_interviews,
    "find_everything": find_everything,
    "count": count_visit,
    "undo_visit": undo_visit,
    "correct_visit": correct_visit,
    "show_day": show_day,
    "open_visit": open_visit,
    "describe_visit": describe_visit,
    "day_sheet": day_sheet,
    "find_people": find_people,
    "find_alike": find_alike,
    "register_person": register_person,
    "show_person": show_person,
    "edit_person": edit_person,
    "erase_person": erase_person,
    "compare_persons": compare_persons,
    "join_persons": join_persons,
    "part_persons": part_persons,
    "undo_join": undo_join,
    "undo_part": undo_part,
    "agree_to_notice": agree_to_notice,
    "withdraw_consent": withdraw_consent,
    "add_contact": add_contact,
    "edit_contact": edit_contact,
    "remove_contact": remove_contact,
    "bring_back_contact": bring_back_contact,
    "open_reception": open_reception,
    "receive_visitor": receive_visitor,
    "undo_reception": undo_reception,
    "list_forms": list_forms,
    "list_interviews": list_interviews,
    "begin_interview": begin_interview,
    "resume_interview": resume_interview,
    "keep_draft": keep_draft,
    "leave_interview": leave_interview,
    "review_record": review_record,
    "finish_interview": finish_interview,
    "discard_draft": discard_draft,
    "hold_file": hold_file,
    "find_file": find_file,
    "list_form_versions": list_form_versions,
    "import_form": import_form,
    "withdraw_form": withdraw_form,
    "bring_back_form": bring_back_form,
    "write_answers": write_answers,
    "show_quality": show_quality,
    "open_form": open_form,
    "box_sheet": box_sheet,
    "take_back_sheet": take_back_sheet,
    "record_inspection": record_inspection,
    "strike_inspection": strike_inspection,
    "bring_back_inspection": bring_back_inspection,
    "note_emergency": note_emergency,
    "report_emergency": report_emergency,
    "close_finding": close_finding,
    "reopen_finding": reopen_finding,
    "review_departure": review_departure,
    "choose_request": choose_request,
    "check_document": check_document,
    "record_copy": record_copy,
    "tick_explained": tick_explained,
    "agree_contact": agree_contact,
    "complete_case": complete_case,
    "keep_incomplete": keep_incomplete,
    "ask_officer": ask_officer,
    "answer_referral": answer_referral,
    "tell_answer": tell_answer,
    "withdraw_referral": withdraw_referral,
    "count_waiting_enquiries": count_waiting_enquiries,
    "count_due_complaints": count_due,
    "attest": attest_checked,
    "show_attestation": show_attestation,
    "list_attestations": list_attestations,
    "sign_attestation": sign_attestation,
    "prepare_sealing": prepare_sealing,
    "keep_paper": keep_paper,
    "match_scan": match_scan,
    "keep_scan": keep_scan,
    "draw_signature": draw_signature,
    "take_thumbprint": take_thumbprint,
    "withdraw_proof": withdraw_proof,
    "bring_back_proof": bring_back_proof,
    "open_proof": open_proof,
    "check_paper_file": check_paper_file,
    "check_paper_code": check_paper_code,
    "record_print": record_print,
    "make_sheet": make_sheet,
    "record_sheet": record_sheet,
    "queue_print": queue_print,
    "note_secret": note_secret,
    "print_again": print_again,
    "note_sent": note_sent,
    "note_seen": note_seen,
    "note_failed": note_failed,
    "note_printed": note_printed,
    "drop_print": drop_print,
    "list_prints": list_prints,
    "settle_interrupted": settle_interrupted,
    "known_printer": known_printer,
    "remember_printer": remember_printer,
    "list_tasks": list_tasks,
    "settle_task": settle_task,
    "reopen_task": reopen_task,
    "show_history": show_history,
    "trace_person": trace_person,
    "list_refused": list_refused,
    "count_refused": count_refused,
    "withdraw_refused": withdraw_refused,
    "take_back_withdrawal": take_back_withdrawal,
    "mend_refused": mend_refused,
    "list_waiting": list_waiting,
    "find_clock_trouble": find_clock_trouble,
    "list_users": list_users,
    "add_user": add_user,
    "sync_status": sync_status,
    "stick_status": stick_status,
    "show_procedure": show_procedure,
    "verify": verify,
    "issue_recovery_sheet": issue_sheet_with_password,
    "confirm_recovery_sheet": confirm_sheet,
    "withdraw_recovery_sheet": withdraw_sheet,
    "rest": rest,
    "backup_status": backup_status,
    "make_backup": make_backup,
    "list_kept_aside": list_kept_aside,
    "count_only_kept_aside": count_only_kept_aside,
    "remove_kept_aside": partial(remove_kept_aside, even_if_alone=True),
}
