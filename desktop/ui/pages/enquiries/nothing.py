"""What the list of enquiries says of itself: while a part of it is empty, and of its keys."""

from desktop.ui.language import said, said_of
from desktop.ui.pages.enquiries.state import FREQUENT, OFFICIALS, RECENT, SUGGESTIONS, WAITING
from domain.arabic import isolate
from domain.text import Text

NOTHING = {
    WAITING: (
        Text("لا استفسار ينتظر", "No enquiry waits"),
        Text(
            "ما تعذّر جوابه في حينه يُسجّل «ينتظر الجواب»، ويبقى هنا حتى يُبلَّغ صاحبه",
            "What cannot be answered at once is kept as “left open”, and stays here until whoever asked is told",
        ),
    ),
    RECENT: (
        Text("لا استفسارات في الثلاثين يومًا الأخيرة", "No enquiries in the last thirty days"),
        Text("سجّل أول استفسار في البطاقة أعلاه", "Take the first one down in the card above"),
    ),
    FREQUENT: (
        Text("لا أسئلة متكررة بعد", "No frequent questions yet"),
        Text(
            "من «الأخيرة» احفظ سؤالًا أُجيب عنه، فيُعرض جوابه لمن يكتب مثله",
            "From “Recent”, keep one that was answered: its answer is offered to whoever types the like",
        ),
    ),
    SUGGESTIONS: (
        Text("لا مقترحات بعد", "No suggestions yet"),
        Text(
            "اختر «مقترح أو رأي» في البطاقة أعلاه؛ ويُقبل بلا اسم",
            "Choose “Suggestion” in the card above; it may be given without a name",
        ),
    ),
    OFFICIALS: (
        Text("لم يُسجَّل من يجيب", "Nobody is entered"),
        Text(
            "يسجّل مدير النظام من يجيب عن كل مجال، فيُعرض اسمه عند اختيار المجال",
            "An administrator enters who answers for each field; the name is shown where the field is chosen",
        ),
    ),
}
NOT_FOUND = Text("لا شيء بهذه الكلمات", "Nothing with these words"), Text("جرّب كلمة أقصر", "Try a shorter word")


def nothing_of(part: str, searched: str) -> tuple[str, str]:
    """Its title and what follows, as it is said to whoever searched or did not."""
    title, detail = NOT_FOUND if searched.strip() else NOTHING[part]
    return said_of(title), said_of(detail)


def keys_said() -> str:
    """What the keyboard does on the page."""
    new, find, enter, escape = map(isolate, ("Ctrl+N", "Ctrl+F", "Enter", "Esc"))
    return said(
        f"استفسار جديد {new}، والبحث {find}، والأسهم بين الصفوف، و{enter} يفتح، و{escape} يغلق",
        f"{new} begins one, {find} searches, the arrows go between the rows, {enter} opens, {escape} closes",
    )
