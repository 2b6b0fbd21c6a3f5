"""What accounts over several parks bring along."""

from models.accounts import AccountMember, AccountToken
from services.accounts import following, members, tokens
from services.events.follows import Follows, of
from services.kit.batches import Stale
from services.kit.personal import (
    OF_PERSON,
    SECRET,
    Delete,
    Personal,
    PersonalTable,
    Section,
    stays,
)
from services.kit.rights import REMOVE, Rights, Rule
from services.people.events import PersonLinked, PersonUnlinked

RANK = 77
BRINGS = (
    Follows("the account follows", of(PersonLinked), run=following.became_one),
    Follows("the account ends", of(PersonUnlinked), run=following.became_two),
    Stale(tokens.purge),
    Stale(members.tidy),
    Personal(
        (
            PersonalTable(
                AccountMember,
                "that the same human has a row in another park, since when, and by what that is"
                " known; nothing of what they have there",
                "tenant",
                OF_PERSON,
                Delete(),
                Section("account"),
                stays("proof"),
                kept=("people",),
            ),
            PersonalTable(
                AccountToken,
                "a secret by which they go to another park or are linked there; for ten minutes",
                "tenant",
                OF_PERSON,
                Delete(),
                SECRET,
                stays("purpose token_hash"),
                kept=("working",),
            ),
        ),
        ends=members.forgotten,
    ),
    Rights(
        {
            # The worker updates `person_id` where two people of a park turned out to be one.
            "account_member": Rule(REMOVE, "rld", worker_updates=("person_id",), reported=False),
            "account_token": Rule(REMOVE, "rld", worker_updates=("person_id",), reported=False),
        }
    ),
)
