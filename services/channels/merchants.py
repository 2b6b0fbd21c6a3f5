"""A park's merchants of WeChat Pay among its accounts: by which one it collects, and in which
mini-program its people pay."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import ChannelAccount

WECHATPAY = "wechatpay"


@dataclass(frozen=True, slots=True)
class Ids:
    """A merchant's numbers at the platform."""

    mchid: str
    appid: str

    @classmethod
    def of(cls, app_id: str) -> "Ids":
        mchid, _, appid = app_id.partition("/")
        return cls(mchid, appid)


async def collecting(session: AsyncSession, park_id: int) -> str:
    """Code of the account by which the park collects now, of several the one that was connected
    first; empty: the settings' one, if they name any."""
    found = await session.scalar(
        select(ChannelAccount.code)
        .where(
            ChannelAccount.park_id == park_id,
            ChannelAccount.channel == WECHATPAY,
            ChannelAccount.status == "active",
        )
        .order_by(ChannelAccount.id)
        .limit(1)
    )
    return found or ""


async def find(session: AsyncSession, park_id: int, code: str) -> ChannelAccount | None:
    """A disabled one, too: it begins nothing, and ends what it began. None once it is dropped."""
    return await session.scalar(
        select(ChannelAccount).where(
            ChannelAccount.park_id == park_id,
            ChannelAccount.code == code,
            ChannelAccount.channel == WECHATPAY,
            ChannelAccount.status != "dropped",
        )
    )


async def program(session: AsyncSession, park_id: int, code: str) -> str:
    """Code of the mini-program in which a merchant's people pay; empty: that of the settings."""
    row = await find(session, park_id, code) if code else None
    if row is None:
        return ""
    found = await session.scalar(
        select(ChannelAccount.code)
        .where(
            ChannelAccount.park_id == park_id,
            ChannelAccount.channel == "miniprogram",
            ChannelAccount.app_id == Ids.of(row.app_id).appid,
            ChannelAccount.status != "dropped",
        )
        .limit(1)
    )
    return found or ""
