"""Makes the dictionary of the wire anew from made-up traffic: `python -m tests.support.train_dictionary NUMBER`.

A dictionary that has shipped never changes: another one gets the next number and stands beside it.
"""

import base64
import sys
import tempfile
from pathlib import Path
from random import Random

import msgspec
import zstandard

from desktop.bootstrap_sync import enrol, sync_now
from desktop.sync import asking
from desktop.usecases.add_user import NewUser, add_user
from domain.sync.wire import Message
from headoffice import service
from tests.journeys.test_two_laptops import act
from tests.support.laptop import Laptop
from tests.support.running_hub import running_hub

SIZE = 4096
ROUNDS = 500


def samples() -> list[bytes]:
    """Bodies of small rounds, both ways, before they are compressed: two offices, three profiles."""
    taken: list[bytes] = []
    real = asking.pack_body

    def note(message: Message) -> bytes:
        taken.append(msgspec.msgpack.encode(message))
        return real(message)

    asking.pack_body = note
    service.pack_body = note
    with tempfile.TemporaryDirectory() as folder, running_hub(Path(folder) / "hub") as hub:
        laptops = [
            Laptop(Path(folder) / f"{number}", office=office, seed=number)
            for number, office in enumerate(("RYD1", "RYD1", "JED2"))
        ]
        random = Random(1)
        for laptop in laptops:
            with laptop.at_work() as desk:
                enrol(desk, hub.url, str(hub.code(laptop.office)))
                add_user(desk, NewUser(f"clerk{laptop.seed}", "نورة", ("clerk",), "كلمة سر طويلة جدا"))
        for _ in range(ROUNDS // 20):
            with random.choice(laptops).at_work() as desk:
                for _ in range(20):
                    for _ in range(random.choice((1, 1, 2, 5))):
                        act(random, desk)
                    sync_now(desk)
    return taken


def main() -> None:
    number = int(sys.argv[1])
    dictionary = zstandard.train_dictionary(SIZE, samples(), dict_id=number, level=12)
    text = base64.b85encode(dictionary.as_bytes()).decode("ascii")
    print("\n".join(f'    b"{text[at : at + 110]}"' for at in range(0, len(text), 110)))


if __name__ == "__main__":
    main()
