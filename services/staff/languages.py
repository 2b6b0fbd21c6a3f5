"""In which language somebody of staff reads the desk."""

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.staff import AuditEntry, Staff
from services.kit.audit import By, record


def choose(session: AsyncSession, by: By, member: Staff, language: str) -> None:
    """They said so themselves, at the desk."""
    before, after = {"language": member.language}, {"language": language}
    member.language = language
    record(session, by, "staff.edit", f"staff:{member.id}", before=before, after=after)


async def arrive(session: AsyncSession, member: Staff, language: str) -> None:
    """The language that was chosen on the page of the sign-in, unless theirs was chosen before."""
    if member.language == language:
        return
    chosen = exists().where(
        AuditEntry.park_id == member.park_id,
        AuditEntry.subject == f"staff:{member.id}",
        AuditEntry.action == "staff.edit",
        AuditEntry.after.has_key("language"),
    )
    if not await session.scalar(select(chosen)):
        member.language = language
