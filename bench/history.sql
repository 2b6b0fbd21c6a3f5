-- A park's past: so many orders and as many messages of the last year, of a twentieth as many people,
-- with what goes with them (lines, payments, events, deliveries, attempts, tickets, visits).
-- What is open at one moment (carts, orders under way, conversations with staff) is as many at
-- every size. Rows stand in the order of time, as they would have been written.
-- Filled in: {orders}, {now}. The first part is run on every connection, the second before the others,
-- which are run side by side.

set session_replication_role = replica;

create temporary table past as select
    (select min(id) from park) as park,
    {orders}::bigint as orders,
    greatest(50, {orders} / 20)::bigint as people,
    {now}::timestamptz as now;

-- --------
insert into endpoint (park_id, vendor_id, url, event_types, secret, rate_per_second, created_at)
select park, v.id, 'https://vendor-' || v.id || '.example/hook', '{{}}', '', 1000, now
from past, vendor v;

insert into person (park_id, id, name, phone, language, created_at)
select park, i, 'P' || i, '139' || lpad(i::text, 8, '0'), 'zh', now - interval '1 year'
from past, generate_series(1, people) i;

insert into identity (park_id, id, person_id, channel, external_id)
select park, i, i, 'webchat', 'past-' || i from past, generate_series(1, people) i;

insert into conversation
    (park_id, id, channel, identity_id, person_id, owner, assignee_id, last_seq, heard_at, created_at)
select park, i, 'webchat', i, i,
    case when i > people - 10 then 'queued' when i > people - 20 then 'staff' else 'bot' end,
    case when i <= people - 10 and i > people - 20
        then (select min(id) from staff where 'agent' = any(roles)) end,
    orders / people, now - interval '1 year' * (1 - i::float / people), now - interval '1 year'
from past, generate_series(1, people) i;

-- 94 of 100 were fetched, 5 called off, one expired; the last 40 are under way, then 20 carts.
insert into "order"
    (park_id, id, order_no, kind, person_id, conversation_id, outlet_id, status, fulfilment,
     slot_start, slot_end, meal, phone, currency, total, accept_by, created_at, updated_at, placed_at)
select park, k, 'O-' || lpad(k::text, 7, '0'), case k % 4 when 3 then 'shopping' else 'catering' end,
    who, who, o.id,
    case when k > orders - 20 then 'draft'
        when k > orders - 40 then 'placed' when k > orders - 60 then 'accepted'
        when k % 20 = 0 then 'cancelled' when k % 100 = 1 then 'expired' else 'completed' end,
    'pickup', at + interval '1 hour', at + interval '75 minutes', 'all_day', '139' || lpad(who::text, 8, '0'), 'CNY', 2600,
    at + interval '10 minutes', at, at, case when k <= orders - 20 then at end
from past, generate_series(1, orders) k,
    lateral (select now - interval '1 year' * (1 - k::float / orders) as at,
        case when k > orders - 20 then people - (orders - k) else 1 + k * 7919 % people end as who) t,
    lateral (select id from outlet order by id offset k % 4 limit 1) o;

-- Carts that were given up in the last week are still there.
insert into "order"
    (park_id, id, order_no, kind, person_id, conversation_id, outlet_id, status, currency, total,
     created_at, updated_at)
select park, orders + k, 'X-' || k, 'catering', 1 + k % people, 1 + k % people,
    (select min(id) from outlet), 'expired', 'CNY', 2600, now - interval '3 days', now - interval '3 days'
from past, generate_series(1, 50) k;

-- --------
insert into message
    (park_id, id, conversation_id, seq, direction, author, channel, external_id, text, status, created_at)
select park, k, 1 + (k - 1) % people, 1 + (k - 1) / people,
    case k / people % 2 when 0 then 'in' else 'out' end,
    case k / people % 2 when 0 then 'tenant' else 'bot' end,
    'webchat', case k / people % 2 when 0 then 'past-' || k end,
    '两份牛肉面不要辣，12点送到A座' || 100 + k % 900,
    case k / people % 2 when 0 then 'handled' else 'sent' end,
    now - interval '1 year' * (1 - k::float / orders)
from past, generate_series(1, people * (orders / people)) k;

insert into handoff
    (park_id, conversation_id, reason, queued_at, assignee_id, assigned_at, first_reply_at, ended_at, ended_by)
