"""What a reader of PDFs finds when somebody searches a paper or copies from it.

Readers guess the order of Arabic lines letter by letter, so no engine gets every line back; the data is what is
attached, never what is extracted. Most lines come back exactly all the same.
"""

from __future__ import annotations

from forms.paper.blocks import paragraph
from forms.paper.layout import CONTENT_WIDTH, Paper, render
from forms.paper.text import prose
from tests.forms.paper.reading import texts
from tests.forms.paper.test_layout import Frame

SAMPLES = (
    "الجمعية التعاونية متعددة الأغراض بالقرينة",
    "المكتب الفرعي بحي الملز",
    "إقرار بصحة البيانات",
    "استمارة طلب دعم",
    "بيانات المستفيد",
    "الاسم الكامل",
    "عبدالله بن صالح بن محمد العنزي",
    "نورة بنت سالم الواحي",
    "رقم السجل",
    "نوع الهوية",
    "الهوية الوطنية",
    "مكان الإقامة",
    "الدخل والسكن",
    "المبلغ المطلوب",
    "هل الحاجة عاجلة؟",
    "ما سبب الطلب وما الذي تغيّر في أحوال الأسرة؟",
    "انقطع دخل رب الأسرة منذ رمضان بعد انتهاء عقده، وعلى الأسرة قسط شهري.",
    "راتب، الضمان الاجتماعي، مساعدة من الأقارب",
    "شقة مستأجرة",
    "أفراد الأسرة",
    "صلة القرابة",
    "لا",
    "الأم والأخت والابن والابنة",
    "إلى لجنة البحث لدراسته",
    "المستندات التي طابقها موظف الاستقبال",
    "الأصل مُعايَن",
    "أقرّ أنا الموقّع أدناه بأن جميع البيانات صحيحة",
    "بصمة الإبهام بحضور شاهدين",
    "الشاهد الأول",
    "التوقيع:",
    "ختم المكتب",
    "صفحة 1 من 2",
    "21 نوفمبر 2025 م",
    "30 جمادى الأولى 1447 هـ",
    "1000000008",
    "+966 50 000 0001",
    "SA03 8000 0000 6080 1016 7519",
    "2025-11-21",
    "12,000",
    "RY01-7K2Q-000142-M",
    "a.b@example.org",
    "John Smith",
    "الرقم: 17",
    "المبلغ 3450.50 ريال",
    "الموافق 2025-11-21 في الرياض",
    "جوال +966 50 000 0001 للأسرة",
    "الزوجة (موظفة) والابن (طالب)",
)
LEAST = 38
"""36 were asked for. Lost are words with diacritics, and Latin words and groups of digits, which a reader that takes
the whole paper for Arabic turns around."""


def extracted(said: str) -> str:
    pdf = render([paragraph(prose(said, "latn"), CONTENT_WIDTH)], Bare(), Paper("x", "x"))
    [page] = texts(pdf)
    return page.strip("\r\n ")


class Bare(Frame):
    def draw(self, pen: object, page: int, pages: int) -> None:
        """No head and no foot."""


def test_most_lines_of_a_paper_come_back_exactly() -> None:
    assert len(SAMPLES) == 47
    lost = [said for said in SAMPLES if extracted(said) != said]
    assert len(SAMPLES) - len(lost) >= LEAST, lost
