"""Files that people send in a chat besides photos: documents (PDF) and voice messages.

They are told apart by their first bytes, never by what a browser says they are, and are kept as
they came: nobody here opens them. They are handed out to be saved or played, never to be shown.
"""

import math
from dataclasses import dataclass
from pathlib import PurePath

from services.kit.errors import Invalid

DOCUMENT, VOICE = "document", "voice"
DOCUMENT_BYTES = 8 * 1024 * 1024
VOICE_BYTES = 2 * 1024 * 1024
LONGEST_SECONDS = 60
"""Of a voice message."""
NAME_LIMIT = 100
"""Characters."""
_PDF_HEAD, _PDF_TAIL, _TAIL_BYTES = b"%PDF-", b"%%EOF", 2048
_SPOKEN = (
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "audio/mp4"),
)
"""What browsers record: where the mark of a container stands, the mark, and its media type."""


class FileType(Invalid):
    """Neither a PDF nor a recording that a browser makes."""

    code = "file_type"


class FileTooLarge(Invalid):
    """`details`: `limit`, and its `unit`: bytes or seconds."""

    code = "file_too_large"


@dataclass(frozen=True, slots=True)
class Checked:
    """`seconds`: how long a voice message is, as whoever recorded it says."""

    kind: str
    media_type: str
    name: str
    body: bytes
    seconds: int | None = None


def check(raw: bytes, *, name: str = "", seconds: float | None = None) -> Checked:
    """What is kept of a file. With `seconds` it is a voice message, else a document.

    Raises FileType, FileTooLarge.
    """
    return _document(raw, name) if seconds is None else _voice(raw, seconds)


def _document(raw: bytes, name: str) -> Checked:
    if len(raw) > DOCUMENT_BYTES:
        raise FileTooLarge("too many bytes", limit=DOCUMENT_BYTES, unit="bytes")
    if not raw.startswith(_PDF_HEAD) or _PDF_TAIL not in raw[-_TAIL_BYTES:]:
        raise FileType("not a PDF")
    return Checked(DOCUMENT, "application/pdf", _clean_name(name), raw)


def _voice(raw: bytes, seconds: float) -> Checked:
    if len(raw) > VOICE_BYTES:
        raise FileTooLarge("too many bytes", limit=VOICE_BYTES, unit="bytes")
    if not 0 < seconds <= LONGEST_SECONDS + 1:
        raise FileTooLarge("too long", limit=LONGEST_SECONDS, unit="seconds")
    for at, mark, media_type in _SPOKEN:
        if raw[at : at + len(mark)] == mark:
            lasts = min(LONGEST_SECONDS, math.ceil(seconds))
            return Checked(VOICE, media_type, "", raw, lasts)
    raise FileType("not a recording that a browser makes")


def _clean_name(name: str) -> str:
    """The last part of a path, of printable characters, ending in .pdf."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    stem = shown[: -len(".pdf")] if shown.lower().endswith(".pdf") else shown
    return f"{stem[: NAME_LIMIT - len('.pdf')].strip() or 'document'}.pdf"
