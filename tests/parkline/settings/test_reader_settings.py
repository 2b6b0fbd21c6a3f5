"""Which endpoint may be named: one that nobody on the way can play."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from parkline.settings.settings import Settings


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No .env file, and nobody's variables."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARKLINE_{name.upper()}", raising=False)


def settings(**values: Any) -> Settings:
    return Settings(demo=True, **values)


def test_without_an_address_there_is_none() -> None:
    assert (settings().reader_url, settings().reader_key()) == ("", None)


@pytest.mark.parametrize(
    "url",
    [
        "https://llm.example/v1",
        "http://127.0.0.1:8932/v1",
        "http://localhost/v1",
        "http://10.1.2.3:8000/v1",
        "http://ollama:11434/v1",
    ],
)
def test_tls_or_near(url: str) -> None:
    assert settings(reader_url=url, reader_model="m").reader_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://llm.example/v1",
        "http://8.8.8.8/v1",
        "ftp://llm.example",
        "https://user:pass@llm.example/v1",
        "https://llm.example/v1?key=1",
        "https://",
        "llm.example",
        "https://llm.example/a b",
    ],
)
def test_others_are_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="PARKLINE_READER_URL"):
        settings(reader_url=url, reader_model="m")


def test_half_of_it_is_refused() -> None:
    with pytest.raises(ValidationError, match="PARKLINE_READER_MODEL"):
        settings(reader_url="https://llm.example/v1")


def test_the_key_is_what_is_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-1\n")
    whole = {"reader_url": "https://llm.example/v1", "reader_model": "m", "reader_key_file": file}
    assert settings(**whole).reader_key() == "sk-1"
    file.write_text("\n")
    with pytest.raises(ValidationError, match="holds no key"):
        settings(**whole)
    file.unlink()
    with pytest.raises(ValidationError, match="can be read"):
        settings(**whole)
