/**
 * The conversation: what the park has of it, and what is on its way there.
 *
 * A message shows at once, keeps its id until the park has it, and is sent again when the network is back.
 */
import { computed, reactive, ref } from "vue";

import * as park from "@/api/park";
import type { Attention, Message } from "@/api/types";
import { asProblem, attempt } from "@/stores/load";
import { listen, type Heard } from "@/stores/live";
import { keep, kept } from "@/stores/kept";

export interface Sending {
  id: string;
  text: string;
  /** A photo's path on the device. */
  file?: string;
  /** A document or a recording. It is kept as long as the app is open. */
  attached?: { name: string; seconds?: number };
  press?: { seq: number; index: number };
  failed?: string;
}

/** What the user began to write before the chat was open. */
export const begun = ref("");

export function draftMessage(text: string): void {
  begun.value = text;
}

export const chat = reactive({
  messages: [] as Message[],
  outbox: (kept<Sending[]>("outbox") ?? ([] as Sending[])).filter((one) => !one.attached),
  typing: false,
  /** Who of staff types. */
  typist: "",
  attention: null as Attention | null,
  more: null as string | null,
  loaded: false,
});

/** Numbers (`seq`) of the messages whose buttons can be pressed: all that were said since the reader last spoke, so
 *  that news in between, or the same question once more, takes no answer away. A question of danger counts longer. */
export const offers = computed(() => {
  const spoke = chat.messages.reduce((last, one) => (one.direction === "in" ? one.seq : last), 0);
  const open = chat.messages.filter((one) => {
    const titles = one.buttons.map((button) => button.title);
    const settled = chat.messages.some((other) => other.seq > one.seq && (other.data["ticket_no"] || titles.includes(other.text)));
    const asksDanger = one.data["expects"] === "danger" && !settled;
    return one.buttons.length > 0 && (one.seq > spoke || asksDanger);
  });
  return new Set(chat.outbox.length === 0 ? open.map((one) => one.seq) : []);
});

function uuid(): string {
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
}

function put(message: Message): void {
  const at = chat.messages.findIndex((one) => one.seq >= message.seq);
  if (at < 0) chat.messages.push(message);
  else if (chat.messages[at]!.seq !== message.seq) chat.messages.splice(at, 0, message);
  if (message.id) drop(message.id);
}

function drop(id: string): void {
  chat.outbox = chat.outbox.filter((one) => one.id !== id);
  keep("outbox", chat.outbox);
}

function hear(heard: Heard): void {
  if (heard.event === "message") hearMessage(heard.data as Message);
  if (heard.event === "typing") hearTyping(heard.data as { on: boolean; name: string | null });
  if (heard.event === "attention") chat.attention = heard.data as Attention;
}

function hearMessage(message: Message): void {
  put(message);
  if (message.author === "staff") hearTyping({ on: false, name: null });
}

const TYPES_FOR = 10_000;
let typist: ReturnType<typeof setTimeout> | undefined;

/** That staff stopped is not said: it is over after a while. */
function hearTyping({ on, name }: { on: boolean; name: string | null }): void {
  clearTimeout(typist);
  chat.typing = on;
  chat.typist = name ?? "";
  if (on && name) typist = setTimeout(() => hearTyping({ on: false, name: null }), TYPES_FOR);
}

/** Whether the last thing that the reader said was delivered to the park, or read by staff there. */
export const receipt = computed(() => {
  const last = chat.messages[chat.messages.length - 1];
  if (last?.direction !== "in" || chat.attention === null || chat.attention.owner === "bot" || chat.outbox.length > 0) return "";
  return last.seq <= chat.attention.read_seq ? "read" : "delivered";
});

/** Load the newest, then hear what follows; what it returns ends that. */
export async function follow(): Promise<() => void> {
  const page = await attempt(() => park.messages());
  if (page) {
    page.items.forEach(put);
    if (!chat.loaded) chat.more = page.next;
    chat.loaded = true;
  }
  const last = chat.messages[chat.messages.length - 1]?.seq;
  const stop = listen("/api/v1/conversation/live", hear, last === undefined ? undefined : String(last));
  void flush();
  return stop;
}

export async function loadEarlier(): Promise<void> {
  const cursor = chat.more;
  if (!cursor) return;
  chat.more = null;
  const page = await attempt(() => park.messages(cursor));
  chat.more = page ? page.next : cursor;
  page?.items.forEach(put);
}

function queue(one: Omit<Sending, "id">, id = uuid()): void {
  chat.outbox.push({ id, ...one });
  keep("outbox", chat.outbox);
  void flush();
}

export const sayText = (text: string) => queue({ text });
// #ifdef H5
/** What is on its way, by the id of its message. */
const blobs = new Map<string, Blob>();

export function sayFile(blob: Blob, name: string, seconds?: number): void {
  const id = uuid();
  blobs.set(id, blob);
  queue({ text: "", attached: { name, seconds } }, id);
}
// #endif
export const sayPhoto = (file: string) => queue({ text: "", file });
export const pressButton = (message: Message, index: number) =>
  queue({ text: message.buttons.find((one) => one.index === index)?.title ?? "", press: { seq: message.seq, index } });

export function again(): void {
  chat.outbox.forEach((one) => (one.failed = undefined));
  void flush();
}

let flushing = false;

/** Send what waits, one after another in its order. */
async function flush(): Promise<void> {
  if (flushing) return;
  flushing = true;
  try {
    for (let next = chat.outbox[0]; next && !next.failed; next = chat.outbox[0]) {
      if (!(await sendOne(next))) return;
    }
  } finally {
    flushing = false;
  }
}

async function sendOne(one: Sending): Promise<boolean> {
  try {
    put(await post(one));
    drop(one.id);
    return true;
  } catch (wrong) {
    one.failed = asProblem(wrong).detail;
    return false;
  }
}

function post(one: Sending): Promise<Message> {
  if (one.file) return park.sayWithPhoto(one.id, one.file);
  // #ifdef H5
  if (one.attached) return park.sayWithFile(one.id, blobs.get(one.id)!, one.attached.name, one.attached.seconds);
  // #endif
  if (one.press) return park.press(one.id, one.press.seq, one.press.index);
  return park.say(one.id, one.text);
}

uni.onNetworkStatusChange((network) => {
  if (network.isConnected && chat.outbox.length > 0) again();
});
