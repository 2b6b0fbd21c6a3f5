"""Accounts of two parks in one gateway: each takes and answers for itself, while others come and
go."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.frame.problems import NotConfigured
from parkline.channels.wechat_login import OfPark
from parkline.simulate.wechat.config import App
from services.channels import account_forms
from services.channels import accounts as rows
from tests.connectors.channels.telegram.driver import TelegramTenant
from tests.contract.installation import Installation, installed
from tests.kit.statements import counted
from tests.kit.waiting import until
from tests.parkline.channels.many_accounts import Many, many

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
async def installation(sessions: Any, redis_url: str) -> AsyncIterator[Installation]:
    async with installed(sessions, redis_url) as installation:
        yield installation


@pytest.fixture
async def here(installation: Installation) -> AsyncIterator[Many]:
    async with many(installation) as made:
        yield made


def apps(here: Many) -> list[App]:
    return [one for one in here.simulator.world.apps.values() if one.kind == "official"]


async def test_two_accounts_of_two_parks_with_the_same_ids_never_meet(here: Many) -> None:
    ours, theirs = apps(here)
    codes = [await here.official(here.parks[0], ours), await here.official(here.parks[1], theirs)]
    phones = [here.phone(app, "li", "oSame0000000000000000000000") for app in (ours, theirs)]
    for number, phone in enumerate(phones):
        delivery = await phone._deliver(
            "77", "x", {"MsgType": "text", "Content": f"I am of park {number}", "MsgId": 77}
        )
        assert delivery.outcome == "replied", delivery
    assert await here.people() == {
        (here.parks[0], codes[0], "oSame0000000000000000000000"): ["I am of park 0"],
        (here.parks[1], codes[1], "oSame0000000000000000000000"): ["I am of park 1"],
    }
    assert [phone.texts for phone in phones] == [
        ["echo: I am of park 0"], ["echo: I am of park 1"],
    ]  # fmt: skip


async def test_what_is_said_unasked_goes_out_by_the_account_that_knows_them(here: Many) -> None:
    ours, theirs = apps(here)
    codes = [await here.official(here.parks[0], ours), await here.official(here.parks[1], theirs)]
    phones = [here.phone(app, "li", "oSame0000000000000000000000") for app in (ours, theirs)]
    for phone in phones:
        await phone.say("hello")
    await here.speak(here.parks[1], codes[1], "your parcel is here")

    async def pushed() -> bool:  # Counted when WeChat has answered: after it has arrived.
        labels = {"channel": "wechat", "account": codes[1], "outcome": "sent"}
        return here.registry.get_sample_value("parkline_pushes_total", labels) == 1

    await until(pushed)
    assert ["your parcel is here" in phone.texts for phone in phones] == [False, True]


async def test_each_account_asks_for_a_token_of_its_own(here: Many) -> None:
    for app, park in zip(apps(here), here.parks, strict=True):
        code = await here.official(park, app)
        phone = here.phone(app, "li")
        await phone.say("hello")
        await here.speak(park, code, f"news of {app.appid}")
        wanted = f"news of {app.appid}"
        await until(lambda phone=phone, wanted=wanted: _has(phone.texts, wanted))
    asked = [c.app for c in here.simulator.world.calls if c.path == "/cgi-bin/stable_token"]
    sent = [c.app for c in here.simulator.world.calls if c.path == "/cgi-bin/message/custom/send"]
    assert sorted(asked) == sorted(sent) == sorted(app.appid for app in apps(here))


async def _has(texts: list[str], wanted: str) -> bool:
    return wanted in texts


async def test_two_bots_of_one_park_know_one_chat_as_two_people(here: Many) -> None:
    codes = [await here.bot(here.parks[0], bot) for bot in here.bots]
    for number, bot in enumerate(here.bots):
        tenant = TelegramTenant(bot, 42, "en")
        await tenant.send({"text": f"to bot {number}"}, id="same")
        assert (await tenant.hear()).text == f"echo: to bot {number}"
    assert await here.people() == {
        (here.parks[0], codes[0], "42"): ["to bot 0"],
        (here.parks[0], codes[1], "42"): ["to bot 1"],
    }
    for bot, other in (here.bots, reversed(here.bots)):
        calls = [given["text"] for method, given in bot.calls if method == "sendMessage"]
        assert len(calls) == 1, other


async def test_the_secret_of_one_account_is_none_at_the_other(here: Many) -> None:
    for bot in here.bots:
        await here.bot(here.parks[0], bot)
    first, second = here.bots
    right, second.secret = second.secret, first.secret
    status, _ = await second.deliver(second.update("message", _message(second, 7, "hello")))
    assert status == 404
    second.secret = right
    status, _ = await second.deliver(second.update("message", _message(second, 7, "hello")))
    assert status == 200


def _message(bot: Any, chat_id: int, text: str) -> dict[str, Any]:
    return TelegramTenant(bot, chat_id, "en").message({"text": text})


async def test_an_unknown_code_a_wrong_secret_and_a_disabled_account_are_told_the_same(
    here: Many,
) -> None:
    ours, theirs = apps(here)
    code = await here.official(here.parks[0], ours)
    disabled = await here.official(here.parks[1], theirs)
    await here.change(disabled, _switched, active=False)
    plain = await here.add(here.parks[1], "wechat", "wxplain", secret="s", token="t")
    answers = []
    for channel, called in (
        ("wechat", code), ("wechat", disabled), ("wechat", "aaaaaaaaaa"), ("wecom", code),
        ("wechat", plain), ("telegram", "aaaaaaaaaa"), ("nothing", "aaaaaaaaaa"),
    ):  # fmt: skip
        for method, size in (("GET", 0), ("POST", 0), ("POST", 100_000)):
            async with here.http.request(
                method,
                here.url(channel, called),
                params={"signature": "0" * 40, "timestamp": "1764000000", "nonce": "n"},
                data=b"<xml><Encrypt>AAAA</Encrypt></xml>" + b" " * size,
            ) as answer:
                headers = {k: v for k, v in answer.headers.items() if k != "Date"}
                answers.append((answer.status, await answer.read(), headers))
    assert answers[0][:2] == (404, b"")
    assert [one for one in answers if one != answers[0]] == []


async def _switched(session: Any, by: Any, row: Any, *, active: bool) -> None:
    await rows.switch(session, by, row, active=active)


async def _with_templates(_session: Any, _by: Any, row: Any, *, templates: Any) -> None:
    row.options, row.revision = {**row.options, "templates": templates}, row.revision + 1


async def test_what_a_disabled_account_owes_goes_out_once_it_is_enabled(here: Many) -> None:
    app = apps(here)[1]
    code = await here.official(here.parks[1], app)
    phone = here.phone(app, "li")
    await phone.say("hello")
    await here.change(code, _switched, active=False)
    await here.speak(here.parks[1], code, "while it rested")
    assert (await phone.say("anybody?")).outcome == "failed"
    assert await here.outcomes("while it rested") == [("waiting", None)]
    await here.change(code, _switched, active=True)
    await until(lambda: _has(phone.texts, "while it rested"))


async def test_a_dropped_account_says_what_did_not_arrive_and_knows_its_people_again(
    here: Many,
) -> None:
    app = apps(here)[1]
    code = await here.official(here.parks[1], app)
    phone = here.phone(app, "li")
    await phone.say("hello")
    await here.change(code, rows.drop)
    await here.speak(here.parks[1], code, "nobody hears this")

    async def given_up() -> bool:
        return await here.outcomes("nobody hears this") == [("undelivered", "no_account")]

    await until(given_up)
    assert await here.kept(code) is None
    assert await here.official(here.parks[1], app) == code
    await phone.say("back again")
    assert list((await here.people()).values()) == [["hello", "back again"]]


async def test_a_rotation_loses_nothing_while_everybody_writes(here: Many) -> None:
    """Ours first, then the platform's, the token and the key at moments of their own."""
    app = apps(here)[0]
    code = await here.official(here.parks[0], app)
    phones = [here.phone(app, f"tenant{n}") for n in range(3)]
    said, outcomes = [0] * len(phones), list[str]()

    async def talk(number: int) -> None:
        for count in range(9):
            delivery = await phones[number].say(f"{number}: {count}")
            outcomes.append(delivery.outcome)
            said[number] += 1

    async def turn() -> None:
        await until(lambda: _all(said, 2))
        new = {"token": "a-new-token", "aes_key": "aNewKeyOfTheAccountForTheTestsAESKey0000001"}
        await here.rotate(code, **new)
        await until(lambda: _all(said, 4))
        app.token = new["token"]
        await until(lambda: _all(said, 6))
        app.aes_key = new["aes_key"]

    await asyncio.gather(*(talk(n) for n in range(len(phones))), turn())
    assert outcomes == ["replied"] * 27
    heard = {text for texts in (await here.people()).values() for text in texts}
    assert heard == {f"{n}: {c}" for n in range(3) for c in range(9)}


