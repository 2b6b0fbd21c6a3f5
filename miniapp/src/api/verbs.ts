/** Each way to ask, with the body of the answer. */
import { ask } from "./client";

export const V1 = "/api/v1";

export async function get<T>(path: string, query?: Record<string, string | number | boolean | undefined>): Promise<T> {
  return (await ask<T>("GET", V1 + path, { query })).body;
}

export async function post<T>(path: string, body?: unknown, key?: string): Promise<T> {
  return (await ask<T>("POST", V1 + path, { body, key })).body;
}

export async function patch<T>(path: string, body: unknown): Promise<T> {
  return (await ask<T>("PATCH", V1 + path, { body })).body;
}

export async function remove<T>(path: string): Promise<T> {
  return (await ask<T>("DELETE", V1 + path)).body;
}
