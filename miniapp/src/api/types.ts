/** What goes over the wire, as the API's own document says it. */
export interface Money {
  minor: number;
  currency: string;
  text: string;
}
export interface Named {
  code: string;
  name: string;
}
export interface Slot {
  start: string;
  end: string;
  meal: string;
  closes: string;
  text: string;
}
export interface Outlet {
  code: string;
  name: string;
  kind: "catering" | "shopping";
  place: string;
  fulfilments: string[];
  open: boolean;
  next_slot: Slot | null;
  rating: Rating | null;
}
/** The mean of three stars and more. */
export interface Rating {
  stars: number;
  count: number;
}
export interface Receipt {
  park: string;
  order: Order;
  paid: Money | null;
  paid_at: string | null;
  refunds: { amount: Money; cause: string; reason: string | null; at: string }[];
  left: Money | null;
}
export interface Option {
  code: string;
  group: string;
  name: string;
  price: Money;
}
export interface Picture {
  url: string;
  thumbnail_url: string;
  width: number;
  height: number;
}
export interface Item {
  id: number;
  code: string;
  outlet: string;
  kind: "catering" | "shopping";
  name: string;
  category: string;
  unit: string;
  price: Money;
  meals: string[];
  stock: number | null;
  min_quantity: number;
  max_quantity: number;
  options: Option[];
  picture: Picture | null;
  description: string;
  /** What it contains, of the fourteen; null where nobody has said. */
  allergens: string[] | null;
  allergen_note: string;
  diet: "vegan" | "vegetarian" | "neither" | null;
  /** 0 to 3; null where nobody has said. */
  spice: number | null;
  /** Kilocalories of one unit; null where nobody has counted. */
  calories: number | null;
  rating: Rating | null;
  bestseller: boolean;
}
export interface Promises {
  promises: { urgency: string; respond_by: string | null; text: string; call: string | null }[];
  phones: string[];
}
export interface Menus {
  meal: string | null;
  menus: { outlet: Outlet; categories: { name: string; items: Item[] }[] }[];
}
export interface Where {
  building: string | null;
  floor: number | null;
  room: string | null;
  place: string | null;
  text: string;
}
export interface Place {
  building: string;
  floor?: number | null;
  room?: string | null;
  place?: string | null;
}
export interface Building {
  code: string;
  name: string;
  floors: number;
  basements: number;
}
export interface Line {
  id: number;
  item_id: number;
  name: string;
  unit: string;
  quantity: number;
  unit_price: Money;
  total: Money;
  options: Named[];
  note: string | null;
  picture: Picture | null;
}
export interface OrderBase {
  order_no: string;
  kind: "catering" | "shopping" | "service" | "facility";
  outlet: Named;
  lines: Line[];
  total: Money;
  fulfilment: string | null;
  where: Where;
  slot: { start: string; end: string | null; text: string } | null;
  phone: string | null;
  note: string | null;
  allergy_note: string | null;
  locker: { name: string; place: string; box: number | null; pickup_code: string | null } | null;
  invoice: { title: string; tax_no: string | null } | null;
  invoice_wanted: boolean;
  payment: string;
}
export interface Cart extends OrderBase {
  missing: string[];
}
export interface Carts {
  carts: Cart[];
}
export interface Order extends OrderBase {
  pickup_number: string | null;
  expected_at: string | null;
  status: string;
  status_text: string;
  status_reason: string | null;
  held: boolean;
  payment_status: "not_paid" | "waiting" | "succeeded" | "partly_refunded" | "refunded";
  pay_by: string | null;
  placed_at: string | null;
  can_cancel: boolean;
}
export interface OrderStep {
  event: string;
  status: string;
  status_text: string;
  at: string;
}
export interface OrderDetail extends Order {
  rating: { stars: number; words: string | null } | null;
  can_rate: boolean;
  complaint: { ticket_no: string; what: string; status: string; status_text: string } | null;
  can_complain: boolean;
  history: OrderStep[];
}
export interface Page<T> {
  items: T[];
  next: string | null;
}
export interface Hours {
  weekdays: number[];
  starts: string;
  ends: string;
}
export interface Announcement {
  id: number;
  title: string;
  body: string;
  level: "ordinary" | "important";
  pinned: boolean;
  since: string;
  until: string | null;
  edited_at: string;
}
/** Ids of subscribe messages by the kind of news. */
export interface WeChatTemplates {
  order: string | null;
  repair: string | null;
  visit: string | null;
  reply: string | null;
}
export interface Park {
  park: string;
  desk_phone: string;
  emergency_phone: string;
  emergency_numbers: { phone: string; who: string }[];
  timezone: string;
  desk_open: boolean;
  desk_opens_at: string | null;
  hours: Hours[];
  special_days: { day: string; kind: "holiday" | "workday"; name: string }[];
  meal: string | null;
  wechat_pay: boolean;
  wechat_templates: WeChatTemplates;
  phone_login: boolean;
  shortcuts: (Named & { open: number | null })[];
  announcements: Announcement[];
}
export interface PhoneChallenge {
  challenge: string;
  expires_at: string;
  again_at: string;
}
export interface Me {
  name: string | null;
  phone: string | null;
  language: "zh" | "en";
  company: { name: string } | null;
  timezone: string;
}
export interface AccessToken {
  id: number;
  name: string;
  scopes: string[];
  last_used_at: string;
  expires_at: string;
}
export interface ParkOfMine {
  park: string;
  name: string;
  here: boolean;
  base_url: string | null;
}
export interface NoticeKinds {
  kinds: { kind: string; name: string; wanted: boolean }[];
}
export interface Photo {
  id: number;
  url: string;
  thumbnail_url: string;
  width: number;
  height: number;
}
export interface Message {
  seq: number;
  id: string | null;
  direction: "in" | "out";
  author: "tenant" | "bot" | "system" | "staff";
  text: string;
  buttons: { index: number; title: string }[];
  photos: Photo[];
  files: Attached[];
  data: Record<string, unknown>;
  at: string;
}
/** A document (PDF) or a voice message. */
export interface Attached {
  id: number;
  kind: "document" | "voice";
  url: string;
  name: string;
  size: number;
  seconds: number | null;
}
/** Whose the conversation is, and how far they have read. */
export interface Attention {
  owner: "bot" | "queued" | "staff";
  staff: { name: string; presence: "here" | "busy" | "away" } | null;
  read_seq: number;
}
export interface Ticket {
  ticket_no: string;
  kind: "repair" | "complaint" | "question";
  category: string;
  category_text: string;
  urgency: "critical" | "urgent" | "normal" | "low";
  status: string;
  status_text: string;
  where: Where;
  mine: boolean;
  description: string | null;
  photos: Photo[];
  respond_by: string | null;
  respond_text: string | null;
  /** Who comes, or works on it. */
  engineer: string | null;
  preferred_from: string | null;
  preferred_until: string | null;
  /** When whoever comes has promised to. */
  appointment: Window | null;
  can: ("urge" | "cancel" | "confirm" | "reopen" | "rate" | "photo" | "reschedule")[];
  rating: number | null;
  created_at: string;
}
/** When somebody comes, or could come. */
export interface Window {
  starts_at: string;
  ends_at: string;
  text: string;
}
/** What the bot heard in the words: a question until `asked_until`, or what to do at once. */
export interface DangerTold {
  text: string;
  phones: string[];
  asked_until: string | null;
  yes: string | null;
  no: string | null;
}
/** The same wherever in the app the reader is; `words` are those that are asked about. */
export interface DangerAsked extends DangerTold {
  words: string | null;
}
export interface TicketDetail extends Ticket {
  danger: DangerTold | null;
  history: { action: string; status: string; status_text: string; at: string }[];
}
/** What work on a ticket would cost; `pays` is empty once it cannot be accepted any more. */
export interface Quote {
  id: number;
  ticket_no: string;
  version: number;
  status: string;
  lines: { name: string; quantity: number; unit: string; price: Money; sum: Money }[];
  total: Money;
  total_text: string;
  note: string | null;
  valid_until: string;
  order_no: string | null;
  pays: ("on_pickup" | "company_account")[];
}
export interface Visit {
  visit_no: string;
  status: string;
  status_text: string;
  role: "host" | "approver";
  names: string[];
  headcount: number;
  phone: string | null;
  /** Of all cars. */
  plates: string[];
  company: string | null;
  reason: string | null;
  where: Where;
  starts_at: string;
  ends_at: string;
  text: string;
  can: ("cancel" | "reschedule" | "approve" | "deny")[];
  has_pass: boolean;
  /** Who has to say yes before there is a pass. */
  waits_for: "desk" | "approver" | "host" | null;
}
/** Somebody who was a guest, as registered last. */
export interface GuestKnown {
  name: string;
  phone: string | null;
  /** Of their cars. */
  plates: string[];
  reason: string | null;
}
export interface Pass {
  token: string;
  url: string;
  valid_from: string;
  valid_until: string;
  entries_left: number;
}
/** A found thing that may be mine. */
export interface LostMatch {
  id: number;
  status: "suggested" | "claimed" | "agreed";
  found_where: string;
  found_when: string;
  can: ("claim" | "disown" | "code")[];
}
export interface Lost {
  item_no: string;
  kind: "lost" | "found";
  status: string;
  status_text: string;
  category: string;
  category_text: string;
  colour: string | null;
  description: string;
  where: Where;
  from_at: string;
  until_at: string;
  photos: Photo[];
  matches: LostMatch[];
  can: ("withdraw" | "add_photos")[];
}
export interface LostCode {
  code: string;
  expires_at: string;
}
/** `wechat` is what `wx.requestPayment` takes, as it is. */
export interface ToPay {
  order_no: string;
  amount: Money;
  pay_by: string;
  wechat: { timeStamp: string; nonceStr: string; package: string; signType: "RSA"; paySign: string };
}
export interface LockerBank {
  building: string;
  name: string;
  place: string;
}
export interface Account {
  company: string;
  monthly_limit: Money;
  spent: Money;
  left: Money;
}
export interface Approval {
  id: number;
  order_no: string;
  who: string | null;
  items: string;
  amount: Money;
  over: Money;
  status: string;
  failure: string | null;
  expires_at: string;
}

