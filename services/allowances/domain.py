"""What allowances bring along."""

from models.allowances import Allowance, AllowanceEntry, AllowanceUse
from services.allowances import rights
from services.kit.personal import (
    OF_PERSON,
    Keep,
    NotExported,
    Personal,
    PersonalTable,
    impersonal,
)

RANK = 37
BRINGS = (
    Personal(
        (
            PersonalTable(
                AllowanceUse,
                "how much somebody used of an allowance within a period",
                "tenant",
                OF_PERSON,
                Keep("a sum by period; who the person was is forgotten elsewhere"),
                NotExported("the sum of what other sections hold"),
            ),
        ),
        impersonal("the park's rules, and sums of what other rows say", Allowance, AllowanceEntry),
    ),
    rights.RIGHTS,
)
