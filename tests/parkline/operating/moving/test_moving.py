"""A park is exported, imported, verified and switched: all of it is there, under the same ids."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from parkline.operating.moving import sweeping, tables
from parkline.operating.moving.errors import MoveRefused
from parkline.settings import secrets
from tests.parkline.operating.moving.two_installations import Side, move, nothing

AT_SIX = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)


def test_a_park_is_there_as_it_was(old: Side, new: Side) -> None:
    manifest = old.export()
    arrived = new.take_in()
    compared = new.verify()
    assert compared.differences == ()
    assert compared.rows == manifest.rows > 500
    assert (arrived.state, arrived.role) == ("moving", "arriving")
    assert new.asked("select count(*) from item") == old.asked("select count(*) from item") > 80
    assert old.verify().good


def test_beside_a_park_with_the_same_number_it_gets_another_and_keeps_its_ids(
    old: Side, twin: Side
) -> None:
    there = twin.asked("select id from park")
    ids = old.asked("select array_agg(id order by id) from item")
    served = move(old, twin)
    assert (served.slug, served.state) == ("daybreak", "active")
    assert served.id != there
    of_park = "select array_agg(id order by id) from item where park_id = %s"
    assert twin.asked(of_park, served.id) == twin.asked(of_park, there) == ids


def test_a_name_that_is_taken_is_refused_until_another_is_chosen(old: Side, twin: Side) -> None:
    twin.do("update park set slug = 'daybreak'")
    old.export()
    with pytest.raises(MoveRefused, match="--slug"):
        twin.take_in()
    assert twin.asked("select count(*) from park") == 1
    assert twin.take_in("daybreak_2").slug == "daybreak_2"
    assert twin.verify().good


def test_secrets_are_under_the_other_installations_key(old: Side, new: Side) -> None:
    sealed = old.vaults[secrets.VAULT].encrypt(b"whsec_of_the_canteen")
    token = old.vaults[secrets.PLATFORM_TOKENS].encrypt(b"wechats token").decode()
    old.do(
        "insert into endpoint (park_id, vendor_id, url, secret, scheme, event_types, created_at)"
        " select park_id, id, 'https://canteen.example', %s, 'v1', '{}', now() from vendor limit 1",
        sealed,
    )
    old.do(
        "insert into platform_token (park_id, app_id, sealed) select id, 'wx1', %s from park",
        token,
    )
    account = old.vaults[secrets.VAULT].encrypt(b"the canteen's account")
    old.do(
        "insert into channel_account (park_id, code, channel, name, app_id, sealed, created_at)"
        " select id, 'k7m3q9xabc', 'telegram', 'bot', '7000000001', %s, now() from park",
        account,
    )
    old.export()
    new.take_in()
    assert new.verify().good
    brought = new.asked("select sealed from channel_account where code = 'k7m3q9xabc'")
    assert brought != account
    assert new.vaults[secrets.VAULT].decrypt(brought) == b"the canteen's account"
    moved = new.asked("select secret from endpoint")
    assert moved != sealed
    assert new.vaults[secrets.VAULT].decrypt(moved) == b"whsec_of_the_canteen"
    kept = new.asked("select sealed from platform_token")
    assert new.vaults[secrets.PLATFORM_TOKENS].decrypt(kept) == b"wechats token"
    written = b"".join(file.read_bytes() for file in old.folder.iterdir())
    assert b"canteen" not in written


def test_a_secret_that_nobody_can_open_is_named_before_anything_is_handed_over(
    old: Side, new: Side
) -> None:
    old.do(
        "insert into endpoint (park_id, vendor_id, url, secret, scheme, event_types, created_at)"
        " select park_id, id, 'https://canteen.example', 'xx', 'v1', '{}', now() from vendor"
        " limit 1"
    )
    with pytest.raises(MoveRefused, match=r"endpoint.*PARKLINE_SECRET_KEYS_ACCEPTED"):
        old.export()
    with pytest.raises(MoveRefused, match=r"no .*manifest\.json"):
        new.take_in()


def test_jobs_rest_with_their_times_and_wait_in_the_other_installation(
    old: Side, twin: Side
) -> None:
    park = old.asked("select id from park")
    old.do(
        "insert into procrastinate_jobs (queue_name, task_name, lock, args, scheduled_at)"
        " values ('notices', 'notice_due', %s, %s, %s),"
        " ('x', 'of_another', null, '{\"park_id\": 99}', null)",
        f"{park}:order:7:notices",
        json.dumps({"park_id": park, "event_id": 7}),
        AT_SIX,
    )
    old.export()
    assert old.asked("select array_agg(task_name) from procrastinate_jobs") == ["of_another"]
    twin.take_in()
    assert twin.verify().good
    assert twin.asked("select count(*) from procrastinate_jobs") == 0
    old.switch("https://new.example")
    served = twin.switch()
    assert served.id != park
    job = "select to_jsonb(j) from procrastinate_jobs j"
    found = twin.asked(job)
    assert (found["task_name"], found["lock"]) == ("notice_due", f"{served.id}:order:7:notices")
    assert found["args"] == {"park_id": served.id, "event_id": 7}
    assert twin.asked("select scheduled_at from procrastinate_jobs") == AT_SIX
    assert twin.asked("select count(*) from resting_job") == 0


def test_new_ids_sort_behind_every_cursor_that_was_given_out(old: Side, new: Side) -> None:
    """A cursor counts the events of all parks of the installation."""
    old.do("select setval('event_id_seq', 70000)")
    move(old, new)
    assert new.asked("select nextval('event_id_seq')") == 70001


def test_sequences_never_go_back(old: Side, twin: Side) -> None:
    twin.do("select setval('event_id_seq', 90000)")
    move(old, twin)
    assert twin.asked("select nextval('event_id_seq')") == 90001


def test_events_count_as_written_by_the_import(old: Side, new: Side) -> None:
    old.do(
        "insert into event (park_id, xid, uid, type, version, subject, sequence, data, occurred_at,"
        " handled_at) select id, 99999999, gen_random_uuid(), 'order.placed', 1, 'order:1', 1,"
        " '{}', now(), now() from park"
    )
    move(old, new)
    assert new.asked("select xid from event") < 99999999
    assert new.asked("select id from event") == old.asked("select id from event")


def test_at_rest_nothing_of_the_park_changes_and_others_go_on(old: Side, twin: Side) -> None:
    other = "insert into park (slug, name_zh, name_en, timezone, currency, emergency_phone,"
    old.do(
        f"{other} desk_phone, acceptance_minutes) values ('b', 'B', 'B', 'UTC', 'CNY', '1', '2', 5)"
    )
    old.export()
    for write in (
        "update item set stock = 3",
        "delete from faq",
        "insert into building (park_id, code, name_zh, name_en, aliases, floors, basements)"
        " select id, 'Z', 'Z', 'Z', '{}', 3, 0 from park where slug = 'daybreak'",
        "update park set desk_phone = '1' where slug = 'daybreak'",
        "insert into procrastinate_jobs (queue_name, task_name, args)"
        " select 'x', 'y', jsonb_build_object('park_id', id) from park where slug = 'daybreak'",
    ):
        with pytest.raises(psycopg.Error) as refused:
            old.do(write)
        assert refused.value.sqlstate == "57R01", write
    old.do(
        "insert into building (park_id, code, name_zh, name_en, aliases, floors, basements)"
        " select id, 'Z', 'Z', 'Z', '{}', 3, 0 from park where slug = 'b'"
    )
    old.do("update park set desk_phone = '1' where slug = 'b'")


def test_a_move_that_is_given_up_leaves_the_park_as_it_was_and_its_export_void(
    old: Side, new: Side
) -> None:
    park = old.asked("select id from park")
    old.do(
        "insert into procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
        " values ('x', 'y', %s, %s)",
        json.dumps({"park_id": park}),
        AT_SIX,
    )
    old.export()
    new.take_in()
    assert new.verify().good
    assert old.reopen().state == "active"
    old.do("update item set stock = 3")
    assert old.asked("select scheduled_at from procrastinate_jobs") == AT_SIX
    with pytest.raises(MoveRefused, match="another export"):
        old.switch("https://new.example")
    with pytest.raises(MoveRefused, match=r"release\.json"):
        new.switch()
    assert move(old, new).state == "active"
    assert new.asked("select min(stock) from item") == 3


def test_neither_side_goes_before_the_other(old: Side, new: Side) -> None:
    old.export()
    with pytest.raises(MoveRefused, match="verify"):
        old.switch("https://new.example")
    new.take_in()
    with pytest.raises(MoveRefused, match="release"):
        new.switch()
    new.verify()
    with pytest.raises(MoveRefused, match="--to"):
        old.switch()
    assert old.switch("https://new.example/").moved_to == "https://new.example"
    assert old.asked("select state from park") == "gone"
    assert new.switch().state == "active"


def test_before_it_was_opened_a_switch_is_undone(old: Side, new: Side) -> None:
    old.export()
    new.take_in()
    new.verify()
    old.switch("https://new.example")
    with pytest.raises(MoveRefused, match="return"):
        old.switch_back()
    assert new.switch_back().state == "gone"
    with pytest.raises(MoveRefused, match="given back"):
        new.switch()
    assert old.switch_back().state == "active"
    assert move(old, new).state == "active"


def test_once_it_was_opened_it_comes_back_as_it_went(old: Side, new: Side) -> None:
    move(old, new)
    with pytest.raises(MoveRefused, match="at work here"):
        new.switch_back()
    new.do("update item set stock = 5")
    back = old.folder.with_name("back")
    served = move(replace(new, folder=back), replace(old, folder=back), "https://old.example")
    assert served.state == "active"
    assert old.asked("select max(stock) from item") == 5
    assert new.asked("select state from park") == "gone"


def test_rows_of_a_park_that_is_gone_stay_for_seven_days(old: Side, new: Side) -> None:
    move(old, new)
    now = datetime.now(UTC)

    def swept(after: timedelta) -> int:
        return sweeping.sweep(old.url, "daybreak", clock=lambda: now + after, at=nothing)

    with pytest.raises(MoveRefused, match="can be taken back until"):
        swept(timedelta(days=6, hours=23))
    assert swept(timedelta(days=7, hours=1)) > 500
    left = [one.name for one in tables.copied() if old.asked(f'select exists (table "{one.name}")')]
    assert left == ["park"]
    assert old.asked("select moved_to from park") == "https://new.example"
    assert old.asked("select count(*) from pg_trigger where tgname like 'at_rest%%'") == 0


def test_who_is_of_another_park_as_well_stays_behind(old: Side, new: Side) -> None:
    """Their rows of this park go along; what joins them with rows of others does not."""
    old.do(
        "insert into staff (park_id, login, name, password_hash, roles, created_at)"
        " select id, 'lin', '林晓', '', '{agent}', now() from park"
    )
    old.do(
        "insert into account_member (park_id, account, staff_id, proof, since)"
        " select park_id, gen_random_uuid(), id, 'operator', now() from staff where login = 'lin'"
    )
    old.export()
    new.take_in()
    assert new.verify().good
    assert new.asked("select count(*) from account_member") == 0
    assert new.asked("select count(*) from staff where login = 'lin'") == 1
    assert old.verify().good
    assert old.asked("select count(*) from account_member") == 1
