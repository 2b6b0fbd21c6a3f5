"""Command line of the demo vendor. Secrets are better read from the environment."""

import argparse
import os
from pathlib import Path

from aiohttp import web

from parkline.demo.vendor.app import SHANGHAI, Config, Screen


def parse(arguments: list[str] | None = None) -> tuple[Config, str, int]:
    """(config, host, port). Several accounts on one screen: lists with commas, in one order."""
    env = os.environ.get
    parser = argparse.ArgumentParser(prog="python -m parkline.demo.vendor", description=__doc__)
    parser.add_argument("--host", default=env("VENDOR_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(env("VENDOR_PORT", "8090")))
    parser.add_argument("--secret", default=env("VENDOR_WEBHOOK_SECRET", ""), help="whsec_…")
    parser.add_argument("--api", default=env("VENDOR_API_URL", "http://127.0.0.1:8080"))
    parser.add_argument("--key", default=env("VENDOR_API_KEY", ""), help="pk_…")
    parser.add_argument("--state", type=Path, default=env("VENDOR_STATE", "var/demo-vendor.json"))
    parser.add_argument("--timezone", default=env("VENDOR_TIMEZONE", SHANGHAI))
    parser.add_argument("--host-names", default=env("VENDOR_HOST_NAMES", ""))
    parser.add_argument("--title", default=env("VENDOR_TITLE", ""))
    given = parser.parse_args(arguments)
    secrets, keys = _list(given.secret), _list(given.key)
    if not secrets or len(secrets) != len(keys):
        parser.error("VENDOR_WEBHOOK_SECRET and VENDOR_API_KEY: one of each for every account")
    config = Config(
        api=given.api.rstrip("/"),
        secrets=secrets,
        keys=keys,
        state=Path(given.state),
        timezones=_list(given.timezone),
        hosts=[part.strip() for part in given.host_names.split(",")],
        title=given.title,
    )
    return config, given.host, given.port


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


if __name__ == "__main__":
    config, host, port = parse()
    web.run_app(Screen(config).app(), host=host, port=port, shutdown_timeout=2)
