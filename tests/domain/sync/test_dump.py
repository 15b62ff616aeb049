"""The state as text: the same for all that have converged."""

import json

from domain.sync.dump import dump_text
from domain.sync.entries import Add, EntryId, Put, Void
from domain.sync.fold import apply
from domain.sync.row_state import Meta
from domain.sync.tables import PERSONS, USER_KEYS
from tests.support.made_entries import row

ONE, TWO, THREE = (Meta(EntryId(bytes(15) + bytes([n]), 1), n, 0, n) for n in (1, 2, 3))
MOBILE = PERSONS.cell("mobile").number


def test_a_row_is_one_line_with_named_cells_and_hex_for_bytes() -> None:
    key = Add(USER_KEYS.number, row(1), {1: row(2), 2: b"\x00\xff", 3: "2026-11-21"})
    (line,) = dump_text([(row(1), apply(None, key, ONE))]).splitlines()
    assert json.loads(line) == {
        "table": "user_keys",
        "id": row(1),
        "cells": {"user": row(2), "public_key": "00ff", "made_at": "2026-11-21"},
        "void": None,
        "tasks": [],
    }


def test_a_group_is_a_list_and_a_void_gives_its_reason_and_tasks_their_ids() -> None:
    state = apply(None, Add(PERSONS.number, row(1), {2: ["سعاد", None, None, None, None], MOBILE: "1"}), ONE)
    for meta, value in ((TWO, "2"), (THREE, "3")):
        state = apply(state, Put(PERSONS.number, row(1), {MOBILE: value}, {MOBILE: (ONE.id,)}), meta)
    asked = json.loads(dump_text([(row(1), state)]))
    assert asked["cells"]["name"] == ["سعاد", None, None, None, None]
    assert len(asked["tasks"]) == 1
    voided = apply(state, Void(PERSONS.number, row(1), "مكرر"), Meta(EntryId(bytes(16), 9), 9, 9, 9))
    assert json.loads(dump_text([(row(1), voided)]))["void"] == "مكرر"


def test_lines_are_sorted_and_rows_nobody_added_are_left_out() -> None:
    rows = [(row(n), apply(None, Add(PERSONS.number, row(n), {MOBILE: str(n)}), ONE)) for n in (2, 1)]
    orphan = (row(3), apply(None, Put(PERSONS.number, row(3), {MOBILE: "3"}, {}), ONE))
    assert dump_text([*rows, orphan]) == dump_text(reversed(rows))
    assert dump_text([]) == ""
