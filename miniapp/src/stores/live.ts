/**
 * News as they come: server-sent events, read from a stream that goes on.
 *
 * While the app is hidden nothing listens. Whoever comes back, or loses the network, goes on after the last event heard.
 */
import { BASE, headersOf } from "@/api/client";
import { tokens } from "@/stores/tokens";

export interface Heard {
  event: string;
  data: unknown;
  id?: string;
}

interface Listening {
  path: string;
  hear: (heard: Heard) => void;
  last?: string;
  stop?: () => void;
  closed: boolean;
}

const all = new Set<Listening>();
let paused = false;
const AGAIN = [1000, 2000, 5000, 10_000];

/** Listen at `path`; what it returns ends that. */
export function listen(path: string, hear: (heard: Heard) => void, after?: string): () => void {
  const one: Listening = { path, hear, last: after, closed: false };
  all.add(one);
  void keepOpen(one);
  return () => {
    one.closed = true;
    all.delete(one);
    one.stop?.();
  };
}

export function pauseLive(): void {
  paused = true;
  all.forEach((one) => one.stop?.());
}

export function resumeLive(): void {
  if (!paused) return;
  paused = false;
  all.forEach((one) => void keepOpen(one));
}

async function keepOpen(one: Listening): Promise<void> {
  let failures = 0;
  while (!one.closed && !paused) {
    try {
      const token = await tokens.access();
      const status = await stream(one, token, () => {
        failures = 0;
      });
      if (status === 401) await tokens.renewed(token);
      else if (status >= 400 && status < 500 && status !== 429) return;
    } catch {
      // Lost: try again below.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN[Math.min(failures, AGAIN.length - 1)]));
    failures += 1;
  }
}

/** Read until the stream ends; its status. */
function stream(one: Listening, token: string, began: () => void): Promise<number> {
  const url = BASE + one.path;
  const header: Record<string, string> = {
    ...headersOf({}, token),
    Accept: "text/event-stream",
    ...(one.last ? { "Last-Event-ID": one.last } : {}),
  };
  const read = reader((heard) => {
    if (heard.id) one.last = heard.id;
    one.hear(heard);
  });
  // #ifdef MP-WEIXIN
  return new Promise((resolve, reject) => {
    const task = wx.request({
      url,
      header,
      enableChunked: true,
      timeout: 600_000,
      success: (response) => resolve(response.statusCode),
      fail: reject,
    });
    const decoder = utf8();
    task.onHeadersReceived(began);
    task.onChunkReceived((chunk) => read(decoder(new Uint8Array(chunk.data))));
    one.stop = () => task.abort();
  });
  // #endif
  // #ifndef MP-WEIXIN
  return webStream(one, url, header, read, began);
  // #endif
}

// #ifndef MP-WEIXIN
async function webStream(
  one: Listening,
  url: string,
  headers: Record<string, string>,
  read: (text: string) => void,
  began: () => void,
): Promise<number> {
  const aborter = new AbortController();
  one.stop = () => aborter.abort();
  const response = await fetch(url, { headers, signal: aborter.signal, cache: "no-store" });
  if (!response.ok || response.body === null) return response.status;
  began();
  const body = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await body.read();
    if (done) return response.status;
    read(decoder.decode(value, { stream: true }));
  }
}
// #endif

// #ifdef MP-WEIXIN
/** Bytes to text where there is no TextDecoder; a character may arrive in two pieces. */
function utf8(): (bytes: Uint8Array) => string {
  let rest: number[] = [];
  return (bytes) => {
    const all = [...rest, ...bytes];
    let end = all.length;
    for (let back = 1; back <= Math.min(3, all.length); back += 1) {
      const byte = all[all.length - back]!;
      if (byte >= 0xc0) {
        const wants = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        if (wants > back) end = all.length - back;
        break;
      }
    }
    rest = all.slice(end);
    return decodeURIComponent(all.slice(0, end).map((byte) => "%" + byte.toString(16).padStart(2, "0")).join(""));
  };
}
// #endif

/** Text in pieces to events, by the rules of text/event-stream that our server uses. */
export function reader(hear: (heard: Heard) => void): (text: string) => void {
  let waiting = "";
  return (text) => {
    waiting += text;
    for (let end = waiting.indexOf("\n\n"); end >= 0; end = waiting.indexOf("\n\n")) {
      const block = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      const heard = parse(block);
      if (heard) hear(heard);
    }
  };
}

function parse(block: string): Heard | undefined {
  const fields: Record<string, string> = {};
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
  }
  if (!fields["event"] || fields["data"] === undefined) return undefined;
  return { event: fields["event"], data: JSON.parse(fields["data"]), id: fields["id"] };
}
