"""No name, phone, plate, company or number of a test park leaves, however it is written."""

import json
import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.components.parsers.phones import find_phones
from bot.components.parsers.plates import find_plates
from models.people import Company
from models.visits import Visit
from parkline.stores.database import Sessions
from services.kit.folding import plain
from services.readers import masking
from services.readers.answers import Pointed, find, words
from services.readers.questions import Question
from services.readers.vocabulary import VOCABULARY
from tests.given import factories
from tests.given.factories import CREATED

PEOPLE = (
    "王小明",
    "欧阳婷婷",
    "Anna Schmidt",
    "李雷",
    "Jean-Luc Picard",
    "Mary O'Neil",
    "阿依古丽",
)
STAFF = ("赵铁柱", "Grace Hopper")
GUESTS = ("陈美玲", "Bob Marley", "田中太郎")
FIRMS = (("启航生物科技", "Sailing Biotech"), ("深蓝机器人", "Deep Blue Robotics"))
PHONES = ("13812345678", "138 1234 5678", "+86 138-1234-5678", "010-5555-0119", "+49 151 23456789")
PLATES = ("京A12345", "沪AD12345", "粤B·D12345", "京 A12345")
NUMBERS = ("O-4F7K2M", "110101199003070011", "6222 0212 3456 7890", "anna@firm.example")
FRAMES = (
    "帮{0}弄一下那个东西", "{0}说{1}那边的水一直流", "can you get {0} to sort the thing by {1}",
    "找{0}，电话{1}，车{2}", "{0}({1}) waits with {2}, you know", "那个{0}的事情怎么还没好啊{1}",
    "please tell {0}: call {1}!!", "{0}", "{0}{1}{2}", "我是{0}，{1}的",
)  # fmt: skip
SECRETS = (*PEOPLE, *STAFF, *GUESTS, *(name for firm in FIRMS for name in firm), *PHONES, *PLATES)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def spread(text: str) -> str:
    return " ".join(text) if not text.isascii() else text


WAYS = (str, str.upper, str.lower, full_width, spread, lambda text: text.replace(" ", ""))


@dataclass
class Park:
    session: AsyncSession
    id: int

    async def masked(self, text: str) -> masking.Masked:
        found = [*find_phones(text), *find_plates(text)]
        entities = [{"entity": one.entity, "start": one.start, "end": one.end} for one in found]
        return await masking.masked(self.session, self.id, text, entities)


async def make(session: AsyncSession) -> Park:
    park = await factories.make_park(session)
    for zh, en in FIRMS:
        session.add(Company(park_id=park.id, name_zh=zh, name_en=en))
    people = [await factories.make_person(session, park, name=name) for name in PEOPLE]
    for name in STAFF:
        await factories.make_staff(session, park.id, name=name)
    session.add(visit(park.id, people[0].id))
    await session.flush()
    return Park(session, park.id)


def visit(park_id: int, host_id: int) -> Visit:
    return Visit(
        park_id=park_id, visit_no="V-ABC234", status="approved", host_id=host_id,
        names=list(GUESTS), headcount=3, starts_at=CREATED,
        ends_at=CREATED + timedelta(hours=1), created_at=CREATED,
        updated_at=CREATED,
    )  # fmt: skip


def leaks(sent: str, secrets: Sequence[str]) -> list[str]:
    """Secrets that can be read in what is sent, by whoever leaves out blanks and signs."""
    folded = plain(unicodedata.normalize("NFKC", sent))
    return [one for one in secrets if plain(one) in folded]


async def test_no_secret_of_a_park_is_in_any_request(sessions: Sessions) -> None:
    """Five hundred messages out of names, phones, plates and companies, in six ways of writing."""
    dice = random.Random(27)
    async with sessions.begin() as session:
        park = await make(session)
        for _ in range(500):
            told = dice.choices(SECRETS, k=3)
            frame, way = dice.choice(FRAMES), dice.choice(WAYS)
            text = frame.format(*(way(one) for one in told))
            masked = await park.masked(text)
            question = Question(masked.text, tuple(one.do for one in VOCABULARY), "zh")
            sent = json.dumps(question.messages(), ensure_ascii=False)
            said = [one for number, one in enumerate(told) if f"{{{number}}}" in frame]
            assert leaks(sent, said) == [], (text, masked.text)
            assert masked.unmasked(masked.text) == text


@pytest.mark.parametrize("number", NUMBERS)
async def test_numbers_and_addresses_are_hidden(sessions: Sessions, number: str) -> None:
    async with sessions.begin() as session:
        park = await make(session)
        masked = await park.masked(f"那个{number}的事情咋样了")
    entities_aside = number.startswith("O-")
    assert (number in masked.text) is entities_aside


