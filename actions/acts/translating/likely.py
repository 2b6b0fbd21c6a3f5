"""How likely each act is in a message."""

from actions.kit.said import Said

_OF_ROLE = 0.6
_OF_ROLES = {
    "more": "edit:more", "fewer": "edit:fewer", "set": "edit:set", "remove": "edit:remove",
    "keep": "edit:keep_only", "refine": "edit:refine", "out": "edit:swap", "in": "edit:swap",
    "restore": "restore",
}  # fmt: skip
_TELLING = frozenset({"item", "ref", "op", "quantity"})


def probable(said: Said) -> dict[str, float]:
    """How likely each act is: by the whole message, and by the roles of its words. An operation in
    words that nobody has used yet is often heard in the role of a name alone."""
    found = dict(said.acts)
    for span in said.spans:
        name = _OF_ROLES.get(str(span.get("role")))
        if name is not None and span["label"] in _TELLING:
            share = _OF_ROLE * float(span.get("confidence") or 0.0)
            found[name] = max(found.get(name, 0.0), share)
    return found
