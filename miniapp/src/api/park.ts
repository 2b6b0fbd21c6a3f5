/** What the app asks the park for, one function each. */
import { ask, newKey } from "./client";
import { bookings } from "./booking";
import { Problem } from "./problem";
import { send } from "./upload";
import { get, patch, post, remove, V1 } from "./verbs";
// #ifdef H5
import { sendFile } from "./upload";
// #endif
import { t } from "@/locale";
import { listed, span } from "@/ui/format";
import { bookingState, bookingTone, isReady, lostState, lostTitle, ticketTitle } from "@/ui/words";
import type {
  AccessToken, Account, Announcement, Approval, Booking, Building, Carts, DangerAsked, GuestKnown, Item, LockerBank, Lost, LostCode, Me, Menus, Message, NoticeKinds, Order, OrderDetail, Outlet, Page, Park, ParkOfMine, Pass, PhoneChallenge, Photo, Place, Promises, Receipt, Slot,
  Quote, Ticket, TicketDetail, ToPay, Visit,
  Window,
} from "./types";

export const showPark = () => get<Park>("/park");
export const announcement = (id: number) => get<Announcement>(`/announcements/${id}`);
export const outlets = async () => (await get<{ outlets: Outlet[] }>("/outlets")).outlets;
export const lockers = async () => (await get<{ banks: LockerBank[] }>("/lockers")).banks;
export const buildings = async () => (await get<{ buildings: Building[] }>("/buildings")).buildings;
export const menus = (meal?: string) => get<Menus>("/menus", { meal });
/** All dishes and goods, of every meal. */
export async function allItems(): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page: { items: Item[]; next: string | null } = await get("/items", { limit: 100, cursor });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return found;
}

export const carts = () => get<Carts>("/carts");
export const addLine = (line: { item_id: number; quantity?: number; options?: string[]; note?: string }) =>
  post<Carts>("/carts/lines", line, newKey());
export const setQuantity = (order: string, line: number, quantity: number) =>
  quantity > 0
    ? patch<Carts>(`/carts/${order}/lines/${line}`, { quantity })
    : remove<Carts>(`/carts/${order}/lines/${line}`);
export const discardCart = (order: string) => remove<Carts>(`/carts/${order}`);
export const slots = async (order: string) => (await get<{ slots: Slot[] }>(`/carts/${order}/slots`)).slots;

export interface CartChange {
  fulfilment?: string | null;
  location?: Place | null;
  /** Code of the building in which it stands. */
  locker?: string;
  slot?: string | null;
  phone?: string | null;
  note?: string | null;
  invoice_wanted?: boolean;
  invoice_title?: string | null;
  invoice_tax_no?: string | null;
  payment?: string;
}
export const changeCart = (order: string, change: CartChange) => patch<Carts>(`/carts/${order}`, change);

/** Safe to repeat with the same `key`, also after the network failed in the middle. */
export const placeOrder = (cart: string, key: string, askManager = false) =>
  post<Order>("/orders", { cart, ask_manager: askManager }, key);
/** Stock and slot are kept until `pay_by`; the order is placed when the money has come. */
export const payOrder = (cart: string) => post<ToPay>(`/orders/${cart}/pay`);
export const withdrawOrder = (number: string) => post<Carts>(`/orders/${number}/withdraw`);
export const orders = (query: { open?: boolean; q?: string; cursor?: string; limit?: number } = {}) =>
  get<Page<Order>>("/orders", query);
export const order = (number: string) => get<OrderDetail>(`/orders/${number}`);
export const cancelOrder = (number: string) =>
  post<{ order: Order; asked: boolean }>(`/orders/${number}/cancel`);
export const reorder = (number: string) =>
  post<Carts & { gone: string[] }>(`/orders/${number}/reorder`, undefined, newKey());

