"""What allowances bring along."""

from models.allowances import Allowance, AllowanceEntry, AllowanceUse
from services.allowances import rights
from services.kit.personal import (
    OF_PERSON,
    Keep,
    Link,
    NotExported,
    Personal,
    PersonalTable,
    impersonal,
    stays,
)

RANK = 39
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
                kept=("books",),
            ),
            PersonalTable(
                AllowanceEntry,
                "what of that is of which booking",
                "tenant",
                (Link("use_id", AllowanceUse),),
                Keep("sums of a company are made of it; it names a number of ours alone"),
                NotExported("the bookings stand in a section of their own"),
                stays("subject"),
                kept=("books",),
            ),
        ),
        impersonal("the park's rules", Allowance),
    ),
    rights.RIGHTS,
)
