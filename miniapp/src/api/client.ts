/**
 * One request, from the first try to the last.
 *
 * A read, and a write with an idempotency key, is repeated when the network fails or the park is busy; anything else is
 * sent once. An access token that has run out is renewed once, whoever noticed first.
 */
import { t } from "@/locale";
import { look } from "@/stores/look";
import { tokens } from "@/stores/tokens";

import { Problem } from "./problem";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Ask {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** Makes a write safe to repeat. */
  key?: string;
  /** Without one: logging in. */
  anonymous?: boolean;
  etag?: string;
}

export interface Answer<T> {
  status: number;
  body: T;
  etag?: string;
}

const TIMEOUT = 12_000;
const PAUSES = [500, 1500, 4000];
const LONGEST_PAUSE = 10_000;

/** Whole, since uni-app takes a path in the address of a picture for one of its own files. */
export const BASE: string = import.meta.env.VITE_PARKLINE_URL ?? here();

function here(): string {
  let origin = "";
  // #ifdef H5
  origin = location.origin;
  // #endif
  return origin;
}

/** A key for one thing that the user does; the same on every repetition of it. */
export function newKey(): string {
  const random = () => Math.random().toString(36).slice(2, 10);
  return `${Date.now().toString(36)}-${random()}${random()}`;
}

export async function ask<T>(method: Method, path: string, options: Ask = {}): Promise<Answer<T>> {
  const repeatable = method === "GET" || options.key !== undefined;
  for (let tries = 0; ; tries += 1) {
    try {
      return await authorised<T>(method, path, options);
    } catch (problem) {
      const pause = repeatable ? pauseAfter(problem, tries) : undefined;
      if (pause === undefined) throw problem;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function pauseAfter(problem: unknown, tries: number): number | undefined {
  if (!(problem instanceof Problem) || tries >= PAUSES.length) return undefined;
  const busy = problem.status === 503 || problem.status === 502 || problem.status === 429;
  if (!problem.offline && !busy) return undefined;
  const wanted = problem.retryAfter === undefined ? PAUSES[tries]! : problem.retryAfter * 1000;
  return wanted <= LONGEST_PAUSE ? wanted : undefined;
}

async function authorised<T>(method: Method, path: string, options: Ask): Promise<Answer<T>> {
  if (options.anonymous) return send<T>(method, path, options);
  const token = await tokens.access();
  try {
    return await send<T>(method, path, options, token);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
    return send<T>(method, path, options, await tokens.renewed(token));
  }
}

function send<T>(method: Method, path: string, options: Ask, token?: string): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    uni.request({
      url: BASE + path + queryOf(options.query),
      method: method as "GET",
      data: options.body as Record<string, unknown> | undefined,
      header: headersOf(options, token),
      timeout: TIMEOUT,
      success: (response) => {
        const headers = lowered(response.header as Record<string, string>);
        if (response.statusCode < 400) {
          resolve({ status: response.statusCode, body: response.data as T, etag: headers["etag"] });
        } else {
          reject(problemOf(response.statusCode, response.data, headers));
        }
      },
      fail: () => reject(new Problem("offline", 0, t("problem.offline"))),
    });
  });
}

export function headersOf(options: Ask, token?: string): Record<string, string> {
  return {
    "Accept-Language": look.language === "zh" ? "zh-CN" : "en",
    ...(options.body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(options.key ? { "Idempotency-Key": options.key } : {}),
    ...(options.etag ? { "If-None-Match": options.etag } : {}),
  };
}

export function problemOf(status: number, body: unknown, headers: Record<string, string>): Problem {
  const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const wait = Number(headers["retry-after"]);
  return new Problem(
    typeof said["code"] === "string" ? said["code"] : `http_${status}`,
    status,
    typeof said["detail"] === "string" ? said["detail"] : t("problem.unknown"),
    (said["details"] as Record<string, unknown> | undefined) ?? {},
    Number.isFinite(wait) && wait > 0 ? wait : undefined,
  );
}

function queryOf(query: Ask["query"]): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  if (pairs.length === 0) return "";
  return "?" + pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
}

function lowered(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}
