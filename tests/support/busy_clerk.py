"""A clerk at work in a process of its own, who says aloud what the store has acknowledged: `python -m … HOME SEED`.

He works until he is killed. Every line is one JSON object, printed only after the save it speaks of has returned:
whoever kills the process may hold the store to each of them.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from desktop.usecases.attest import attest, sign_attestation
from desktop.usecases.correct_visit import correct_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import begin_interview, finish_interview, leave_interview, save_draft
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.open_desk import sign_in, system_world
from domain.person import PersonDraft, draft_of
from tests.support.command_line import ADMIN, PASSWORD, example_answers, form_of

Said = dict[str, object]


class Clerk:
    """Each deed is one save, or a few that depend on each other; what it yields is durable, but for whose record it is
    about to change."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self._desk = desk
        self._random = random
        self._persons = [self._register()]

    def work(self) -> Iterator[Said]:
        deeds = (self.count, self.count, self.count, self.person, self.edit, self.correct, self.interview)
        while True:
            yield from self._random.choice(deeds)()

    def count(self) -> Iterator[Said]:
        yield {"visits": list(count_visit(self._desk, self._category(), self._random.randint(1, 3)).visits)}

    def correct(self) -> Iterator[Said]:
        (visit,) = count_visit(self._desk, self._category()).visits
        yield {"visits": [visit]}
        correct_visit(self._desk, visit, "ضغطة بالخطأ")
        yield {"void": visit}

    def person(self) -> Iterator[Said]:
        self._persons.append(self._register())
        yield {"person": self._persons[-1], "town": None}

    def edit(self) -> Iterator[Said]:
        page = show_person(self._desk, self._persons.pop())
        town = f"قرية {self._random.randrange(10**9)}"
        yield {"changing": page.person.id}
        edit_person(self._desk, page, replace(draft_of(page.person), town=town))
        yield {"person": page.person.id, "town": town}
        self._persons = self._persons or [self._register()]

    def interview(self) -> Iterator[Said]:
        opened = begin_interview(self._desk, form_of("herfa"), self._random.choice(self._persons))
        for years in range(3):
            opened.session.answer("craft_years", years)
            save_draft(self._desk, opened)
            yield {"draft": opened.id, "years": years}
        leave_interview(self._desk, opened)
        yield {"interview": opened.id, "state": "left"}
        opened.session.fill(example_answers("herfa"))
        yield {"changing": opened.person.id}
        finish_interview(self._desk, opened)
        yield {"person": opened.person.id, "town": show_person(self._desk, opened.person.id).person.town}
        yield {"interview": opened.id, "state": "finished"}
        paper = attest(self._desk, opened.id)
        yield {"attestation": paper.id, "state": "unsigned"}
        sign_attestation(self._desk, paper.id)
        yield {"attestation": paper.id, "state": "signed"}

    def _register(self) -> str:
        return register_person(self._desk, PersonDraft(name="سعد العتيبي")).person.id

    def _category(self) -> str:
        return self._random.choice(self._desk.profile.counter).id


def main(home: Path, seed: int) -> None:
    desk = sign_in(home, ADMIN, PASSWORD, world=system_world())
    try:
        for said in Clerk(desk, Random(seed)).work():
            print(json.dumps(said), flush=True)
    finally:
        desk.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
