"""When courts are free, as OpenActive's open data: two feeds in pages, and what names them."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from api.booking.feed_shapes import FeedPage
from api.frame.call import Call
from api.frame.routing import Area, Raw
from models.booking_shelf import BookingOpenItem, BookingResource
from services.booking import charging, open_data, shelf
from services.kit.errors import NotFound
from services.kit.money import plain_amount

everybodys = Area("bookings", scope="public")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CONTEXT = "https://openactive.io/"
RPDE = "application/vnd.openactive.rpde+json; version=1"
JSON_LD = "application/ld+json"
FEEDS = {"FacilityUse": "facility-uses", "Slot": "slots"}


@everybodys.get("/openactive", media=JSON_LD, errors=[NotFound])
async def show_dataset(call: Call) -> Raw:
    """Where the feeds are and under which licence they may be used. 404 where no pool is open."""
    await _check_open(call)
    here = _here(call)
    name = str(getattr(call.park, f"name_{call.language}"))
    return _json(
        JSON_LD,
        {
            "@context": ["https://schema.org/", CONTEXT],
            "@type": "Dataset",
            "@id": here,
            "url": here,
            "name": name,
            "description": "When its courts are free.",
            "license": LICENCE,
            "inLanguage": ["zh", "en"],
            "publisher": {"@type": "Organization", "name": name, "url": call.deps.base_url},
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": kind,
                    "additionalType": f"https://openactive.io/{kind}",
                    "encodingFormat": RPDE,
                    "contentUrl": f"{here}/{path}",
                }
                for kind, path in FEEDS.items()
            ],
        },
    )


@everybodys.get("/openactive/facility-uses", media=RPDE.partition(";")[0], errors=[NotFound])
async def list_open_facilities(call: Call, query: FeedPage) -> Raw:
    """What there is, by Realtime Paged Data Exchange: follow `next` until a page is empty, then
    ask that one again from time to time."""
    await _check_open(call)
    rows = await open_data.page(call.session, call.park.id, slots=False, after=query.after)
    there = {one.id: one for one in await shelf.things(call.session, call.park, now=call.now)}
    pools = {one.pool.id: one.pool for one in there.values()}
    prices = {id_: await charging.hour_price(call.session, one) for id_, one in pools.items()}
    items = []
    for row in rows:
        thing = there.get(row.resource_id)
        data = None
        if thing is not None and not row.deleted:
            data = _facility(call, thing.resource, prices[thing.pool.id])
        items.append(_item("FacilityUse", row, data))
    return _page(call, "FacilityUse", items, query, rows)


@everybodys.get("/openactive/slots", media=RPDE.partition(";")[0], errors=[NotFound])
async def list_open_slots(call: Call, query: FeedPage) -> Raw:
    """When each can be had in the next two weeks, in the same way. At most a minute late."""
    await _check_open(call)
    rows = await open_data.page(call.session, call.park.id, slots=True, after=query.after)
    items = [_item("Slot", row, None if row.deleted else _slot(call, row)) for row in rows]
    return _page(call, "Slot", items, query, rows)


async def _check_open(call: Call) -> None:
    """Raises NotFound."""
    if not await open_data.is_open(call.session, call.park.id):
        raise NotFound("no open data")


def _here(call: Call) -> str:
    return f"{call.deps.base_url}/api/v1/openactive"


def _item(kind: str, row: BookingOpenItem, data: dict[str, Any] | None) -> dict[str, Any]:
    about = {"kind": kind, "id": row.id, "modified": row.modified}
    if data is None:
        return {"state": "deleted", **about}
    return {"state": "updated", **about, "data": data}


def _page(
    call: Call,
    kind: str,
    items: list[dict[str, Any]],
    query: FeedPage,
    rows: Sequence[BookingOpenItem],
) -> Raw:
    """An empty page leads to itself."""
    after = (rows[-1].modified, rows[-1].id) if rows else query.after
    next_ = f"{_here(call)}/{FEEDS[kind]}"
    if after is not None:
        next_ += "?" + urlencode({"afterTimestamp": after[0], "afterId": after[1]})
    return _json(RPDE, {"next": next_, "items": items, "license": LICENCE})


def _facility(call: Call, row: BookingResource, price: int | None) -> dict[str, Any]:
    park, here = call.park, _here(call)
    name = str(getattr(park, f"name_{park.language}"))
    address = str(getattr(park, f"address_{park.language}")) or name
    offers = (
        []
        if price is None
        else [
            {
                "@type": "Offer",
                "@id": f"{here}/facility-uses/{row.id}#hour",
                "name": "1 h",
                "price": float(plain_amount(price, park.currency)),
                "priceCurrency": park.currency,
            }
        ]
    )
    return {
        "@context": CONTEXT,
        "@type": "FacilityUse",
        "@id": f"{here}/facility-uses/{row.id}",
        "name": str(getattr(row, f"name_{park.language}")),
        "activity": [{"@type": "Concept", "prefLabel": row.name_en}],
        "location": {
            "@type": "Place",
            "name": name,
            "address": {"@type": "PostalAddress", "streetAddress": address},
        },
        "provider": {"@type": "Organization", "name": name, "url": call.deps.base_url},
        "url": f"{call.deps.base_url}/app/#/pages/booking/book?thing={row.code}",
        "offers": offers,
    }


def _slot(call: Call, row: BookingOpenItem) -> dict[str, Any]:
    assert row.starts_at is not None
    assert row.ends_at is not None
    here, minutes = _here(call), int((row.ends_at - row.starts_at).total_seconds() // 60)
    return {
        "@context": CONTEXT,
        "@type": "Slot",
        "@id": f"{here}/slots/{row.id}",
        "facilityUse": f"{here}/facility-uses/{row.resource_id}",
        "startDate": call.local(row.starts_at).isoformat(),
        "endDate": call.local(row.ends_at).isoformat(),
        "duration": f"PT{minutes}M",
        "remainingUses": int(row.says),
        "maximumUses": 1,
    }


def _json(media: str, body: dict[str, Any]) -> Raw:
    return Raw(json.dumps(body, ensure_ascii=False).encode(), media)
