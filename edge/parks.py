"""Which park a request is for: by the host that it asks, out of what this process keeps of them.

A request costs no question to the database. `Parks` reads them anew each minute, and when somebody
says that they changed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import structlog
from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from models.park import Park, ParkHost
from services.kit import fence
from services.park.hosts import named

REFRESH_SECONDS = 60.0
RETRY_SECONDS = 2.0
"""After a refresh that failed; what was known stays in use meanwhile."""
ALL_PARKS: Final = 0
"""In a wake-up of the feed: no park's id, but that parks or their hosts changed."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
AlsoRead = Callable[[AsyncSession, Sequence["Site"]], Awaitable[None]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Site:
    """A park as its visitors find it."""

    park_id: int
    uid: UUID
    slug: str
    name_zh: str
    name_en: str
    language: str = "zh"
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Kinds by name."""
    main: Mapping[str, str] = field(default_factory=dict)
    """The main name of each kind that there is."""
    is_usual: bool = True
    """Whether it is the one that the settings name."""
    is_alone: bool = True
    """Whether hosts do not tell parks apart here: whatever host is asked, this park answers."""


SITE: web.RequestKey[Site] = web.RequestKey("site", Site)


class Parks:
    """Every park of the database, by host and by id. Call `refresh` once before it is asked."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        usual: str,
        also: Iterable[AlsoRead] = (),
    ) -> None:
        """`usual` is the slug of the park that answers where hosts do not say which. `also` is read
        with them, in the same transaction."""
        self._sessions = sessions
        self._usual_slug = usual
        self._also = tuple(also)
        self._by_id: dict[int, Site] = {}
        self._by_host: dict[str, Site] = {}
        self._usual: Site | None = None
        self._news = asyncio.Event()

    @property
    def usual(self) -> Site | None:
        """The park of the settings; None where there is none of this name."""
        return self._usual

    def all(self) -> list[Site]:
        return list(self._by_id.values())

    def find(self, park_id: int) -> Site | None:
        return self._by_id.get(park_id)

    def at(self, host_header: str) -> Site | None:
        """Whose host that is. One park alone has every host; so has that of the settings, until the
        first park has a host of its own."""
        if self._usual is not None and self._usual.is_alone:
            return self._usual
        return self._by_host.get(named(host_header))

    async def refresh(self) -> None:
        """Read what there is now."""
        with fence.everywhere():
            await self._read()

    async def _read(self) -> None:
        async with self._sessions() as session:
            parks = (await session.scalars(select(Park).order_by(Park.id))).all()
            hosts = (await session.scalars(select(ParkHost))).all()
            sites = _sites(parks, hosts, self._usual_of(parks))
            for also in self._also:
                await also(session, sites)
            await session.commit()
        self._by_id = {site.park_id: site for site in sites}
        self._by_host = {host: site for site in sites for host in site.hosts}
        self._usual = next((site for site in sites if site.is_usual), None)

    def _usual_of(self, parks: Sequence[Park]) -> int | None:
        """By its slug at the start, and then by its id: a slug may change while this runs."""
        if self._usual is not None:
            return self._usual.park_id
        return next((park.id for park in parks if park.slug == self._usual_slug), None)

    def heard(self, park_id: int, _conversation_id: int | None) -> None:
        """A wake-up of the feed."""
        if park_id == ALL_PARKS:
            self._news.set()

    async def keep_fresh(self) -> None:
        """Until it is cancelled."""
        patience = REFRESH_SECONDS
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._news.wait()
            self._news.clear()
            patience = REFRESH_SECONDS
            try:
                await self.refresh()
            except Exception as problem:
                patience = RETRY_SECONDS
                log.warning("parks.not_read", problem=repr(problem))


def _sites(parks: Sequence[Park], hosts: Sequence[ParkHost], usual: int | None) -> list[Site]:
    is_alone = len(parks) == 1 or not hosts
    return [
        Site(
            *(park.id, park.uid, park.slug, park.name_zh, park.name_en, park.language),
            hosts={one.host: one.kind for one in hosts if one.park_id == park.id},
            main={one.kind: one.host for one in hosts if one.park_id == park.id and one.main},
            is_usual=park.id == usual,
            is_alone=is_alone,
        )
        for park in parks
    ]