async def test_an_entity_of_ours_is_hidden_where_nobody_knows_it(sessions: Sessions) -> None:
    entities = [
        {"entity": "visitor_name", "start": 2, "end": 5},
        {"entity": "order_no", "start": 8, "end": 16},
        {"entity": "location", "start": 17, "end": 19},
    ]
    async with sessions.begin() as session:
        park = await make(session)
        masked = await masking.masked(session, park.id, "我等尤里克，订单O-4F7K2M在A座", entities)
    assert masked.text == "我等⟦NAME1⟧，订单⟦NUMBER2⟧在A座"
    assert masked.unmasked("⟦NAME1⟧") == "尤里克"


async def test_what_people_are_called_for_short_is_hidden(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make(session)
        session.add(Company(park_id=park.id, name_zh="蘭亭設計", name_en="José Peña"))
        await session.flush()
        assert (await park.masked("蘭亭設計漏水，兰亭设计")).text == "⟦NAME1⟧漏水，⟦NAME2⟧"
        assert (await park.masked("José Peña called")).text == "⟦NAME1⟧ called"
        assert (await park.masked("小明说水龙头坏了")).text == "⟦NAME1⟧说水龙头坏了"
        assert (await park.masked("ask anna about the tap")).text == "ask ⟦NAME1⟧ about the tap"


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("我叫欧阳", "我叫⟦PRIVATE1⟧"),
        ("婷婷，电话138 1234 5678", "⟦NAME1⟧，电话⟦PHONE2⟧"),
        ("Schmidt is what I am called", "⟦NAME1⟧ is what I am called"),
    ],
)
async def test_a_name_over_two_messages_is_hidden_in_both(
    sessions: Sessions, text: str, sent: str
) -> None:
    async with sessions.begin() as session:
        park = await make(session)
        assert (await park.masked(text)).text == sent


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("那辆沪A幺二三四五挡住了", "那辆⟦PRIVATE1⟧挡住了"),
        ("粤B杠D一二三四五又来了", "⟦PRIVATE1⟧又来了"),
        ("打一三八，一二三四，五六七八", "打⟦PRIVATE1⟧"),
        ("call one three eight double one two nine now", "call ⟦PRIVATE1⟧ now"),
        ("write to anna at firm dot example today", "write to ⟦PRIVATE1⟧ today"),
        ("发到wang艾特firm点cn", "发到⟦PRIVATE1⟧"),
    ],
)
async def test_what_is_spoken_is_hidden_as_what_is_written(
    sessions: Sessions, text: str, sent: str
) -> None:
    async with sessions.begin() as session:
        park = await make(session)
        masked = await park.masked(text)
    assert masked.text == sent
    assert masked.unmasked(masked.text) == text


@pytest.mark.parametrize(
    "text", ["五份面六杯茶七个人", "一二楼都没水", "one latte, two teas at four"]
)
async def test_numbers_that_are_counted_stay(sessions: Sessions, text: str) -> None:
    async with sessions.begin() as session:
        park = await make(session)
        assert (await park.masked(text)).text == text


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("启航那层的水一直流", "⟦NAME1⟧那层的水一直流"),
        ("深蓝机器那边又停电了", "⟦NAME1⟧那边又停电了"),
        ("云帆半导体门口漏水，云帆说的", "⟦NAME1⟧门口漏水，⟦NAME2⟧说的"),
        ("blue has no light again", "⟦NAME1⟧ has no light again"),
        ("the thing in the hall", "the thing in the hall"),
    ],
)
async def test_a_companys_short_name_is_hidden(sessions: Sessions, text: str, sent: str) -> None:
    async with sessions.begin() as session:
        park = await make(session)
        name = "深圳市云帆半导体有限公司"
        session.add(Company(park_id=park.id, name_zh=name, name_en="The Yunfan of Shenzhen"))
        await session.flush()
        assert (await park.masked(text)).text == sent


async def test_a_dish_that_is_called_after_somebody_comes_back_whole(sessions: Sessions) -> None:
    """The model points across a mark; our own parsers read the words that the tenant wrote."""
    async with sessions.begin() as session:
        park = await make(session)
        masked = await park.masked("整两份王小明炒饭来吃")
    assert masked.text == "整两份⟦NAME1⟧炒饭来吃"
    begins, ends = find("两份⟦NAME1⟧炒饭", masked.text) or (0, 0)
    pointed = Pointed("order_food", begins, ends)
    assert masked.unmasked(words(pointed, masked.text)) == "两份王小明炒饭"


async def test_somebody_elses_marks_are_none(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        park = await make(session)
        masked = await park.masked("⟦NAME1⟧ 和王小明的水管")
    assert masked.text == "[NAME1] 和⟦NAME1⟧的水管"


async def test_ordinary_words_stay(sessions: Sessions) -> None:
    text = "两份牛肉面送到B座12楼 at 12:30, no cilantro"
    async with sessions.begin() as session:
        park = await make(session)
        assert (await park.masked(text)).text == text
