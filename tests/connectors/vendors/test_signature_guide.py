"""docs/guides/webhook-signatures.md: its code verifies what we send, and nothing else."""

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.vendors import signing
from services.vendors.endpoints import Secret, new_secret

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "guides" / "webhook-signatures.md").read_text()
NODE = shutil.which("node") or str(ROOT / ".cache" / "node" / "bin" / "node")
BODY = '{"type": "order.placed", "note": "不要辣"}'.encode()
Tried = tuple[str, dict[str, str], bytes]


def block(language: str) -> str:
    [source] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(source)


def by_python(tried: list[Tried], _folder: Path) -> list[bool]:
    made: dict[str, Any] = {}
    exec(block("python"), made)
    return [made["is_genuine"](*one) for one in tried]


def by_node(tried: list[Tried], folder: Path) -> list[bool]:
    (folder / "verify.mjs").write_text(block("js"))
    (folder / "run.mjs").write_text(
        'import { isGenuine } from "./verify.mjs";\n'
        'import { readFileSync } from "node:fs";\n'
        'const tried = JSON.parse(readFileSync(0, "utf8"));\n'
        "console.log(JSON.stringify(tried.map(([key, headers, body]) =>\n"
        '  isGenuine(key, headers, Buffer.from(body, "base64")))));\n'
    )
    said = json.dumps(
        [(key, headers, base64.b64encode(body).decode()) for key, headers, body in tried]
    )
    done = subprocess.run(
        [NODE, "run.mjs"], cwd=folder, input=said, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def by_java(tried: list[Tried], folder: Path) -> list[bool]:
    (folder / "Run.java").write_text(
        block("java").replace(
            "import java.util.Map;", "import java.util.HashMap;\nimport java.util.Map;"
        )
        + """
class Run {
    public static void main(String[] none) throws Exception {
        var lines = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\\n");
        for (String line : lines) {
            var parts = line.split("\\t", -1);
            var headers = new HashMap<String, String>();
            for (int n = 2; n + 1 < parts.length; n += 2) headers.put(parts[n], parts[n + 1]);
            var body = Base64.getDecoder().decode(parts[1]);
            System.out.println(Webhooks.isGenuine(parts[0], headers, body));
        }
    }
}
"""
    )
    done = (["javac", "Run.java"], ["java", "-XX:TieredStopAtLevel=1", "Run"])
    return by_lines(done, tried, folder)


def by_go(tried: list[Tried], folder: Path) -> list[bool]:
    (folder / "go.mod").write_text("module tried\n\ngo 1.19\n")
    (folder / "verify.go").write_text(block("go"))
    (folder / "run.go").write_text(
        """package main

import ("bufio"; "encoding/base64"; "fmt"; "os"; "strings")

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\\t")
		headers := map[string]string{}
		for n := 2; n+1 < len(parts); n += 2 { headers[parts[n]] = parts[n+1] }
		body, _ := base64.StdEncoding.DecodeString(parts[1])
		fmt.Println(IsGenuine(parts[0], headers, body))
	}
}
"""
    )
    return by_lines((["go", "build", "-o", "run", "."], ["./run"]), tried, folder)


def by_php(tried: list[Tried], folder: Path) -> list[bool]:
    (folder / "verify.php").write_text(block("php"))
    (folder / "run.php").write_text(
        """<?php
require 'verify.php';
while (($line = fgets(STDIN)) !== false) {
    $parts = explode("\\t", rtrim($line, "\\n"));
    $headers = [];
    for ($n = 2; $n + 1 < count($parts); $n += 2) $headers[$parts[$n]] = $parts[$n + 1];
    echo is_genuine($parts[0], $headers, base64_decode($parts[1])) ? "true" : "false", "\\n";
}
"""
    )
    return by_lines((["php", "run.php"],), tried, folder)


def by_lines(steps: tuple[list[str], ...], tried: list[Tried], folder: Path) -> list[bool]:
    """The last step reads a line for each: the key, the body, and each header with its value."""
    if shutil.which(steps[0][0]) is None:
        pytest.skip(f"no {steps[0][0]}")
    lines = [
        "\t".join(
            [key, base64.b64encode(body).decode(), *(part for one in said.items() for part in one)]
        )
        for key, said, body in tried
    ]
    for step in steps:
        done = subprocess.run(
            step,
            cwd=folder,
            input="\n".join(lines) + "\n",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return [line == "true" for line in done.stdout.splitlines()]


LANGUAGES = (by_python, by_node, by_java, by_go, by_php)


@pytest.mark.parametrize("verify", LANGUAGES)
@pytest.mark.parametrize("scheme", ["v1", "v1a"])
def test_the_code_of_the_guide_verifies_what_we_sign_and_nothing_else(
    tmp_path: Path, scheme: str, verify: Callable[[list[Tried], Path], list[bool]]
) -> None:
    secret, other = new_secret(scheme), new_secret(scheme)
    shown, now = secret.shown, datetime.now(UTC)

    def signed(*keys: Secret, at: datetime = now) -> dict[str, str]:
        return signing.headers([one.kept for one in keys], "evt_1", at, BODY)

    good: list[Tried] = [
        (shown, signed(secret), BODY),
        (shown, signed(other, secret), BODY),
        (shown, signed(secret, at=now - timedelta(minutes=4)), BODY),
    ]
    bad: list[Tried] = [
        (shown, signed(secret), BODY + b" "),
        (shown, signed(other), BODY),
        (shown, signed(secret) | {"webhook-id": "evt_2"}, BODY),
        (shown, signed(secret, at=now - timedelta(minutes=6)), BODY),
        (shown, signed(secret) | {"webhook-timestamp": "soon"}, BODY),
        (shown, signed(secret) | {"webhook-signature": "nonsense"}, BODY),
        (shown, signed(secret) | {"webhook-signature": f"{scheme},"}, BODY),
        (shown, signed(secret) | {"webhook-signature": ""}, BODY),
        (shown, {}, BODY),
    ]
    assert verify(good + bad, tmp_path) == [True] * len(good) + [False] * len(bad)


@pytest.mark.parametrize("verify", LANGUAGES)
def test_a_signature_of_the_other_scheme_does_not_count(
    tmp_path: Path, verify: Callable[[list[Tried], Path], list[bool]]
) -> None:
    """A public key is known to others: it may not do as a shared secret."""
    public = new_secret("v1a").shown
    as_secret = "whsec_" + public.removeprefix("whpk_")
    forged = signing.headers([as_secret], "evt_1", datetime.now(UTC), BODY)
    assert verify([(public, forged, BODY)], tmp_path) == [False]
    renamed = forged["webhook-signature"].replace("v1,", "v1a,")
    assert verify([(public, forged | {"webhook-signature": renamed}, BODY)], tmp_path) == [False]
