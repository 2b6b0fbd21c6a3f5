"""The list of what an installation is made of: complete, always the same, and valid."""

import importlib.util
import json
import re
import subprocess
from types import ModuleType
from typing import Any

import pytest

from parkline.settings.settings import ROOT
from tests.security.test_locks import packages

TOOLS = ROOT / ".cache" / "audit" / "bin" / "python"


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / ".ci" / "sbom.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def boms(sbom: ModuleType) -> dict[str, Any]:
    return dict(sbom.boms())


@pytest.mark.parametrize(
    ("name", "lock"), [("parkline", "requirements.lock"), ("bot", "bot/requirements.lock")]
)
def test_every_package_of_a_python_lock_is_in_it_with_its_hashes(
    boms: dict[str, Any], name: str, lock: str
) -> None:
    wanted = {re.split(r"[\s;]", one)[0].lower() for one in packages(ROOT / lock)}
    found = {f"{one['name']}=={one['version']}" for one in boms[name]["components"]}
    assert {re.sub(r"\[.*?\]", "", one).replace("_", "-") for one in wanted} == found
    for one in boms[name]["components"]:
        assert any(said["name"] == "parkline:sha256" for said in one["properties"]), one["name"]


def test_every_package_of_the_mini_app_is_in_it_with_its_hash(boms: dict[str, Any]) -> None:
    lock = json.loads((ROOT / "miniapp" / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = {
        f"{place.rpartition('node_modules/')[2]}@{about['version']}"
        for place, about in lock.items()
        if place and "name" not in about and not about.get("link")
    }
    found = {
        f"{one.get('group', '')}/{one['name']}@{one['version']}".lstrip("/")
        for one in boms["miniapp"]["components"]
    }
    assert wanted <= found
    vue = [one for one in boms["miniapp"]["components"] if one["bom-ref"] == "pkg:npm/vue@3.4.21"]
    assert [(one["scope"], one["hashes"][0]["alg"]) for one in vue] == [("required", "SHA-512")]


def test_tools_that_only_build_and_test_are_told_from_what_runs(boms: dict[str, Any]) -> None:
    scopes = {one["name"]: one["scope"] for one in boms["parkline"]["components"]}
    assert (scopes["aiohttp"], scopes["cryptography"], scopes["asyncpg"]) == ("required",) * 3
    assert (scopes["pytest"], scopes["mypy"], scopes["playwright"]) == ("excluded",) * 3
    scopes = {one["name"]: one["scope"] for one in boms["bot"]["components"]}
    assert scopes["rasa"] == "required"


def test_what_needs_what_is_told(boms: dict[str, Any]) -> None:
    needs = {one["ref"].partition("@")[0]: one["dependsOn"] for one in boms["bot"]["dependencies"]}
    assert any(ref.startswith("pkg:pypi/aiohttp@") for ref in needs["pkg:pypi/rasa"])


def test_no_two_components_have_one_reference(boms: dict[str, Any]) -> None:
    for made in boms.values():
        refs = [one["bom-ref"] for one in made["components"]]
        assert len(refs) == len(set(refs))


def test_the_same_locks_give_the_same_bytes(sbom: ModuleType, boms: dict[str, Any]) -> None:
    again = {name: sbom.written(made) for name, made in sbom.boms()}
    assert again == {name: sbom.written(made) for name, made in boms.items()}
    assert all("timestamp" not in text for text in again.values())


def test_no_registry_is_named(sbom: ModuleType, boms: dict[str, Any]) -> None:
    for made in boms.values():
        hosts = set(re.findall(r"https?://([^/\"]+)", sbom.written(made)))
        assert hosts == {"cyclonedx.org"}  # The name of the schema.


@pytest.mark.skipif(not TOOLS.exists(), reason="`make sbom` sets up what reads the schema")
def test_each_is_valid_by_the_schema_of_cyclonedx() -> None:
    done = subprocess.run(
        [TOOLS, ".ci/sbom.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.count(", valid")) == (0, 3), done.stdout


@pytest.mark.skipif(not TOOLS.exists(), reason="`make sbom` sets up what reads the schema")
def test_one_that_is_not_valid_would_be_found() -> None:
    code = (
        "import importlib.util as u; s = u.spec_from_file_location('sbom', '.ci/sbom.py');"
        "m = u.module_from_spec(s); s.loader.exec_module(m);"
        'print(m.faults(\'{"bomFormat": "CycloneDX", "specVersion": "1.6", "x": 1}\'))'
    )
    done = subprocess.run([TOOLS, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() != "None"
