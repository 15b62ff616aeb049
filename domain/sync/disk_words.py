"""Why a disk did not do it, in words: the system's own are English, and differ from one to the next."""

import errno
from collections.abc import Mapping
from types import MappingProxyType

from domain.text import Text

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
GONE = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTCONN, errno.ESTALE)
FORBIDDEN = (errno.EROFS, errno.EACCES, errno.EPERM)

_WORDS: Mapping[Text, tuple[int, ...]] = MappingProxyType(
    {
        Text("لا مساحة خالية تكفي", "there is not enough free space"): (errno.ENOSPC, errno.EDQUOT),
        Text("الملف أكبر مما يسعه نظام ملفات هذا القرص", "the file is larger than this disk can hold"): (errno.EFBIG,),
        Text("لا يجيب القرص: سُحب من مكانه أو فيه خلل", "the disk does not answer: pulled out, or failing"): (
            *(errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE, errno.ETIMEDOUT),
        ),
        Text("لا ملف ولا مجلد بهذا الاسم في هذا الموضع", "there is no file or folder of that name in this place"): (
            *(errno.ENOENT, errno.ENOTDIR),
        ),
        Text("القرص محمي من الكتابة", "the disk is protected against writing"): (errno.EROFS,),
        Text("لا يسمح النظام لهذا المستخدم بذلك", "the system does not allow it to this user"): (
            *(errno.EACCES, errno.EPERM),
        ),
        Text("الاسم أطول أو أغرب مما يقبله هذا القرص", "the name is longer or stranger than this disk takes"): (
            *(errno.ENAMETOOLONG, errno.EINVAL),
        ),
        Text("يستعمله برنامج آخر الآن", "another program is using it"): (errno.EBUSY, errno.ETXTBSY),
        Text("هذا مجلد وليس ملفًا", "it is a folder and not a file"): (errno.EISDIR,),
        Text("فتحت البرامج من الملفات أكثر مما يسمح به النظام", "the programs have too many files open"): (
            *(errno.EMFILE, errno.ENFILE),
        ),
    }
)
_BY_NUMBER: Mapping[int, Text] = MappingProxyType({number: text for text, all in _WORDS.items() for number in all})


def why(error: OSError) -> Text:
    """Without a full stop, to stand in a sentence."""
    known = _BY_NUMBER.get(error.errno or 0)
    number = error.errno or 0
    return known or Text(f"خلل في القرص رقمه {number}", f"a fault of the disk, number {number}")
