"""A command in a forked process is the command, but for its start."""

import os
import subprocess

from tests.kit import forked
from tests.kit.installation import ROOT, unset

NOWHERE = "/nowhere/python"
"""What would be started."""


def ran(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [*forked.OURS, *arguments]
    environment = unset() | settings
    return subprocess.run(
        command,
        executable=NOWHERE,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=forked.instead(command, environment),
    )


def test_it_says_what_the_command_says() -> None:
    done = ran("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The service line of a science park." in done.stdout


def test_it_sees_its_own_environment_and_ends_with_the_status_of_the_command() -> None:
    done = ran("gateway", PARKLINE_PORT="none")
    assert done.returncode == 2
    assert done.stderr.startswith("parkline: PARKLINE_PORT: ")


def test_it_keeps_the_files_that_it_was_given_and_no_others() -> None:
    given, other = os.pipe()
    try:
        listed = subprocess.run(
            ["ls", "/proc/self/fd"],
            pass_fds=[given, other],
            preexec_fn=lambda: forked.close_all_but([given]),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
    finally:
        os.close(given)
        os.close(other)
    assert {"0", "1", "2", str(given)} <= set(listed)
    assert str(other) not in listed


def test_another_command_is_started() -> None:
    assert forked.instead(["true"], {}) is None
