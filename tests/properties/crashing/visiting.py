"""Tickets and visits: by tenants through the API, by staff as the desk does it."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.ext.asyncio import AsyncSession

from services.kit.actors import Actor
from services.tickets import tickets
from services.visits import gates
from tests.properties.crashing import model
from tests.properties.crashing.draws import HOW, PICK, call, done
from tests.properties.crashing.machine import Crashing, Expected, How, Request, Send
from tests.properties.crashing.model import Subject

STAFF_DO = st.sampled_from(["triage", "assign", "accept", "start", "resolve", "close", "reopen"])
AT_VISITS = st.sampled_from(["approve", "approve", "deny", "cancel", "check_in", "check_out"])
MOST_VISITS = 15


class Visiting(Crashing):
    @rule(how=HOW)
    def report(self, how: How) -> None:
        number, key = self.number(), self.key()
        ticket = Subject("ticket", f"灯不亮 {number}")
        self.subjects.append(ticket)
        body = {
            "category": "electrical",
            "description": ticket.name,
            "location": {"place": f"大堂 {number}"},
        }

        send = call(lambda: self.world.eaters[0].token, "/repairs", body, key)
        self.ask(self.step(ticket, "report", send, keyed=True), how)

    @precondition(lambda self: self.of("ticket"))
    @rule(pick=PICK, action=STAFF_DO, how=HOW)
    def work_on_a_ticket(self, pick: int, action: str, how: How) -> None:
        ticket = self.of("ticket")[pick % len(self.of("ticket"))]
        engineer = self.world.staff[0].id
        more = {"assignee_id": engineer} if action == "assign" else {}

        async def act(session: AsyncSession) -> None:
            found = await tickets.find_by_number(session, self.world.park.id, self.id_of(ticket))
            assert found is not None
            by, now = Actor(staff_id=engineer), self.world.now
            await tickets.advance(session, found.park_id, found.id, action, by=by, now=now, **more)

        self.ask(self.step(ticket, action, done(act), keyed=False), replace(how, at_once=True))

    def id_of(self, subject: Subject) -> str:
        """The number that staff see."""
        column, table, name = {
            "ticket": ("ticket_no", "ticket", "description"),
            "visit": ("visit_no", "visit", "names[1]"),
        }[subject.kind]
        query = f"select {column} as no from {table} where {name} = %(name)s"
        return str(self.rows.all(query, name=subject.name)[0]["no"])

    @precondition(lambda self: self.world.now < model.VISIT_STARTS)
    @rule(how=HOW)
    def invite(self, how: How) -> None:
        visit, key = model.visit(f"王小明{self.number()}"), self.key()
        body = {"names": [visit.name], "starts_at": model.VISIT_STARTS.isoformat()}
        if sum(one.kind == "visit" for one in self.subjects) >= MOST_VISITS:
            return
        self.subjects.append(visit)

        send = call(lambda: self.world.host.token, "/visits", body, key)
        request = self.step(visit, "request", send, keyed=True)
        self.ask(replace(request, expected=self._unless_over(visit, request)), how)

    def _unless_over(self, visit: Subject, request: Request) -> Callable[[], Expected]:
        """What an invitation is answered. One that was lost before its commit is refused if it is
        repeated after the visit's end; the visit then never was."""

        def expected() -> Expected:
            if visit.log or self.world.now < model.VISIT_ENDS:
                return request.expected()
            return Expected(
                False, lambda answered: self.subjects.remove(visit) if answered else None
            )

        return expected

    @precondition(lambda self: self.of("visit"))
    @rule(pick=PICK, action=AT_VISITS, how=HOW)
    def go_on_with_a_visit(self, pick: int, action: str, how: How) -> None:
        visit = self.of("visit")[pick % len(self.of("visit"))]
        asked = self._at_the_desk if "check" in action else self._by_api
        send = asked(visit, action)
        self.ask(self.step(visit, action, send, keyed=False), how)

    def _by_api(self, visit: Subject, action: str) -> Send:
        tenant = self.world.host if action == "cancel" else self.world.boss
        path, body = f"/visits/{self.id_of(visit)}/{action}", {} if action == "deny" else None
        return call(lambda: tenant.token, path, body)

    def _at_the_desk(self, visit: Subject, action: str) -> Send:
        [found] = self.rows.all("select id from visit where names[1] = %(name)s", name=visit.name)
        do = gates.check_in if action == "check_in" else gates.check_out
        reception = self.world.staff[0].id

        async def act(session: AsyncSession) -> None:
            park, now = self.world.park.id, self.world.now
            await do(session, park, found["id"], staff_id=reception, now=now)

        return done(act)
