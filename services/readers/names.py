"""Names that a park knows, and what people say instead of them: a given name, a word of a name, the
short name of a company."""

import re
import unicodedata
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Executable, Select, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Company, Person
from models.staff import Staff
from models.visits import Visit
from services.kit.folding import plain

_LATIN_PART = 3
"""Letters of a word of a name that is looked for by itself."""
_HAN_NAMES = (3, 4)
"""Signs of a name of a person of which the last two are one by themselves: 王小明, 欧阳婷婷."""
_SHORT = 2
"""Signs that a company is called by for short: 启航 of 启航生物科技."""
_NO_NAMES = frozenset({"the", "and", "for", "of", "inc", "ltd", "llc", "co", "corp", "gmbh"})
_REGION = re.compile(
    "^(?:中国|北京|上海|天津|重庆|深圳|广州|杭州|苏州|南京|成都|武汉|西安|合肥|无锡|宁波|青岛)(?:市|省)?"
)
"""What the registered name of a company begins with, and nobody calls it by."""
_MAY_BEGIN = (1, 3, 4)
"""Where its name begins beside these: there, behind 深圳, behind 深圳市."""


async def known_in(session: AsyncSession, park_id: int, text: str) -> list[str]:
    """Names that the park knows and that stand in the text, and the parts of them that may."""
    folded = plain(text)
    if not folded:
        return []
    lower = unicodedata.normalize("NFKC", text).lower()
    found = await session.execute(_stand_in(park_id, folded, lower))
    return [
        part
        for name, is_company in found
        for part in (*parts(name), *(shorts(name) if is_company else ()))
    ]


def parts(name: str) -> list[str]:
    """A name and what people say instead of it: "Anna" of "Anna Schmidt", 小明 of 王小明, 婷婷 of
    欧阳婷婷."""
    spelled = dict.fromkeys([name, name.replace("'", "’"), name.replace("’", "'")])
    said = [*spelled, *(one for one in name.split() if _is_part(one))]
    if len(name) in _HAN_NAMES and not name.isascii():
        said.append(name[-2:])
    return said


def shorts(name: str) -> Iterator[str]:
    """What a company is called for short: its first two signs, three, and so on."""
    bare = _REGION.sub("", name)
    if not bare.isascii():
        yield from (bare[:many] for many in range(_SHORT, len(bare) + 1))


def _is_part(word: str) -> bool:
    return word.isascii() and len(word) >= _LATIN_PART and word.lower() not in _NO_NAMES


def _stand_in(park_id: int, folded: str, lower: str) -> Executable:
    """With whether it is a company's."""
    people = (
        select(Person.name.label("name")).where(Person.park_id == park_id),
        select(Person.checked_name).where(Person.park_id == park_id),
        select(Staff.name).where(Staff.park_id == park_id),
        select(func.unnest(Visit.names)).where(Visit.park_id == park_id),
    )
    companies = (
        select(Company.name_zh.label("name")).where(Company.park_id == park_id),
        select(Company.name_en).where(Company.park_id == park_id),
    )
    known, firms = union_all(*people).subquery(), union_all(*companies).subquery()
    return union_all(
        _of(known.c.name, folded, lower, is_company=False),
        _of(firms.c.name, folded, lower, is_company=True),
    )


def _of(
    column: ColumnElement[str], folded: str, lower: str, *, is_company: bool
) -> Select[str, bool]:
    name = func.lower(column)
    joined = func.regexp_replace(name, r"[\s[:punct:]·•‐–—’]", "", "g")
    letters = "".join(one for one in lower if one.isalnum())
    words = select(func.regexp_split_to_table(name, r"\s+").label("word")).subquery()
    stands = [
        func.strpos(folded, joined) > 0,
        func.strpos(letters, joined) > 0,
        select(words.c.word)
        .where(func.length(words.c.word) >= _LATIN_PART, func.strpos(lower, words.c.word) > 0)
        .exists(),
    ]
    if is_company:
        stands += [
            (func.length(name) > at) & (func.strpos(folded, func.substr(name, at, _SHORT)) > 0)
            for at in _MAY_BEGIN
        ]
    else:
        given = func.strpos(folded, func.right(name, 2)) > 0
        stands.append(func.length(name).in_(_HAN_NAMES) & given)
    return (
        select(column, literal(is_company)).where(func.length(column) > 1, or_(*stands)).distinct()
    )
