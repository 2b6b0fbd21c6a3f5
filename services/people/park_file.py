"""What people bring to a park's file: the companies in it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.people import Company
from services.kit.park_file import Filing, Named, Section, keep


class CompanyEntry(Named):
    """Found by its English name; whoever belongs to it stays."""


async def _companies(session: AsyncSession, park: Park) -> list[CompanyEntry]:
    rows = await session.scalars(
        select(Company).where(Company.park_id == park.id).order_by(Company.id)
    )
    return [CompanyEntry(name_zh=row.name_zh, name_en=row.name_en) for row in rows]


async def _put_company(filing: Filing, entry: CompanyEntry) -> None:
    found_by = {"name_en": entry.name_en}
    await keep(filing, Company, "company", found_by, {"name_zh": entry.name_zh})


SECTIONS = (Section("companies", CompanyEntry, ("name_en",), 30, _companies, _put_company),)
