"""Every file or folder that a command takes, whatever lies there: one sentence, no traceback.

Parameters are found by their type, so a new command is asked by itself.
"""

from pathlib import Path

import pytest

from tests.parkline.cli.commands import Parkline
from tests.parkline.test_docs import COMMANDS

NEEDED = {
    "channel add": ("wechat", "x"),
    "park export": ("out",),
    "park import": ("out",),
    "park switch": ("out",),
    "park verify": ("out",),
    "support": ("x.zip",),
}
"""What a command has to be given before an option; a folder named so does not matter."""
FILES = sorted(
    (name.removeprefix("parkline "), parameter.opts[0])
    for name, command in COMMANDS.items()
    for parameter in command.params
    if "Path" in str(parameter.type_descriptor.annotation)
)


def test_files_are_found() -> None:
    assert {("import", "file"), ("channel add", "--templates"), ("wechat menu", "file")} <= {*FILES}


@pytest.mark.parametrize("lies", ["nothing", "below a file", "a folder", "not text", "not closed"])
@pytest.mark.parametrize(("name", "parameter"), FILES)
def test_a_file_that_is_none(
    operate: Parkline, tmp_path: Path, name: str, parameter: str, lies: str
) -> None:
    path = str(laid(tmp_path, lies))
    option = parameter.startswith("--")
    arguments = [*NEEDED.get(name, ()), parameter, path] if option else [path]
    if (name, "--passphrase-file") in FILES and not option:
        arguments += ["--passphrase-file", str(laid(tmp_path, "words"))]
    result = operate(*name.split(), *arguments)
    assert not isinstance(result.exception, Exception), (arguments, result.exception)
    if result.exit_code:
        last = result.stderr.strip().splitlines()[-1]
        assert last.startswith("parkline: ") or "─ Error ─" in result.stderr, result.stderr


def laid(folder: Path, what: str) -> Path:
    path = folder / what.replace(" ", "_")
    match what:
        case "below a file":
            path.touch()
            return path / "x"
        case "a folder":
            path.mkdir()
        case "not text":
            path.write_bytes(b"\xff\xfe\x00\x80\n")
        case "not closed":
            path.write_text("{a: [", "utf-8")
        case "words":
            path.write_text("correct horse battery staple\n", "utf-8")
    return path
