"""Words as they are compared to let somebody in, keep somebody out, or forget somebody.

Full-width signs, capitals, accents, traditional characters, and signs that nobody sees do not make
another word of one. All of it is linear in the text, and no pattern is made of anybody's words.
"""

import unicodedata
from functools import lru_cache
from threading import Lock

import opencc

_UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
"""Without a width, though their category is that of letters, marks or symbols: fillers, variation
selectors. Unicode calls them default ignorable, beside the format signs (category Cf)."""
_JOINERS = "\u200c\u200d"
_NO_SIGNS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me"})
_SIMPLIFIED = opencc.OpenCC("t2s")
_LOCK = Lock()

_LIKE_LATIN = str.maketrans(
    # Cyrillic, Greek: the capitals that look like a Latin one (Unicode TS 39, confusables.txt).
    "АВЕЅІЈКМНОРСТУХѴԀԚԜҮ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ",
    "ABESIJKMHOPCTYXVDQWY" + "ABEZHIKMNOPTYXC",
)
_LIKE_DIGITS = str.maketrans("OI", "01")
_COUNTRY = "86"
_MOBILE_DIGITS = 11


@lru_cache(maxsize=16_384)
def sign(written: str) -> str:
    """One character as it is compared: none for what nobody sees, several for a ligature."""
    found = ""
    for one in unicodedata.normalize("NFKD", written):
        if one in _UNSEEN or unicodedata.combining(one) or unicodedata.category(one) in _NO_SIGNS:
            continue
        found += _simplified(one) if "\u3400" <= one <= "\U000323af" else one.casefold()
    return found


def plain(text: str) -> str:
    """Letters and numbers alone, as they are compared: "Ｊｏｈｎ  Smith" → "johnsmith"."""
    return "".join(one for written in text for one in sign(written) if one.isalnum())


@lru_cache(maxsize=64)
def legible(text: str) -> str:
    """As the parsers of times want it: half-width signs, lower case, simplified characters. Several
    of them read one message, one after another."""
    return _simplified(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def shown(text: str) -> str:
    """As it may be shown beside other words: without control and format signs (category Cf), by
    which a name is written backwards or looks like another; but for those that join letters."""
    return "".join(
        " " if unicodedata.category(one) == "Cc" else one
        for one in text
        if one in _JOINERS or unicodedata.category(one) not in {"Cf", "Cs"}
    )


def plain_name(said: str) -> str:
    """As names are compared; what consists of other signs alone is nobody's name: empty."""
    return plain(said)


def plain_phone(said: str) -> str:
    """The digits of any script as 0 to 9, without the country code of a Chinese mobile number."""
    digits = "".join(str(unicodedata.decimal(one)) for one in said if one.isdecimal())
    local = digits.removeprefix("00").removeprefix(_COUNTRY)
    is_mobile = len(local) == _MOBILE_DIGITS and len(digits) > _MOBILE_DIGITS
    return local if is_mobile else digits


def plain_plate(said: str) -> str:
    """As a plate is kept, and as a gate's camera reads it: 粵Ｂ·Ｄ12345 → 粤BD12345."""
    return plain(said).upper().translate(_LIKE_LATIN)


def alike_plate(said: str) -> str:
    """As plates are compared where somebody may want to be taken for another: the letters I and O
    stand on no plate of the mainland, and look like digits."""
    return plain_plate(said).translate(_LIKE_DIGITS)


def _simplified(han: str) -> str:
    with _LOCK:
        return str(_SIMPLIFIED.convert(han))
