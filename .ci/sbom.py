"""What an installation is made of, as CycloneDX; `make sbom` runs it.

Written from the locks alone, so the same locks give the same bytes on every machine. It has no
time and no address of any registry. `--check` validates what was written against CycloneDX's
schema; that needs the environment of audit.lock.
"""

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "dist" / "sbom"
SPEC = "1.6"
PYTHON = {"parkline": "requirements.lock", "bot": "bot/requirements.lock"}
NODE = {"miniapp": "miniapp/package-lock.json"}
_NAMES = uuid.UUID("5b0b8f3e-6f0b-5b5e-9a6f-0f6a8f7f5e11")
_PACKAGE = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==(?P<version>[^\s;\\]+)")
_VIA = re.compile(r"^    #(?: via)?(?:\s+(?P<name>\S.*))?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Json = dict[str, Any]


class Garbled(Exception):
    """A lock has a line that this does not read."""


def python(lock: str) -> list[Json]:
    """A component for each package of a lock, with the hashes of all files that may be installed.

    `via`, which no BOM has, says what needs it; ours is the empty name.
    """
    found: list[Json] = []
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if (begins := _PACKAGE.match(line)) is not None:
            found.append(_pypi(begins["name"], begins["version"]) | {"via": set()})
            if marker := _marker(line):
                found[-1]["properties"].append({"name": "parkline:marker", "value": marker})
        elif line and line[0] not in " #":
            raise Garbled(f"{lock}: {line}")
        elif (via := _VIA.match(line)) is not None and via["name"]:
            found[-1]["via"].add(_needing(via["name"]))
        found[-1]["properties"] += [
            {"name": "parkline:sha256", "value": digest} for digest in _HASH.findall(line)
        ]
    return _scoped(found)


def _needing(name: str) -> str:
    """Empty for our own needs, `:` for those of a group, such as tests."""
    if "(" in name or name.startswith("-r "):
        return ":" if ":" in name else ""
    return _plain(name)


def _scoped(found: list[Json]) -> list[Json]:
    """What our own needs lead to is required, all else is a tool."""
    runs, grows = {""}, True
    while grows:
        more = {one["name"] for one in found if one["via"] & runs} - runs
        runs, grows = runs | more, bool(more)
    for one in found:
        one["scope"] = "required" if one["name"] in runs else "excluded"
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def _marker(line: str) -> str:
    """On which systems it is installed; empty for all."""
    return line.partition(";")[2].strip().rstrip("\\").strip()


def _pypi(name: str, version: str) -> Json:
    plain = _plain(name)
    return _component(plain, version, f"pkg:pypi/{plain}@{quote(version, safe='')}")


def node(lock: str) -> list[Json]:
    """A component for each package of a lock; one that is there twice at one version is one."""
    packages = json.loads((ROOT / lock).read_text("utf-8"))["packages"]
    found: dict[str, Json] = {}
    for place, about in sorted(packages.items()):
        if not place or about.get("link"):
            continue
        name = about.get("name") or place.rpartition("node_modules/")[2]
        one = _npm(name, about["version"])
        one["scope"] = "excluded" if about.get("dev") else "required"
        if about.get("integrity"):
            one["hashes"] = [_integrity(about["integrity"])]
        known = found.setdefault(one["bom-ref"], one)
        if one["scope"] == "required":
            known["scope"] = "required"
    return list(found.values())


def _npm(name: str, version: str) -> Json:
    scope, _, plain = name.rpartition("/")
    path = f"{quote(scope, safe='')}/{plain}" if scope else plain
    one = _component(plain, version, f"pkg:npm/{path}@{quote(version, safe='')}")
    return {**one, "group": scope} if scope else one


def _integrity(said: str) -> Json:
    """`sha512-` and base64, as npm writes it; the last is the strongest."""
    kind, _, digest = said.rsplit(maxsplit=1)[-1].partition("-")
    names = {"sha512": "SHA-512", "sha384": "SHA-384", "sha256": "SHA-256", "sha1": "SHA-1"}
    return {"alg": names[kind], "content": base64.b64decode(digest).hex()}


def _component(name: str, version: str, purl: str) -> Json:
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "properties": [],
    }


def bom(name: str, lock: str, components: list[Json]) -> Json:
    """Two packages of one name, for different systems, are two components."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    ours = f"pkg:generic/parkline-{name}@{version}"
    components = sorted(components, key=lambda one: str(one["bom-ref"]))
    needs = _needs(components)
    for one in components:
        one.pop("via", None)
        if not one["properties"]:
            del one["properties"]
    made: Json = {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPEC}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": name if name == "parkline" else f"parkline-{name}",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "properties": [{"name": "parkline:lock", "value": lock}],
            }
        },
        "components": components,
    }
    if needs:
        made["dependencies"] = needs
    # Names what is in it: other locks, another number.
    made["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMES, json.dumps(made, sort_keys=True))}"
    return made


def _needs(components: list[Json]) -> list[Json]:
    """What each needs, by what the lock says needs it."""
    refs: dict[str, list[str]] = {}
    for one in components:
        refs.setdefault(str(one["name"]), []).append(str(one["bom-ref"]))
    found: dict[str, set[str]] = {}
    for one in components:
        for name in one.get("via", ()):
            for ref in refs.get(name, ()):
                found.setdefault(ref, set()).add(str(one["bom-ref"]))
    return [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(found.items())]


def boms() -> Iterator[tuple[str, Json]]:
    for name, lock in PYTHON.items():
        yield name, bom(name, lock, python(lock))
    for name, lock in NODE.items():
        yield name, bom(name, lock, node(lock))


def written(made: Json) -> str:
    return json.dumps(made, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def faults(text: str) -> str | None:
    """What CycloneDX's schema has against it."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return None if found is None else str(found)


def main(arguments: list[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    bad = False
    for name, made in boms():
        path, text = FOLDER / f"{name}.cdx.json", written(made)
        path.write_text(text, "utf-8")
        said = f"{path.relative_to(ROOT)}: {len(made['components'])} components"
        if "--check" in arguments:
            fault = faults(text)
            bad |= fault is not None
            said += ", valid" if fault is None else f", INVALID: {fault[:500]}"
        print(said)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
