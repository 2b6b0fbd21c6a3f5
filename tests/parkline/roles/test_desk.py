"""What the gateway gives to the desk."""

from typing import Any, cast

import pytest
from pydantic import SecretStr

from connectors.channels.feed import Feed
from desk.frame.deps import Deps
from desk.frame.live import Live
from edge.photo_cleaner import PhotoCleaner
from models.park import Park
from parkline.process.clock import system_clock
from parkline.roles.desk import desk_deps
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from services.kit.errors import Invalid, NotFound
from services.staff.permissions import ROLES
from tests.given.sites import site_of


def given(sessions: Sessions, **settings: Any) -> Deps:
    chosen = Settings(_env_file=None, **settings)  # type: ignore[call-arg]
    live = cast(Live, None)
    return desk_deps(
        chosen, site_of(Park(id=1)), sessions=sessions, feed=Feed(None), live=live,
        clean_photo=PhotoCleaner(), clock=system_clock,
    )  # fmt: skip


def test_the_demo_shows_an_account_of_every_role(sessions: Sessions) -> None:
    deps = given(sessions, demo=True)
    assert {account.role for account in deps.demo_accounts} == set(ROLES)
    assert deps.secure is False


def test_elsewhere_no_account_is_shown_and_the_known_password_is_still_known(
    sessions: Sessions,
) -> None:
    deps = given(sessions, demo=False, secret_key=SecretStr("s" * 32))
    assert (deps.demo, deps.demo_accounts) == (False, ())
    assert deps.demo_password == given(sessions, demo=True).demo_password


@pytest.mark.parametrize(
    ("url", "secure"), [("https://park.example", True), ("http://park.example", False)]
)
def test_cookies_are_secure_where_people_come_by_https(
    sessions: Sessions, url: str, secure: bool
) -> None:
    assert given(sessions, demo=True, public_url=url).secure is secure


async def test_it_reaches_vendors_only_where_the_settings_let_it(sessions: Sessions) -> None:
    url = "http://127.0.0.1:8090/hooks"
    allowing, closed = (
        given(sessions, demo=True, webhook_allow=allow) for allow in (["127.0.0.0/8"], [])
    )
    assert allowing.check_url is not None
    assert closed.check_url is not None
    assert await allowing.check_url(url) == url
    with pytest.raises(Invalid):
        await closed.check_url(url)
    assert closed.test_endpoint is not None
    with pytest.raises(NotFound):
        await closed.test_endpoint(1, 1)