export const WHATS = ["missing", "wrong", "quality", "late", "other"] as const;
export type What = (typeof WHATS)[number];
export interface Complaint {
  what: What;
  lines: { line: number; quantity: number }[];
  words?: string;
  photos: number[];
}
export const complain = (number: string, about: Complaint) => post<OrderDetail>(`/orders/${number}/complaint`, about);
export const rateOrder = (number: string, stars: number, words?: string, items: { item_id: number; stars: number }[] = []) =>
  post<OrderDetail>(`/orders/${number}/rating`, { stars, words, items });
export const receipt = (number: string) => get<Receipt>(`/orders/${number}/receipt`);

export const me = () => get<Me>("/me");
export const changeMe = (change: Partial<Pick<Me, "name" | "phone" | "language">>) => patch<Me>("/me", change);
export const askPhoneCode = async (phone: string) =>
  (await ask<PhoneChallenge>("POST", `${V1}/login/phone`, { anonymous: true, body: { phone } })).body;
export const joinCompany = (code: string) => post<Me>("/me/company", { code });
export const noticeKinds = () => get<NoticeKinds>("/me/notices");
export const wantNotices = async (kind: string, wanted: boolean) =>
  (await ask<NoticeKinds>("PUT", `${V1}/me/notices/${kind}`, { body: { wanted } })).body;
export const pushKey = async () => (await get<{ key: string | null }>("/me/push")).key;
export const takePushes = (browser: PushSubscriptionJSON) =>
  post<void>("/me/push", { endpoint: browser.endpoint, keys: browser.keys });
export const leavePushes = (endpoint: string) => post<void>("/me/push/leave", { endpoint });
export const accessTokens = () => get<{ tokens: AccessToken[] }>("/tokens");
export const makeToken = (name: string, scopes: string[], expires_at: string) =>
  post<AccessToken & { token: string }>("/tokens", { name, scopes, expires_at });
export const revokeToken = (id: number) => ask<void>("DELETE", `${V1}/tokens/${id}`);
export const parksOfMine = () => get<{ parks: ParkOfMine[] }>("/me/parks");
export const offerParkLink = () => post<{ code: string; expires_at: string }>("/me/parks/link");
export const confirmParkLink = (code: string) => post<{ parks: ParkOfMine[] }>("/me/parks/confirm", { code });
export const goToPark = (slug: string) => post<{ base_url: string; token: string }>(`/me/parks/${slug}/go`);
export const unlinkPark = (slug: string) => ask<void>("DELETE", `${V1}/me/parks/${slug}`);
export const signOutEverywhere = () => post<void>("/logout/everywhere");

export interface Report {
  category: string;
  urgency: string;
  description: string;
  location: Place;
  photos: number[];
}
export const uploadPhoto = async (file: string) =>
  (await send<{ photos: Photo[] }>(`${V1}/photos`, file)).photos[0]!;
/** When somebody would come to what is reported now. */
export const repairPromises = (category?: string) => get<Promises>("/repairs/promises", { category });
export const reportRepair = (report: Report, key: string) =>
  post<TicketDetail & { joined: boolean }>("/repairs", report, key);
export const repairs = (query: { open?: boolean; cursor?: string; limit?: number } = {}) =>
  get<Page<Ticket>>("/repairs", query);
export const repair = (number: string) => get<TicketDetail>(`/repairs/${number}`);
export const urgeRepair = (number: string) => post<{ counted: boolean }>(`/repairs/${number}/urge`);
export const moveRepair = (number: string, move: "cancel" | "confirm") =>
  post<TicketDetail>(`/repairs/${number}/${move}`);
/** When whoever comes could come instead. */
export const repairWindows = async (number: string) => (await get<{ windows: Window[] }>(`/repairs/${number}/windows`)).windows;
export const moveAppointment = (number: string, { starts_at, ends_at }: Window) =>
  post<TicketDetail>(`/repairs/${number}/appointment`, { starts_at, ends_at });
export const reopenRepair = (number: string, reason?: string) =>
  post<TicketDetail>(`/repairs/${number}/reopen`, { reason });
export const rateRepair = (number: string, rating: number, comment?: string) =>
  post<TicketDetail>(`/repairs/${number}/rating`, { rating, comment });

