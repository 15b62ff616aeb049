"""What makes an attestation signed: the rule of the profile, and what the person left of his hand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, NoReturn

from domain.errors import RuleBroken
from domain.identity import check_national_id
from domain.text import Text

Record = Literal["ink", "scan", "screen"]
"""Ink on paper, of which the clerk's word is enough; ink of which the scan is here; or a drawing on a screen too."""

INK: Final = "ink"
SCAN: Final = "scan"
SCREEN: Final = "screen"
THUMB: Final = "thumb"
PROOF_KINDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        SCAN: Text("الورقة الموقّعة ممسوحة", "the signed paper, scanned"),
        SCREEN: Text("مرسوم على الشاشة", "drawn on the screen"),
        THUMB: Text("بصمة إبهام بحضور شاهدين", "a thumbprint before two witnesses"),
    }
)
DEVICES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "pen": Text("قلم لوح التوقيع", "a pen on a pad"),
        "touch": Text("لمس الشاشة", "a touch screen"),
        "mouse": Text("الفأرة", "a mouse"),
        "file": Text("ملف ماسح أو صورة هاتف", "a scanner's file or a phone's picture"),
    }
)
MOST_NAME = 120
CHECKSUM: Final = "person.id.checksum"


@dataclass(frozen=True, slots=True)
class SigningRule:
    """`record` is what counts; `thumbprint`: who does not write may set his thumb before two witnesses."""

    record: Record = "ink"
    thumbprint: bool = True

    def is_met_by(self, kinds: Collection[str]) -> bool:
        """`kinds` are INK, SCAN, SCREEN, THUMB of what is on record. More is never less: a scan counts everywhere."""
        if SCAN in kinds:
            return True
        if self.record == SCAN:
            return False
        return INK in kinds or (self.thumbprint and THUMB in kinds) or (self.record == SCREEN and SCREEN in kinds)

    @property
    def text(self) -> Text:
        """«يُعدّ الإقرار موقّعًا بالحبر على الورق؛ …», for whoever reads a profile."""
        thumb = (
            Text("، ومن لا يكتب يبصم أمام شاهدين", "; who does not write sets a thumb before two witnesses")
            if self.thumbprint
            else Text("، ولا تُقبل بصمة الإبهام", "; no thumbprint is taken")
        )
        what = _RECORDS[self.record]
        return Text(f"{what.ar}{thumb.ar}.", f"{what.en}{thumb.en}.")


_RECORDS: Final[Mapping[Record, Text]] = MappingProxyType(
    {
        "ink": Text("يُعدّ الإقرار موقّعًا بالحبر على الورق", "An attestation is signed by ink on paper"),
        "scan": Text(
            "يُعدّ الإقرار موقّعًا حين تُدخل ورقته الموقّعة ممسوحة",
            "An attestation is signed once its signed paper is scanned in",
        ),
        "screen": Text(
            "يُعدّ الإقرار موقّعًا بالحبر على الورق أو بالتوقيع على الشاشة",
            "An attestation is signed by ink on paper or by a drawing on the screen",
        ),
    }
)
DEFAULT_RULE: Final = SigningRule()


@dataclass(frozen=True, slots=True)
class Witness:
    name: str
    id_number: str


def check_witnesses(first: Witness, second: Witness, *, signer_id: str | None) -> tuple[Witness, Witness]:
    """As they are kept. Two persons, each with a name and a number of the civil register that passes its check digit,
    and neither of them who set his thumb. Raises RuleBroken with the field."""
    checked = _checked(first, "first"), _checked(second, "second")
    if checked[0].id_number == checked[1].id_number:
        _refuse(
            "same",
            "second_witness_id",
            "الشاهدان شخصان مختلفان؛ رقم هوية الثاني هو رقم الأول. اكتب رقم الشاهد الثاني.",
            "The two witnesses are two persons: the second number is the first's. Write that of the second.",
        )
    for place, one in zip(("first", "second"), checked, strict=True):
        if signer_id is not None and one.id_number == signer_id:
            _refuse(
                "signer",
                f"{place}_witness_id",
                "صاحب البصمة لا يشهد على نفسه. اطلب شاهدًا آخر.",
                "Who sets the thumb is no witness of it. Ask somebody else.",
            )
    return checked


def _checked(witness: Witness, place: str) -> Witness:
    name = " ".join(witness.name.split())
    if sum(letter.isalpha() for letter in name) < 2 or len(name) > MOST_NAME:
        _refuse(
            "name",
            f"{place}_witness",
            "اكتب اسم الشاهد كما في هويته.",
            "Write the witness's name as it is on the card.",
        )
    try:
        return Witness(name, check_national_id(witness.id_number).number)
    except RuleBroken as broken:
        if broken.code == CHECKSUM:  # that of a witness is not overridden: he is here, and so is his card
            _refuse(
                "number",
                f"{place}_witness_id",
                "رقم الهوية لا يجتاز فحص الصحة، ففيه رقم مكتوب خطأ. أعد قراءته من هوية الشاهد.",
                "The identity number fails its check digit: read it from the witness's card again.",
            )
        raise RuleBroken(broken.code, ar=broken.ar, en=broken.en, field=f"{place}_witness_id") from broken


def _refuse(kind: str, field: str, ar: str, en: str) -> NoReturn:
    raise RuleBroken(f"signature.witness.{kind}", ar=ar, en=en, field=field)
