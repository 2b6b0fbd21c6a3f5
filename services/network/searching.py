"""Which cards of other parks answer a question: by the words of both, in either language.

There are some hundreds of cards, so each is looked at. A card of another installation counts only
if that was asked within the last minute: nothing is shown that may have been withdrawn.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.network import NetworkCard, NetworkMember, NetworkPeer
from models.park import Park
from services.kit import folding

FRESH = timedelta(minutes=1)
SHOWN = 5
ENOUGH = 0.5
"""Share of what was asked for that a card has to say."""
_LATIN = re.compile(r"[a-z0-9][a-z0-9+#.-]*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ASIDE_HAN = re.compile(
    "其他|别的|其它|另外|外面|园区|隔壁|兄弟|哪家|哪个|哪些|哪里|有没有|有没|没有|有谁|有做|能不能|可不可以|可以|能够"
    "|请问|麻烦|帮我|帮忙|介绍|引荐|牵线|牵个线|认识|一下|我们|我想|想要|想找|找一?家|找个|找|问问|查查|看看|公司|企业"
    "|单位|会不会|会做|是不是|什么样|什么|怎么|做过|从事|提供|专门|或者|以及|还是|一家|一个|那边|这边|联盟|网络|名录"
    "|黄页|合作|的话|[的了吗呢吧啊呀么嘛有做搞和与在能帮给个家您你我们是要想也行]"
)
_ASIDE_LATIN = frozenset(
    [
        "a",
        "about",
        "across",
        "all",
        "am",
        "an",
        "and",
        "another",
        "any",
        "anybody",
        "anyone",
        "are",
        "at",
        "be",
        "by",
        "can",
        "company",
        "companies",
        "connect",
        "contact",
        "could",
        "directory",
        "do",
        "does",
        "doing",
        "done",
        "else",
        "elsewhere",
        "find",
        "firm",
        "firms",
        "for",
        "from",
        "get",
        "give",
        "have",
        "help",
        "hey",
        "hi",
        "i",
        "in",
        "introduce",
        "introduction",
        "is",
        "it",
        "know",
        "like",
        "look",
        "looking",
        "make",
        "makes",
        "making",
        "me",
        "meet",
        "my",
        "network",
        "need",
        "of",
        "offer",
        "offers",
        "on",
        "one",
        "or",
        "other",
        "others",
        "our",
        "out",
        "park",
        "parks",
        "people",
        "please",
        "provide",
        "provides",
        "put",
        "real",
        "really",
        "site",
        "sites",
        "some",
        "somebody",
        "someone",
        "something",
        "startup",
        "startups",
        "team",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "touch",
        "us",
        "want",
        "we",
        "what",
        "where",
        "which",
        "who",
        "with",
        "work",
        "working",
        "works",
        "would",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """`unreachable`: names of parks that cannot be asked just now, in both languages."""

    cards: Sequence[NetworkCard]
    is_member: bool
    unreachable: Sequence[tuple[str, str]] = ()


async def search(session: AsyncSession, park_id: int, words: str, *, now: datetime) -> Found:
    """The best few first; without any words that say something, the newest."""
    member = await session.scalar(select(exists().where(NetworkMember.park_id == park_id)))
    wanted = asked(words)
    weighed = [(_weight(wanted, card), card) for card in await shown(session, park_id, now=now)]
    good = [pair for pair in weighed if not wanted or pair[0] >= ENOUGH]
    best = sorted(good, key=lambda pair: (-pair[0], -pair[1].id))[:SHOWN]
    silent = await _silent(session, park_id, now=now)
    return Found([card for _, card in best], bool(member), silent)


async def shown(session: AsyncSession, park_id: int, *, now: datetime) -> Sequence[NetworkCard]:
    """Cards that may be shown at this moment."""
    found = await session.scalars(
        select(NetworkCard)
        .outerjoin(
            NetworkPeer,
            (NetworkPeer.park_id == NetworkCard.park_id) & (NetworkPeer.id == NetworkCard.peer_id),
        )
        .where(
            NetworkCard.park_id == park_id,
            NetworkCard.withdrawn_at.is_(None),
            or_(
                NetworkPeer.confirmed_at.between(now - FRESH, now + FRESH),
                NetworkCard.peer_id.is_(None)
                & exists().where(Park.uid == NetworkCard.origin, Park.state != "gone"),
            ),
            exists().where(
                NetworkMember.park_id == NetworkCard.park_id,
                NetworkMember.slug == NetworkCard.network,
            ),
        )
        .order_by(NetworkCard.id)
    )
    return found.all()


async def load(
    session: AsyncSession, park_id: int, card_id: int, *, now: datetime
) -> NetworkCard | None:
    """One that may be shown; None if it is gone, or may be."""
    return next((one for one in await shown(session, park_id, now=now) if one.id == card_id), None)


async def _silent(
    session: AsyncSession, park_id: int, *, now: datetime
) -> Sequence[tuple[str, str]]:
    rows = await session.execute(
        select(NetworkPeer.name_zh, NetworkPeer.name_en).where(
            NetworkPeer.park_id == park_id,
            NetworkPeer.their_key.is_not(None),
            NetworkPeer.name_zh != "",
            ~NetworkPeer.confirmed_at.between(now - FRESH, now + FRESH),
        )
    )
    return [(zh, en) for zh, en in rows]


def asked(words: str) -> list[str]:
    """What a question is about: Latin words, and pairs of Chinese characters."""
    return list(dict.fromkeys(_terms(folding.legible(words), aside=True)))


def _terms(text: str, *, aside: bool) -> Iterable[str]:
    for word in _LATIN.findall(text):
        plain = word.strip(".-")
        if not (aside and plain in _ASIDE_LATIN) and plain:
            yield _stem(plain)
    for run in _HAN.findall(_ASIDE_HAN.sub(" ", text) if aside else text):
        if len(run) == 1:
            yield run
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def _stem(word: str) -> str:
    """Singular and plural, prototype and prototyping, are one."""
    for ending in ("ing", "ers", "er", "es", "s", "e"):
        if len(word) - len(ending) >= 4 and word.endswith(ending):  # noqa: PLR2004 - letters
            return word.removesuffix(ending)
    return word


def _weight(wanted: Sequence[str], card: NetworkCard) -> float:
    """Which share of what is asked for the card says."""
    if not wanted:
        return 0.0
    body = card.body
    about = (body.get(name, "") for name in ("name_zh", "name_en", "about_zh", "about_en"))
    text = folding.legible(" ".join([*about, *body.get("offers", [])]))
    has = set(_terms(text, aside=False))
    hits = sum(one in has or (len(one) == 1 and one in text) for one in wanted)
    return hits / len(wanted)
