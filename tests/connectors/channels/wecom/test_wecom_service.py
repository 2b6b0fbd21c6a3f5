"""Customer service: everything that people wrote, in its order, once, whatever dies meanwhile."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from connectors.channels.wechat.errors import Unreachable
from connectors.channels.wecom import CustomerService, api, service
from connectors.channels.wecom.keeping import Keeping
from models import ChannelIdentity, Conversation, Message, Person, SendingWindow, SyncCursor
from parkline.simulate.wechat.phone import Phone
from services import identities, receiving, sync_cursors
from services.conversations import Reply
from tests.connectors.channels.wecom.driver import Company, company
from tests.contract.installation import EchoTurns, Installation
from tests.demo_park import events_of
from tests.photo_files import encoded, picture
from tests.waiting import until

KF = "wk0123456789abcdef"
WORDS = ["一", "二", "三", "四", "五", "六", "七"]


@pytest.fixture
def wang(line: Company) -> Phone:
    return line.phone("wang", "kf")


@pytest.fixture
def quiet(turns: EchoTurns) -> None:
    """Nobody answers: what is looked at is what is kept."""
    turns.pause()


async def texts(line: Company) -> list[str]:
    return [row.text for row in await line.heard()]


async def cursor(installation: Installation) -> str | None:
    async with installation.sessions() as session:
        found: str | None = await session.scalar(select(SyncCursor.cursor))
        return found


async def leave(line: Company, *words: str, who: str = "wang") -> str:
    """Words that nobody has told us of: the callback was lost. The token that it had."""
    phone, token = line.phone(who, "kf"), ""
    for word in words:
        phone._opened("message")
        content = {"msgtype": "text", "text": {"content": word}}
        token = line.simulator.world.service.keep(
            KF, phone.contact.openid, content, msg_id=str(phone.world.next_id())
        )
    return token


def another(line: Company, token: str) -> CustomerService:
    """Another process, which has heard of it."""
    made = CustomerService(line.installation.gateway, line.apis["kf"], KF)
    made._token = token
    return made


# Nothing skipped, nothing twice


async def test_more_than_a_page_is_fetched_page_by_page(
    quiet: None, line: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PAGE", 2)
    await leave(line, *WORDS)
    await line.service.fetch()
    assert await texts(line) == WORDS
    assert await cursor(line.installation) == f"c{len(WORDS)}"


class Killed(Exception):
    """As if the process had died there."""


def killed(*_args: Any, **_options: Any) -> Any:
    raise Killed


def at(call: int, original: Callable[..., Any]) -> Callable[..., Any]:
    """The original until its `call`-th time, which kills before it does anything."""
    calls = 0

    async def run(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            raise Killed
        return await original(*args, **options)

    return run


def after(call: int, original: Callable[..., Any]) -> Callable[..., Any]:
    """As `at`, but what was called is done."""
    calls = 0

    async def run(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        result = await original(*args, **options)
        if calls == call:
            raise Killed
        return result

    return run


POINTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "before anything is fetched": (sync_cursors, "read", at(1, sync_cursors.read)),
    "once a page is fetched": (Keeping, "prepare", at(1, Keeping.prepare)),
    "as the cursor moves": (sync_cursors, "move", at(1, sync_cursors.move)),
    "the cursor moved": (sync_cursors, "move", after(1, sync_cursors.move)),
    "at the first message": (receiving, "receive", at(1, receiving.receive)),
    "between two messages": (receiving, "receive", at(2, receiving.receive)),
    "all stored, not committed": (Keeping, "keep", after(1, Keeping.keep)),
    "committed, nobody woken": (Keeping, "follow_up", at(1, Keeping.follow_up)),
    "between two pages": (Keeping, "prepare", at(2, Keeping.prepare)),
    "in the second page": (receiving, "receive", at(4, receiving.receive)),
    "the second page is stored, not committed": (Keeping, "keep", after(2, Keeping.keep)),
}


@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_any_point_nothing_is_skipped_and_nothing_doubled(
    quiet: None, line: Company, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    monkeypatch.setattr(api, "PAGE", 3)
    token = await leave(line, *WORDS)
    where, name, dies = POINTS[point]
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(where, name, dies)
        with pytest.raises(Killed):
            await another(line, token).fetch()
    await another(line, token).fetch()
    assert await texts(line) == WORDS
    assert [row.seq for row in await line.heard()] == list(range(1, len(WORDS) + 1))


async def test_two_gateways_that_fetch_at_once_keep_everything_once(
    quiet: None, line: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PAGE", 2)
    token = await leave(line, *WORDS)
    await asyncio.gather(*(another(line, token).fetch() for _ in range(4)))
    await another(line, token).fetch()
    assert await texts(line) == WORDS


async def test_what_nobody_told_us_of_is_found_by_the_sweep(
    quiet: None, installation: Installation
) -> None:
    async with company(installation, sweep_seconds=0.1) as line:
        await leave(line, "在吗")

        async def found() -> bool:
            return await texts(line) == ["在吗"]

        await until(found)


async def test_a_platform_that_is_away_for_a_moment_is_asked_again(
    quiet: None, line: Company, wang: Phone
) -> None:
    line.simulator.world.faults.add(on="/cgi-bin/kf/sync_msg", do="drop", times=2)
    await wang.say("在吗")
    await line.service.settled()
    assert await texts(line) == ["在吗"]


async def test_a_token_that_is_over_is_left_out(quiet: None, line: Company, wang: Phone) -> None:
    await leave(line, "在吗")
    line.service.heard(KF, "ENC-of-yesterday")
    await line.service.settled()
    assert await texts(line) == ["在吗"]


async def test_another_accounts_callback_is_not_ours(quiet: None, line: Company) -> None:
    await leave(line, "在吗")
    line.service.heard("wk_another", "token")
    await line.service.settled()
    assert await texts(line) == []


async def test_a_cursor_moves_only_from_where_it_was_read(installation: Installation) -> None:
    park = installation.gateway.park_id
    async with installation.sessions.begin() as session:
        assert await sync_cursors.move(session, park, KF, before="", after="c1")
        assert not await sync_cursors.move(session, park, KF, before="", after="c2")
        assert await sync_cursors.read(session, park, KF) == "c1"


# What they send


async def test_photos_places_and_what_cannot_be_read(line: Company, wang: Phone) -> None:
    await wang.picture(encoded(picture((30, 20))))
    await wang.location(39.9, 116.4, "B座大堂")
    await wang.voice("喂")
    await line.settled()
    photo, place = await line.heard()
    assert (len(photo.data["photos"]), place.text) == (1, "B座大堂")
    assert "这里还听不了语音，麻烦打字告诉我。" in "\n".join(wang.texts)


async def test_a_photo_that_is_gone_holds_nothing_up(line: Company, wang: Phone) -> None:
    await wang._message("image", {"MediaId": "gone"}, "")
    await wang.say("看到了吗")
    await line.settled()
    assert await texts(line) == ["看到了吗"]
    assert "这张照片没能收到，麻烦再发一次。" in "\n".join(wang.texts)


async def test_who_comes_in_is_greeted_by_the_code_of_the_event(line: Company, wang: Phone) -> None:
    await wang.open_service()
    await line.settled()
    assert len(wang.texts) == 1
    assert "启明科技园" in wang.texts[0]
    await wang.say("你好")
    await wang.open_service()
    await line.settled()
    assert wang.texts[1:] == ["echo: 你好"]


async def test_somebody_known_by_a_union_id_is_the_same_person(line: Company, wang: Phone) -> None:
    gateway = line.installation.gateway
    async with gateway.sessions.begin() as session:
        known = await identities.open_conversation(
            session, gateway.park_id, channel="wechat", external_id="o1",
            union_id=wang.contact.unionid, now=gateway.clock(),
        )  # fmt: skip
    await wang.say("你好")
    await line.settled()
    async with gateway.sessions() as session:
        found = await session.scalars(
            select(ChannelIdentity.person_id).where(ChannelIdentity.channel == "wecom_kf")
        )
        assert found.all() == [known.person_id]
        assert await session.scalar(select(func.count()).select_from(Person)) == 1


async def test_where_no_union_ids_are_told_they_are_a_person_of_their_own(
    line: Company, wang: Phone
) -> None:
    path = "/cgi-bin/kf/customer/batchget"
    line.simulator.world.faults.add(on=path, do="error", errcode=48001)
    await wang.say("你好")
    await line.settled()
    assert await texts(line) == ["你好"]


# What they are told


async def test_five_and_no_more_until_they_write(line: Company, wang: Phone) -> None:
    await wang.say("你好")
    await line.settled()
    for n in range(1, 7):
        await line.speak("wecom_kf", "wang", Reply(f"第{n}条"))
    assert wang.texts == ["echo: 你好", "第1条", "第2条", "第3条", "第4条"]
    assert [outcome for _, status, outcome in await line.said() if status == "undelivered"] == [
        "over_quota", "over_quota"
    ]  # fmt: skip
    await wang.say("还在吗")
    await line.settled()
    missed = [text for text in wang.texts if "第5条" in text and "第6条" in text]
    assert len(missed) == 1  # What they missed, said once.


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(95001, "over_quota"), (95002, "window_closed"), (95018, "window_closed"), (40003, "refused")],
)
async def test_what_the_platform_refuses_stays_in_the_conversation(
    line: Company, wang: Phone, code: int, outcome: str
) -> None:
    await wang.say("你好")
    await line.settled()
    line.simulator.world.faults.add(on="/cgi-bin/kf/send_msg", do="error", errcode=code)
    await line.speak("wecom_kf", "wang", Reply("您的餐到了"))
    assert (await line.said())[-1] == ("您的餐到了", "undelivered", outcome)


async def test_after_two_days_nothing_is_tried(line: Company, wang: Phone) -> None:
    await wang.say("你好")
    await line.settled()
    calls = len(line.simulator.world.calls)
    async with line.installation.sessions.begin() as session:
        ended = line.installation.gateway.clock() - timedelta(seconds=1)
        await session.execute(update(SendingWindow).values(until=ended))
    await line.speak("wecom_kf", "wang", Reply("您的餐到了"))
    assert (await line.said())[-1] == ("您的餐到了", "undelivered", "window_closed")
    assert len(line.simulator.world.calls) == calls


async def test_an_answer_whose_receipt_was_lost_is_not_said_twice(
    line: Company, wang: Phone
) -> None:
    await wang.say("你好")
    await line.settled()
    line.simulator.world.faults.add(on="/cgi-bin/kf/send_msg", do="lose_answer")
    await line.speak("wecom_kf", "wang", Reply("您的餐到了"))
    await _at_once(line)
    assert wang.texts == ["echo: 你好", "您的餐到了"]
    assert (await line.said())[-1] == ("您的餐到了", "sent", None)


async def _at_once(line: Company) -> None:
    """Let what was put off go now."""
    async with line.installation.sessions.begin() as session:
        await session.execute(update(Conversation).values(push_at=None))
    await line.settled()


async def test_what_did_not_arrive_after_all_is_known_at_the_desk(
    line: Company, wang: Phone
) -> None:
    await wang.say("你好")
    await line.settled()
    async with line.installation.sessions() as session:
        [said] = (await session.scalars(select(Message).where(Message.direction == "out"))).all()
    failed = {
        "event_type": "msg_send_fail",
        "open_kfid": KF,
        "external_userid": wang.contact.openid,
        "fail_msgid": f"{said.park_id}-{said.id}-0",
        "fail_type": 4,
    }
    line.simulator.world.service.keep(
        KF, wang.contact.openid, {"msgtype": "event", "event": failed}, msg_id="f1"
    )
    await line.service.fetch()
    assert (await line.said())[-1] == ("echo: 你好", "undelivered", "refused")
    async with line.installation.sessions() as session:
        told = await events_of(session, said.park_id, f"conversation:{said.conversation_id}")
    assert [type_ for _, type_ in told] == ["message.received", "message.undelivered"]


async def test_what_cannot_be_fetched_is_tried_a_few_times_and_left_to_the_sweep(
    line: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    async def away(_self: CustomerService) -> None:
        nonlocal tried
        tried += 1
        raise Unreachable("status 502")

    monkeypatch.setattr(CustomerService, "fetch", away)
    line.service.heard(KF, "token")
    await line.service.settled()
    assert tried == service.TRIES