def by_host(
    parks: Parks,
    *,
    without: Sequence[str],
    lost: Callable[[web.Request], web.Response],
    first_pages: Mapping[str, str],
    by_key: tuple[str, ...] = (),
) -> Any:
    """A middleware that finds the park of each request; `lost` answers where no park has the host.

    `without` are paths, and all below them, that are of no park: probes, and platforms' callbacks,
    which say themselves whom they are for. `first_pages`: where `/` leads, by the host's kind.
    Below `by_key` it is a key that says of which park a request is; until it was read, it is of
    all (services.kit.fence).
    """
    exempt = tuple(without)
    below = tuple(f"{path}/" for path in exempt)

    @web.middleware
    async def found(request: web.Request, handler: Handler) -> web.StreamResponse:
        site = parks.at(request.host)
        if site is not None:
            request[SITE] = site
            kind = site.hosts.get(named(request.host), "site")
            if request.path == "/" and kind in first_pages:
                raise web.HTTPFound(first_pages[kind])
        elif request.path not in exempt and not request.path.startswith(below):
            return lost(request)
        if site is None:
            return await handler(request)
        with fence.everywhere() if request.path.startswith(by_key) else fence.within(site.park_id):
            return await handler(request)

    return found


def is_here(request: web.Request, park_id: int) -> bool:
    """Whether what belongs to this park may be used at the host that is asked."""
    site = request.get(SITE)
    return site is None or site.is_alone or site.park_id == park_id


class ByPark[T]:
    """What requests are answered with, one for each park: made when it is first asked for, and anew
    when its park has other names or hosts, or when what it hangs `by` is another."""

    def __init__(
        self, make: Callable[[Site], T], by: Callable[[Site], object] = lambda _site: None
    ) -> None:
        self._make = make
        self._by = by
        self._made: dict[int, tuple[tuple[Site, object], T]] = {}
        self._former: list[T] = []

    @classmethod
    def only(cls, one: T) -> "ByPark[T]":
        """For an application that serves one park, whatever host is asked."""
        return _Only(one)

    def at(self, site: Site) -> T:
        made, now = self._made.get(site.park_id), (site, self._by(site))
        if made is not None and made[0] == now:
            return made[1]
        if made is not None:
            self._former.append(made[1])
        new = self._make(site)
        self._made[site.park_id] = (now, new)
        return new

    def of(self, request: web.Request) -> T:
        """Raises KeyError for a request of no park, which no handler of a park's is given."""
        return self.at(request[SITE])

    def find(self, request: web.Request) -> T | None:
        """The same; None for a request of no park."""
        site = request.get(SITE)
        return None if site is None else self.at(site)

    def made(self) -> list[T]:
        """All that were made so far, for whoever closes them."""
        return [*self._former, *(one for _, one in self._made.values())]


class _Only[T](ByPark[T]):
    def __init__(self, one: T) -> None:
        super().__init__(lambda _site: one)
        self._one = one

    def at(self, site: Site) -> T:
        return self._one

    def of(self, request: web.Request) -> T:
        return self._one

    def find(self, request: web.Request) -> T | None:
        return self._one

    def made(self) -> list[T]:
        return [self._one]


def routes_by_park(
    like: Sequence[web.RouteDef], routes: ByPark[list[web.RouteDef]]
) -> list[web.RouteDef]:
    """`like`, each answered by the same route of the park that is asked. All have the same paths in
    the same order."""

    def dispatched(place: int, route: web.RouteDef) -> web.RouteDef:
        async def answer(request: web.Request) -> web.StreamResponse:
            response: web.StreamResponse = await routes.of(request)[place].handler(request)
            return response

        return web.RouteDef(route.method, route.path, answer, route.kwargs)

    return [dispatched(place, route) for place, route in enumerate(like)]
