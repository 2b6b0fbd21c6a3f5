"""Which standing answers are about the same thing, in whichever language each is asked for."""

import pytest
from sqlalchemy import select

from models.knowledge import Faq
from services.knowledge import similar
from tests.given.demo_park import DemoPark

NEW = {
    "parking": ("停车怎么收费", "停车每小时 10 元。", "Parking is ¥10 an hour."),
    "parking, asked in English": (
        "How much is parking?", "停车每小时 10 元。", "Parking is ¥10 an hour.",
    ),
    "wifi": (
        "访客 Wi-Fi 密码是多少", "连接 Guest-5G，密码 12345678。",
        "Join Guest-5G, the password is 12345678.",
    ),
    "gym": ("健身房几点开", "健身房 24 小时开放。", "The gym is open around the clock."),
    "meeting_room": ("会议室一小时多少钱", "会议室每小时 50 元。", "Rooms are ¥50 an hour."),
}  # fmt: skip
OTHER = [
    ("园区有理发店吗", "理发店在 C 座 1 楼。", "The hairdresser is in building C."),
    ("今年年会是几号", "12 月 30 日。", "On 30 December."),
    ("Where do taxis wait?", "东门外有网约车上客点。", "Taxis wait outside the east gate."),
]


def entry(question: str, answer_zh: str, answer_en: str) -> Faq:
    return Faq(questions=[question], answer_zh=answer_zh, answer_en=answer_en)


async def entries(demo: DemoPark) -> list[Faq]:
    async with demo.sessions() as session:
        return list(await session.scalars(select(Faq)))


@pytest.mark.parametrize("about", NEW)
async def test_what_is_answered_already_is_found(demo: DemoPark, about: str) -> None:
    [found, *_] = similar.alike(entry(*NEW[about]), await entries(demo))
    assert found.slug == about.partition(",")[0]


@pytest.mark.parametrize("new", OTHER, ids=[one[0] for one in OTHER])
async def test_what_is_new_is_like_nothing(demo: DemoPark, new: tuple[str, str, str]) -> None:
    assert similar.alike(entry(*new), await entries(demo)) == []


async def test_no_two_entries_of_the_demo_park_are_alike(demo: DemoPark) -> None:
    rows = await entries(demo)
    found = {
        row.slug: [one.slug for one in similar.alike(row, [o for o in rows if o is not row])]
        for row in rows
    }
    assert {slug: alike for slug, alike in found.items() if alike} == {}


def test_the_first_entry_of_a_park_is_like_nothing() -> None:
    assert similar.alike(entry("停车怎么收费", "十元", "Ten"), []) == []
