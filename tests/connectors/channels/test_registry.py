from connectors.channels.registry import CHANNELS


def test_a_channel_is_registered_under_the_name_that_it_stores() -> None:
    assert {name: channel.name for name, channel in CHANNELS.items()} == {
        "webchat": "webchat",
        "telegram": "telegram",
        "wechat": "wechat",
        "miniprogram": "miniprogram",
    }
