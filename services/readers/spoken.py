"""Numbers, plates and addresses as people say them aloud, or write them so that no program reads
them: 幺三八…, "one three eight …", 京A幺二三四五, "anna at firm dot example"."""

import re

_HAN = "零〇一二三四五六七八九幺两"
_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|(?:double|triple) \w{2,5})"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PATTERNS = (
    re.compile(rf"[\d{_HAN}](?:[\s.,，、\-_()（）·]{{0,2}}[\d{_HAN}]){{4,}}"),
    re.compile(rf"\b{_WORD}(?:[\s,\-]{{1,2}}{_WORD}){{4,}}\b", re.IGNORECASE),
    re.compile(
        rf"[{_PROVINCES}]\s?[A-Z](?:[\s·.\-点杠]{{0,2}}[0-9A-Z{_HAN}]){{5,6}}", re.IGNORECASE
    ),
    re.compile(
        r"[A-Za-z0-9_.+\-]{1,64}(?:＠|艾特|\s?[(\[]at[)\]]\s?|\sat\s)[A-Za-z0-9\-]{1,64}"
        r"(?:(?:\.|点|\s?[(\[]dot[)\]]\s?|\sdot\s)[A-Za-z0-9\-]{1,32}){1,4}",
        re.IGNORECASE,
    ),
)
"""Five digits and more are a phone, a number of an order, a card, a part of an identity number:
whichever it is, it is of no use to a reader. None of them takes longer than the text is long, but
for a constant."""
