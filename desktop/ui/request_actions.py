"""What the window may ask for about requests after the desk, and about the committee (`desktop.ui.actions`).

Each runs on the store's lane and raises RuleBroken or Unavailable with a sentence to show. Those that write a step name
the step at which the request was shown (`shown`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Never imported when the program runs: the door would pay for names alone.
    from desktop.usecases.list_requests import RequestLine, RequestPage
    from desktop.usecases.move_request import Taken
    from desktop.usecases.prepare_committee import CommitteeOverview
    from desktop.usecases.seat_members import MemberDraft
    from desktop.usecases.show_committee import SessionPage
    from domain.committee import SessionDraft


@dataclass(frozen=True)
class RequestActions:
    list_requests: Callable[[str], tuple[RequestLine, ...]]  # which, as `list_requests.FILTERS` names them
    review_request: Callable[[str], RequestPage]  # interview
    submit_request: Callable[..., Taken]  # interview; these name the step at which it was shown
    receive_request: Callable[..., Taken]
    withdraw_request: Callable[..., Taken]  # interview, reason
    void_request: Callable[..., Taken]  # interview, reason
    answer_request: Callable[..., Taken]  # interview, ReplyDraft
    serve_request: Callable[..., Taken]  # interview, what; receiver
    close_request: Callable[..., Taken]  # interview, note; override
    # the committee
    look_at_committee: Callable[[], CommitteeOverview]
    show_session: Callable[[str], SessionPage]
    open_committee: Callable[[SessionDraft, Iterable[MemberDraft], Iterable[str]], SessionPage]  # members, interviews
    add_member: Callable[[str, MemberDraft], SessionPage]  # session
    edit_member: Callable[[str, MemberDraft], SessionPage]  # member
    remove_member: Callable[[str], SessionPage]
    add_to_agenda: Callable[[str, str], SessionPage]  # session, interview
    take_off_agenda: Callable[[str, str], SessionPage]
    decide_request: Callable[..., Taken]  # session, interview, outcome, reason; votes, override
    hold_session: Callable[..., SessionPage]  # session; ends at, recommendations
    reopen_session: Callable[[str], SessionPage]
    cancel_session: Callable[[str], SessionPage]
    sign_minutes: Callable[..., SessionPage]  # session; day, signers, direction
