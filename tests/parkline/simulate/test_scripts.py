"""Trouble by script: over HTTP, as a test in another language would make it."""

from typing import Any

import pytest
from aiohttp import ClientError

from parkline.simulate.wechat import Rules
from parkline.simulate.wechat.crypto import BadCipher, Box
from tests.parkline.simulate.bot import (
    AES_KEY,
    SEND,
    Bot,
    Platform,
    mini,
    official,
    platform,
    success,
    text,
)


async def script(made: Platform, path: str, body: dict[str, Any]) -> Any:
    async with made.http.post(f"{made.url}/_sim/{path}", json=body) as response:
        assert response.status < 300, await response.text()
        return await response.json() if response.content_length else None


async def test_a_person_is_played_over_http() -> None:
    bot = Bot([text("您好"), success])
    async with platform(bot, official()) as made:
        delivery = await script(made, "phones/alice/official/follow", {})
        await script(made, "phones/alice/official/say", {"text": "早"})
        alice = made.simulator.phone("alice")
        url = f"{made.url}/_sim/phones/alice/official"
        async with made.http.post(f"{url}/dance", json={}) as response:
            unknown = response.status
        async with made.http.post(f"{url}/say", data="text=hi") as response:
            no_json = response.status
        async with made.http.post(f"{url}/say", json={}) as response:
            no_text = response.status
        async with made.http.post(f"{url}/press", json={"path": [0]}) as response:
            no_menu = response.status

    assert delivery["outcome"] == "replied"
    assert [attempt["verdict"] for attempt in delivery["attempts"]] == ["replied"]
    assert bot.heard[-1].fields["Content"] == "早"
    assert alice.texts == ["您好"]
    assert (unknown, no_json, no_text, no_menu) == (404, 415, 422, 409)


async def test_twice_at_the_same_time_is_shown_once() -> None:
    bot = Bot([text("好")])
    async with platform(bot, official()) as made:
        await script(made, "faults", {"on": "delivery", "do": "twice"})
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("一份")

    assert len(bot.heard) == 2
    assert bot.heard[0].fields["MsgId"] == bot.heard[1].fields["MsgId"]
    assert alice.texts == ["好"]


async def test_a_wrong_receiver_and_a_bad_signature() -> None:
    bot = Bot()
    async with platform(bot, official(mode="safe")) as made:
        await script(made, "faults", {"on": "delivery", "do": "wrong_receiveid"})
        await script(made, "faults", {"on": "delivery", "do": "bad_signature"})
        alice = made.simulator.phone("alice")
        await alice.follow()
        await alice.say("hi")

    with pytest.raises(BadCipher, match="wx0000000000000000"):
        Box(AES_KEY, "wx0123456789abcdef").decrypt(bot.heard[0].fields["Encrypt"])
    assert bot.heard[1].query["msg_signature"] == "0" * 40


@pytest.mark.parametrize("trouble", ["lose_answer", "hang_up"])
async def test_what_got_no_answer_comes_again(trouble: str) -> None:
    bot = Bot([text("好")])
    async with platform(bot, official()) as made:
        await script(made, "faults", {"on": "delivery", "do": trouble})
        delivery = await made.simulator.phone("alice").follow()

    assert [attempt.verdict for attempt in delivery.attempts][1:] == ["replied"]


async def test_the_next_calls_answer_an_error() -> None:
    app = official()
    async with platform(None, app) as made:
        token = await made.token(app)
        fault = {"on": "/cgi-bin/menu/get", "do": "error", "errcode": 45009, "times": 2}
        await script(made, "faults", fault)
        codes = [
            (await made.call("/cgi-bin/menu/get", access_token=token))["errcode"] for _ in range(3)
        ]

    assert codes == [45009, 45009, 46003]


async def test_a_lost_answer_was_said_and_a_dropped_call_was_not() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("hi")
        await made.token(app)
        for trouble in ("drop", "lose_answer"):
            await script(made, "faults", {"on": SEND, "do": trouble})
            with pytest.raises(ClientError):
                await made.push(app, alice.contact.openid, trouble)

    assert alice.texts == ["lose_answer"]


async def test_tokens_end_by_script() -> None:
    app = official()
    async with platform(None, app) as made:
        codes = []
        for how in ("expire", "invalidate"):
            token = await made.token(app)
            await script(made, "tokens", {"do": how})
            codes.append((await made.call("/cgi-bin/menu/get", access_token=token))["errcode"])

    assert codes == [42001, 40001]


async def test_the_clock_goes_ahead_and_not_back() -> None:
    async with platform(None, official()) as made:
        before = made.simulator.world.clock.seconds()
        await script(made, "clock", {"seconds": 3600})
        assert made.simulator.world.clock.seconds() - before in (3600, 3601)
        async with made.http.post(f"{made.url}/_sim/clock", json={"seconds": -1}) as response:
            assert response.status == 422


async def test_rules_are_set_by_name() -> None:
    app = official()
    async with platform(None, app, mini()) as made:
        await script(made, "rules", {"mode": "safe", "deliveries": 4, "a_minute": {SEND: 1}})
        assert (app.mode, made.simulator.world.rules.deliveries) == ("safe", 4)
        assert made.simulator.world.rules.a_minute == {SEND: 1}
        for wrong in ({"mode": "none"}, {"patience": "long"}, {"a_day": 7}):
            async with made.http.post(f"{made.url}/_sim/rules", json=wrong) as response:
                assert response.status == 422


async def test_what_is_no_fault_is_refused() -> None:
    async with platform(None, official()) as made:
        for wrong in ({"on": "delivery", "do": "slow"}, {"on": "*", "do": "error"}, {"do": "x"}):
            async with made.http.post(f"{made.url}/_sim/faults", json=wrong) as response:
                assert response.status == 422


async def test_the_state_shows_calls_without_their_secrets() -> None:
    app = official()
    async with platform(Bot(), app, rules=Rules()) as made:
        await made.push(app, "nobody", "hi")
        async with made.http.get(f"{made.url}/_sim/state") as response:
            state = await response.text()

    assert '"errcode": 40003' in state
    assert app.secret not in state
