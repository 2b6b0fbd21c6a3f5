"""Each finding, caused; and none where nothing is wrong."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from parkline.demo.desk.data import DEMO_PASSWORD, DeskData
from parkline.demo.seeds import load
from parkline.doctor import around, database, examination
from parkline.doctor.findings import Finding, status_of
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores import fence, schema
from parkline.stores.database import libpq_url
from parkline.stores.database_roles import as_role
from services.staff import passwords
from tests.connectors.bot.fake import FakeBot
from tests.parkline.cli.commands import Parkline

SECRET = "a-secret-of-the-tests-of-the-doctor"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def connection(demo_url: str) -> Iterator[psycopg.Connection]:
    fence.apply(demo_url, on=False)
    with psycopg.connect(libpq_url(demo_url), autocommit=True) as connection:
        connection.execute("insert into procrastinate_workers (last_heartbeat) values (now())")
        connection.execute(
            "update park set emergency_phone = '010-5555-0119', desk_phone = '010-5555-8000'"
        )
        connection.execute(
            "insert into staff (park_id, login, name, password_hash, roles, created_at)"
            " select id, 'wang', '王敏', '', '{operator}', now() from park"
        )
        yield connection


@pytest.fixture
def chosen(demo_url: str, redis_url: str, bot: FakeBot, tmp_path: Path) -> Settings:
    return Settings(
        secret_key=SECRET,
        database_url=demo_url,
        redis_url=redis_url,
        bot_urls=[bot.url],
        data_dir=tmp_path,
    )


@pytest.fixture(autouse=True)
def trained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A model that is as new as its data."""
    for name in ("MODEL", "FINGERPRINT"):
        monkeypatch.setattr(around.bot, name, tmp_path / name)
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(around.bot, "fingerprint", lambda: "1")
    monkeypatch.setattr(around.miniapp, "BUILD", tmp_path)
    (tmp_path / "index.html").touch()
    monkeypatch.setattr(around, "FREE_WARN", 0)
    monkeypatch.setattr(database, "LOSES", {})  # The tests' own server does not wait for its disk.


async def found(chosen: Settings) -> dict[str, Finding]:
    findings = await examination.examine(chosen, now)
    return {one.code: one for one in findings if one.level != "info"}


async def test_a_well_installation(chosen: Settings, connection: psycopg.Connection) -> None:
    assert await found(chosen) == {}


