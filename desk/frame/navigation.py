"""The side bar and the tabs of the settings, in order, and who sees them."""

from collections.abc import Collection

from aiohttp import web

import desk
from desk.frame.areas import Setting, Tab
from services.kit.plugins import found

PATHS: web.AppKey[frozenset[str]] = web.AppKey("desk_paths", frozenset)
"""Those that have a page: an area that is not there is not shown."""


def tabs(permissions: Collection[str], app: web.Application) -> list[Tab]:
    return [
        tab for tab in found(desk, Tab) if tab.path in app[PATHS] and _is_open(tab, permissions)
    ]


def _is_open(tab: Tab, permissions: Collection[str]) -> bool:
    return bool(settings(permissions)) if tab.needs is None else tab.needs in permissions


def settings(permissions: Collection[str]) -> list[Setting]:
    """The pages of the settings that somebody may see."""
    return [one for one in every_setting() if one.needs in permissions]


def every_setting() -> list[Setting]:
    return sorted(found(desk, Setting), key=lambda one: one.rank)
