"""Two laptops, two cells of one record: every order, not only the ones that chance finds."""

import pytest

from tests.simulator.exhaustive import Case, broken_cases, cases_with_one_fault, cases_without_faults, plan_of

EVERY = 16  # of the bigger cases with a fault, so many are passed over; `dev.py simulate exhaustive` has all


@pytest.mark.slow
def test_no_order_of_a_few_actions_breaks_a_promise() -> None:
    cases = [*cases_without_faults(3), *cases_with_one_fault(1), *list(cases_with_one_fault(2))[::EVERY]]
    assert list(broken_cases(cases, jobs=2)) == []


def test_every_order_in_which_two_laptops_meet_head_office_is_tried() -> None:
    orders = {case.order for case in cases_without_faults(2) if case.words == ("ss", "ss")}
    assert orders == {(0, 0, 1, 1), (0, 1, 0, 1), (0, 1, 1, 0), (1, 0, 0, 1), (1, 0, 1, 0), (1, 1, 0, 0)}


def test_a_case_is_a_plan_that_does_its_actions_in_its_order() -> None:
    plan = plan_of(Case(("ms", "ts"), (1, 0), "drop_answer", 2))
    done = [(action.kind, action.who, [fault.kind for fault in action.faults]) for action in plan.actions[3:]]
    assert done == [
        ("edit_person", 0, []),
        ("edit_person", 1, []),
        ("sync", 1, ["drop_answer"]),
        ("sync", 0, []),
    ]
