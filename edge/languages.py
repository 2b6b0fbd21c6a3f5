"""In which of our languages a request wants to be answered."""

from services.texts import LANGUAGES


def accepted(header: str) -> str | None:
    """The language that an Accept-Language header likes best; None if it likes none of ours."""
    best, weight = None, 0.0
    for part in header.lower().split(","):
        tag, _, parameter = part.strip().partition(";")
        language = tag.strip().partition("-")[0]
        liked = _quality(parameter)
        if language in LANGUAGES and liked > weight:
            best, weight = language, liked
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def of_page(header: str, first: str) -> str:
    """zh or en; `first`, the park's, for a browser that asks for neither of them."""
    return accepted(header) or first