export const quotes = async (number: string) => (await get<{ quotes: Quote[] }>(`/repairs/${number}/quotes`)).quotes;
export const acceptQuote = (id: number, payment: string) => post<Quote>(`/quotes/${id}/accept`, { payment });
export const declineQuote = (id: number, reason: string) => post<Quote>(`/quotes/${id}/decline`, { reason });

export interface Invite {
  names: string[];
  headcount?: number;
  phone?: string;
  plates?: string[];
  reason?: string;
  starts_at: string;
  ends_at: string;
  location?: Place;
}
export const invite = (who: Invite, key: string) => post<Visit>("/visits", who, key);
/** The same for some weeks: a visit for each. */
export const inviteWeekly = (who: Invite & { weeks: number }, key: string) => post<{ visits: Visit[] }>("/visits/series", who, key);
export const guests = () => get<{ guests: GuestKnown[] }>("/visits/guests");
export const reschedule = (number: string, when: { starts_at: string; ends_at: string }) =>
  post<Visit>(`/visits/${number}/reschedule`, when);
export const visits = (query: { open?: boolean; role?: string; cursor?: string; limit?: number } = {}) =>
  get<Page<Visit>>("/visits", query);
export const visit = (number: string) => get<Visit>(`/visits/${number}`);
export const moveVisit = (number: string, move: "cancel" | "approve") => post<Visit>(`/visits/${number}/${move}`);
export const denyVisit = (number: string, reason?: string) => post<Visit>(`/visits/${number}/deny`, { reason });
export const pass = (number: string) => get<Pass>(`/visits/${number}/pass`);

export interface LossReport {
  kind: "lost" | "found";
  category: string;
  colour?: string;
  description: string;
  mark?: string;
  from_at: string;
  until_at: string;
  location?: Place;
  phone?: string;
  photos: number[];
}
export const reportLost = (report: LossReport, key: string) => post<Lost>("/lost", report, key);
export const lostItems = (query: { open?: boolean; cursor?: string; limit?: number } = {}) => get<Page<Lost>>("/lost", query);
export const lostItem = (number: string) => get<Lost>(`/lost/${number}`);
export const withdrawLost = (number: string) => post<Lost>(`/lost/${number}/withdraw`);
export const answerMatch = (number: string, match: number, answer: "claim" | "disown") =>
  post<Lost>(`/lost/${number}/matches/${match}/${answer}`);
/** A new one each time: the one before is good no more. */
export const lostCode = (number: string, match: number) => post<LostCode>(`/lost/${number}/matches/${match}/code`);
export const addLostPhoto = (number: string, file: string) => send<Lost>(`${V1}/lost/${number}/photos`, file);

export const say = (id: string, text: string) => post<Message>("/conversation/messages", { id, text }, id);
export const press = (id: string, seq: number, index: number) =>
  post<Message>("/conversation/messages", { id, press: { seq, index } }, id);
export const sayWithPhoto = (id: string, file: string) =>
  send<Message>(`${V1}/conversation/photos`, file, { id });
// #ifdef H5
export const sayWithFile = (id: string, file: Blob, name: string, seconds?: number) =>
  sendFile<Message>(`${V1}/conversation/files`, file, name, { id, ...(seconds ? { seconds: String(seconds) } : {}) });
// #endif
export const messages = (cursor?: string) => get<Page<Message>>("/conversation/messages", { cursor, limit: 30 });

export const dangerAsked = async () => (await get<{ danger: DangerAsked | null }>("/conversation/danger")).danger;
export const settleDanger = (happening: boolean) =>
  post<{ danger: DangerAsked | null }>("/conversation/danger", { happening });

export interface UnderWay {
  url: string;
  icon: "bowl" | "bag" | "tools" | "guest" | "receipt" | "umbrella" | "calendar";
  title: string;
  note: string;
  status: string;
  /** What the state is called, where it has words of its own. */
  state?: string;
}
/** Its state; what is not placed yet waits for money or for a manager. */
export function standing(order: Order): string {
  if (order.payment_status === "waiting") return "unpaid";
  return order.held ? "held" : order.status;
}

