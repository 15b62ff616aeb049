"""A store with as many invented people as wanted, written past the log: only what a search reads.

The names are spread as names are: a few are common, most are rare, and namesakes share a family.
"""

from pathlib import Path
from random import Random

from db.connection import Database, begin_immediate
from db.row_columns import searched_words
from desktop.usecases.desk import Desk
from domain.arabic import search_key

GIVEN = (
    *("محمد", "نورة", "عبدالله", "سارة", "فهد", "هند", "سعد", "ريم", "خالد", "منيرة", "ماجد", "حصة", "يوسف", "جواهر"),
    *("تركي", "لطيفة", "سلطان", "أمل", "بندر", "وضحى", "ناصر", "غادة", "إبراهيم", "مها", "صالح", "العنود", "راشد"),
    *("شيخة", "مشعل", "دانة", "عبدالعزيز", "لولوة", "حمد", "بدرية", "طلال", "أسماء", "زياد", "عائشة", "وليد", "خلود"),
)
STEMS = ("واح", "نخيل", "رمل", "سدر", "غيمان", "شيحان", "قيصوم", "سحاب", "عرفج", "كثيب", "رمث", "طلح", "سمر", "غضى")
ENDINGS = ("ي", "اني", "اوي", "يني", "ان", "ون", "يري", "اسي", "وطي", "افي", "ومي", "ادي", "يدي", "اري", "وري")
TOWNS = ("حي الواحة", "الملز", "القرينة", "التويم", "دومة الجندل", "العليا", "النسيم", "الروضة")
BATCH = 50_000

_PERSON = """
    INSERT INTO persons
        (id, entry, number, full_name, id_type, id_number, mobile, born_hijri, born_typed, town, name_key)
    VALUES (?, 0, ?, ?, 'national', ?, ?, ?, 'hijri', ?, ?)
"""


def families() -> list[str]:
    return [f"ال{stem}{ending}" for stem in STEMS for ending in ENDINGS]


def fill_with_people(desk: Desk, many: int, *, seed: int = 5) -> None:
    random = Random(seed)
    db = desk.store.database
    names = families()
    for table in ("persons", "person_words"):
        db.execute(f"DROP TRIGGER IF EXISTS temp.tripwire_{table}_insert")
    for start in range(0, many, BATCH):
        with begin_immediate(db):
            _write(db, random, names, range(start, min(start + BATCH, many)))
    db.execute("INSERT INTO person_words(person_words) VALUES ('optimize')")
    db.execute("ANALYZE")


def _write(db: Database, random: Random, names: list[str], numbers: range) -> None:
    people, words = [], []
    first = db.execute("SELECT coalesce(max(n), 0) + 1 FROM persons").fetchone()[0]
    for place, number in enumerate(numbers):
        given = random.choices(GIVEN, weights=range(len(GIVEN), 0, -1), k=3)
        name = " ".join((*given, names[min(int(random.expovariate(0.02)), len(names) - 1)]))
        key = search_key(name)
        born = f"{random.randrange(1350, 1440)}-{random.randrange(1, 13):02}-{random.randrange(1, 30):02}"
        people.append(
            (
                f"{number:032x}",
                f"RYD1-AAAA-{number:06}-0",
                name,
                f"1{number:09}",
                f"+9665{number % 100_000_000:08}",
                born,
                random.choice(TOWNS),
                key,
            )
        )
        words.append((first + place, searched_words(key)))
    db.conn.executemany(_PERSON, people)
    db.conn.executemany("INSERT INTO person_words (rowid, name_key) VALUES (?, ?)", words)


def size_of(path: Path) -> int:
    return sum(item.stat().st_size for item in path.rglob("*") if item.is_file())
