"""Documents and voice messages are told apart by their bytes."""

import pytest

from services.kit.errors import Invalid
from services.kit.file_checking import (
    DOCUMENT_BYTES,
    NAME_LIMIT,
    VOICE_BYTES,
    FileTooLarge,
    FileType,
    check,
)

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WEBM = b"\x1aE\xdf\xa3" + b"\0" * 40
OGG = b"OggS" + b"\0" * 40
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 40


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("lease.pdf", "lease.pdf"),
        ("合同 2026.PDF", "合同 2026.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\li\\offer.pdf", "offer.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("two\r\nlines.pdf", "twolines.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
    ],
)
def test_a_document_keeps_a_name_that_can_be_shown(sent: str, kept: str) -> None:
    checked = check(PDF, name=sent)
    assert (checked.kind, checked.media_type, checked.name) == ("document", "application/pdf", kept)


def test_a_long_name_is_cut_and_still_ends_as_a_pdf() -> None:
    name = check(PDF, name="合" * 500 + ".pdf").name
    assert len(name) == NAME_LIMIT
    assert name.endswith(".pdf")


@pytest.mark.parametrize(
    ("raw", "media_type"), [(WEBM, "audio/webm"), (OGG, "audio/ogg"), (MP4, "audio/mp4")]
)
def test_what_browsers_record_is_a_voice_message(raw: bytes, media_type: str) -> None:
    checked = check(raw, seconds=2.1)
    assert (checked.kind, checked.media_type, checked.seconds) == ("voice", media_type, 3)


@pytest.mark.parametrize(
    ("raw", "seconds", "refusal"),
    [
        (b"<html>%PDF-1.7 %%EOF", None, FileType),
        (PDF.replace(b"%%EOF", b""), None, FileType),
        (PDF, 3.0, FileType),
        (WEBM, None, FileType),
        (b"", None, FileType),
        (PDF + b"\0" * DOCUMENT_BYTES, None, FileTooLarge),
        (WEBM + b"\0" * VOICE_BYTES, 3.0, FileTooLarge),
        (WEBM, 0.0, FileTooLarge),
        (WEBM, 900.0, FileTooLarge),
        (WEBM, float("nan"), FileTooLarge),
    ],
)
def test_anything_else_is_refused(
    raw: bytes, seconds: float | None, refusal: type[Invalid]
) -> None:
    with pytest.raises(refusal):
        check(raw, name="a.pdf", seconds=seconds)
