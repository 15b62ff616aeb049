"""What the records say of a paper that comes back to the desk."""

from dataclasses import dataclass
from typing import Final, Literal

from domain.arabic import isolate
from domain.shown import moment_text
from domain.text import Text

Standing = Literal["stands", "signed", "superseded", "other_data", "not_here"]

STANDINGS: Final[dict[Standing, Text]] = {
    "stands": Text("بيانات الورقة هي المحفوظة، ولم يُسجَّل عليها توقيع بعد.", "The data is as kept; not signed yet."),
    "signed": Text(
        "بيانات الورقة هي المحفوظة، وسُجّل توقيع صاحبها.", "The data is as kept, and its signature is recorded."
    ),
    "superseded": Text(
        "نسخة صحيحة، لكن البيانات تغيّرت بعدها: لا يُعتدّ بها، والمعتمد ورقة أحدث.",
        "A true copy, but the data changed after it: it no longer counts, a newer paper does.",
    ),
    "other_data": Text(
        "الرقم معروف، لكن البيانات التي وُقّع عليها الرمز ليست المحفوظة: لا تُقبل الورقة وأخبر المشرف.",
        "The number is known, but the code was signed over other data: refuse the paper and tell the supervisor.",
    ),
    "not_here": Text(
        "سجل هذه الورقة عند مكتب آخر، أو لم يصل هذا الجهاز بعد.",
        "The record of this paper is with another office, or has not reached this laptop yet.",
    ),
}

Copy = Literal["kept", "replaced", "beside", ""]
"""Of a paper's sealed files: the one that its record keeps, one whose place another has taken, one that the record
does not name; empty while the record keeps none."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """Since when (ISO with offset) the data is another than on the paper, and the number of the paper that has it now;
    empty where that is not known, or where there is none yet."""

    at: str = ""
    by: str = ""


def told_superseded(found: Superseded) -> Text:
    """«تغيّرت البيانات في …، وحلّت محلها الورقة …»."""
    when = moment_text(found.at) if found.at else Text("", "")
    since = Text(f"تغيّرت البيانات في {when.ar}. ", f"The data changed on {when.en}. ") if found.at else when
    if not found.by:
        return Text(
            f"{since.ar}لم يُعدّ إقرار جديد بعد: أعدّه من المقابلة ليوقَّع.",
            f"{since.en}There is no new attestation yet: make it from the interview, to be signed.",
        )
    return Text(
        f"{since.ar}المعتمد الآن الورقة {isolate(found.by)}.", f"{since.en}The paper that counts now is {found.by}."
    )


def told_copy(copy: Copy, kept_at: str) -> Text | None:
    """What is to be said of a sealed file that is not the kept one; `kept_at` is when that one was kept, if known."""
    if copy == "replaced":
        when = moment_text(kept_at) if kept_at else Text("", "")
        since = Text(f"، حُفظ في {when.ar}", f", kept on {when.en}") if kept_at else when
        return Text(
            f"خَتَم هذه الورقةَ جهازان قبل أن يتزامنا. المعتمد في سجلها الملف الآخر{since.ar}، وهذا صحيح مثله وبياناته "
            "هي نفسها.",
            f"Two laptops sealed this paper before they synced. The file that counts in its record is the other one"
            f"{since.en}; this one is as true, over the same data.",
        )
    if copy == "beside":
        return Text(
            "هذه نسخة مختومة لا يحفظها سجل الورقة، كالتي تُصدر بالتوقيع، أو التي ختمها جهاز لم يصل عمله بعد.",
            "The paper's record does not keep this sealed copy: it was issued with the signature, or by a laptop whose "
            "work has not arrived yet.",
        )
    return None
