"""What the tables of staff hold of people."""

from models.staff import Shift, SignInTry, Staff, StaffIdentity, StaffSession
from services.kit.personal import Keep, NotExported, PersonalTable, stays

_STAFFS = NotExported("of people who work at the desk: the operator's to tell them")

TABLES = (
    PersonalTable(
        Staff,
        "who works at the desk: a name, a login, a number, whether they are there",
        "staff",
        (),
        Keep("what they did has to be known; an operator changes or closes it"),
        _STAFFS,
        stays("login name password_hash roles skills language phone presence"),
        kept=("staff",),
    ),
    PersonalTable(
        StaffIdentity,
        "as whom the operator's identity provider knows them: an e-mail address, an id",
        "staff",
        (),
        Keep("an operator takes it back"),
        _STAFFS,
        stays("issuer subject email"),
        kept=("staff",),
    ),
    PersonalTable(
        StaffSession,
        "when they signed in",
        "staff",
        (),
        Keep("gone when it expires"),
        _STAFFS,
        stays("token_hash"),
        kept=("sessions",),
    ),
    PersonalTable(
        SignInTry,
        "when a password was wrong, for which login as a hash, from where",
        "staff",
        (),
        Keep("for a day: it counts against who guesses"),
        _STAFFS,
        stays("login_hash place"),
        kept=("working",),
    ),
    PersonalTable(
        Shift,
        "when they are on duty",
        "staff",
        (),
        Keep("an operator changes it"),
        _STAFFS,
        kept=("staff",),
    ),
)
