"""What people and their links bring along."""

from services.conversations.words import Words
from services.events.follows import Follows, of
from services.events.jobs import Job
from services.kit.batches import Stale
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.people import (
    app_sessions,
    company_codes,
    guest_limits,
    link_codes,
    link_consent,
    link_words,
    linking,
    logins,
    park_file,
    personal,
    phone_codes,
    retention,
    rights,
)
from services.people.events import (
    PersonLinkAsked,
    PersonLinked,
    PersonLinkRefused,
)
from services.people.link_replies import EXPECTS_YES

RANK = 70
BRINGS = (
    Follows(
        "tell the other side",
        of(PersonLinkAsked, PersonLinkRefused, PersonLinked),
        run=link_consent.tell_other_side,
    ),
    Job(linking.SETTLE_LINK, linking.settle, timed=False),
    Words({EXPECTS_YES: link_words.answer}, alone=link_words.command),
    Words(alone=company_codes.command),
    Stale(company_codes.forget_tries),
    Stale(link_codes.tidy),
    Stale(logins.purge),
    Stale(phone_codes.purge),
    Stale(guest_limits.purge),
    Stale(app_sessions.purge, lambda: app_sessions.PURGED_AT_ONCE),
    Personal(personal.TABLES),
    # people.read is the card of a tenant with everything that they had; people.edit is to correct
    # it. Their company is the book-keeper's (accounts.manage): it spends.
    Roles(
        {
            "agent": "people.read people.edit",
            "dispatcher": "people.read people.edit",
            "manager": "people.read",
        }
    ),
    retention.RETENTION,
    Looks("person.look person.search"),
    rights.RIGHTS,
    *park_file.SECTIONS,
)
