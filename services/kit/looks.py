"""What staff may look at, brought by domains; `services.staff.looks` notes who did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Looks:
    """Looks at personal data of a domain: actions such as visit.look, words apart by blanks."""

    actions: str

    @property
    def brief(self) -> str:
        return f"looks: {self.actions.replace(' ', ', ')}"
