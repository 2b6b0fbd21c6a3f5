"""Endpoints, secrets and accounts, as the database has them."""

from datetime import timedelta

from psycopg import AsyncConnection

from parkline.demo.desk.data import DEMO_PASSWORD, DeskData
from parkline.demo.seeds import load
from parkline.doctor.findings import Finding, spoken
from parkline.process.clock import Clock
from parkline.settings import secrets
from parkline.settings.settings import Settings
from services.privacy import resealing
from services.staff import passwords

FAILING = timedelta(hours=1)
ROTATION_ENDS = timedelta(hours=24)
ACCOUNT_ENDS = timedelta(hours=4)


async def endpoints(
    connection: AsyncConnection, _settings: Settings, clock: Clock
) -> list[Finding]:
    rows = await connection.execute(
        "select e.id, v.code, e.status, e.disabled_reason, e.failing_since, e.previous_until"
        " from endpoint e join vendor v on v.park_id = e.park_id and v.id = e.vendor_id order by 1"
    )
    found, now = list[Finding](), clock()
    for id_, vendor, status, reason, failing_since, previous_until in await rows.fetchall():
        name = f"endpoint {id_} of {vendor}"
        if status == "disabled":
            what = f"{name} is disabled ({reason or 'by hand'}): its vendor hears of no order"
            mend = f"mend it with the vendor, then `parkline vendor enable {id_}`, which sends all"
            found.append(Finding("warning", "endpoint-disabled", what, mend))
        elif failing_since is not None and now - failing_since >= FAILING:
            what = f"{name} has not answered for {spoken(now - failing_since)}"
            mend = "ask the vendor; after five days it is disabled. Its attempts are in the log"
            found.append(Finding("warning", "endpoint-failing", what, mend))
        if previous_until is not None and now < previous_until < now + ROTATION_ENDS:
            what = f"the old secret of {name} ends in {spoken(previous_until - now)}"
            mend = "ask the vendor whether it knows the new one; else rotate again"
            found.append(Finding("warning", "secret-rotation", what, mend))
    return found


async def told_twice(
    connection: AsyncConnection, _settings: Settings, _clock: Clock
) -> list[Finding]:
    """One URL that was registered again for the same vendor."""
    rows = await connection.execute(
        "select v.code, e.id, f.id from endpoint e join endpoint f on f.park_id = e.park_id"
        " and f.vendor_id = e.vendor_id and f.url = e.url and f.id > e.id"
        " and not e.sandbox and not f.sandbox"
        " and f.status = 'active' and (cardinality(e.event_types) = 0"
        " or cardinality(f.event_types) = 0 or e.event_types && f.event_types)"
        " join vendor v on v.park_id = e.park_id and v.id = e.vendor_id"
        " where e.status = 'active' order by e.id, f.id"
    )
    return [
        Finding(
            *("warning", "endpoint-twice"),
            f"endpoints {first} and {second} of {vendor} send the same events to one URL",
            f"`parkline vendor disable {second}`, unless the vendor wants them twice",
        )
        for vendor, first, second in await rows.fetchall()
    ]


async def secrets_kept(
    connection: AsyncConnection, settings: Settings, clock: Clock
) -> list[Finding]:
    """Whether the keys of the settings open what was sealed, and whether the present one does."""
    rows = await connection.execute(
        "select 'endpoint ' || id, secret from endpoint union all"
        " select 'endpoint ' || id || ', the former one', previous_secret from endpoint"
        " where previous_secret is not null and previous_until > %s union all"
        " select 'account ' || code, sealed from channel_account where sealed is not null union all"
        " select 'peer ' || code, sealed from network_peer"
        " order by 1",
        [clock()],
    )
    kept = [(name, bytes(sealed)) for name, sealed in await rows.fetchall()]
    vendors = resealing.under(secrets.vaults_by_id(settings, secrets.VAULT), kept)
    rows = await connection.execute(
        "select app_id, sealed from platform_token where sealed is not null order by 1"
    )
    tokens_ = await rows.fetchall()
    platforms = resealing.under(secrets.vaults_by_id(settings, secrets.PLATFORM_TOKENS), tokens_)
    found = list[Finding]()
    if vendors.unreadable:
        what = f"no key of the settings opens the secrets of {'; '.join(vendors.unreadable)}"
        mend = (
            "add the key that they were sealed with to PARKLINE_SECRET_KEYS_ACCEPTED, or rotate"
            " each secret"
        )
        found.append(Finding("error", "secret-key", what, mend))
    for id_ in secrets.accepted_ids(settings):
        if count := vendors.counts[id_] + platforms.counts[id_]:
            what = f"{count} secrets are still sealed with the key {id_}, which is only accepted"
            mend = "parkline secrets rotate, once every process signs with the present key"
            found.append(Finding("warning", "secret-former-key", what, mend))
    return found


