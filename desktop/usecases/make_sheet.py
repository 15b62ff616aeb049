"""Every paper that is made from the store when it is asked for, by name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from desktop.usecases.desk import Desk
from desktop.usecases.make_blank import BLANK, SATISFACTION, SURVEY, make_blank, make_questionnaire, make_survey
from desktop.usecases.make_complaint_papers import make_compensation, make_complaint_answer, make_settlement
from desktop.usecases.make_complaint_receipt import make_complaint_receipt
from desktop.usecases.make_emergency_report import make_emergency_report
from desktop.usecases.make_minutes import MINUTES, make_minutes
from desktop.usecases.make_receipt import make_receipt
from desktop.usecases.make_register import REGISTER, make_register
from desktop.usecases.make_report import make_report
from desktop.usecases.make_request_forms import make_blank_request, make_filled_request, make_requirements
from desktop.usecases.make_statement import make_statement
from desktop.usecases.print_decision import make_decision_letter, make_service_receipt
from desktop.usecases.print_sheets import referral_slip
from desktop.usecases.record_print import MadeSheet, prints_about
from domain.print_order import (
    COMPENSATION,
    COMPLAINT_ANSWER,
    COMPLAINT_RECEIPT,
    DECISION,
    EMERGENCY_REPORT,
    REPORT,
    SERVICE_RECEIPT,
    SETTLEMENT,
)

SHEETS: Mapping[str, Callable[[Desk, str], MadeSheet]] = MappingProxyType(
    {
        "receipt": make_receipt,
        "receipt_half": partial(make_receipt, layout="a5"),
        "receipt_roll": partial(make_receipt, layout="roll"),
        COMPLAINT_RECEIPT: make_complaint_receipt,
        COMPLAINT_ANSWER: make_complaint_answer,
        SETTLEMENT: make_settlement,
        COMPENSATION: make_compensation,
        "requirements": make_requirements,
        "request": make_filled_request,
        "blank_request": make_blank_request,
        "statement": make_statement,
        REPORT: make_report,
        EMERGENCY_REPORT: make_emergency_report,
        BLANK: make_blank,
        SATISFACTION: make_questionnaire,
        SURVEY: make_survey,
        REGISTER: make_register,
        MINUTES: make_minutes,
        DECISION: make_decision_letter,
        SERVICE_RECEIPT: make_service_receipt,
        "referral": referral_slip,
    }
)
"""What it is called, and how it is made of the row it is about."""

RECEIPTS = MappingProxyType({"a4": "receipt", "a5": "receipt_half", "roll": "receipt_roll"})
"""The receipt by its layout."""


def make_sheet(desk: Desk, paper: str, subject: str) -> MadeSheet:
    """With the prints there were of it. Raises RuleBroken as the paper itself, LookupError for one that is not here."""
    sheet = SHEETS[paper](desk, subject)
    return replace(sheet, prints=prints_about(desk, sheet.paper, sheet.subject))
