"""The demo behind the simulated WeChat: its accounts fit both sides, and are refused elsewhere."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from parkline.demo import wechat
from parkline.payments.wechat_pay import wechat_pay
from parkline.process.clock import system_clock
from parkline.settings.settings import Settings
from parkline.simulate.wechat.demo import MENU, SCENES, demo_simulator
from parkline.simulate.wechat.envelope import letter
from parkline.simulate.wechat.menu import checked
from parkline.simulate.wechat.world import SCENE_CHARACTERS
from parkline.simulate.wechatpay import demo as pay
from parkline.up.supervisor import Child, _behind_wechat

SECRET = "s" * 32


@pytest.fixture(autouse=True)
def accounts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """The variables of the gateway, and no others."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARKLINE_{name.upper()}", raising=False)
    variables = wechat.account(Settings(demo=True))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


def test_the_gateway_takes_the_simulators_accounts(accounts: dict[str, str]) -> None:
    chosen = Settings(demo=True)
    apps = demo_simulator("http://127.0.0.1:8080").world.apps
    official, mini = apps[chosen.wechat_app_id], apps[chosen.wechat_mini_app_id]
    corp, service = apps[chosen.wecom_corp_id], apps[chosen.wecom_kf_id]
    assert chosen.wechat_aes_key.get_secret_value() == official.aes_key
    assert chosen.wecom_aes_key.get_secret_value() == corp.aes_key == service.aes_key
    assert [app.url.removeprefix("http://127.0.0.1:8080") for app in apps.values()] == [
        *("/wechat", "/wechat/mini", "/wecom", "/wecom"),
    ]
    assert mini.receiver == mini.appid
    assert service.receiver == corp.appid
    assert {
        name
        for name in accounts
        if name.removeprefix("PARKLINE_").lower() not in (Settings.model_fields)
    } == set()


def test_its_keys_can_be_used() -> None:
    for app in demo_simulator().world.apps.values():
        assert b"Encrypt" in letter(app, {"ToUserName": "x"}, openid="o", at=0).body


def test_it_is_refused_outside_the_demo() -> None:
    with pytest.raises(ValidationError, match="is the demo's; use your own account"):
        Settings(secret_key=SECRET)


def test_templates_menu_and_codes_are_ones_that_the_platform_takes() -> None:
    templates = demo_simulator().world.templates
    for chosen in wechat.TEMPLATES.values():
        assert set(chosen["fields"]) == set(templates[str(chosen["id"])].fields)
    assert json.loads(json.dumps(checked(MENU))) == MENU
    assert all(len(scene) <= SCENE_CHARACTERS for scene in SCENES)


def test_gateway_and_worker_learn_of_the_platform_and_others_do_not(tmp_path: Path) -> None:
    chosen = Settings(demo=True, port=9000, simulator_port=9001, data_dir=tmp_path / "var")
    children = [Child(name, [], {"A": "b"}, tmp_path) for name in ("bot", "gateway", "worker")]
    platform = _behind_wechat(chosen, children, tmp_path)
    told = [child.name for child in children if "PARKLINE_WECHAT_SECRET" in child.variables]
    assert told == ["gateway", "worker"]
    assert children[1].variables["PARKLINE_WECHAT_API_URL"] == "http://127.0.0.1:9001"
    assert children[1].variables["A"] == "b"
    assert platform.command[3:] == [
        *("simulate", "wechat", "--port", "9001", "--bot", "http://127.0.0.1:9000"),
        *("--pay", str(tmp_path / "var" / "wechatpay")),
    ]


def test_the_merchant_s_keys_are_made_once_and_kept_to_oneself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARKLINE_DATA_DIR", str(tmp_path / "var"))
    first = wechat.wallet(Settings(demo=True))
    assert wechat.wallet(Settings(demo=True)) == first
    for name, value in first.items():
        monkeypatch.setenv(name, value)
    chosen = Settings(demo=True)
    merchant = wechat_pay(chosen, system_clock)
    platform = pay.demo_simulator(tmp_path / "var" / "wechatpay", chosen.wechat_mini_app_id)
    assert merchant is not None
    assert merchant.merchant.serial == platform.merchant.serial
    assert merchant.merchant.platform_serial == platform.platform.serial
    assert merchant.merchant.private_key == platform.merchant.private_pem
    for file in (tmp_path / "var" / "wechatpay").iterdir():
        if not file.name.endswith("certificate.pem"):
            assert file.stat().st_mode & 0o077 == 0, file.name
