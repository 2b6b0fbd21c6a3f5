"""Pushes under the platform's quota, what is sent instead, and what waits for the next contact."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from connectors.channels.wechat.templates import Template
from models.channels import SendingWindow
from models.conversations import Message
from parkline.simulate.wechat import Rules
from tests.connectors.channels.wechat.driver import Line, connected
from tests.contract.installation import Installation

ORDER = Template(
    "TEMPLATE-ORDER",
    {"character_string1": "number", "thing2": "text", "time3": "time"},
)
NOTICE = Template("TEMPLATE-REPLY", {"thing1": "text", "time2": "time"})
DAYS = timedelta(days=3)
AMPLE = timedelta(seconds=20)
"""For a passive answer."""


async def later(line: Line, by: timedelta) -> None:
    """The platform's clock is moved; ours finds out from its refusal."""
    line.simulator.world.clock.advance(by)


async def test_after_a_message_five_may_be_pushed(line: Line) -> None:
    await line.phone().say("在吗")
    for number in range(7):
        await line.speak("li", f"第{number}条")
    assert [outcome for *_, outcome in await line.said()] == [
        "passive", None, None, None, None, None, "over_quota", "over_quota",
    ]  # fmt: skip
    assert len(line.phone().texts) == 6
    assert {call.errcode for call in line.simulator.world.calls} == {0}  # Never refused.


async def test_what_waits_together_costs_one(line: Line) -> None:
    await line.phone().say("在吗")
    await line.speak("li", "第一条", "第二条", "第三条")
    assert line.phone().texts[1:] == ["第一条\n\n第二条\n\n第三条"]


async def test_at_the_next_contact_they_learn_what_they_missed_once(line: Line) -> None:
    phone = line.phone()
    await phone.say("在吗")
    for number in range(6):
        await line.speak("li", f"第{number}条")
    await phone.say("有消息吗")
    assert phone.texts[-1] == "之前有 1 条消息没能送到您这里：\n· 第5条\n\necho: 有消息吗"
    await phone.say("好的")
    assert phone.texts[-1] == "echo: 好的"


async def test_a_menu_click_allows_three_within_a_minute(line: Line) -> None:
    line.simulator.world.menus[line.app.appid] = {
        "button": [{"type": "click", "name": "菜单", "key": "菜单"}]
    }
    phone = line.phone()
    await phone.press(0)
    for number in range(4):
        await line.speak("li", f"第{number}条")
    assert [outcome for *_, outcome in await line.said()] == [
        "passive", None, None, None, "over_quota",
    ]  # fmt: skip


async def test_a_window_that_the_platform_has_closed_is_closed_here_too(line: Line) -> None:
    await line.phone().say("在吗")
    await later(line, DAYS)
    await line.speak("li", "您的餐到了")
    await line.speak("li", "再说一次")
    assert [outcome for *_, outcome in await line.said()][1:] == ["window_closed", "over_quota"]
    assert [call.errcode for call in line.simulator.world.calls if "custom" in call.path] == [45015]


async def test_the_platforms_count_is_believed(line: Line) -> None:
    await line.phone().say("在吗")
    line.phone().contact.ledger.windows["message"].left = 0
    await line.speak("li", "您的餐到了")
    assert (await line.said())[-1] == ("您的餐到了", "undelivered", "over_quota")


async def test_beyond_the_window_a_template_says_it(installation: Installation) -> None:
    async with connected(installation, templates={"order": ORDER}) as line:
        await line.phone().say("在吗")
        await later(line, DAYS)
        text = "您的牛肉面已经做好，请到一号食堂二楼取餐，过时不候哦"
        await line.speak("li", text, order_no="O-7Q2K")
        assert (await line.said())[-1] == (text, "sent", "template")
        card = line.phone().contact.bubbles[-1]
        assert (card.via, card.kind) == ("template", "card")
        sent = line.simulator.world.calls[-1].body
        assert "您的牛肉面已经做好，请到一号食堂二楼取…" in sent
        assert "O-7Q2K" in sent


