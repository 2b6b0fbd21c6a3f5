"""Templates, and what all of them see."""

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

import desk
from desk.frame import navigation, rooms, signals, toasts
from desk.frame.areas import Everywhere, Setting
from desk.frame.reader import Reader
from services.kit.plugins import found
from services.staff import presence
from services.texts import when

_BABEL = {"zh": "zh_Hans_CN", "en": "en_GB"}


def render(name: str, call: Reader, **context: Any) -> str:
    """A template by its path in a folder `templates`. It sees, besides `context`:

    - `call`, and of it `text(key, …)`, `may(permission)`, `language`, `park`, `csrf`;
    - `staff`, None on the sign-in page;
    - `icon(name)`: an icon of icons.svg; `csrf_field()`: the hidden field of a form;
      `static(path)`: the address of a static file;
    - `clock(moment)` 14:05, `moment(moment)` 今天 14:05, `ago(moment)` 3分钟前, all in the park's
      time zone; `name(row)`: its name_zh or name_en;
    - in pages `navigation`, `here` (the current path under the desk) and `toasts`.
    """
    return template(name).render(call=call, **context)


def piece(name: str, call: Reader, **context: Any) -> Markup:
    """The same as markup, for another template to put in."""
    return template(name).make_module({"call": call, **context}).__html__()


def template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(rooms.folders("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for function in (text, may, clock, moment, ago, name, csrf_field, shell, settings):
        made.globals[function.__name__] = function
    made.globals |= {"icon": icon, "static": static_url}
    return made


def _call(context: Context) -> Reader:
    reader: Reader = context["call"]
    return reader


@pass_context
def text(context: Context, key: str, /, **values: Any) -> str:
    return _call(context).text(key, **values)


@pass_context
def may(context: Context, permission: str, /) -> bool:
    return _call(context).may(permission)


@pass_context
def clock(context: Context, at: datetime, /) -> str:
    return f"{at.astimezone(_zone(context)):%H:%M}"


@pass_context
def moment(context: Context, at: datetime, /) -> str:
    """今天 14:05, tomorrow 09:00, 12月4日周五 10:00."""
    call = _call(context)
    return when.span(at, None, call.language, call.now, _zone(context))


@pass_context
def ago(context: Context, at: datetime, /) -> str:
    """3分钟前, in 2 hours."""
    call = _call(context)
    return format_timedelta(at - call.now, add_direction=True, locale=_BABEL[call.language])


@pass_context
def name(context: Context, row: Any, /) -> str:
    return str(getattr(row, f"name_{_call(context).language}"))


@pass_context
def csrf_field(context: Context, /) -> Markup:
    return Markup('<input type="hidden" name="csrf" value="{}">').format(_call(context).csrf)


@pass_context
def shell(context: Context, /) -> dict[str, Any]:
    """What base.html needs."""
    call = _call(context)
    here = call.request.path.removeprefix("/desk") or "/"
    return {
        "tabs": navigation.tabs(call.permissions, call.request.app),
        "everywhere": found(desk, Everywhere),
        "kinds": signals.kinds(),
        "here": here,
        "toasts": toasts.kept(call.request),
        "staff": call.signed_in.staff if call.signed_in else None,
        "presence": presence.at(call.signed_in.staff, call.now) if call.signed_in else "",
        "park_name": getattr(call.park, f"name_{call.language}"),
    }


@pass_context
def settings(context: Context, /) -> list[Setting]:
    """Those pages of the settings that the reader may see."""
    return navigation.settings(_call(context).permissions)


def _zone(context: Context) -> ZoneInfo:
    return ZoneInfo(_call(context).park.timezone)


_ICON = Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>')


def icon(name: str) -> Markup:
    """One of icons.svg, or of an area's own file: `lockers/icons.svg#box`."""
    path, _, sign = name.rpartition("#")
    return _ICON.format(static_url(path or "icons.svg"), sign)


def static_url(path: str) -> str:
    """The address of a static file; its content is in it, so it may be kept for good."""
    return f"/desk/static/{path}?v={versions()[path]}"


@cache
def versions() -> dict[str, str]:
    """A digest of each static file's content, by its path."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for name, path in static_files().items()
    }


@cache
def static_files() -> dict[str, Path]:
    """Every static file by its path in a folder `static`."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in rooms.folders("static")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
