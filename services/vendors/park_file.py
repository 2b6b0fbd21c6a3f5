"""What vendors bring to a park's file: who they are. Endpoints and keys are no part of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.vendors import Vendor
from services.kit.park_file import Code, Filing, Named, Phone, Section, keep
from services.vendors import admin


class VendorEntry(Named):
    code: Code
    phone: Phone | None = None


async def _vendors(session: AsyncSession, park: Park) -> list[VendorEntry]:
    return [
        VendorEntry(code=row.code, name_zh=row.name_zh, name_en=row.name_en, phone=row.phone)
        for row in await admin.vendors(session, park.id)
    ]


async def _put_vendor(filing: Filing, entry: VendorEntry) -> None:
    values = entry.model_dump(exclude={"code"})
    await keep(filing, Vendor, "vendor", {"code": entry.code}, values)


SECTIONS = (Section("vendors", VendorEntry, ("code",), 40, _vendors, _put_vendor),)
