"""`parkline up` gives each process a role of its own, and what it needs."""

from tests.e2e.stack import Stack, wait_for

KNOWN = """
    select distinct usename, split_part(application_name, ' ', 2) from pg_stat_activity
    where datname = current_database() and application_name like 'parkline %' order by 1
"""


def test_gateway_and_worker_connect_each_by_its_role(stack: Stack) -> None:
    wanted = [("parkline_gateway", "gateway"), ("parkline_worker", "worker")]
    wait_for(lambda: stack.sql(KNOWN) == wanted, 30, "both to connect")


def test_the_owner_is_none_of_them(stack: Stack) -> None:
    found = stack.sql(
        "select usename from pg_stat_activity where datname = current_database()"
        " and backend_type = 'client backend' and pid <> pg_backend_pid()"
        " and usename not like 'parkline_%'"
    )
    assert found == []


def test_operators_see_which_key_each_signs_with(stack: Stack) -> None:
    said = stack.parkline("secrets", "status")
    assert "signs and seals" in said
    assert "gateway (process " in said
    assert "worker (process " in said
    assert "accepted" not in said