async def test_of_another_kind_there_is_no_template(installation: Installation) -> None:
    async with connected(installation, templates={"order": ORDER}) as line:
        await line.phone().say("在吗")
        await later(line, DAYS)
        await line.speak("li", "师傅已出发", ticket_no="T-1234")
        assert (await line.said())[-1] == ("师傅已出发", "undelivered", "window_closed")


async def test_a_template_that_did_not_arrive_is_known_later(installation: Installation) -> None:
    async with connected(installation, templates={"order": ORDER}) as line:
        await line.phone().say("在吗")
        await later(line, DAYS)
        await line.speak("li", "您的餐到了", order_no="O-7Q2K")
        async with installation.sessions() as session:
            row = (await session.scalars(select(Message).order_by(Message.id.desc()))).first()
        assert row is not None
        await later(line, timedelta(seconds=2))
        await line.phone().template_sent(int(row.data["platform_id"]), "failed:user block")
        assert (await line.said())[-1] == ("您的餐到了", "undelivered", "refused")


async def test_a_mini_program_has_subscribe_messages(installation: Installation) -> None:
    async with connected(
        installation, kind="mini", format="json", templates={"order": ORDER}
    ) as line:
        phone = line.phone()
        await phone.say("在吗")
        await line.answered()
        await phone.accept("TEMPLATE-ORDER")
        await later(line, DAYS)
        await line.speak("li", "您的餐到了", order_no="O-7Q2K")
        await line.speak("li", "还在等您", order_no="O-7Q2K")
        assert [one[1:] for one in (await line.said())[-2:]] == [
            ("sent", "subscribe"), ("undelivered", "over_quota"),
        ]  # fmt: skip


async def test_who_refused_a_template_is_not_asked_of_the_platform(
    installation: Installation,
) -> None:
    async with connected(
        installation, kind="mini", format="json", templates={"reply": NOTICE}
    ) as line:
        await line.phone().say("在吗")
        await line.answered()
        await line.phone().accept("TEMPLATE-REPLY", accepts=False)
        await later(line, DAYS)
        await line.speak("li", "您好，我是小陈", author="staff")
        assert (await line.said())[-1][1:] == ("undelivered", "window_closed")
        assert "/cgi-bin/message/subscribe/send" not in {
            call.path for call in line.simulator.world.calls
        }


async def test_what_staff_write_has_a_template_of_its_own_and_the_bot_none(
    installation: Installation,
) -> None:
    async with connected(installation, templates={"reply": NOTICE, "order": ORDER}) as line:
        await line.phone().say("在吗")
        await later(line, DAYS)
        await line.speak("li", "您好，我是小陈", author="staff")
        await line.speak("li", "已下单", author="bot", order_no="O-7Q2K")
        assert [one[1:] for one in (await line.said())[-2:]] == [
            ("sent", "template"), ("undelivered", "over_quota"),
        ]  # fmt: skip


async def test_what_waits_is_no_answer_to_what_the_platform_reports_by_itself(
    installation: Installation,
) -> None:
    # With time for the last answer: a busy machine takes longer than the usual second and a half.
    async with connected(installation, patience=AMPLE, rules=Rules(patience=30)) as line:
        await line.phone().say("在吗")
        failing = "/cgi-bin/message/custom/send"
        line.simulator.world.faults.add(on=failing, do="error", errcode=48001)
        await line.speak("li", "您的餐到了")
        for report in (line.phone().template_sent(7, "success"), line.phone().enter(31.2, 121.4)):
            assert (await report).outcome == "silent"
            assert (await line.said())[-1] == ("您的餐到了", "waiting", None)
        await line.phone().say("有消息吗")
        assert line.phone().texts[-1] == "您的餐到了\n\necho: 有消息吗"