async def platforms(
    connection: AsyncConnection, _settings: Settings, clock: Clock
) -> list[Finding]:
    rows = await connection.execute(
        "select app_id, blocked_until from platform_token where blocked_until > %s", [clock()]
    )
    return [
        Finding(
            *("warning", "platform-token"),
            f"the platform gives {app_id} no token for {spoken(until - clock())}",
            "its quota is used up, or its secret is wrong: look at the account on the platform",
        )
        for app_id, until in await rows.fetchall()
    ]


async def channel_accounts(
    connection: AsyncConnection, settings: Settings, clock: Clock
) -> list[Finding]:
    """What platforms said to the last check, and overlaps that end."""
    rows = await connection.execute(
        "select p.slug, a.code, a.name, a.status, a.problem, a.former_until"
        " from channel_account a join park p on p.id = a.park_id"
        " where a.status <> 'dropped' order by 1, a.id"
    )
    found, now = list[Finding](), clock()
    for park, code, name, status, problem, until in await rows.fetchall():
        which = f"the account {code} ({name}) of {park}"
        if status == "disabled":
            what = f"{which} is disabled: who writes to it gets no answer"
            mend = f"`parkline --park {park} channel enable {code}`, or drop it"
            found.append(Finding("info", "account-disabled", what, mend))
        elif problem:
            what = f"{which} was refused at its last check: {problem}"
            mend = f"`parkline --park {park} channel check {code}` says more"
            found.append(Finding("warning", "account-refused", what, mend))
        if until is not None and now < until < now + ACCOUNT_ENDS:
            what = f"the former secrets of {which} end in {spoken(until - now)}"
            mend = "see on the platform whether the new ones are entered there"
            found.append(Finding("info", "account-rotation", what, mend))
    if found_any := await _calls_nowhere(connection, settings):
        found.append(found_any)
    return found


async def _calls_nowhere(connection: AsyncConnection, settings: Settings) -> Finding | None:
    """Accounts that no platform can call."""
    if settings.base_url.startswith("https:") or settings.demo:
        return None
    rows = await connection.execute("select count(*) from channel_account where status = 'active'")
    found = await rows.fetchone()
    if not found or not found[0]:
        return None
    what = f"platforms call https alone, and {found[0]} accounts have no such address"
    mend = "set PARKLINE_PUBLIC_URL to one that begins with https://"
    return Finding("warning", "account-address", what, mend)


async def demo(connection: AsyncConnection, settings: Settings, _clock: Clock) -> list[Finding]:
    """Who signs in with a password that stands in the manual."""
    if settings.demo:
        what = "this is the demo: its secret and passwords are known to everybody"
        return [Finding("info", "demo", what, "never on a machine that others reach")]
    known = [one.login for one in load(DeskData).desk.staff]
    rows = await connection.execute(
        "select login, password_hash from staff where active and login = any(%s)", [known]
    )
    open_to_all = [
        login for login, hashed in await rows.fetchall() if passwords.matches(hashed, DEMO_PASSWORD)
    ]
    if not open_to_all:
        return []
    what = f"staff with the demo's password: {', '.join(sorted(open_to_all))}"
    mend = "parkline staff password LOGIN, or parkline staff deactivate LOGIN"
    return [Finding("error", "demo-password", what, mend)]
