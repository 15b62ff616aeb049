"""Pictures, sounds and films: this program takes none, and says so; the answer is where the thing is kept."""

from desktop.ui.kit.basic import label
from desktop.ui.kit.theme import theme
from desktop.ui.language import said_of
from desktop.ui.pages.interview.editors import LineEditor
from desktop.ui.pages.interview.state import Cell
from domain.text import Text

SIGNATURE = "signature"
WORDS = {
    "image": Text(
        "لا تُلتقط الصور هنا. اكتب اسم الصورة ومكان حفظها، أو اتركه فارغًا.",
        "No pictures are taken here. Write the picture's name and where it is kept, or leave it blank.",
    ),
    "audio": Text(
        "لا يُسجَّل الصوت هنا. اكتب اسم التسجيل ومكان حفظه، أو اتركه فارغًا.",
        "No sound is recorded here. Write the recording's name and where it is kept, or leave it blank.",
    ),
    "video": Text(
        "لا يُصوَّر هنا. اكتب اسم المقطع ومكان حفظه، أو اتركه فارغًا.",
        "No film is taken here. Write the film's name and where it is kept, or leave it blank.",
    ),
    "file": Text(
        "لا تُرفق الملفات بالمقابلة. اكتب اسم الملف ومكان حفظه، أو اتركه فارغًا.",
        "Files are not attached to an interview. Write the file's name and where it is kept, or leave it blank.",
    ),
    SIGNATURE: Text(
        "التوقيع على الإقرار المطبوع. اكتب هنا اسم من سيوقّع، أو اتركه فارغًا.",
        "The signature is on the printed attestation. Write who will sign, or leave it blank.",
    ),
}


class MediaEditor(LineEditor):
    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        is_signature = SIGNATURE in cell.question.appearance
        words = said_of(WORDS[SIGNATURE if is_signature else cell.question.type])
        column = self.layout()
        if column is not None:
            column.addWidget(label(theme().number(words), "small", wrap=True))
