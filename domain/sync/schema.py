"""The one registry of what syncs: every table and cell, its number on the wire, its policy and its columns.

Numbers are never reused and never change meaning. A test holds this registry against the migrations of the laptop.
A *cell* is what is changed and judged as a whole: columns that must agree (type and number of an identity document)
are one cell with several columns, whose value is the list of the columns' values.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from domain.sync.cells import PYTHON_TYPES as PYTHON_TYPES
from domain.sync.cells import Cell as Cell
from domain.sync.cells import Children as Children
from domain.sync.cells import Column as Column
from domain.sync.cells import Kind as Kind
from domain.sync.cells import Policy as Policy
from domain.sync.cells import Scalar as Scalar
from domain.sync.cells import Table as Table
from domain.sync.cells import Value as Value
from domain.sync.cells import state_word as state_word
from domain.sync.committee_tables import REQUEST_STEPS, SESSION_ITEMS, SESSION_MEMBERS, SESSIONS
from domain.sync.complaint_tables import COMPLAINT_TABLES
from domain.sync.enquiry_tables import ENQUIRIES, FREQUENT_QUESTIONS, OFFICIALS, SUGGESTIONS
from domain.sync.reference_tables import HOLIDAYS, PUBLISHED_FORMS, PUBLISHED_PROFILES
from domain.sync.survey_tables import FINDINGS, INSPECTIONS, SURVEY_SHEETS
from domain.sync.tables import (
    ATTESTATIONS,
    CASE_STEPS,
    CONSENTS,
    CONTACTS,
    DOCUMENT_CHECKS,
    EXPORTS,
    GENERAL,
    INTERVIEW_FILES,
    INTERVIEWS,
    PAPERS,
    PERSONS,
    REFERRALS,
    SAME_PERSONS,
    SIGNATURE_PROOFS,
    SIGNATURES,
    USER_KEYS,
    USERS,
    VISITS,
)

SCHEMA_VERSION = 3

TABLES: tuple[Table, ...] = (
    USERS,
    USER_KEYS,
    VISITS,
    PERSONS,
    INTERVIEWS,
    ATTESTATIONS,
    SIGNATURES,
    DOCUMENT_CHECKS,
    CASE_STEPS,
    REFERRALS,
    SAME_PERSONS,
    CONSENTS,
    PAPERS,
    CONTACTS,
    EXPORTS,
    INTERVIEW_FILES,
    SIGNATURE_PROOFS,
    ENQUIRIES,
    FREQUENT_QUESTIONS,
    OFFICIALS,
    SUGGESTIONS,
    SURVEY_SHEETS,
    INSPECTIONS,
    FINDINGS,
    REQUEST_STEPS,
    SESSIONS,
    SESSION_MEMBERS,
    SESSION_ITEMS,
    *COMPLAINT_TABLES,
    HOLIDAYS,
    PUBLISHED_FORMS,
    PUBLISHED_PROFILES,
)
BY_NUMBER: Mapping[int, Table] = MappingProxyType({table.number: table for table in TABLES})


def _appended(tables: tuple[Table, ...]) -> frozenset[int]:
    cells = (cell for table in tables for cell in table.cells if cell.policy is Policy.APPEND)
    return frozenset(cell.of.table for cell in cells if cell.of is not None)


APPENDED: frozenset[int] = _appended(TABLES)
"""Tables whose rows are only ever added."""


@lru_cache(maxsize=1_000)
def partition_class(partition: str) -> str:
    """``office:17/general`` is of the class ``general``."""
    return partition.rsplit("/", 1)[-1]


def general_partition(office_code: str) -> str:
    return f"office:{office_code}/{GENERAL}"