async def test_who_never_opened_the_customer_service_reads_in_the_mini_program(
    installation: Installation,
) -> None:
    async with connected(
        installation, kind="mini", format="json", templates={"order": ORDER}
    ) as line:
        await line.phone().accept("TEMPLATE-ORDER")
        await line.speak("li", "在吗？在的", author="bot")
        await line.speak("li", "您的餐到了", order_no="O-7Q2K")
        await line.speak("li", "还在等您", order_no="O-7Q2K")
        assert [one[1:] for one in await line.said()] == [
            ("sent", "app"), ("sent", "subscribe"), ("sent", "app"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "status"),
    [(40003, ("undelivered", "refused")), (45002, ("undelivered", "too_large"))],
)
async def test_what_the_platform_refuses_is_known(
    line: Line, code: int, status: tuple[str, str]
) -> None:
    await line.phone().say("在吗")
    line.simulator.world.faults.add(on="/cgi-bin/message/custom/send", do="error", errcode=code)
    await line.speak("li", "您的餐到了")
    assert (await line.said())[-1][1:] == status


async def test_what_the_operator_has_to_mend_loses_nothing(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    await line.phone().say("在吗")
    line.simulator.world.faults.add(on="/cgi-bin/message/custom/send", do="error", errcode=48001)
    await line.speak("li", "您的餐到了")
    assert (await line.said())[-1] == ("您的餐到了", "waiting", None)
    assert "48001" in capsys.readouterr().out
    await line.phone().say("有消息吗")
    assert line.phone().texts[-1] == "您的餐到了\n\necho: 有消息吗"


@pytest.mark.parametrize("trouble", ["drop", "error"])
async def test_trouble_on_the_wire_is_tried_again_and_costs_nothing(
    line: Line, trouble: str
) -> None:
    await line.phone().say("在吗")
    line.simulator.world.faults.add(
        on="/cgi-bin/message/custom/send", do=trouble, errcode=-1 if trouble == "error" else 0
    )
    await line.speak("li", "您的餐到了")
    assert (await line.said())[-1] == ("您的餐到了", "waiting", None)
    await line.phone().say("在吗")  # Who writes is tried again at once: here passively.
    assert line.phone().texts[-1] == "您的餐到了\n\necho: 在吗"
    async with line.installation.sessions() as session:
        found = await session.get(SendingWindow, (line.installation.door.park_id, 1, "message"))
    assert found is not None
    assert found.left == 5


async def test_a_quota_of_the_day_is_waited_for(line: Line) -> None:
    await line.phone().say("在吗")
    line.simulator.world.faults.add(on="/cgi-bin/message/custom/send", do="error", errcode=45009)
    await line.speak("li", "您的餐到了")
    await line.speak("li", "还在等您")
    assert [one[1] for one in (await line.said())[-2:]] == ["waiting", "waiting"]
    sent = [call for call in line.simulator.world.calls if "custom" in call.path]
    assert len(sent) == 1  # It is not asked again meanwhile.


async def test_without_the_push_right_nothing_is_sent(installation: Installation) -> None:
    async with connected(installation, may_push=False) as line:
        await line.phone().say("在吗")
        await line.speak("li", "您的餐到了")
        assert (await line.said())[-1] == ("您的餐到了", "waiting", None)
        assert not [call for call in line.simulator.world.calls if "custom" in call.path]
        await line.phone().say("有消息吗")
        assert line.phone().texts[-1] == "您的餐到了\n\necho: 有消息吗"


async def test_neither_secrets_nor_people_are_logged(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    phone = line.phone()
    await phone.say("在吗")
    world = line.simulator.world
    world.faults.add(on="/cgi-bin/message/custom/send", do="drop")
    await line.speak("li", "您的餐到了")
    world.faults.add(on="/cgi-bin/media/get", do="error", errcode=40007)
    await phone.picture(b"\xff\xd8")
    await line.http.post(line.url, params={"signature": "x"}, data=b"<xml/>")
    said = "".join(capsys.readouterr())
    assert "wechat.photo_not_fetched" in said
    tokens = list(world.tokens._known)
    for secret in (
        line.app.secret,
        line.app.token,
        line.app.aes_key,
        phone.contact.openid,
        *tokens,
    ):
        assert secret not in said
