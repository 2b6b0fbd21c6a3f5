"""What `parkline up` tells once it is ready: where each park is, and what else there is to open."""

from sqlalchemy import select
from yarl import URL

from models.park import Park, ParkHost
from parkline.channels import miniapp
from parkline.demo import wechat as demo_wechat
from parkline.settings.settings import Settings
from parkline.stores.database import database


async def lines(settings: Settings, database_url: str, *, wechat: bool) -> list[str]:
    """In the order in which they are said."""
    parks = await _parks(database_url, settings.park)
    found = list[str]()
    if len(parks) > 1:
        for name, host in parks:
            found.append(f"park          {name}")
            found += _pages(str(URL(settings.base_url).with_host(host)).rstrip("/"))
    else:
        found += _pages(settings.base_url)
    if settings.demo:
        found.append(f"vendor board  http://127.0.0.1:{settings.vendor_port}/")
    if wechat:
        found.append(f"WeChat phone  {demo_wechat.simulator_url(settings)}/phone/alice")
    if settings.database_url is None:  # Yours may carry a password.
        found.append(f"database      PARKLINE_DATABASE_URL='{database_url}'")
    return found


def _pages(base: str) -> list[str]:
    has_app = (miniapp.BUILD / "index.html").exists()
    return [
        f"  web chat    {base}/",
        *([f"  mini-app    {base}{miniapp.PREFIX}/"] if has_app else []),
        f"  desk        {base}/desk/",
    ]


async def _parks(database_url: str, usual: str) -> list[tuple[str, str]]:
    """Names and main hosts of those that have one, that of the settings first."""
    async with database(database_url, pool_size=1) as sessions, sessions() as session:
        rows = await session.execute(
            select(Park.name_zh, Park.name_en, ParkHost.host)
            .join(ParkHost, ParkHost.park_id == Park.id)
            .where(ParkHost.main, ParkHost.kind == "site", Park.state == "active")
            .order_by(Park.slug != usual, Park.slug)
        )
        return [(f"{zh} · {en}", host) for zh, en, host in rows]
