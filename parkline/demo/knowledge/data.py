"""What the demo park answers."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from parkline.demo.entries import Code, Entry, Label, refuse_repeated


class FaqEntry(Entry):
    slug: Code
    answer_zh: Label
    answer_en: Label
    questions_zh: Annotated[list[Label], Field(min_length=1)]
    questions_en: Annotated[list[Label], Field(min_length=1)]


class KnowledgeData(Entry):
    faqs: list[FaqEntry]

    @model_validator(mode="after")
    def _slugs_once(self) -> Self:
        refuse_repeated("faq", (one.slug for one in self.faqs))
        return self
