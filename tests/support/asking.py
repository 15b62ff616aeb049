"""Carrying what light laptops ask to a running head office, as the real one does: what was refused is asked again."""

import time

import httpx

from domain.sync.wire import Refusal, unpack_body
from tests.support.light_laptop import LightLaptop, Question

PATIENCE_S = 120


def ask(line: httpx.Client, url: str, question: Question) -> httpx.Response:
    return line.post(url + question.path, content=question.body, headers=question.headers, timeout=PATIENCE_S)


def enrol(line: httpx.Client, url: str, laptop: LightLaptop, code: str) -> LightLaptop:
    response = ask(line, url, laptop.enrolment(code))
    assert response.status_code == 200
    laptop.take_enrolment(response.content)
    return laptop


def round_of(line: httpx.Client, url: str, laptop: LightLaptop) -> str:
    """What head office refused with, or nothing. It never takes back what it has acknowledged."""
    acknowledged = laptop.acknowledged
    response = ask(line, url, laptop.round())
    if response.status_code != 200:
        return unpack_body(response.content, Refusal).code
    laptop.take_round(response.content)
    assert laptop.acknowledged >= acknowledged
    return ""


def bring_up_to_date(line: httpx.Client, url: str, laptop: LightLaptop) -> int:
    """Rounds until it has everything; how many were refused on the way."""
    refused = 0
    end = time.monotonic() + PATIENCE_S
    while True:
        position = laptop.position
        if round_of(line, url, laptop):
            refused += 1
            time.sleep(0.02)
        elif laptop.acknowledged == len(laptop.log) and laptop.position == position:
            return refused
        assert time.monotonic() < end, "a laptop never got through"
