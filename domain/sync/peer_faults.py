"""What can be wrong between two laptops of an office, each with its code and what to do about it."""

from domain.errors import RuleBroken, Unavailable

BUNDLE, CARD = "bundle", "card"


def no_card() -> RuleBroken:
    return RuleBroken(
        "bundle.card",
        ar="هذا الملف ليس بطاقة جهاز. اكتب البطاقة على الجهاز الذي سيأخذ، ثم اختر ملفها المنتهي بـ .istiqbal-card.",
        en="This file is no address card. Write the card on the laptop that is to receive, and choose the file whose "
        "name ends with .istiqbal-card.",
        field=CARD,
    )


def damaged_card() -> Unavailable:
    return Unavailable(
        "bundle.card.damaged",
        ar="بطاقة الجهاز ناقصة أو تغيّر فيها شيء. اكتبها من جديد على الجهاز الذي سيأخذ.",
        en="The address card is cut short or was changed. Write it again on the laptop that is to receive.",
        field=CARD,
    )


def unknown_peer() -> RuleBroken:
    return RuleBroken(
        "bundle.peer",
        ar="لا تشهد الحزمةَ أو البطاقةَ شهادةٌ من المركز الرئيس لهذه الجمعية، ولم يؤخذ منها شيء.",
        en="No certificate of this association's head office vouches for the bundle or card; nothing of it was taken.",
        field=BUNDLE,
    )


def another_office() -> RuleBroken:
    return RuleBroken(
        "bundle.office",
        ar="ذلك الجهاز من مكتب آخر، والنقل بين جهازين يكون داخل المكتب الواحد. انقل إليه من طريق المركز الرئيس.",
        en="That laptop is of another office; laptops hand over within one office only. Use head office for it.",
        field=CARD,
    )


def own_card() -> RuleBroken:
    return RuleBroken(
        "bundle.own_card",
        ar="هذه بطاقة هذا الجهاز نفسه. اختر بطاقة الجهاز الآخر الذي سيأخذ.",
        en="This is this laptop's own card. Choose the card of the other laptop, the one that is to receive.",
        field=CARD,
    )


def no_certificate() -> RuleBroken:
    return RuleBroken(
        "bundle.certificate",
        ar="لم تصل إلى هذا الجهاز شهادته من المركز الرئيس بعد. خذ رد المركز على ذاكرة مرة واحدة، ثم أعد المحاولة.",
        en="This laptop has not received its certificate from head office yet. Take one reply of head office from a "
        "stick, then try again.",
        field=BUNDLE,
    )
