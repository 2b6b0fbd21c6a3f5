-- So many open tickets and as many conversations that people have or wait for, each of a tenant of
-- their own. Filled in: {rows}, {now}.

create temporary table here as select
    (select min(id) from park) as park,
    (select min(id) from staff where 'engineer' = any(roles)) as engineer,
    (select min(id) from staff where 'agent' = any(roles)) as agent,
    {now}::timestamptz as now;

insert into person (park_id, id, name, phone, language, created_at)
overriding system value
select park, 1000000 + i, '租户' || i, '137' || lpad(i::text, 8, '0'), 'zh', now
from here, generate_series(1, {rows}) i;

insert into identity (park_id, id, person_id, channel, external_id)
overriding system value
select park, 1000000 + i, 1000000 + i, 'webchat', 'open-' || i
from here, generate_series(1, {rows}) i;

insert into conversation
    (park_id, id, channel, identity_id, person_id, owner, assignee_id, last_seq, heard_at, created_at)
overriding system value
select park, 1000000 + i, 'webchat', 1000000 + i, 1000000 + i,
    case when i % 2 = 0 then 'queued' else 'staff' end,
    case when i % 2 = 0 then null else agent end,
    1, now - i * interval '1 second', now - i * interval '1 second'
from here, generate_series(1, {rows}) i;

insert into message
    (park_id, conversation_id, seq, direction, author, channel, text, status, created_at)
select park, 1000000 + i, 1, 'in', 'tenant', 'webchat', '空调不凉，第' || i || '次了', 'handled',
    now - i * interval '1 second'
from here, generate_series(1, {rows}) i;

insert into handoff (park_id, conversation_id, reason, queued_at, assignee_id, assigned_at)
select park, 1000000 + i, 'asked', now - i * interval '1 second',
    case when i % 2 = 0 then null else agent end,
    case when i % 2 = 0 then null else now end
from here, generate_series(1, {rows}) i;

insert into ticket
    (park_id, ticket_no, kind, category, urgency, status, description, person_id, assignee_id,
     building, floor, room, phone, created_at, updated_at, respond_by, resolve_by)
select park, 'T-' || lpad(upper(to_hex(i)), 6, '0'), 'repair',
    (array['hvac', 'plumbing', 'network', 'electrical'])[1 + i % 4],
    (array['urgent', 'normal', 'low'])[1 + i % 3],
    (array['reported', 'triaged', 'assigned', 'in_progress', 'waiting_tenant'])[1 + i % 5],
    '空调不凉，第' || i || '次了', 1000000 + i,
    case when i % 5 > 1 then engineer end,
    'A', 1 + i % 20, (100 * (1 + i % 20) + i % 30)::text, '137' || lpad(i::text, 8, '0'),
    now - i * interval '1 minute', now, now + (i % 700 - 100) * interval '1 minute',
    now + i * interval '1 minute'
from here, generate_series(1, {rows}) i;

analyze;
