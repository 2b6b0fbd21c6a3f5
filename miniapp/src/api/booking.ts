/** What the app asks the park for of rooms, courts, halls and equipment. */
import type {
  Booking, BookingAllowance, BookingCost, BookingFeed, BookingSeries, BookingWait, OthersInThere, Page, Payment, Pool, SeriesBrief, SeriesDay, Thing, ThingsDay,
} from "./types";
import { get, post, remove } from "./verbs";

export interface Span {
  resource: string;
  from_at: string;
  until_at: string;
}
export interface Wanted extends Span {
  headcount?: number;
  title?: string;
  /** Names of who comes from outside: they get passes with it. */
  guests?: string[];
  /** Minutes beyond what is free that the reader has agreed to pay for. */
  pays_minutes: number;
  /** And what they cost, in the minor unit, where an hour has a price. */
  pays?: number;
  payment?: Payment;
}
export interface WantedSeries {
  resource: string;
  /** RFC 5545's. */
  rule: string;
  day: string;
  starts: string;
  minutes: number;
  /** Days that are left out. */
  without?: string[];
  headcount?: number;
  title?: string;
  /** Whether what is skipped is taken by itself once it can be had. */
  fills?: boolean;
}

export const pools = async () => (await get<{ pools: Pool[] }>("/bookables")).pools;
export const schedule = async (pool: string, day: string, days = 1) =>
  (await get<{ things: ThingsDay[] }>("/bookables/schedule", { pool, day, days })).things;
export const cost = ({ resource, from_at, until_at }: Span, headcount?: number) =>
  get<BookingCost>("/bookings/cost", { resource, from_at, until_at, headcount });
export const allowances = () => get<{ allowances: BookingAllowance[]; strikes: number }>("/bookings/allowances");

export const book = (wanted: Wanted, key: string) => post<Booking>("/bookings", wanted, key);
export const bookings = (query: { open?: boolean; cursor?: string; limit?: number } = {}) => get<Page<Booking>>("/bookings", query);
export const booking = (number: string) => get<Booking>(`/bookings/${number}`);
export const moveBooking = (number: string, { resource, from_at, until_at, headcount, title, pays_minutes, pays }: Wanted) =>
  post<Booking>(`/bookings/${number}/move`, { resource, from_at, until_at, headcount, title: title ?? "", pays_minutes, pays });
export const cancelBooking = (number: string) => post<Booking>(`/bookings/${number}/cancel`, {});
export const actOn = (number: string, act: "take" | "check-in" | "end") => post<Booking>(`/bookings/${number}/${act}`);
export const inviteTo = (number: string, names: string[]) => post<Booking>(`/bookings/${number}/guests`, { names });
export const othersInThere = (number: string) => post<OthersInThere>(`/bookings/${number}/dispute`);
export const appealStrike = (number: string, reason: string) => post<Booking>(`/bookings/${number}/appeal`, { reason });
export const extendBooking = (number: string, minutes: number, agreed: Pick<Wanted, "pays_minutes" | "pays"> = { pays_minutes: 0 }) =>
  post<Booking>(`/bookings/${number}/extend`, { minutes, ...agreed });

export const waits = async () => (await get<{ waits: BookingWait[] }>("/booking-waits")).waits;
export const wait = (span: Span & { headcount?: number; any_of_its_kind: boolean }) => post<BookingWait>("/booking-waits", span);
export const endWait = (id: number) => remove<void>(`/booking-waits/${id}`);

export const seriesList = async () => (await get<{ series: SeriesBrief[] }>("/booking-series")).series;
export const series = (id: number) => get<BookingSeries>(`/booking-series/${id}`);
export const previewSeries = async (wanted: WantedSeries) => (await post<{ days: SeriesDay[] }>("/booking-previews", wanted)).days;
export const bookSeries = (wanted: WantedSeries, key: string) => post<BookingSeries>("/booking-series", wanted, key);
export const fillSeries = (id: number) => post<BookingSeries>(`/booking-series/${id}/fill`);
export const extendSeries = (id: number, times: number) => post<BookingSeries>(`/booking-series/${id}/extend`, { times });
/** Without days: all that is to come. */
export const endSeries = (id: number, days: string[] = []) => post<BookingSeries>(`/booking-series/${id}/cancel`, { days });

export const feeds = async () => (await get<{ feeds: BookingFeed[] }>("/booking-feeds")).feeds;
export const addFeed = (scope: BookingFeed["scope"]) => post<{ id: number; path: string }>("/booking-feeds", { scope });
export const endFeed = (id: number) => remove<void>(`/booking-feeds/${id}`);

/** Where a thing of a pool stands in the list; undefined for one that is not booked any more. */
export function thingOf(all: Pool[], code: string): { pool: Pool; thing: Thing } | undefined {
  for (const pool of all) {
    const thing = pool.things.find((one) => one.code === code);
    if (thing) return { pool, thing };
  }
  return undefined;
}