async def _all(said: list[int], least: int) -> bool:
    return min(said) >= least


async def test_a_new_app_secret_is_used_at_once_and_what_waited_goes_out(here: Many) -> None:
    app = apps(here)[0]
    code = await here.official(here.parks[0], app)
    phone = here.phone(app, "li")
    await phone.say("hello")
    app.secret = "another-secret-0000000000000000000"
    await here.rotate(code, secret=app.secret)
    await here.speak(here.parks[0], code, "by the new secret")
    await until(lambda: _has(phone.texts, "by the new secret"))


async def test_another_gateways_change_is_seen_without_a_word(here: Many) -> None:
    """By the look that costs one small question for all accounts."""
    app = apps(here)[0]
    entered = account_forms.check(
        account_forms.Entered(
            "wechat", "late", app.appid,
            {"secret": app.secret, "token": app.token, "aes_key": app.aes_key},
        )
    )  # fmt: skip
    async with here.installation.sessions.begin() as session:
        by = rows.By(here.parks[0], None, here.installation.door.clock())
        row = await rows.add(session, by, here.vault, entered)
    app.url = here.url("wechat", row.code)

    async def served() -> bool:
        return here.accounts.way(here.parks[0], row.code, "wechat") is not None

    await until(served, seconds=10)
    assert (await here.phone(app, "li").say("hello")).outcome == "replied"