async def test_a_real_park_whose_emergency_number_is_the_demo_s(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute("update park set emergency_phone = '8110'")
    assert (await found(chosen))["demo-number"].level == "error"
    assert await found(chosen.model_copy(update={"demo": True})) == {}


async def test_a_real_park_whose_desk_has_the_demo_s_number(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute("update park set desk_phone = '8001'")
    assert (await found(chosen))["demo-desk-number"].level == "error"
    assert await found(chosen.model_copy(update={"demo": True})) == {}


async def test_nobody_who_signs_in_and_nobody_who_lets_others_in(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute("update staff set roles = '{agent}'")
    assert (await found(chosen))["no-operator"].level == "warning"
    connection.execute("update staff set active = false")
    assert (await found(chosen))["no-staff"].level == "error"


@pytest.mark.parametrize(
    "lacking", ["delete from service_window", "update item set active = false"]
)
async def test_a_park_in_which_nothing_can_be_ordered(
    chosen: Settings, connection: psycopg.Connection, lacking: str
) -> None:
    connection.execute(lacking)  # type: ignore[arg-type]
    assert (await found(chosen))["no-outlet"].level == "warning"


async def test_a_park_of_the_settings_that_is_not_there(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    finding = (await found(chosen.model_copy(update={"park": "riverside"})))["no-park"]
    assert (finding.level, finding.mend) == ("error", "set PARKLINE_PARK to one of daybreak")


async def test_a_mini_app_that_was_not_built(
    chosen: Settings, connection: psycopg.Connection, tmp_path: Path
) -> None:
    (tmp_path / "index.html").unlink()
    assert (await found(chosen))["no-mini-app"].level == "warning"


EVENT = (
    "insert into event (park_id, uid, type, version, subject, sequence, data, occurred_at, due_at)"
    " select id, gen_random_uuid(), 'order.placed', 1, 'order:1', 1, '{}', at, at"
    " from park, cast(%s as timestamptz) at"
)
ENDPOINT = (
    "insert into endpoint (park_id, vendor_id, url, event_types, secret, created_at)"
    " select park_id, id, 'https://vendor.example', '{}', %s, now() from vendor limit 1"
)


def endpoint(connection: psycopg.Connection) -> None:
    connection.execute(ENDPOINT, [secrets.vault(Settings(secret_key=SECRET)).encrypt(b"whsec")])


@pytest.mark.parametrize(("minutes", "level"), [(1, "warning"), (6, "error")])
async def test_events_that_nobody_handles(
    chosen: Settings, connection: psycopg.Connection, minutes: int, level: str
) -> None:
    connection.execute(EVENT, [now() - timedelta(minutes=minutes)])
    [finding] = (await found(chosen)).values()
    assert (finding.code, finding.level) == ("waiting-events", level)
    assert finding.mend


async def test_a_job_that_is_due_and_one_that_is_not_yet(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    defer = (
        "select procrastinate_defer_jobs_v1(array[row('default', 'slot_over', 0, null, null, '{}',"
        " %s)::procrastinate_job_to_defer_v1])"
    )
    connection.execute(defer, [now() + timedelta(hours=1)])
    assert await found(chosen) == {}
    connection.execute(defer, [now() - timedelta(minutes=20)])
    assert (await found(chosen))["waiting-jobs"].level == "error"


async def test_no_worker_and_jobs_that_a_dead_one_holds(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 h'")
    connection.execute(
        "insert into procrastinate_jobs (queue_name, task_name, status, worker_id)"
        " select 'default', 'deliver', 'doing', id from procrastinate_workers"
    )
    assert set(await found(chosen)) == {"workers", "orphaned-jobs"}


async def test_endpoints_that_are_disabled_or_fail_and_secrets_that_end(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    endpoint(connection)
    assert await found(chosen) == {}
    connection.execute("update endpoint set status = 'disabled', disabled_reason = 'gone'")
    assert "(gone)" in (await found(chosen))["endpoint-disabled"].what
    connection.execute("update endpoint set status = 'active', disabled_reason = null")
    connection.execute("update endpoint set failing_since = %s", [now() - timedelta(hours=30)])
    assert "30 h" in (await found(chosen))["endpoint-failing"].what
    connection.execute("update endpoint set failing_since = null")
    connection.execute("update endpoint set previous_until = %s", [now() + timedelta(hours=5)])
    assert set(await found(chosen)) == {"secret-rotation"}


async def test_one_url_of_a_vendor_that_is_registered_twice(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    endpoint(connection)
    endpoint(connection)
    assert "send the same events" in (await found(chosen))["endpoint-twice"].what
    connection.execute(
        "update endpoint set event_types = array['order.' || case when id % 2 = 0 then 'ready'"
        " else 'placed' end]"
    )
    assert await found(chosen) == {}


async def test_what_waits_for_a_disabled_endpoint_is_not_late(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    endpoint(connection)
    connection.execute(EVENT, [now() - timedelta(hours=1)])
    connection.execute("update event set handled_at = now(), due_at = null")
    connection.execute(
        "insert into delivery (park_id, event_id, endpoint_id, created_at, next_attempt_at)"
        " select e.park_id, v.id, e.id, v.occurred_at, v.occurred_at from endpoint e, event v"
    )
    assert set(await found(chosen)) == {"waiting-deliveries"}
    connection.execute("update endpoint set status = 'disabled'")
    assert set(await found(chosen)) == {"endpoint-disabled"}


async def test_another_key_than_the_one_that_sealed(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    endpoint(connection)
    other = chosen.model_copy(update={"secret_key": Settings(secret_key="x" * 40).secret_key})
    findings = await found(other)
    assert findings["secret-key"].level == "error"
    assert "xxx" not in json.dumps([one.as_json() for one in findings.values()])


async def test_a_former_secret_of_an_endpoint_is_looked_at_too(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    endpoint(connection)
    sealed = secrets.vault(Settings(secret_key="x" * 40)).encrypt(b"whsec")
    later = now() + timedelta(days=3)
    connection.execute("update endpoint set previous_secret = %s, previous_until = %s", [
        sealed, later,
    ])  # fmt: skip
    assert "the former one" in (await found(chosen))["secret-key"].what
    connection.execute("update endpoint set previous_until = %s", [now() - timedelta(days=1)])
    assert await found(chosen) == {}


async def test_secrets_that_are_still_under_a_key_that_is_only_accepted(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    endpoint(connection)
    token = secrets.platform_vault(Settings(secret_key=SECRET)).encrypt(b"token").decode()
    connection.execute(
        "insert into platform_token (park_id, app_id, sealed) select id, 'wx1', %s from park",
        [token],
    )
    rotated = Settings(secret_key="n" * 40, secret_keys_accepted=[SECRET])
    changed = {
        "secret_key": rotated.secret_key,
        "secret_keys_accepted": rotated.secret_keys_accepted,
    }
    findings = await found(chosen.model_copy(update=changed))
    assert set(findings) == {"secret-former-key"}
    assert findings["secret-former-key"].what.startswith("2 secrets are still sealed")
    assert findings["secret-former-key"].level == "warning"


async def test_a_platform_that_gives_no_token(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute(
        "insert into platform_token (park_id, app_id, blocked_until)"
        " select id, 'wx1', %s from park",
        [now() + timedelta(hours=3)],
    )
    assert "wx1" in (await found(chosen))["platform-token"].what


async def test_accounts_that_platforms_refuse_or_cannot_call(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    sealed = secrets.vault(chosen).encrypt(b"{}")
    for code, status, problem, until in (
        ("refusedabc", "active", "secret_refused", None),
        ("disabledab", "disabled", "", None),
        ("rotatedabc", "active", "", now() + timedelta(hours=1)),
    ):
        connection.execute(
            "insert into channel_account (park_id, code, channel, name, app_id, sealed, status,"
            " problem, former_until, created_at)"
            " select id, %s, 'telegram', 'bot', %s, %s, %s, %s, %s, now() from park",
            [code, code, sealed, status, problem, until],
        )
    findings = await found(chosen)
    assert set(findings) == {"account-refused", "account-address"}
    assert "refusedabc" in findings["account-refused"].what
    said = {one.code: one.what for one in await examination.examine(chosen, now)}
    assert "disabledab" in said["account-disabled"]
    assert "rotatedabc" in said["account-rotation"]


async def test_the_demos_password_outside_the_demo(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    login = load(DeskData).desk.staff[0].login
    connection.execute(
        "insert into staff"
        " (park_id, login, name, password_hash, roles, language, skills, created_at)"
        " select id, %s, 'x', %s, '{operator}', 'zh', '{}', now() from park",
        [login, passwords.hashed(DEMO_PASSWORD)],
    )
    assert login in (await found(chosen))["demo-password"].what
    connection.execute("update staff set password_hash = %s", [passwords.hashed("another one 1")])
    assert await found(chosen) == {}


async def test_migrations_behind_ahead_and_none(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute("update alembic_version set version_num = '0001'")
    assert (await found(chosen))["migrations"].mend == "parkline migrate"
    connection.execute("update alembic_version set version_num = '9999'")
    assert "or a newer" in (await found(chosen))["migrations"].mend
    connection.execute("drop table alembic_version")
    assert (await found(chosen))["migrations"].what == "the database has no tables"


async def test_two_heads(
    chosen: Settings, connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "heads", lambda: ("0017", "0017b"))
    assert "2 heads: 0017, 0017b" in (await found(chosen))["migration-heads"].what


async def test_settings_that_lose_data(
    chosen: Settings, connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the tests' own server has them."""
    monkeypatch.setattr(database, "LOSES", {"fsync": "error"})
    finding = (await found(chosen))["loses-data"]
    assert finding.mend == "alter system set fsync = on; select pg_reload_conf();"


async def test_clocks_that_differ(chosen: Settings, connection: psycopg.Connection) -> None:
    for seconds, status in ((5, 1), (40, 2)):
        findings = await examination.examine(chosen, lambda s=seconds: now() - timedelta(seconds=s))
        whats = [one.what for one in findings if one.code == "clock"]
        assert len(whats) == 2
        assert all("ahead of ours" in what for what in whats)
        assert status_of(findings) == status


async def test_a_platforms_clock_by_the_date_of_its_answers(chosen: Settings) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(headers={"Date": "Wed, 02 Dec 2020 01:30:00 GMT"})

    app = web.Application()
    app.router.add_route("*", "/", answer)
    async with TestServer(app) as server:
        url = str(server.make_url("/"))
        telegram = {
            "telegram_token": Settings(secret_key=SECRET, telegram_token="1:x").telegram_token
        }
        asked = chosen.model_copy(update={**telegram, "telegram_api_url": url})
        [finding] = await around.platform_clocks(asked, now)
        assert finding.level == "error"
        assert "behind ours" in finding.what
    [away] = await around.platform_clocks(asked, now)
    assert away.code == "platform"
    assert await around.platform_clocks(chosen, now) == []


async def test_the_model_and_the_bot(
    chosen: Settings, connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around.bot, "fingerprint", lambda: "2")
    finding = (await found(chosen))["model"]
    assert (finding.level, finding.mend) == ("warning", "parkline train")
    around.bot.MODEL.unlink()
    assert (await found(chosen))["model"].level == "error"
    away = chosen.model_copy(update={"bot_urls": ["http://127.0.0.1:1"]})
    assert (await found(away))["bot"].level == "error"


async def test_stores_that_do_not_answer(chosen: Settings) -> None:
    away = {"database_url": "postgresql://127.0.0.1:1/x", "redis_url": "redis://127.0.0.1:1/0"}
    findings = await found(chosen.model_copy(update=away))
    assert set(findings) == {"database", "redis"}


async def test_a_disk_that_is_nearly_full(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "FREE_WARN", 1)
    [finding] = await around.disk(chosen, now)
    assert "MiB are free" in finding.what


def certificate(left: timedelta) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pay.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=400))
        .not_valid_after(now() + left)
        .sign(key, SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)


@pytest.mark.parametrize(("days", "expected"), [(40, []), (9, ["warning"]), (-3, ["error"])])
async def test_a_certificate_that_ends(
    chosen: Settings, tmp_path: Path, days: int, expected: list[str]
) -> None:
    file = tmp_path / "platform.pem"
    file.write_bytes(certificate(timedelta(days=days)))
    pays = {"wechatpay_mchid": "1900000001", "wechatpay_platform_key_file": file}
    findings = await around.certificates(chosen.model_copy(update=pays), now)
    assert [one.level for one in findings] == expected


async def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(
    chosen: Settings, connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> list[Finding]:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(examination, "WITHIN", (broken, *examination.WITHIN))
    finding = (await found(chosen))["check"]
    assert finding.what == "the check 'broken' could not be made: RuntimeError"


def test_the_command_says_it_by_its_status_and_as_json(operate: Parkline) -> None:
    result = operate("doctor", "--json")
    said = json.loads(result.output)
    assert result.exit_code == said["status"] == 2, "neither bot nor worker runs"
    assert {"bot", "workers"} <= {one["code"] for one in said["findings"]}
    assert "✗ workers: no worker runs" in operate("doctor").output


PASS = (
    "insert into retention_pass (park_id, rule, began_at, finished_at)"
    " select id, %s, at, at from park, cast(%s as timestamptz) at"
)


@pytest.mark.parametrize(("days", "level"), [(3, "warning"), (8, "error")])
async def test_a_removal_that_lags(
    chosen: Settings, connection: psycopg.Connection, days: int, level: str
) -> None:
    connection.execute(PASS, ["photos", now()])
    assert await found(chosen) == {}
    connection.execute(PASS, ["messages", now() - timedelta(days=days)])
    finding = (await found(chosen))["retention-lags"]
    assert finding.level == level
    assert "messages" in finding.what


async def test_a_removal_that_never_began_although_there_is_something_old(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute(EVENT, [now() - timedelta(days=3)])
    connection.execute("update event set handled_at = occurred_at, due_at = null")
    finding = (await found(chosen))["retention-lags"]
    assert (finding.level, "never" in finding.what) == ("warning", True)


async def test_a_kind_that_is_kept_without_limit(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    connection.execute(
        "insert into retention_period (park_id, kind, days)"
        " select id, kind, days from park, (values ('events', null), ('looks', 200)) v (kind, days)"
    )
    finding = (await found(chosen))["retention-unlimited"]
    assert finding.level == "warning"
    assert "daybreak keeps without limit: events" in finding.what


async def test_a_move_that_stands_still_and_one_that_is_long_over(
    chosen: Settings, connection: psycopg.Connection
) -> None:
    rests = "update park set state = 'moving', state_since = %s"
    connection.execute(rests, [now() - timedelta(minutes=20)])
    assert (await found(chosen))["park-at-rest"].level == "warning"
    connection.execute(rests, [now() - timedelta(hours=2)])
    resting = (await found(chosen))["park-at-rest"]
    assert (resting.level, resting.what) == ("error", "daybreak has been at rest for 2 h")
    gone = "update park set state = 'gone', state_since = %s"
    connection.execute(gone, [now() - timedelta(days=6)])
    assert "park-gone" not in await found(chosen)
    connection.execute(gone, [now() - timedelta(days=8)])
    assert (await found(chosen))["park-gone"].mend == "`parkline park sweep`"


async def test_row_level_security_that_is_half_there(
    chosen: Settings, connection: psycopg.Connection, demo_url: str
) -> None:
    behind = chosen.model_copy(update={"rls": True})
    assert (await found(behind))["row-level-security"].level == "error"
    fence.apply(demo_url, on=True)
    assert "row-level-security" not in await found(behind)
    assert (await found(chosen))["row-level-security"].level == "error"
    name = "parkline gateway 1 k"
    with psycopg.connect(libpq_url(demo_url), application_name=name):
        assert (await found(behind))["row-level-security-role"].level == "warning"
    gateway = libpq_url(as_role(demo_url, "gateway"))
    with psycopg.connect(gateway, application_name=name):
        assert "row-level-security-role" not in await found(behind)
        connection.execute("revoke parkline_gateway_across from parkline_gateway")
        try:
            assert (await found(behind))["row-level-security-role"].level == "error"
        finally:
            connection.execute("grant parkline_gateway_across to parkline_gateway")
