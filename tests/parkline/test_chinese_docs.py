"""The Chinese pages name what there is, and as much of it as the English ones."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from parkline.settings.settings import ROOT, Settings
from services.staff.permissions import ROLES, all_permissions, by_role
from tests.parkline.test_docs import COMMANDS

ZH = ROOT / "docs" / "zh"
PAGES = {str(one.relative_to(ROOT)): one for one in (ROOT / "README.zh.md", *ZH.rglob("*.md"))}
GUIDES = [name for name in PAGES if name == "README.zh.md" or name.startswith("docs/zh/guides/")]
OPERATING_SAYS_IT = "the English page leaves commands to the one on operating"
DIFFERENCES = {
    "docs/zh/guides/operating.md": dict.fromkeys(
        ("parkline vendor list", "parkline vendor ping", "parkline vendor enable"),
        "docs/zh/guides/adding-a-vendor.md says it",
    ),
    "docs/zh/guides/adding-a-vendor.md": dict.fromkeys(
        (
            "parkline import",
            "parkline vendor key",
            "parkline vendor replay",
            "parkline vendor replay --dry-run",
            "parkline vendor ping",
            "parkline vendor enable",
        ),
        OPERATING_SAYS_IT,
    ),
}
"""Commands and options that one language of a guide names and the other does not, and why."""
SETTINGS_LEFT_OUT = {
    ("docs/zh/guides/operating.md", "PARKLINE_TEST_ROLE"): "for those who change the code",
}
"""Variables that only the English page names, and why."""
SETTINGS = {f"PARKLINE_{name.upper()}" for name in Settings.model_fields}
OPTIONS = {
    name: {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    for name, command in COMMANDS.items()
}
OF_OTHERS = {
    "--port": "parkline.demo.vendor",
    **dict.fromkeys(("--fail-with-body", "--noproxy", "--max-time", "--data-urlencode"), "curl"),
    **dict.fromkeys(("--silent", "--no-audit", "--no-fund", "--prefix"), "npm"),
    **dict.fromkeys(("--system", "--home-dir", "--create-home", "--shell"), "useradd"),
    **dict.fromkeys(("--pwprompt", "--owner"), "PostgreSQL"),
    **dict.fromkeys(("--now", "--failed"), "systemctl"),
    **dict.fromkeys(("--build-arg", "--rm"), "podman and docker"),
    **dict.fromkeys(("--from-env-file", "--set"), "kubectl and helm"),
}
"""Options of other programs that the pages name."""
OTHER_PROGRAMS = {"helm", "kubectl", "podman", "runuser"}
"""What they make is called parkline, too."""
CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`]+)`", re.DOTALL)


def english(name: str) -> Path:
    return ROOT / name.replace("README.zh", "README").replace("docs/zh/", "docs/")


def code(page: Path) -> Iterator[str]:
    """Every line of a page's blocks, continued ones as one, and what stands in backticks."""
    for block, inline in CODE.findall(page.read_text("utf-8")):
        yield from (inline.replace("\n", " ") or block.replace("\\\n", " ")).splitlines()


def calls(page: Path) -> Iterator[tuple[str, set[str]]]:
    """What a page calls: (the command, its options). A command that is none comes as it is written.
    Groups of commands and the program alone are passed over."""
    for line in code(page):
        said = shlex.split(line.replace("'", ""), comments=True)
        if said and said[0] in OTHER_PROGRAMS:
            continue
        if (start := next((n for n, word in enumerate(said) if is_program(word)), None)) is None:
            continue
        rest = said[start + 1 :]
        names = [f"parkline {' '.join(rest[:length])}" for length in (3, 2, 1)]
        name = next((one for one in names if one in COMMANDS), names[1])
        if rest and rest[0].isalpha() and rest[0].islower():
            yield name, {word for word in rest if word.startswith("--")}


def is_program(word: str) -> bool:
    return word in ("parkline", ".venv/bin/parkline")


def named(page: Path) -> set[str]:
    """Commands, and options with the command that they belong to."""
    return {
        one
        for command, options in calls(page)
        for one in (command, *(f"{command} {option}" for option in options))
    }


def variables(page: Path) -> set[str]:
    return set(re.findall(r"PARKLINE_[A-Z_]+", page.read_text("utf-8")))


def begins(prefix: str) -> bool:
    return any(one.startswith(prefix) for one in SETTINGS)


