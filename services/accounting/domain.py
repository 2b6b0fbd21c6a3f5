"""What accounting brings along."""

from services.accounting import personal, rights, staff_alarms
from services.accounting.events import PaymentBillMissing, PaymentReturnFailed, PaymentUnreconciled
from services.events.follows import of
from services.kit.looks import Looks
from services.kit.personal import Personal
from services.kit.roles import Roles
from services.notices.staff_alarms import Alarms

RANK = 25
BRINGS = (
    Alarms(of(PaymentReturnFailed, PaymentUnreconciled, PaymentBillMissing), staff_alarms.alarm_of),
    # accounts.answer is to enter what a company's manager said; accounts.settle is to say what a
    # difference from WeChat Pay's bill was.
    Roles(
        {
            "agent": "accounts.read accounts.answer",
            "manager": "accounts.read accounts.answer accounts.settle",
            "operator": "accounts.read accounts.answer accounts.settle accounts.manage",
        }
    ),
    Personal(personal.TABLES, personal.NOTHING_PERSONAL),
    Looks("statement.look statement.export"),
    rights.RIGHTS,
)