export interface BookingRules {
  /** Minutes, and days of the horizon. */
  step: number;
  shortest: number;
  longest: number;
  lead: number;
  horizon_days: number;
  before: number;
  after: number;
  check_in_within: number;
  free_cancel_until: number;
  needs_approval: boolean;
}
export interface Thing {
  code: string;
  name: string;
  where: Where;
  capacity: number | null;
  features: string[];
  picture: RoomPicture | null;
}
export type Payment = "on_pickup" | "company_account" | "wechat_pay";
export interface RoomPicture extends Picture {
  alt: string;
}
export interface Pool {
  code: string;
  kind: "room" | "court" | "hall" | "equipment";
  name: string;
  rules: BookingRules;
  may_book: boolean;
  things: Thing[];
}
export interface Stretch {
  from_at: string;
  until_at: string;
}
export interface Taken extends Stretch {
  what: "mine" | "taken" | "closed";
  booking_no: string | null;
}
export interface ThingsDay {
  resource: string;
  name: string;
  taken: Taken[];
  free: Stretch[];
  open: Stretch[];
}
export interface Offer {
  resource: string;
  name: string;
  from_at: string;
  until_at: string;
  text: string;
}
export interface BookingCost {
  beyond_minutes: number;
  then: "refuse" | "charge" | "ask" | null;
  needs_approval: boolean;
  free_until: string;
  amount: Money | null;
  text: string;
}
export interface Booking {
  booking_no: string;
  status: string;
  status_text: string;
  reason: string | null;
  resource: string;
  name: string;
  pool: string;
  where: Where;
  from_at: string;
  until_at: string;
  when_text: string;
  headcount: number | null;
  guests: number;
  title: string | null;
  charged_minutes: number;
  series: number | null;
  free_until: string | null;
  amount: Money | null;
  order_no: string | null;
  payment: Payment | null;
  pay_by: string | null;
  strike: Strike | null;
  can: ("move" | "cancel" | "check_in" | "end" | "extend" | "take" | "pay" | "appeal" | "dispute")[];
}
export interface Strike {
  counts: boolean;
  appeal: string | null;
  appealed_at: string | null;
  answer: string | null;
  answered_at: string | null;
}
export interface BookingAllowance {
  pool: string;
  pool_name: string;
  scope: "company" | "person";
  period: "day" | "week" | "month";
  minutes: number;
  left: number;
  text: string;
}
export interface BookingWait {
  offered: string | null;
  id: number;
  resource: string | null;
  pool: string;
  from_at: string;
  until_at: string;
  when_text: string;
}
export interface SeriesDay extends Stretch {
  day: string;
  what: "free" | "taken" | "closed" | "later" | "costs";
}
export interface SeriesBrief {
  id: number;
  rule: string;
  resource: string;
  name: string;
  starts: string;
  minutes: number;
  coming: number;
  skipped: number;
  next_text: string | null;
}
export interface BookingSeries {
  id: number;
  rule: string;
  ended: boolean;
  fills: boolean;
  occurrences: Booking[];
}
export interface OthersInThere {
  how: "early" | "asked" | "unknown";
  until: string | null;
  text: string;
  elsewhere: string | null;
  elsewhere_name: string | null;
}
export interface BookingFeed {
  id: number;
  scope: "person" | "company";
  created_at: string;
}
