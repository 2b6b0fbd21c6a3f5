"""Actions and fields that the audit log tells of it."""

FAMILIES: dict[str, set[str]] = {
    "audit-action-": {
        "faq-add",
        "faq-edit",
    },
    "audit-field-": {
        "questions",
        "answer_zh",
        "answer_en",
    },
}