select park, 1 + k * 31 % people, 'asked', at, s.id, at, at, at + interval '10 minutes', 'staff'
from past, generate_series(1, orders / 100) k,
    lateral (select now - interval '1 year' * (1 - k::float / (orders / 100)) - interval '1 day' as at) t,
    (select min(id) as id from staff where 'agent' = any(roles)) s;

insert into handoff (park_id, conversation_id, reason, queued_at, assignee_id, assigned_at)
select c.park_id, c.id, 'asked', now - interval '5 minutes', c.assignee_id,
    case when c.owner = 'staff' then now end
from past, conversation c where c.owner <> 'bot';

insert into order_line
    (park_id, id, order_id, item_id, position, name_zh, name_en, unit_zh, unit_en, quantity, unit_price)
select o.park_id, o.id, o.id, i.id, 1, i.name_zh, i.name_en, i.unit_zh, i.unit_en, 1, 2600
from past, "order" o, lateral (select * from item where outlet_id = o.outlet_id order by id limit 1) i;

insert into payment (park_id, order_id, method, amount, currency, paid_at)
select park_id, id, 'on_pickup', total, currency, placed_at from "order" where status = 'completed';

insert into idempotency_key (park_id, scope, key, body_hash, status, answer, created_at)
select park, 'person:' || k % people, 'past-' || k, repeat('0', 64), 201, '{{"id": 1}}',
    now - interval '7 days' * k / (1 + orders / 52)
from past, generate_series(1, orders / 52) k;

insert into app_session (park_id, person_id, conversation_id, created_at, last_used_at, expires_at)
select park, i, i, now, now, now + interval '30 days' from past, generate_series(1, people) i;

insert into ticket
    (park_id, id, ticket_no, kind, category, urgency, status, description, person_id, conversation_id,
     building, data, created_at, updated_at, resolved_at)
select park, k, 'T-' || k, 'repair', 'plumbing', 'normal', case when k > orders / 50 - 20 then 'new' else 'closed' end,
    '茶水间漏水', 1 + k * 31 % people, 1 + k * 31 % people, 'A', '{{}}', at, at, at
from past, generate_series(1, orders / 50) k,
    lateral (select now - interval '1 year' * (1 - k * 50.0 / orders) as at) t;

insert into visit
    (park_id, id, visit_no, status, host_id, names, headcount, starts_at, ends_at, erased_at, created_at, updated_at)
select park, k, 'V-' || k, 'checked_out', 1 + k * 31 % people, '{{王总}}', 1, at, at + interval '2 hours',
    case when at < now - interval '31 days' then at end, at, at
from past, generate_series(1, orders / 50) k,
    lateral (select now - interval '1 year' * (1 - k * 50.0 / orders) as at) t;

update service_window set weekdays = '{{1,2,3,4,5,6,7}}', on_holidays = true, capacity = null;
update item set stock = 1000000000 where stock is not null;

-- --------
-- Three events an order: a message came, it was placed, it ended; those of the orders go out.
insert into event
    (park_id, id, xid, uid, type, version, subject, sequence, data, occurred_at, handled_at)
select o.park_id, 3 * o.id - 3 + n, 1, gen_random_uuid(),
    case n when 1 then 'message.received' when 2 then 'order.placed' else 'order.completed' end, 1,
    case n when 1 then 'conversation:' || o.conversation_id else 'order:' || o.id end,
    case n when 1 then o.id else n - 1 end,
    case n when 1 then '{{}}'::jsonb else jsonb_build_object('order', jsonb_build_object(
        'id', o.id, 'order_no', o.order_no, 'status', o.status, 'total', o.total)) end,
    o.created_at, o.created_at
from "order" o, generate_series(1, 3) n where o.placed_at is not null;

-- --------
insert into delivery
    (park_id, id, event_id, endpoint_id, status, attempts, delivered_at, created_at)
select o.park_id, 2 * o.id - 2 + n, 3 * o.id - 2 + n, e.id, 'delivered', 1, o.created_at, o.created_at
from "order" o
join outlet t on t.id = o.outlet_id join endpoint e on e.vendor_id = t.vendor_id,
generate_series(1, 2) n where o.placed_at is not null;

insert into attempt (park_id, delivery_id, number, at, status_code, milliseconds)
select park_id, id, 1, created_at, 204, 12 from delivery;
