"""What the window may do about requests after the desk, by the names of `desktop.ui.request_actions.RequestActions`: a
piece of the composition root. Each takes the desk first and runs on the store's lane."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.usecases.answer_request import answer_request, close_request, serve_request
from desktop.usecases.decide_request import decide_request
from desktop.usecases.hold_committee import (
    cancel_session,
    hold_session,
    open_committee,
    reopen_session,
    sign_minutes,
)
from desktop.usecases.list_requests import list_requests, review_request
from desktop.usecases.move_request import receive_request, submit_request, void_request, withdraw_request
from desktop.usecases.prepare_committee import look_at_committee
from desktop.usecases.seat_members import add_member, edit_member, remove_member
from desktop.usecases.set_agenda import add_to_agenda, take_off_agenda
from desktop.usecases.show_committee import show_session

OF_REQUESTS: Mapping[str, Callable[..., Any]] = {
    "list_requests": list_requests,
    "review_request": review_request,
    "submit_request": submit_request,
    "receive_request": receive_request,
    "withdraw_request": withdraw_request,
    "void_request": void_request,
    "answer_request": answer_request,
    "serve_request": serve_request,
    "close_request": close_request,
    "look_at_committee": look_at_committee,
    "show_session": show_session,
    "open_committee": open_committee,
    "add_member": add_member,
    "edit_member": edit_member,
    "remove_member": remove_member,
    "add_to_agenda": add_to_agenda,
    "take_off_agenda": take_off_agenda,
    "decide_request": decide_request,
    "hold_session": hold_session,
    "reopen_session": reopen_session,
    "cancel_session": cancel_session,
    "sign_minutes": sign_minutes,
}
