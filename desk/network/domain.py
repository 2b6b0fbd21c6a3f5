"""What networks of parks bring to the desk."""

from desk.frame.areas import AuditWords, Heard, Intents, Setting, Subject
from desk.network import answering, publishing
from models.network import NetworkIntroduction, NetworkMember, NetworkOffer, NetworkPeer


def _offered(row: NetworkOffer, language: str) -> str:
    return str(row.body.get(f"name_{language}") or f"#{row.id}")


def _member(row: NetworkMember, language: str) -> str:
    return row.name_en if language == "en" else row.name_zh


def _asked(row: NetworkIntroduction, language: str) -> str:
    return row.about_en if language == "en" else row.about_zh


RANK = 156
BRINGS = (
    publishing.area,
    answering.area,
    Setting("network", rank=125),
    Heard({"introduction": "network.work"}),
    Subject(
        {
            "network": (NetworkMember, _member),
            "network_offer": (NetworkOffer, _offered),
            "peer": (NetworkPeer, lambda row, _language: str(row.code)),
            "introduction": (NetworkIntroduction, _asked),
        }
    ),
    AuditWords(kinds=("network", "network_offer", "peer", "introduction")),
    Intents(said=("search_network",), pressed=("introduce",)),
)
