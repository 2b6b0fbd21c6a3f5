"""What claims bring along."""

from models.claims import Claim, Lane, LanePart
from services.claims import rights
from services.kit.personal import Personal, impersonal

RANK = 38
BRINGS = (
    Personal((), impersonal("who has a time stands with what it is for", Lane, LanePart, Claim)),
    rights.RIGHTS,
)
