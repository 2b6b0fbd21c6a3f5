"""What the tables of park hold of people."""

from models.park import (
    Announcement,
    Building,
    CalendarDay,
    LastPlace,
    Park,
    ParkHost,
    ParkKey,
    RestingJob,
)
from services.kit.personal import OF_PERSON, Delete, PersonalTable, Section, impersonal

TABLES = (
    PersonalTable(
        LastPlace,
        "where they scanned a code last",
        "tenant",
        OF_PERSON,
        Delete(),
        Section("last_place"),
        kept=("places",),
    ),
)
NOTHING_PERSONAL = impersonal(
    "the park's own places, hours, addresses, keys and rules",
    *(Park, ParkHost, ParkKey, Building, CalendarDay, Announcement),
) | impersonal("ids of what a job is about, while the park moves", RestingJob)
