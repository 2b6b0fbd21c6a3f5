"""Other people's clients call the simulated platform, and find in it what they expect."""

import base64
from typing import Any

import pytest

from tests.parkline.simulate.bot import Bot, mini, official, platform, wecom
from tests.peers.peers import Json, ask

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))
BUTTON: list[Json] = [
    {"type": "click", "name": "订餐", "key": "order"},
    {
        "name": "更多",
        "sub_button": [{"type": "view", "name": "地图", "url": "https://park.example/"}],
    },
]
TEXT = '取餐号 8 🍜 "引号" <b>'
OK = {"errcode": 0, "errmsg": "ok"}


async def used(program: str) -> tuple[Json, Any, Any]:
    """(what the client got, the phone it wrote to, the menu it made)"""
    app = official()
    async with platform(Bot(), app) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        alice.contact.followed_at = made.simulator.world.clock.now()
        await alice.say("hi")
        asked = {
            "url": made.url,
            "appid": app.appid,
            "secret": app.secret,
            "token": app.token,
            "key": app.aes_key,
            "openid": alice.contact.openid,
            "text": TEXT,
            "scene": "tower-B",
            "button": BUTTON,
            "picture": base64.b64encode(JPEG).decode(),
        }
        got = await ask(program, asked)
        scene = made.simulator.world.scenes[got["qrcode"]["ticket"]]
        assert scene == "tower-B"
        return got, alice, made.simulator.world.menus[app.appid]


@pytest.mark.parametrize("program", ["client_.py", "client.js"])
async def test_token_menu_message_code_and_file(program: str) -> None:
    got, alice, menu = await used(program)

    assert len(got["token"]) == 136
    assert {**got["menu"]} == OK
    assert {**got["sent"]} == OK
    assert menu == {"button": BUTTON}
    assert alice.texts == [TEXT]
    assert got["uploaded"]["type"] == "image"
    assert got["downloaded"] == len(JPEG)


async def test_wechatpy_reads_refusals_and_who_somebody_is() -> None:
    got, alice, _menu = await used("client_.py")

    assert got["stranger"][0] == 40003
    assert got["stranger"][1].startswith("invalid openid rid: ")
    assert got["user"]["subscribe"] == 1
    assert got["user"]["openid"] == alice.contact.openid


@pytest.mark.parametrize("program", ["corp_.py", "corp.js"])
async def test_a_corp_s_message_and_a_mini_program_s_login(program: str) -> None:
    corp, app = wecom(), mini()
    async with platform(Bot(), corp, app) as made:
        zhang = made.simulator.phone("zhang", "wecom")
        person = made.simulator.phone("alice", "mini").contact
        asked = {
            "url": made.url,
            "text": TEXT,
            "corp": {
                "corpid": corp.appid,
                "secret": corp.secret,
                "token": corp.token,
                "key": corp.aes_key,
                "agent": int(corp.agent_id),
                "member": zhang.contact.openid,
            },
            "mini": {
                "appid": app.appid,
                "secret": app.secret,
                "code": made.simulator.world.give_code(person, "login"),
            },
        }
        got = await ask(program, asked)

    assert got["sent"]["errcode"] == 0
    assert zhang.texts == [TEXT]
    assert got["session"]["openid"] == person.openid
    assert got["session"]["unionid"] == person.unionid
