"""`parkline up` gives each process a role of its own, and what it needs.

When the installation stops, tests/e2e/stack/stack.py looks in its logs for anything that was
denied.
"""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.browser import BOT_SECONDS, chat, heard, press, say
from tests.e2e.stack.stack import Stack, wait_for

in_browser = pytest.mark.asyncio(loop_scope="session")

KNOWN = """
    select distinct usename, split_part(application_name, ' ', 2) from pg_stat_activity
    where datname = current_database() and application_name like 'parkline %' order by 1
"""


def test_gateway_and_worker_connect_each_by_its_role(stack: Stack) -> None:
    wanted = [("parkline_gateway", "gateway"), ("parkline_worker", "worker")]
    wait_for(lambda: stack.sql(KNOWN) == wanted, 30, "both to connect")


OWNERS = (
    "select usename from pg_stat_activity where datname = current_database()"
    " and backend_type = 'client backend' and pid <> pg_backend_pid()"
    " and usename not like 'parkline_%'"
)


def test_the_owner_is_none_of_them(stack: Stack) -> None:
    """What set the park up has hung up; its server takes a moment to notice."""
    wait_for(lambda: stack.sql(OWNERS) == [], 30, "the owner to hang up")


def test_operators_see_which_key_each_signs_with(stack: Stack) -> None:
    said = stack.parkline("secrets", "status")
    assert "signs and seals" in said
    assert "gateway (process " in said
    assert "worker (process " in said
    assert "accepted" not in said


@in_browser
@pytest.mark.timeout(240)
async def test_two_browsers_are_linked_and_whoever_uses_them_is_forgotten(
    stack: Stack, chromium: Browser
) -> None:
    async with chat(chromium, stack.chat_url) as one, chat(chromium, stack.chat_url) as other:
        await say(other, "绑定")
        code = re.search(r"LK-\w+", await heard(other, re.compile(r"LK-\w+")))
        assert code is not None
        await say(one, code[0])
        await press(one, "是我，绑定")
        await press(other, "是我，绑定")
        await heard(other, "绑定好了")
        [(person,)] = stack.sql(
            "select c.person_id from message m join conversation c on c.id = m.conversation_id"
            " where m.text = %s and m.direction = 'in'",
            code[0],
        )
        assert left_of(stack, person) > 0
        assert await forget(one) in (200, 204)
    assert left_of(stack, person) == 0


def left_of(stack: Stack, person: object) -> int:
    """Messages with words, in all conversations of a person."""
    [(count,)] = stack.sql(
        "select count(*)::int from message m join conversation c on c.id = m.conversation_id"
        " where c.person_id = %s and m.text <> ''",
        person,
    )
    assert isinstance(count, int)
    return count


async def forget(page: Page) -> int:
    """As the mini-app does it, which is served from the same address; the status of the answer."""
    status: int = await page.evaluate(
        """async () => {
            const login = await fetch("/api/v1/login/browser", {method: "POST"});
            const answer = await fetch("/api/v1/me/erasure", {
                method: "POST",
                headers: {
                    "Authorization": `Bearer ${(await login.json()).access_token}`,
                    "Content-Type": "application/json",
                },
                body: JSON.stringify({confirm: "forget me"}),
            });
            return answer.status;
        }"""
    )
    return status


@in_browser
async def test_a_wrong_password_is_counted(stack: Stack, chromium: Browser) -> None:
    async with await chromium.new_context() as context:
        page = await context.new_page()
        await page.goto(f"{stack.chat_url}desk/sign-in")
        await page.locator("[name=login]").fill("nobody-of-this-name")
        await page.locator("[name=password]").fill("wrong")
        await page.locator("#sign-in button").click()
        await expect(page.locator("#sign-in button")).to_be_visible(timeout=BOT_SECONDS)
        wait_for(lambda: stack.sql("select 1 from sign_in_try"), 30, "the try")


@in_browser
@pytest.mark.timeout(240)
async def test_the_worker_removes_what_is_over(stack: Stack, chromium: Browser) -> None:
    async with chat(chromium, stack.chat_url) as tenant:
        await say(tenant, "你好，角色")
        await heard(tenant, "您好")
    [(talk,)] = stack.sql("select conversation_id from message where text = '你好，角色'")
    old = "now() - interval '10 years'"
    stack.sql(f"update message set created_at = {old} where conversation_id = %s", talk)
    stack.sql(
        "insert into audit_entry (park_id, at, action, subject, before, after)"
        f" select id, {old}, 'a.b', 'old:1', '{{}}', '{{}}' from park"
    )
    stack.sql("delete from retention_pass")
    left = (
        "select 1 from message where conversation_id = %s union all"
        " select 1 from audit_entry where subject = 'old:1'"
    )
    wait_for(lambda: not stack.sql(left, talk), 120, "a pass of retention")
