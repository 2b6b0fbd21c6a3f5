"""What parkline's packages bring to the command line, and domains to the demo park."""

from collections import Counter
from pathlib import Path

import parkline
from parkline import demo
from parkline.demo.seeds import FOLDER, seeds
from services.kit.plugins import domains


def twice(names: list[object]) -> list[object]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_two_packages_have_the_same_place() -> None:
    for layer in (parkline, demo):
        assert twice([module.RANK for module in domains(layer)]) == []


def test_every_file_of_the_demo_is_one_domains() -> None:
    there = [str(path.relative_to(FOLDER)) for path in Path(FOLDER).glob("*/*.yaml")]
    assert sorted(there) == sorted(file for seed in seeds() for file in seed.files.values())
