from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from pydantic import ValidationError

from parkline.settings import secrets
from parkline.settings.secret_settings import DEMO_SECRET
from parkline.settings.settings import Settings

SECRET = "s" * 32


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No .env file, and nobody's variables."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARKLINE_{name.upper()}", raising=False)


def test_the_demo_needs_no_secret() -> None:
    assert Settings(demo=True).secret_key.get_secret_value() == DEMO_SECRET


def test_the_demos_secret_is_refused_anywhere_else() -> None:
    with pytest.raises(ValidationError, match="is the demo's; choose your own"):
        Settings(secret_key=DEMO_SECRET)


@pytest.mark.parametrize("demo", [True, False])
def test_a_short_secret_is_refused(demo: bool) -> None:
    with pytest.raises(ValidationError, match="needs at least 32 characters"):
        Settings(secret_key="s" * 31, demo=demo)


def test_a_missing_secret_says_how_to_make_one() -> None:
    with pytest.raises(ValidationError, match=r"python3 -c .*secrets\.token_urlsafe"):
        Settings()


def test_a_secret_of_ones_own_will_do_for_the_demo_too() -> None:
    assert Settings(secret_key=SECRET, demo=True).secret_key.get_secret_value() == SECRET


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "park.example", ""])
def test_the_demo_listens_to_this_machine_alone(host: str) -> None:
    """Everybody knows its passwords."""
    with pytest.raises(ValidationError, match="PARKLINE_HOST must be a loopback address"):
        Settings(demo=True, host=host)
    assert Settings(secret_key=SECRET, host=host).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_and_on_this_machine_it_does(host: str) -> None:
    assert Settings(demo=True, host=host).host == host


def test_a_secret_does_not_show() -> None:
    assert SECRET not in repr(Settings(secret_key=SECRET, bot_token="t" * 40))
    assert "t" * 40 not in repr(Settings(secret_key=SECRET, bot_token="t" * 40))


def test_variables_and_an_env_file_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"PARKLINE_SECRET_KEY={SECRET}\nPARKLINE_PORT=9000\n")
    monkeypatch.setenv("PARKLINE_PORT", "9001")
    monkeypatch.setenv("PARKLINE_WEBHOOK_ALLOW", '["10.1.0.0/16"]')
    found = Settings()
    assert (found.secret_key.get_secret_value(), found.port) == (SECRET, 9001)
    assert found.webhook_allow == ["10.1.0.0/16"]


def test_settings_stay_as_they_were_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings(demo=True).port = 9000  # type: ignore[misc]


def test_people_reach_us_where_the_settings_say() -> None:
    assert Settings(demo=True).base_url == "http://127.0.0.1:8080"
    assert Settings(demo=True, public_url="https://park.example/").base_url == (
        "https://park.example"
    )


def test_each_purpose_has_a_key_of_its_own_and_keeps_it() -> None:
    ours, others = Settings(secret_key=SECRET), Settings(secret_key="o" * 32)
    assert secrets.derive(ours, "webchat") == secrets.derive(ours, "webchat")
    assert secrets.derive(ours, "webchat") != secrets.derive(ours, "vault")
    assert secrets.derive(ours, "webchat") != secrets.derive(others, "webchat")


def test_the_bots_token_is_the_one_chosen_else_derived() -> None:
    assert secrets.bot_token(Settings(secret_key=SECRET, bot_token="chosen")) == "chosen"
    derived = secrets.bot_token(Settings(secret_key=SECRET))
    assert len(derived) >= 40
    assert derived == secrets.bot_token(Settings(secret_key=SECRET))


def test_what_the_vault_holds_only_the_same_secret_opens() -> None:
    kept = secrets.vault(Settings(secret_key=SECRET)).encrypt(b"whsec_x")
    assert secrets.vault(Settings(secret_key=SECRET)).decrypt(kept) == b"whsec_x"
    with pytest.raises(InvalidToken):
        secrets.vault(Settings(secret_key="o" * 32)).decrypt(kept)


def test_half_a_merchant_of_wechat_pay_is_refused(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_text("a key")
    whole = {
        "wechatpay_mchid": "1900000109",
        "wechatpay_serial": "5F",
        "wechatpay_private_key_file": key,
        "wechatpay_api_key": "k" * 32,
        "wechatpay_platform_serial": "PUB_KEY_ID_1",
        "wechatpay_platform_key_file": key,
    }
    mini = {"wechat_mini_app_id": "wx1", "wechat_mini_secret": "s"}
    assert Settings(secret_key=SECRET, **mini, **whole).wechatpay_mchid == "1900000109"
    for name in whole:
        part = {one: value for one, value in whole.items() if one != name}
        with pytest.raises(ValidationError, match=f"PARKLINE_{name.upper()} missing"):
            Settings(secret_key=SECRET, **mini, **part)
    with pytest.raises(ValidationError, match="PARKLINE_WECHAT_MINI_APP_ID missing"):
        Settings(secret_key=SECRET, **whole)
    with pytest.raises(ValidationError, match="needs 32 characters"):
        Settings(secret_key=SECRET, **mini, **whole | {"wechatpay_api_key": "k" * 31})
    gone = {"wechatpay_private_key_file": tmp_path / "gone.pem"}
    with pytest.raises(ValidationError, match="names no file"):
        Settings(secret_key=SECRET, **mini, **whole | gone)
    assert "k" * 32 not in repr(Settings(secret_key=SECRET, **mini, **whole))


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file, others = tmp_path / "key", tmp_path / "others"
    file.write_text(SECRET + "\n")
    others.write_text("o" * 32 + "\n" + "p" * 32 + "\n")
    chosen = Settings(secret_key_file=file, secret_keys_accepted_file=others)
    assert chosen.secret_key.get_secret_value() == SECRET
    accepted = [one.get_secret_value() for one in chosen.secret_keys_accepted]
    assert accepted == ["o" * 32, "p" * 32]


def test_a_key_that_signs_is_not_accepted_a_second_time() -> None:
    chosen = Settings(secret_key=SECRET, secret_keys_accepted=[SECRET, "o" * 32, "o" * 32])
    assert [one.get_secret_value() for one in chosen.secret_keys_accepted] == ["o" * 32]


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"secret_keys_accepted": ["short"]}, "PARKLINE_SECRET_KEYS_ACCEPTED needs at least"),
        ({"secret_keys_accepted": [DEMO_SECRET]}, "PARKLINE_SECRET_KEYS_ACCEPTED is the demo's"),
        ({"secret_keys_accepted": [c * 32 for c in "abcd"]}, "takes at most 3 keys"),
        ({"secret_key_file": "/nowhere/at/all"}, "not both"),
        ({"secret_keys_accepted_file": "/nowhere/at/all"}, "names no file that can be read"),
    ],
)
def test_keys_that_cannot_be_right_are_refused(said: dict[str, Any], match: str) -> None:
    with pytest.raises(ValidationError, match=match) as refusal:
        Settings(secret_key=SECRET, **said)
    assert SECRET not in str(refusal.value)
