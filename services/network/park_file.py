"""What networks bring to a park's file: what the park publishes to those that it is in."""

from typing import Literal

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from models.booking_shelf import BookingResource
from models.network import NetworkOffer
from models.park import Park
from models.people import Company
from services.kit.park_file import Entry, Filing, Section
from services.network import networks, offers
from services.network.bodies import MOST_OFFERS, About, Offer, Url


class OfferEntry(Entry):
    """Found by network, kind and name: a company's English name, a room's code. The park has to be
    in the network, by `parkline network join`."""

    network: str
    kind: Literal["org", "space"]
    name: str
    about_zh: About = ""
    about_en: About = ""
    offers: list[Offer] = Field(default_factory=list, max_length=MOST_OFFERS)
    url: Url = ""


async def _offers(session: AsyncSession, park: Park) -> list[OfferEntry]:
    return [
        OfferEntry.model_construct(
            None,
            network=row.network,
            kind=row.kind,
            name=await _name(session, row),
            about_zh=row.body.get("about_zh", ""),
            about_en=row.body.get("about_en", ""),
            offers=row.body.get("offers", []),
            url=row.body.get("url", ""),
        )
        for row in await networks.published(session, park.id)
    ]


async def _name(session: AsyncSession, row: NetworkOffer) -> str:
    if row.company_id is not None:
        return (await session.get_one(Company, (row.park_id, row.company_id))).name_en
    return (await session.get_one(BookingResource, (row.park_id, row.resource_id))).code


async def _put(filing: Filing, entry: OfferEntry) -> None:
    """A company that stands in the file has agreed: who writes the file has asked it."""
    what = await offers.named(filing.session, filing.park.id, entry.kind, entry.name)
    said = entry.model_dump(include={"about_zh", "about_en", "offers", "url"})
    await offers.publish(filing.session, filing.by, entry.network, what, said)


SECTIONS = (Section("network", OfferEntry, ("network", "kind", "name"), 190, _offers, _put),)