def test_calls_are_found_in_blocks_and_in_sentences(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "先 `parkline vendor replay 1 SINCE --dry-run`，`parkline` 在 `cd parkline`。\n"
        "```sh\necho '{}' | .venv/bin/parkline chat --jsonl  # parkline none\n"
        "python -m parkline.demo.vendor\nparkline vendor \\\n  sell --much\n```\n"
    )
    assert list(calls(page)) == [
        ("parkline vendor replay", {"--dry-run"}),
        ("parkline chat", {"--jsonl"}),
        ("parkline vendor sell", {"--much"}),
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_every_option_of_a_page_exists(name: str) -> None:
    page = PAGES[name]
    assert {command for command, _ in calls(page)} <= COMMANDS.keys()
    assert [
        (command, option)
        for command, options in calls(page)
        for option in options - OPTIONS[command]
    ] == []
    alone = {option for line in code(page) for option in re.findall(r"(?<!\S)--[a-z][a-z-]+", line)}
    assert alone <= set().union(OF_OTHERS, *OPTIONS.values())


@pytest.mark.parametrize("name", PAGES)
def test_every_setting_of_a_page_exists(name: str) -> None:
    """One that ends with an underscore stands for all that begin so."""
    assert [
        one
        for one in variables(PAGES[name])
        if one not in SETTINGS and not (one.endswith("_") and begins(one))
    ] == []


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_names_the_same_commands_and_options_in_both_languages(name: str) -> None:
    assert named(PAGES[name]) ^ named(english(name)) == set(DIFFERENCES.get(name, ()))


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_names_every_setting_of_its_english_page(name: str) -> None:
    left_out = {one for page, one in SETTINGS_LEFT_OUT if page == name}
    assert variables(english(name)) - variables(PAGES[name]) == left_out


def test_each_page_leads_to_its_other_language() -> None:
    for name in GUIDES:
        assert "[English](" in PAGES[name].read_text("utf-8")
    assert "(README.zh.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(zh/README.md)" in (ROOT / "docs" / "README.md").read_text("utf-8")


def test_the_index_names_every_page() -> None:
    index = PAGES["docs/zh/README.md"].read_text("utf-8")
    for page in ZH.rglob("*.md"):
        assert page.name == "README.md" or f"({page.relative_to(ZH)})" in index


def test_the_two_commands_of_the_readme_are_those_of_the_english_one_and_targets_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in (PAGES["README.zh.md"], ROOT / "README.md"):
        found = re.findall(r"^(make ([a-z-]+)) +#", page.read_text("utf-8"), re.MULTILINE)
        assert [target for _, target in found] == ["demo", "test"]
        targets = re.findall(r"(?<=`)[^`]*make ([a-z][a-z-]*)(?=`)", page.read_text("utf-8"))
        assert [one for one in targets if f"\n{one}:" not in makefile] == []


def test_whoever_follows_the_chinese_guide_to_a_park_runs_the_blocks_of_the_english_one() -> None:
    """Those are run as they stand by tests/e2e/test_your_own_park.py."""
    name = "docs/zh/guides/your-own-park.md"
    ours, theirs = (
        re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        for page in (PAGES[name], english(name))
    )
    assert ours == theirs
    assert len(ours) > 5


# What stands on the desk's pages


class Shown(Visitor):
    """Collects texts, or their parts around what is filled in."""

    def __init__(self) -> None:
        self.parts: set[str] = set()

    def visit_TextElement(self, node: ast.TextElement) -> None:
        self.parts.add(node.value.strip(" ："))


def shown() -> set[str]:
    """What the desk says in Chinese."""
    texts = Shown()
    for file in (ROOT / "desk").glob("*/texts/zh/*.ftl"):
        texts.visit(FluentParser().parse(file.read_text("utf-8")))
    return texts.parts


def test_what_stands_in_corner_brackets_stands_on_the_pages_of_the_desk() -> None:
    known = shown()
    quoted = {
        (name, words)
        for name, page in PAGES.items()
        for words in re.findall(r"「([^」]+)」", page.read_text("utf-8"))
    }
    assert ("docs/zh/desk.md", "接手") in quoted
    assert [one for one in sorted(quoted) if one[1] not in known] == []


def test_the_table_of_roles_is_that_of_the_permissions() -> None:
    """A role has a mark where it has the permission. All permissions of `operate` that the operator
    alone has are one row."""
    text = PAGES["docs/zh/desk.md"].read_text("utf-8")
    rows = re.findall(r"^\| [^|`]+ \| `([a-z]+\.[a-z…]+)` \|((?:[ ✓]+\|){6})$", text, re.MULTILINE)
    said = {name: [cell.strip() == "✓" for cell in cells.split("|")[:-1]] for name, cells in rows}
    others = [role for role in ROLES if role != "operator"]
    expected = {
        one: [one in by_role()[role] for role in ROLES]
        for one in all_permissions()
        if not one.startswith("operate.") or any(one in by_role()[role] for role in others)
    }
    assert said == expected | {"operate.…": [role == "operator" for role in ROLES]}


def test_every_page_of_the_settings_has_its_row_with_its_permission() -> None:
    text = PAGES["docs/zh/desk.md"].read_text("utf-8")
    rows = re.findall(r"^\| 「[^」]+」 \| `(operate\.[a-z]+)` \|", text, re.MULTILINE)
    assert sorted(rows) == sorted(one for one in all_permissions() if one.startswith("operate."))
