"""Another's client of WeChat Pay is served by the simulator, and verifies it and what we sign."""

from tests.connectors.payments.wechatpay import API_KEY, NOWHERE, open_till
from tests.peers.peers import ask


async def test_axios_plugin_calls_the_platform_and_verifies_both_sides() -> None:
    async with open_till() as till:
        callback = await till.paid()
        prompt = await till.method.prepare(till.due("O-7K3M9Q-B2"))
        platform, merchant = till.simulator.platform, till.simulator.merchant
        got = await ask(
            "pay.js",
            {
                "mchid": till.simulator.world.mchid,
                "appid": till.simulator.world.appid,
                "serial": merchant.serial,
                "private_key": merchant.private_pem,
                "merchant_key": merchant.public_pem,
                "platform_serial": platform.serial,
                "platform_key": platform.public_pem,
                "api_key": API_KEY,
                "url": till.method.merchant.api_url,
                "notify": NOWHERE,
                "callback": {"headers": dict(callback.headers), "body": callback.body.decode()},
                "prompt": dict(prompt.parameters),
            },
        )
    assert got["verified"] is True
    assert got["opened"]["out_trade_no"] == "O-7K3M9Q-A1"
    assert got["opened"]["amount"]["total"] == 4400
    assert got["prompt"] is True
    assert got["prepay"]["prepay_id"].startswith("wx")
    assert got["query"]["trade_state"] == "NOTPAY"
    assert (got["closed"], got["refused"]) == (204, "ORDER_CLOSED")
