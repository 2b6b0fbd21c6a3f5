"""Events of lost property. They outlive what is personal, and so hold none of it."""

from services.events.base import Event


class LostEvent(Event):
    """Of one thing, lost or found. `status` is the one after the event."""

    item_id: int
    item_no: str
    kind: str
    status: str
    category: str

    @property
    def subject(self) -> str:
        return f"lost:{self.item_id}"


class LostReported(LostEvent):
    """Somebody has lost it, or has found it and does not say that the desk has it."""

    type = "lost.reported"


class LostStored(LostEvent):
    """The desk has it."""

    type = "lost.stored"


class LostMatchEvent(LostEvent):
    """Of a lost thing and the found one that may be the same; the subject is the lost one."""

    match_id: int
    found_id: int
    found_no: str


class LostMatchFound(LostMatchEvent):
    type = "lost.match_found"


class LostClaimed(LostMatchEvent):
    """Who lost it says that it is theirs."""

    type = "lost.claimed"

    agreed: bool
    """Whether nobody has to say yes any more."""


class LostDisowned(LostMatchEvent):
    """Who lost it says that it is not theirs."""

    type = "lost.disowned"


class LostClaimAgreed(LostMatchEvent):
    """It is the owner's: they may ask for a code and fetch it."""

    type = "lost.claim_agreed"


class LostClaimRefused(LostMatchEvent):
    """Staff do not believe that it is theirs."""

    type = "lost.claim_refused"


class LostHandedOut(LostEvent):
    """Its owner has it again. Said of the lost thing and of the found one."""

    type = "lost.handed_out"


class LostReturned(LostEvent):
    """Nobody claimed it, and who found it has it."""

    type = "lost.returned"


class LostDisposed(LostEvent):
    """Nobody claimed it, and the desk has given it away or destroyed it."""

    type = "lost.disposed"


class LostWithdrawn(LostEvent):
    type = "lost.withdrawn"


class LostExpired(LostEvent):
    """Nobody has found it for as long as the park looks."""

    type = "lost.expired"


class LostUnclaimed(LostEvent):
    """The desk has had it for so long that staff are asked what becomes of it."""

    type = "lost.unclaimed"
