"""Events of networks. They hold nothing personal."""

from uuid import UUID

from services.events.base import Event


class IntroductionEvent(Event):
    introduction_id: int
    status: str

    @property
    def subject(self) -> str:
        return f"introduction:{self.introduction_id}"


class IntroductionAsked(IntroductionEvent):
    """Somebody of this park would like to get to know a company of another."""

    type = "introduction.asked"

    card: UUID


class IntroductionReceived(IntroductionEvent):
    """Somebody of another park would like to get to know a company of this one."""

    type = "introduction.received"

    card: UUID


class IntroductionAnswered(IntroductionEvent):
    """The desk of this park has passed it on, or said no."""

    type = "introduction.answered"


class IntroductionReplied(IntroductionEvent):
    """The other park's desk has passed it on, or said no."""

    type = "introduction.replied"


class IntroductionRecalled(IntroductionEvent):
    """Who asked has been forgotten: nobody is to be called any more."""

    type = "introduction.recalled"
