"""Reads the domain from one file for each domain of the park, wherever Rasa reads training data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.utils.io import read_yaml_file

NEXT_FORM = "next_form"
"""The slot whose values are the forms of all domains (actions/kit/forms.py)."""


class ByDomain(RasaFileImporter):
    """As Rasa's own importer of files, with the `domain.yml` of every folder of the training data
    merged into the one that is named."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        given = training_data_paths or []
        paths = [given] if isinstance(given, str) else given
        self._folders = [Path(path) for path in paths if Path(path).is_dir()]

    def get_domain(self) -> Domain:
        if not self._domain_path:
            return Domain.empty()
        return Domain.from_dict(merged(Path(self._domain_path), self._folders))


def merged(named: Path, folders: list[Path]) -> dict[str, Any]:
    """The domain of the file `named` and of each folder in `folders`."""
    whole: dict[str, Any] = _read(named)
    for path in sorted(path for folder in folders for path in folder.glob("*/domain.yml")):
        whole = Domain.merge_domain_dicts(_read(path), whole)
    if NEXT_FORM in whole.get("slots", {}):
        whole["slots"][NEXT_FORM]["values"] = sorted(whole.get("forms", {}))
    return whole


def _read(path: Path) -> dict[str, Any]:
    Domain.from_file(str(path))  # Checks it.
    return dict(read_yaml_file(str(path)))
