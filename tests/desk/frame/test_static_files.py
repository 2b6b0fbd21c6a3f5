"""Static files: each is served by its name, and names no other that is not there."""

import posixpath
import re

from desk.frame.templating import static_files
from tests.desk.driver import Desk

_IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?["'](\.{1,2}/[^"']+)["']""")
_DRAWN = re.compile(r"""url\(["']?(?!data:)([^"')#]+)""")


def test_what_scripts_and_styles_name_is_there() -> None:
    named = {
        (name, posixpath.normpath(posixpath.join(posixpath.dirname(name), other)))
        for name, path in static_files().items()
        if path.suffix in {".js", ".css"} and not name.startswith("vendor/")
        for other in (_IMPORTED if path.suffix == ".js" else _DRAWN).findall(
            path.read_text("utf-8")
        )
    }
    assert len(named) > 20
    assert {(name, other) for name, other in named if other not in static_files()} == set()


async def test_every_file_is_served(desk: Desk) -> None:
    async with desk.browser() as browser:
        answers = {name: (await browser.get(f"/static/{name}")).status for name in static_files()}
    assert set(answers.values()) == {200}