/** Whatever the tenant waits for, what needs them first. */
export async function underWay(): Promise<UnderWay[]> {
  const few = { open: true, limit: 5 };
  const [spending, asked, placed, reported, invited, missed, booked] = await Promise.all([
    approvals(),
    visits({ ...few, role: "approver" }),
    orders(few),
    repairs(few),
    visits(few),
    lostItems(few),
    bookings({ open: true, limit: 100 }),
  ]);
  const found = missed.items.filter((one) => one.matches.some((match) => match.can.includes("claim") || match.can.includes("code")));
  const toApprove = asked.items.filter((one) => one.can.includes("approve"));
  return [
    ...spending.map(
      (one): UnderWay => ({
        url: "/pages/me/approvals",
        icon: "receipt",
        title: one.who ?? t("approvals.somebody"),
        note: [one.amount.text, one.items].filter(Boolean).join(" · "),
        status: "requested",
      }),
    ),
    ...toApprove.map((one) => visitUnderWay(one)),
    ...found.map((one) => lostUnderWay(one)),
    ...nextOf(booked.items).map((one) => bookingUnderWay(one)),
    ...placed.items.map(
      (one): UnderWay => ({
        url: `/pages/order/detail?no=${one.order_no}`,
        icon: one.kind === "shopping" ? "bag" : "bowl",
        title: one.outlet.name,
        note: [one.slot?.text, one.where.text].filter(Boolean).join(" · "),
        status: standing(one),
      }),
    ),
    ...reported.items.map(
      (one): UnderWay => ({
        url: `/pages/repair/detail?no=${one.ticket_no}`,
        icon: "tools",
        title: ticketTitle(one),
        note: [one.where.text, one.description].filter(Boolean).join(" · "),
        status: one.status,
      }),
    ),
    ...invited.items.map((one) => visitUnderWay(one)),
    ...missed.items.filter((one) => !found.includes(one)).map((one) => lostUnderWay(one)),
  ];
}

function lostUnderWay(one: Lost): UnderWay {
  return {
    url: `/pages/lost/detail?no=${one.item_no}`,
    icon: "umbrella",
    title: lostTitle(one),
    note: [one.description, one.where.text].filter(Boolean).join(" · "),
    status: isReady(one) ? "ready" : one.status,
    state: lostState(one),
  };
}

/** The next few; of what recurs its next alone. */
function nextOf(booked: Booking[], most = 5): Booking[] {
  const sorted = [...booked].sort((one, other) => Date.parse(one.from_at) - Date.parse(other.from_at));
  const isNext = (one: Booking): boolean => one === sorted.find((other) => other.series === one.series);
  return sorted.filter((one) => one.series === null || isNext(one)).slice(0, most);
}

function bookingUnderWay(one: Booking): UnderWay {
  return {
    url: `/pages/booking/detail?no=${one.booking_no}`,
    icon: "calendar",
    title: one.name,
    note: listed([one.when_text, one.where.text], " · "),
    status: bookingTone(one),
    state: bookingState(one),
  };
}

function visitUnderWay(one: Visit): UnderWay {
  return {
    url: `/pages/visit/detail?no=${one.visit_no}`,
    icon: "guest",
    title: listed(one.names),
    note: [span(one.starts_at, one.ends_at), one.where.text].filter(Boolean).join(" · "),
    status: one.status,
  };
}

export const myData = () => get<Record<string, unknown>>("/me/data");
export const forgetMe = () => post<void>("/me/erasure", { confirm: "forget me" });

/** Of the company that one works for; undefined where it has none. */
export async function account(): Promise<Account | undefined> {
  try {
    return await get<Account>("/account");
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return undefined;
    throw problem;
  }
}
export const approvals = async () => (await get<{ approvals: Approval[] }>("/approvals")).approvals;
export const approveSpending = (id: number) => post<Approval>(`/approvals/${id}/approve`);
export const denySpending = (id: number, reason?: string) => post<Approval>(`/approvals/${id}/deny`, { reason });
