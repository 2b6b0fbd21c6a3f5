"""A message as the bot may learn from it: without names, numbers, plates and addresses.

Names that the park knows are found wherever they stand; of others, those that are introduced ("我叫
…", "my name is …") or stand before a title ("王经理", "Ms Brown").
"""

import re
from typing import Any

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from models.people import Person
from models.staff import Staff
from models.visits import Visit
from services.kit.personal import GONE
from services.kit.redaction import Redaction

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许吕张孔曹严魏陶姜谢邹章苏潘葛范彭郎鲁韦昌马苗凤"
    "方俞任袁柳史唐费廉薛雷贺倪汤罗郝邬毕康余顾孟黄穆萧尹姚邵汪毛狄戴宋庞熊纪舒项祝董梁杜"
    "阮蓝闵季贾江郭梅林徐邱骆蔡田胡霍虞万卢莫丁邓洪诸崔龚程邢裴陆翁侯曾叶刘龙黎乔谭段钟"
)
_TITLES = "经理|总监|老师|师傅|主任|先生|女士|小姐|医生|阿姨|大姐|大哥|工|总|姐|哥"
PATTERNS = (
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}"),
    re.compile(r"[\u4e00-\u9fff][A-Z][·.\s]?[0-9A-Z]{5,6}(?![0-9A-Z])", re.IGNORECASE),
    re.compile(r"\+?\d(?:[\s()（）-]?\d){6,}[Xx]?"),
    re.compile(r"(?<=微信[号]|微信[:：])\s*[A-Za-z][-\w]{5,19}"),
    re.compile(r"(?<=我叫|名叫|姓名)[:：]?\s*[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])"),
    re.compile(rf"(?<![\u4e00-\u9fff])[{_SURNAMES}](?=(?:{_TITLES}))"),
    re.compile(r"(?<=my name is )[A-Za-z]+(?: [A-Z][a-z]+)?", re.IGNORECASE),
    re.compile(r"(?<=\bMr |\bMs |\bDr )[A-Z][a-z]+|(?<=\bMrs |\bMr\. |\bMs\. |\bDr\. )[A-Z][a-z]+"),
)
"""E-mail addresses, plates, seven digits and more, WeChat names, and names by what they stand
beside. None of them takes longer than the text is long."""


async def masked(session: AsyncSession, park_id: int, text: str) -> str:
    """The words on one line, with GONE where somebody was named or a number told."""
    line = " ".join(text.split())
    for pattern in PATTERNS:
        line = pattern.sub(GONE, line)
    known = await session.scalars(_known_in(park_id, line))
    without: str = Redaction(name for name in known if name).of(line)
    return without


def _known_in(park_id: int, line: str) -> Select[Any]:
    """Names of tenants, staff and visitors that stand in the text as they are written."""
    lists = union_all(
        select(Person.name.label("name")).where(Person.park_id == park_id),
        select(Person.checked_name).where(Person.park_id == park_id),
        select(Staff.name).where(Staff.park_id == park_id),
        select(func.unnest(Visit.names)).where(Visit.park_id == park_id),
    ).subquery()
    stands = func.strpos(func.lower(line), func.lower(lists.c.name)) > 0
    return select(lists.c.name).where(func.length(lists.c.name) > 1, stands).distinct()
