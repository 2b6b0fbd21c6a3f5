"""What breaks programs of others, between two OpenAPI documents of ours.

The checks are those of oasdiff that matter here, by its names. A change is allowed where a line of
the CHANGELOG's section "API" names its operation and what changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
METHODS = ("get", "put", "post", "delete", "patch")
REQUEST, RESPONSE = "request", "response"


@dataclass(frozen=True, slots=True)
class Change:
    """`check` by oasdiff's name, `what` changed of which operation."""

    operation: str
    check: str
    what: str

    def is_told(self, section: str) -> bool:
        return any(self.operation in one and self.what in one for one in section.splitlines())


def section(changelog: str) -> str:
    """What the newest version of a CHANGELOG says under "API"."""
    newest = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    found = re.search(r"^### API\n(.*?)(?=^### |\Z)", newest, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def breaking(old: Json, new: Json) -> list[Change]:
    """Each once, in the order of the old document."""
    found: dict[Change, None] = {}
    for path, methods in old["paths"].items():
        for method in METHODS:
            if method not in methods:
                continue
            operation = f"{method.upper()} {path}"
            now = new["paths"].get(path, {}).get(method)
            if now is None:
                found[Change(operation, "api-removed-without-deprecation", operation)] = None
            else:
                for change in _Comparison(operation, old, new).of(methods[method], now):
                    found[change] = None
    return list(found)


@dataclass(slots=True)
class _Comparison:
    """Of one operation."""

    operation: str
    old: Json
    new: Json
    seen: set[tuple[str, str, str]] = field(default_factory=set)

    def of(self, old: Json, new: Json) -> Iterator[Change]:
        yield from self._parameters(old, new)
        yield from self._bodies(old.get("requestBody", {}), new.get("requestBody", {}), REQUEST)
        if new.get("requestBody", {}).get("required") and "requestBody" not in old:
            yield self._change("request-body-added-required", "body")
        for status, response in old.get("responses", {}).items():
            if status not in new.get("responses", {}) and status.startswith("2"):
                yield self._change("response-success-status-removed", status)
            yield from self._bodies(response, new.get("responses", {}).get(status, {}), RESPONSE)

    def _change(self, check: str, what: str) -> Change:
        return Change(self.operation, check, what)

    def _parameters(self, old: Json, new: Json) -> Iterator[Change]:
        before, now = (
            {(one["in"], one["name"]): one for one in document.get("parameters", [])}
            for document in (old, new)
        )
        for key, one in now.items():
            was = before.get(key)
            if one.get("required") and was is None:
                yield self._change("new-required-request-parameter", key[1])
            elif one.get("required") and was and not was.get("required"):
                yield self._change("request-parameter-became-required", key[1])
            if was is not None:
                yield from self._schemas(was["schema"], one["schema"], REQUEST, key[1])
        for key in before.keys() - now.keys():
            yield self._change("request-parameter-removed", key[1])

    def _bodies(self, old: Json, new: Json, way: str) -> Iterator[Change]:
        for kind, media in old.get("content", {}).items():
            now = new.get("content", {}).get(kind)
            if now is None and new:
                yield self._change(f"{way}-body-media-type-removed", kind)
            elif now is not None:
                yield from self._schemas(media.get("schema", {}), now.get("schema", {}), way, "")

    def _schemas(self, old: Json, new: Json, way: str, at: str) -> Iterator[Change]:
        key = (old.get("$ref", ""), new.get("$ref", ""), way)
        if any(key[:2]):
            if key in self.seen:
                return
            self.seen.add(key)
        old, new = _resolved(old, self.old), _resolved(new, self.new)
        if _types(old) and _types(new) and not self._fits(old, new, way):
            yield self._change(f"{way}-property-type-changed", at or "body")
        yield from self._values(old, new, way, at)
        yield from self._properties(old, new, way, at)
        if "items" in old and "items" in new:
            yield from self._schemas(old["items"], new["items"], way, f"{at}[]")
        for kind in ("anyOf", "oneOf", "allOf"):
            for one, other in zip(old.get(kind, []), new.get(kind, []), strict=False):
                yield from self._schemas(one, other, way, at)

    def _fits(self, old: Json, new: Json, way: str) -> bool:
        """Who asks may go on saying what they said; who reads finds nothing that was not before."""
        before, now = _types(old), _types(new)
        return before <= now if way == REQUEST else now <= before

    def _values(self, old: Json, new: Json, way: str, at: str) -> Iterator[Change]:
        before, now = set(old.get("enum", [])), set(new.get("enum", []))
        if not before or not now:
            return
        gone = before - now if way == REQUEST else now - before
        happened = "removed" if way == REQUEST else "added"
        for value in sorted(map(str, gone)):
            yield self._change(f"{way}-property-enum-value-{happened}", f"{at or 'body'}={value}")

    def _properties(self, old: Json, new: Json, way: str, at: str) -> Iterator[Change]:
        before, now = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", [])), set(new.get("required", []))
        for name, schema in before.items():
            where = f"{at}.{name}" if at else name
            if name not in now:
                yield self._change(f"{way}-property-removed", where)
                continue
            if way == RESPONSE and name in needed - needs:
                yield self._change("response-property-became-optional", where)
            yield from self._schemas(schema, now[name], way, where)
        if way == REQUEST and (before or now):
            for name in sorted(needs - needed):
                where = f"{at}.{name}" if at else name
                known = "request-property-became-required"
                yield self._change(
                    known if name in before else "new-required-request-property", where
                )


def _types(schema: Json) -> set[str]:
    said = schema.get("type", [])
    return {said} if isinstance(said, str) else set(said)


def _resolved(schema: Json, document: Json) -> Json:
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema
