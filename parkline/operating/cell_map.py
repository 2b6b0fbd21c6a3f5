"""Which host is in which cell, as a file says it, and as proxies read it."""

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from parkline.cli import yaml_files
from parkline.failing import Failed
from services.kit.errors import Invalid
from services.park.hosts import checked as checked_host

_GATEWAY = re.compile(r"(?:[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,45}\]):[0-9]{1,5}", re.ASCII)
LARGEST = 1024 * 1024
"""Bytes of a file: some twenty thousand hosts."""


class CellsRefused(Failed):
    """The file of cells is none; the message says why."""


class Cell(BaseModel):
    """`gateways` are host:port, as the proxy reaches them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")
    gateways: list[str] = Field(min_length=1, max_length=64)
    hosts: list[str] = Field(default_factory=list)

    @field_validator("gateways")
    @classmethod
    def _are_addresses(cls, said: list[str]) -> list[str]:
        for one in said:
            if _GATEWAY.fullmatch(one) is None:
                raise ValueError(f"{one[:80]!r} is no gateway, such as 10.0.1.10:8080")
        return said

    @field_validator("hosts")
    @classmethod
    def _are_hosts(cls, said: list[str]) -> list[str]:
        try:
            return [checked_host(one) for one in said]
        except Invalid as wrong:
            raise ValueError(str(wrong)) from None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cells: list[Cell] = Field(min_length=1)


def read(file: Path) -> list[Cell]:
    """Raises CellsRefused."""
    try:
        return read_text(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise CellsRefused(f"{file} cannot be read: {wrong}") from None


def read_text(text: str) -> list[Cell]:
    """Raises CellsRefused."""
    if len(text) > LARGEST:
        raise CellsRefused("a file of cells is no larger than a megabyte")
    try:
        return _File.model_validate(YAML(typ="safe", pure=True).load(text)).cells
    except YAMLError as wrong:
        raise CellsRefused(f"the file of cells is no YAML: {yaml_files.said(wrong)}") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise CellsRefused(f"{place}: {first['msg']}") from None


def with_hosts(cells: Sequence[Cell], name: str, hosts: Sequence[str]) -> list[Cell]:
    """One cell has these hosts, too. Raises CellsRefused where there is none of this name."""
    if name not in {cell.name for cell in cells}:
        raise CellsRefused(f"the file names no cell {name!r}")
    return [
        cell.model_copy(update={"hosts": [*cell.hosts, *hosts]}) if cell.name == name else cell
        for cell in cells
    ]


def checked(cells: Sequence[Cell]) -> list[Cell]:
    """Each host once, in order. Raises CellsRefused for one that two cells have: a park is served
    in one of them."""
    where = dict[str, str]()
    for cell in cells:
        for host in cell.hosts:
            if where.setdefault(host, cell.name) != cell.name:
                raise CellsRefused(f"{host} stands in two cells: {where[host]} and {cell.name}")
    if len({cell.name for cell in cells}) < len(cells):
        raise CellsRefused("two cells have one name")
    return [cell.model_copy(update={"hosts": sorted(set(cell.hosts))}) for cell in cells]


def nginx(cells: Sequence[Cell]) -> str:
    """For http {}: an upstream for each cell, and the map that names it. A host of none goes to the
    first, which says that no park has it."""
    lines = ["# Made by `parkline cells map`; proxy_pass http://$parkline_cell."]
    for cell in cells:
        lines.append(f"upstream parkline_{cell.name} {{")
        lines += [f"    server {one} max_fails=1 fail_timeout=2s;" for one in cell.gateways]
        lines += ["    keepalive 64;", "    keepalive_timeout 60s;", "}"]
    longest = max((len(host) for cell in cells for host in cell.hosts), default=0)
    lines.append(f"map_hash_bucket_size {_bucket(longest)};")
    lines += ["map $host $parkline_cell {", f"    default parkline_{cells[0].name};"]
    lines += [f"    {host} parkline_{cell.name};" for cell in cells for host in cell.hosts]
    return "\n".join([*lines, "}", ""])


def _bucket(longest: int) -> int:
    """Bytes in which a name of so many characters has room beside nginx's own."""
    size = 64
    while size < longest + 32:
        size *= 2
    return size


def caddy(cells: Sequence[Cell]) -> str:
    """Sites for deploy/proxy/Caddyfile, whose snippets say all else of them."""
    lines = ["# Made by `parkline cells map`; the snippets are those of deploy/proxy/Caddyfile."]
    for cell in cells:
        if cell.hosts:
            lines += [f"{', '.join(cell.hosts)} {{", "\timport parkline"]
            lines += [f"\treverse_proxy {' '.join(cell.gateways)} {{"]
            lines += ["\t\timport parkline_gateways", "\t}", "}"]
    return "\n".join([*lines, ""])
