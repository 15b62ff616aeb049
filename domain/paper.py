"""What the records say of a paper that comes back to the desk."""

from typing import Final, Literal

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
