"""Keys that code puts together from a kind of alert; what is late says by which clock, or that it
was passed on to a role."""

FAMILIES = {
    "alert-ticket-": {
        *("danger", "called", "assigned", "reply", "mentioned", "flagged", "appointed", "put_off"),
        *("late-respond", "late-resolve", "late-role"),
    },
}
