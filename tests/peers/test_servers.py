"""Other people's bots behind the simulated platform: they understand what it delivers."""

import pytest

from parkline.simulate.wechat import Phone, Rules
from tests.parkline.simulate.bot import official, platform
from tests.peers.peers import Json, serving

CONFIG: Json = {
    "token": official().token,
    "appid": official().appid,
    "key": official().aes_key,
}
KINDS = {
    "server.js": ["event|subscribe|1", "text|两份牛肉面 🍜 <b>&|1", "image|{picture}|1"],
    "server_.py": ["subscribe_event||1", "text|两份牛肉面 🍜 <b>&|1", "image|{picture}|1"],
}
VOICE = {"server.js": "voice|打开空调|1", "server_.py": "voice|打开空调|1"}
PLACE = {"server.js": "location|A座|1", "server_.py": "location|A座|1"}


async def played(alice: Phone) -> list[str]:
    """What the bot said to each kind of message, the address of the picture left out."""
    await alice.follow()
    await alice.say("两份牛肉面 🍜 <b>&")
    await alice.picture(b"\xff\xd8\xff\xe0")
    await alice.voice("打开空调")
    await alice.location(31.2, 121.5, "A座")
    url = f"{alice.world.base_url}/mmbiz/"
    return [
        "image|{picture}|1" if text.startswith(f"image|{url}") else text for text in alice.texts
    ]


@pytest.mark.parametrize("mode", ["plain", "compatible", "safe"])
@pytest.mark.parametrize("program", KINDS)
async def test_every_mode_is_understood(program: str, mode: str) -> None:
    app = official(mode=mode)
    async with serving(program, CONFIG) as url, platform(None, app) as made:
        app.url = url
        made.simulator.world.rules.patience = 5
        assert await made.simulator.world.courier.check_url(app) == "ok"
        alice = made.simulator.phone("alice")
        said = await played(alice)

    assert said == [*KINDS[program], VOICE[program], PLACE[program]]
    assert [delivery.outcome for delivery in alice.contact.deliveries] == ["replied"] * 5


@pytest.mark.parametrize("program", KINDS)
async def test_a_slow_bot_gets_the_same_message_three_times(program: str) -> None:
    app = official(mode="safe")
    async with serving(program, CONFIG) as url, platform(None, app) as made:
        app.url = url
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        made.simulator.world.rules.patience = 0.5
        delivery = await alice.say("slow")

    assert [attempt.verdict for attempt in delivery.attempts] == ["late", "late", "replied"]
    assert alice.texts == ["text|slow|3"]


@pytest.mark.parametrize("program", KINDS)
async def test_a_bad_signature_is_refused(program: str) -> None:
    app = official(mode="safe")
    rules = Rules(deliveries=1)
    async with serving(program, CONFIG) as url, platform(None, app, rules=rules) as made:
        app.url = url
        made.simulator.world.faults.add(on="delivery", do="bad_signature")
        delivery = await made.simulator.phone("alice").follow()

    assert [attempt.verdict for attempt in delivery.attempts] == ["status"]
