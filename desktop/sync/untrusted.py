"""Why head office's certificate was not accepted, in words that say what to do."""

import ssl

from domain.errors import Unavailable

UNKNOWN_AUTHORITY = "sync.certificate"
# X509_V_ERR_… of OpenSSL's x509_vfy.h.
_NOT_YET, _EXPIRED = 9, 10
_OTHER_NAME = (62, 64)


def find_untrusted(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The refusal of a certificate behind an error of the line."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__ or error.__context__
    return None


def bad_certificate(error: ssl.SSLCertVerificationError) -> Unavailable:
    if error.verify_code == _EXPIRED:
        return Unavailable(
            "sync.certificate.expired",
            ar="انتهت شهادة المركز الرئيس بحسب تاريخ هذا الجهاز، فلم يُرسل شيء وعملك محفوظ هنا. صحّح التاريخ إن كان خطأ، "
            "وإلا فأبلغ مدير النظام ليجدد الشهادة.",
            en="By this laptop's date head office's certificate has ended, so nothing was sent and your work is safe "
            "here. Put the date right if it is wrong; else tell the administrator to renew the certificate.",
        )
    if error.verify_code == _NOT_YET:
        return Unavailable(
            "sync.certificate.early",
            ar="تاريخ هذا الجهاز أقدم من شهادة المركز الرئيس، فلم يُرسل شيء وعملك محفوظ هنا. صحّح تاريخ الجهاز ثم أعد "
            "المحاولة.",
            en="This laptop's date is before head office's certificate begins, so nothing was sent and your work is "
            "safe here. Put the date right and try again.",
        )
    if error.verify_code in _OTHER_NAME:
        return Unavailable(
            "sync.certificate.name",
            ar="شهادة المركز الرئيس ليست لهذا العنوان، فلم يُرسل شيء. اكتب العنوان كما أُرسل إليك حرفًا حرفًا؛ فإن كان "
            "صحيحًا فأبلغ مدير النظام.",
            en="Head office's certificate is not for this address, so nothing was sent. Type the address exactly as it "
            "was given to you; if it is right, tell the administrator.",
        )
    return Unavailable(
        UNKNOWN_AUTHORITY,
        ar="شهادة المركز الرئيس غير موثوقة، فلم يُرسل شيء. تحقق من تاريخ هذا الجهاز ومن العنوان، ثم أبلغ مدير النظام.",
        en="Head office's certificate is not trusted, so nothing was sent. Check this laptop's date and the address, "
        "then tell the administrator.",
    )
