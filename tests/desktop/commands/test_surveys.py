"""Satisfaction and inspections by command line, on two laptops that meet at head office."""

import json
from pathlib import Path

from tests.desktop.usecases.test_surveys import SURVEY, VISIT, sheet
from tests.support.command_line import CommandLine
from tests.support.hub_process import HubProcess


def written(folder: Path, name: str, answers: object) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    return path


def refusal(office: CommandLine, *words: str | Path) -> tuple[str, str | None]:
    done = office.run(*words)
    assert done.exit_code == 1, done
    return done.error["code"], done.error["field"]


def test_an_office_looks_at_its_service_by_command_line_and_the_other_laptop_reads_it(tmp_path: Path) -> None:
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    try:
        here, there = (CommandLine(tmp_path / name) for name in ("here", "there"))
        for laptop in (here, there):
            laptop.init("herfa")
            code = str(hub.ask("code", "--office", "RYD1")["code"])
            laptop.do("enrol", "--hub", hub.url, "--code", code)
        marks = [written(tmp_path, f"sheet{mark}", sheet(mark)) for mark in "54321"]
        four = here.do("survey", "record", "questionnaire", *(f"--answers={path}" for path in marks[:4]))
        assert four == {"recorded": 4, "waiting": 4, "left": 0}
        assert here.do("survey", "record", "questionnaire", "--answers", marks[4])["left"] == 5
        visit = here.do("survey", "record", "supervisory_visits", "--answers", written(tmp_path, "visit", VISIT))
        here.do("survey", "record", "field_survey", "--answers", written(tmp_path, "survey", SURVEY))
        noted = here.do("finding", "emergency", "--what", "تسرب ماء", "--action", "أُغلق المحبس")
        assert refusal(here, "finding", "close", noted["id"], "--outcome", "أُصلح") == ("finding.unreported", "finding")
        assert here.do("finding", "report", noted["id"])["progress"] == "reported"
        assert here.do("finding", "close", noted["id"], "--outcome", "أُصلح")["progress"] == "closed"
        here.do("sync")
        there.do("sync")
        (followed,) = there.do("finding", "list")["findings"]
        assert followed["inspection"] == visit["inspections"][0]["number"]
        scores = {one["instrument"]: one for one in there.do("survey", "score", "--months", "2")["scores"]}
        assert (scores["questionnaire"]["count"], scores["questionnaire"]["percent"]) == (5, 50.0)
        assert scores["field_survey"]["percent"] == 100.0
        listed = there.do("survey", "list")
        assert [one["id"] for one in listed["instruments"]][:2] == ["questionnaire", "field_survey"]
        assert listed["instruments"][0]["waiting"] == 0
    finally:
        hub.stop()
