"""Addresses that came from outside, before somebody is sent there."""

from yarl import URL


def inside(path: str) -> str:
    """`path` if it is one under the desk, such as /tickets/7?tab=photos; else the beginning."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return "/"
    try:
        url = URL(path)
    except ValueError:
        return "/"
    is_ours = url.host is None and not url.scheme and path.isprintable()
    return str(url) if is_ours and not url.path.startswith("/sign-in") else "/"