async def test_at_rest_a_sweep_is_one_statement_however_many_accounts(here: Many) -> None:
    for app, park in zip(apps(here), here.parks, strict=True):
        await here.official(park, app)
    for bot in here.bots:
        await here.bot(here.parks[0], bot)
    with counted(here.installation.sessions) as statements:
        await here.pusher.sweep()
        await here.accounts._has_changed()
    assert len([one for one in statements if one.lower().startswith("select")]) == 2


async def test_one_signs_in_by_the_mini_program_of_ones_own_park(here: Many) -> None:
    app, park = here.simulator.world.app("mini"), here.parks[1]
    provider = OfPark(park, here.accounts, None)
    with pytest.raises(NotConfigured):
        await provider.user("x")
    code = await here.add(
        park, "miniprogram", app.appid, secret=app.secret, token=app.token, aes_key=app.aes_key
    )
    phone = here.phone(app, "li")
    user = await provider.user(here.simulator.world.give_code(phone.contact, "login"))
    assert (user.openid, user.account, provider.pushed) == (phone.contact.openid, code, True)
    assert provider.templates == {}
    visit = {"visit": {"id": "T-1", "fields": {"thing1": "text"}}}
    await here.change(code, _with_templates, templates=visit)
    assert provider.templates == {"visit": "T-1"}
    assert OfPark(here.parks[0], here.accounts, None).templates == {}
    with pytest.raises(NotConfigured):
        await OfPark(here.parks[0], here.accounts, None).user("x")


async def test_members_and_customers_of_a_company_write_to_its_park(here: Many) -> None:
    """The callback of the app, and what is fetched for customer service, by one account."""
    park, world = here.parks[1], here.simulator.world
    code = await here.company(park)
    for kind, text in (("wecom", "from inside"), ("kf", "from outside")):
        phone = here.phone(world.app(kind), "li")
        await (phone.open_service() if kind == "kf" else asyncio.sleep(0))
        await phone.say(text)
        await until(lambda phone=phone, text=text: _has(phone.texts, f"echo: {text}"))
    people = await here.people()
    assert {(one[0], one[1]) for one in people} == {(park, code)}
    assert sorted(people.values()) == [["from inside"], ["from outside"]]
