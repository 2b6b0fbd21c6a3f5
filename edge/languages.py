"""In which of our languages somebody reads a page, by what their browser says."""


def of_page(accept_language: str, first: str) -> str:
    """zh or en; `first`, the park's, for a browser that asks for neither before another."""
    asked = accept_language.strip().lower()[:2]
    return asked if asked in {"zh", "en"} else first
