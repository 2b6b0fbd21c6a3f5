"""What of a request does not fit, as details of a problem: one shape for every JSON API.

`details.fields` is a list of fields, each with its `source`, its path `field`, a `code` of
FieldCode, the `limits` that it breaks, and the `rule` where a rule of the park says so.
"""

from collections.abc import Mapping
from typing import Any, Literal, get_args

Source = Literal["body", "query", "header"]
FieldCode = Literal[
    "missing",
    "unknown",
    "wrong_type",
    "malformed",
    "too_short",
    "too_long",
    "too_small",
    "too_large",
    "not_allowed",
    "not_fitting",
]
"""not_fitting: by a rule that no limit says, such as an end before its beginning."""
CODES: tuple[FieldCode, ...] = get_args(FieldCode)


def one(
    source: Source, field: str, code: FieldCode, rule: str | None = None, **limits: Any
) -> dict[str, Any]:
    """A field as `Invalid` carries it, before it is put into words."""
    return {"source": source, "field": field, "code": code, "limits": limits, "rule": rule}


def of_rule(details: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Of a rule of the services, which names a field and perhaps its limits. Empty where it names
    none."""
    if "fields" in details:
        return list(details["fields"])
    if "field" not in details:
        return []
    limits: dict[str, Any] = {}
    for ours, theirs in (("least", "least"), ("most", "most"), ("most", "limit"), ("most", "days")):
        if theirs in details:
            limits[ours] = details[theirs]
    if "allowed" in details:
        limits["allowed"] = list(details["allowed"])
    code: FieldCode = "not_fitting"
    if "allowed" in limits:
        code = "not_allowed"
    elif "limit" in details:
        code = "too_long"
    return [one("body", str(details["field"]), code, details.get("reason"), **limits)]
