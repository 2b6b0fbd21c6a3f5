"""What the tables of networks hold of people."""

from models.network import (
    NetworkCard,
    NetworkFeed,
    NetworkIntroduction,
    NetworkMember,
    NetworkOffer,
    NetworkPeer,
)
from services.kit.personal import (
    OF_PERSON,
    Forget,
    PersonalTable,
    Section,
    impersonal,
    stays,
)

TABLES = (
    PersonalTable(
        NetworkIntroduction,
        "whom of another park somebody would like to get to know, and what they agreed to have"
        " passed on: name, company, phone, their words",
        "tenant",
        OF_PERSON,
        Forget(
            {"contact": {}, "reply": None, "person_id": None},
            "that there was one: it is told to the other park, which forgets them, too",
        ),
        Section("introductions"),
        stays("direction about_zh about_en status"),
        kept=("introductions",),
    ),
)
NOTHING_PERSONAL = {
    **impersonal(
        "companies and rooms that a park shows others, by their agreement; nobody's name",
        NetworkOffer,
        NetworkCard,
    ),
    **impersonal("which networks a park is in, and a counter", NetworkMember, NetworkFeed),
    **impersonal("addresses and keys of other installations", NetworkPeer),
}
