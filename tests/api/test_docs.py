"""The examples of docs/reference/api.md, run as they stand."""

import asyncio
import os
import re
import shutil

import pytest

from api.frame.app import PREFIX
from parkline.settings.settings import ROOT
from tests.api.driver import Api

SCRIPT = "\n".join(
    re.findall(
        r"^```sh\n(.*?)^```",
        (ROOT / "docs" / "reference" / "api.md").read_text("utf-8"),
        re.M | re.S,
    )
)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
async def test_the_examples_run_one_after_the_other(api: Api) -> None:
    assert SCRIPT.count("curl") > 8
    shell = await asyncio.create_subprocess_exec(
        "bash",
        "-euo",
        "pipefail",
        "-c",
        SCRIPT,
        env=os.environ | {"API": str(api.url).rstrip("/") + PREFIX, "no_proxy": "*"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await shell.communicate())[0].decode()
    assert shell.returncode == 0, said
    assert '"event":"order.placed"' in said
    assert '"asked":false' in said
