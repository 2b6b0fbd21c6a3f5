"""What a card says: a company with what it does, a room. Nothing of a person.

What comes from another installation is anybody's words. They are plain text in bounds, read as they
are written: no markup, no signs that nobody sees, no address but an https one.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from services.kit import folding
from services.kit.errors import Invalid

Kind = Literal["org", "space"]
KINDS: tuple[Kind, ...] = ("org", "space")
LONGEST_NAME, LONGEST_ABOUT, LONGEST_OFFER, LONGEST_URL = 120, 600, 60, 300
MOST_OFFERS = 20
MOST_SEATS = 100_000
_MARKUP = ("<", ">")


def _text(said: str) -> str:
    """Raises ValueError."""
    shown = " ".join(folding.shown(said).split())
    if any(sign in shown for sign in _MARKUP):
        raise ValueError("plain words, without < and >")
    return shown


def _url(said: str) -> str:
    """Raises ValueError."""
    if not said:
        return said
    parts = urlsplit(said)
    odd = any(sign.isspace() or not sign.isprintable() for sign in said) or set(said) & set(
        "<>\"'\\"
    )
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or odd:
        raise ValueError("an address begins with https://")
    return said


Text = AfterValidator(_text)
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), Text]
About = Annotated[str, Field(max_length=LONGEST_ABOUT), Text]
Offer = Annotated[str, Field(min_length=1, max_length=LONGEST_OFFER), Text]
Url = Annotated[str, Field(max_length=LONGEST_URL), AfterValidator(_url)]


class Body(BaseModel):
    """In both languages. What a newer version says besides is left out."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    name_zh: Name
    name_en: Name
    about_zh: About = ""
    about_en: About = ""
    offers: Annotated[list[Offer], Field(max_length=MOST_OFFERS)] = Field(default_factory=list)
    """What it does or has, a few words each, in either language."""
    url: Url = ""
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)] | None = None
    """Of a room."""


def checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """As it is kept. Raises Invalid, which names the field."""
    try:
        body = Body.model_validate(dict(said))
    except ValidationError as wrong:
        first = wrong.errors(include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        words = first["msg"].removeprefix("Value error, ")
        raise Invalid(
            f"{field}: {words}", field=str(first["loc"][0]) if first["loc"] else ""
        ) from None
    kept = body.model_dump(exclude_none=True)
    kept["offers"] = list(dict.fromkeys(body.offers))
    return {name: value for name, value in kept.items() if value not in ("", [])}
