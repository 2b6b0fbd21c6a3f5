/** One photo at a time: WeChat sends no more in a request. */
import { t } from "@/locale";
import { tokens } from "@/stores/tokens";

import { BASE, headersOf, problemOf } from "./client";
import { Problem } from "./problem";

const TIMEOUT = 60_000;

/** `form`: what goes along with it. */
export async function send<T>(path: string, file: string, form: Record<string, string> = {}): Promise<T> {
  const token = await tokens.access();
  try {
    return await upload<T>(path, file, form, token);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
    return upload<T>(path, file, form, await tokens.renewed(token));
  }
}

function upload<T>(path: string, filePath: string, formData: Record<string, string>, token: string): Promise<T> {
  return new Promise((resolve, reject) => {
    uni.uploadFile({
      url: BASE + path,
      filePath,
      name: "photo",
      formData,
      header: headersOf({}, token),
      timeout: TIMEOUT,
      success: (response) => {
        const body = parsed(response.data);
        if (response.statusCode < 400) resolve(body as T);
        else reject(problemOf(response.statusCode, body, {}));
      },
      fail: () => reject(new Problem("offline", 0, t("problem.offline"))),
    });
  });
}

// #ifdef H5
/** A document or a recording, under its own name: what the platform uploads by its path has none. */
export async function sendFile<T>(path: string, file: Blob, name: string, form: Record<string, string>): Promise<T> {
  const body = new FormData();
  for (const [key, value] of Object.entries(form)) body.append(key, value);
  body.append("file", file, name);
  const token = await tokens.access();
  const first = await post(path, body, token);
  const response = first.status === 401 ? await post(path, body, await tokens.renewed(token)) : first;
  const answer = parsed(await response.text());
  if (!response.ok) throw problemOf(response.status, answer, {});
  return answer as T;
}

async function post(path: string, body: FormData, token: string): Promise<Response> {
  try {
    return await fetch(BASE + path, { method: "POST", body, headers: headersOf({}, token), signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    throw new Problem("offline", 0, t("problem.offline"));
  }
}
// #endif

function parsed(data: unknown): unknown {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
