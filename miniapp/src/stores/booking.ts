/** The form of a booking: what is chosen, what is possible, what it costs. What is shown is what is sent. */
import { computed, reactive, ref, shallowRef, watch } from "vue";

import * as rooms from "@/api/booking";
import { Problem } from "@/api/problem";
import type { BookingCost, Offer, Payment, Pool, SeriesDay } from "@/api/types";
import { asProblem, useLoad } from "@/stores/load";
import { look } from "@/stores/look";
import { cellsOf, endsOf, minutesOf, ruleOf, without, type Cell, type Repeat } from "@/stores/rooms";
import { apart, clock, dayOf, isoDay } from "@/ui/format";

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEK = 7;
const USUAL = 60;
const PAUSE = 250;

export function useBooking() {
  const form = reactive({ thing: "", day: isoDay(), from: "", until: "", people: 0, title: "", guests: "", repeat: "once" as Repeat, ends: "count" as "count" | "until", count: 8, last: isoDay(56), without: [] as string[], fills: false, payment: "" as Payment | "" });
  /** What is moved: its own time counts as free. */
  const moved = ref("");

  const shelf = useLoad("rooms.pools", rooms.pools);
  const at = computed(() => (shelf.data.value ? rooms.thingOf(shelf.data.value, form.thing) : undefined));

  /** The seven days, counted from today, in which the chosen one is. */
  const first = computed(() => isoDay(Math.floor((Date.parse(form.day) - Date.parse(isoDay())) / DAY / WEEK) * WEEK));
  const times = useLoad(undefined, async () => {
    const [pool, from] = [at.value!.pool.code, first.value];
    return { pool, from, things: await rooms.schedule(pool, from, WEEK) };
  });
  const shown = computed(() => {
    const found = times.data.value;
    if (!found || found.pool !== at.value?.pool.code || found.from !== first.value) return undefined;
    const thing = found.things.find((one) => one.resource === form.thing);
    return thing && without(thing, moved.value);
  });
  const week = computed(() => {
    const thing = shown.value;
    if (!thing || !at.value) return undefined;
    return Array.from({ length: WEEK }, (_, ahead) => {
      const day = new Date(Date.parse(first.value) + ahead * DAY).toISOString().slice(0, 10);
      return { day, cells: cellsOf(thing, day, at.value!.pool.rules) };
    });
  });
  const cells = computed<Cell[]>(() => week.value?.find((one) => one.day === form.day)?.cells ?? []);
  const ends = computed(() => (shown.value && at.value && form.from ? endsOf(shown.value, form.from, at.value.pool.rules) : []));
  const minutes = computed(() => (form.from && form.until ? minutesOf({ from_at: form.from, until_at: form.until }) : 0));

  const step = computed(() => (at.value?.pool.rules.step ?? 0) * MINUTE);
  /** What the last beginning chose: the next step after it is its end. */
  let begun = { from: "", until: "" };

  /** A step of the day is pressed: the last one that is wanted, after one that was the first; a new beginning otherwise. */
  function press(cell: string, day = form.day): void {
    const isSecond = begun.from !== "" && begun.from === form.from && begun.until === form.until && cell > form.from && day === form.day;
    const until = isSecond ? ends.value.find((one) => Date.parse(one) >= Date.parse(cell) + step.value) : undefined;
    if (!until) return begin(cell, day);
    form.until = until;
    begun = { from: "", until: "" };
  }
  /** From a beginning on, for as long as before where that is possible. */
  function begin(from: string, day: string): void {
    const long = minutes.value || USUAL;
    form.day = day;
    form.from = from;
    const fitting = ends.value.filter((one) => minutesOf({ from_at: from, until_at: one }) <= long);
    form.until = fitting[fitting.length - 1] ?? ends.value[0] ?? "";
    begun = { from, until: form.until };
  }

  function take(offer: Pick<Offer, "resource" | "from_at" | "until_at">): void {
    form.thing = offer.resource;
    form.day = dayOf(offer.from_at);
    form.from = new Date(offer.from_at).toISOString();
    form.until = new Date(offer.until_at).toISOString();
  }

  // What is chosen goes with the day and the thing of which it was.
  watch([() => form.thing, () => form.day], () => {
    if (form.from && dayOf(form.from) !== form.day) form.from = form.until = "";
  }, { flush: "sync" });
  watch([() => at.value?.pool.code, first], () => void (at.value && times.load()));
  watch([shown, () => form.from], () => {
    // Somebody was faster, or the other thing is not free then.
    if (shown.value && form.from && !cells.value.some((cell) => cell.at === form.from && cell.why === "free")) form.from = form.until = "";
  });

  const span = computed(() => ({ resource: form.thing, from_at: form.from, until_at: form.until }));
  const wantedSeries = computed(() =>
    form.repeat === "once" || !form.until
      ? undefined
      : {
          resource: form.thing,
          rule: ruleOf(form.repeat, form.day, form.ends === "count" ? { count: form.count } : { until: form.last }),
          day: form.day,
          starts: clock(form.from),
          minutes: minutes.value,
          without: form.without,
          fills: form.fills,
          headcount: form.people || undefined,
          title: form.title.trim() || undefined,
        },
  );

  const cost = shallowRef<BookingCost>();
  const days = shallowRef<SeriesDay[]>();
  const refused = shallowRef<Problem>();
  let turn = 0;
  /** Ask again what the chosen time costs, or what a series would take. */
  async function weigh(): Promise<void> {
    const mine = (turn += 1);
    cost.value = days.value = refused.value = undefined;
    if (!form.thing || !form.until) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (mine !== turn) return;
    try {
      const series = wantedSeries.value;
      const found = series ? await rooms.previewSeries(series) : await rooms.cost(span.value, form.people || undefined);
      if (mine !== turn) return;
      if (Array.isArray(found)) days.value = found;
      else cost.value = found;
    } catch (wrong) {
      if (mine === turn) refused.value = asProblem(wrong);
    }
  }
  watch(
    () => [form.thing, form.from, form.until, form.people, form.repeat, form.ends, form.count, form.last, form.without, look.language],
    () => void weigh(),
  );
  // Days that are left out are those of one rule.
  watch(() => [form.thing, form.from, form.repeat, form.ends, form.count, form.last], () => {
    if (form.without.length) form.without = [];
  }, { flush: "sync" });

  /** How many minutes are agreed to be paid for: those that the page says. */
  const pays = computed(() => (cost.value?.then === "charge" ? cost.value.beyond_minutes : 0));
  const wanted = computed(() => ({
    ...span.value,
    headcount: form.people || undefined,
    title: form.title.trim() || undefined,
    guests: apart(form.guests),
    pays_minutes: pays.value,
    pays: pays.value ? cost.value?.amount?.minor : undefined,
    payment: (pays.value && cost.value?.amount && !moved.value && form.payment) || undefined,
  }));
  const siblings = computed<Pool["things"]>(() => at.value?.pool.things ?? []);

  async function load(): Promise<void> {
    await shelf.load();
    if (at.value) await times.load();
  }

  return { form, moved, shelf, at, times, shown, week, cells, ends, minutes, press, take, weigh, cost, days, refused, wanted, wantedSeries, siblings, load };
}
