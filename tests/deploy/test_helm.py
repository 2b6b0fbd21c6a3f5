"""The chart as Helm renders it, against the schemas of several Kubernetes."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from parkline.settings.settings import ROOT, Settings
from tests.parkline.test_docs import COMMANDS

PYTHON = ROOT / ".cache" / "helm" / "bin" / "python"
pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="no Helm: make helm-tools")
VERSIONS = ("1.28", "1.37")
GIVEN = {
    "secret": {
        "values": {
            "PARKLINE_SECRET_KEY": "k" * 48,
            "PARKLINE_DATABASE_URL": "postgresql://parkline:p@postgres/parkline",
            "PARKLINE_REDIS_URL": "redis://valkey:6379/0",
        }
    }
}
MINE = {"secret": {"existing": "mine"}}
FULL = GIVEN | {"backup": {"claim": "dumps"}, "replicas": 3, "podAnnotations": {"a": "b"}}
LEAST = MINE | {
    "ingress": {"enabled": False},
    "networkPolicy": {"enabled": False},
    "podDisruptionBudget": {"enabled": False},
    "migrate": {"enabled": False},
}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "PARKLINE_SECRET_KEY is missing"),
    (MINE | {"replicas": 0}, "replicas"),
    (MINE | {"replica": 2}, "replica"),
    (MINE | {"settings": {"PARKLINE_PORT": 8080}}, "PARKLINE_PORT"),
]


def asked(version: str, *values: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [str(PYTHON), str(ROOT / "deploy" / "helm" / "rendered.py"), version],
        input="\n".join(json.dumps(one) for one in values),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module", params=VERSIONS)
def made(request: pytest.FixtureRequest) -> dict[str, Any]:
    return asked(request.param, GIVEN, FULL, LEAST, *(values for values, _ in WRONG))


def documents(made: dict[str, Any], number: int) -> dict[tuple[str, str], Any]:
    found = made["rendered"][number]["documents"]
    return {(one["kind"], one["metadata"]["name"]): one for one in found}


def pods(made: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    for document in made["rendered"][number]["documents"]:
        spec = document.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield spec["template"]


def test_kubernetes_and_helms_lint_find_nothing(made: dict[str, Any]) -> None:
    assert made["lint"] == []
    for one in made["rendered"][:3]:
        assert one["refused"] == ""
        assert one["faults"] == []


def test_values_that_are_wrong_are_refused_by_name(made: dict[str, Any]) -> None:
    for one, (_, told) in zip(made["rendered"][3:], WRONG, strict=True):
        assert told in one["refused"]
        assert one["documents"] == []


def test_what_is_chosen_is_there_and_nothing_else(made: dict[str, Any]) -> None:
    kinds = [{kind for kind, _ in documents(made, number)} for number in range(3)]
    always = {"Deployment", "Service", "ConfigMap", "ServiceAccount"}
    reached = {"Ingress", "PodDisruptionBudget", "NetworkPolicy"}
    assert kinds[0] == always | reached | {"Secret", "Job"}
    assert kinds[1] == kinds[0] | {"CronJob"}
    assert kinds[2] == always


def test_every_container_is_shut_in(made: dict[str, Any]) -> None:
    found = list(pods(made, 1))
    assert len(found) == 3
    for pod in found:
        assert pod["spec"]["automountServiceAccountToken"] is False
        assert pod["spec"]["securityContext"]["runAsNonRoot"] is True
        for container in pod["spec"]["containers"]:
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"] is True
            assert context["allowPrivilegeEscalation"] is False
            assert context["capabilities"] == {"drop": ["ALL"]}
            assert "memory" in container["resources"]["limits"]
            assert {one["name"] for one in container["volumeMounts"]} <= {
                one["name"] for one in pod["spec"]["volumes"]
            }


def test_the_service_the_policy_and_the_budget_choose_the_pods_that_serve(
    made: dict[str, Any],
) -> None:
    found = documents(made, 0)
    name = "demo-parkline"
    labels = found["Deployment", name]["spec"]["template"]["metadata"]["labels"].items()
    assert found["Service", name]["spec"]["selector"].items() <= labels
    for kind, where in (("NetworkPolicy", "podSelector"), ("PodDisruptionBudget", "selector")):
        assert found[kind, name]["spec"][where]["matchLabels"].items() <= labels
    for other in pods(made, 1):
        if other["metadata"]["labels"].get("app.kubernetes.io/name") != "parkline":
            chosen = found["Service", name]["spec"]["selector"].items()
            assert not chosen <= other["metadata"]["labels"].items()
    ports = {
        port["name"]: port["containerPort"]
        for container in found["Deployment", name]["spec"]["template"]["spec"]["containers"]
        for port in container.get("ports", [])
    }
    assert ports == {"http": 8080, "metrics": 8082}


def test_the_migration_comes_before_and_has_all_that_it_needs_by_then(
    made: dict[str, Any],
) -> None:
    found = documents(made, 0)
    job = found["Job", "demo-parkline-migrate"]
    hook = "helm.sh/hook"
    assert job["metadata"]["annotations"][hook] == "pre-install,pre-upgrade"
    pod = job["spec"]["template"]["spec"]
    assert pod["serviceAccountName"] == "default"
    for source in pod["containers"][0]["envFrom"]:
        kind = "ConfigMap" if "configMapRef" in source else "Secret"
        named = found[kind, next(iter(source.values()))["name"]]
        annotations = named["metadata"]["annotations"]
        assert annotations[hook] == "pre-install,pre-upgrade"
        assert int(annotations[f"{hook}-weight"]) < int(
            job["metadata"]["annotations"][f"{hook}-weight"]
        )


def test_commands_and_settings_are_ours(made: dict[str, Any]) -> None:
    settings = {f"PARKLINE_{name.upper()}" for name in Settings.model_fields}
    config = documents(made, 0)["ConfigMap", "demo-parkline"]["data"]
    names = {*config, *GIVEN["secret"]["values"]}
    for pod in pods(made, 1):
        for container in pod["spec"]["containers"]:
            names |= {one["name"] for one in container.get("env", [])}
            if "command" not in container:
                assert f"parkline {container['args'][0]}" in COMMANDS
    assert len(names) > 5
    assert names <= settings
