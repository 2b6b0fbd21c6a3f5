"""What all entries of the demo's YAML share."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
Label = Annotated[str, Field(min_length=1)]
Minor = Annotated[int, Field(ge=0)]
"""Money, in minor units."""


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Entry):
    name_zh: Label
    name_en: Label


def refuse_repeated(what: str, values: Iterable[object]) -> None:
    repeated = [str(value) for value, times in Counter(values).items() if times > 1]
    if repeated:
        raise ValueError(f"{what} given more than once: {', '.join(repeated)}")
