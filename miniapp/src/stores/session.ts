/** Who is using the app. On the web: whoever the web chat's cookie says; in WeChat: whoever WeChat says. */
import { reactive } from "vue";

import { ask } from "@/api/client";
import * as park from "@/api/park";
import type { Me } from "@/api/types";
import { keep, kept } from "@/stores/kept";
import { tokens, type Pair } from "@/stores/tokens";
import { useParkZone } from "@/ui/format";

export const session = reactive<{ me: Me | undefined }>({ me: kept<Me>("me") });
useParkZone(session.me?.timezone ?? "");

async function logIn(): Promise<Pair> {
  let path = "/api/v1/login/browser";
  let body: { code: string } | undefined;
  // #ifdef MP-WEIXIN
  path = "/api/v1/login/wechat";
  body = { code: (await uni.login({ provider: "weixin" })).code };
  // #endif
  return (await ask<Pair>("POST", path, { anonymous: true, body })).body;
}

async function renew(refreshToken: string): Promise<Pair> {
  const body = { refresh_token: refreshToken };
  return (await ask<Pair>("POST", "/api/v1/login/refresh", { anonymous: true, body })).body;
}

tokens.by({ logIn, renew });

export async function signIn(): Promise<void> {
  const asked = tokens.turn();
  try {
    const me = await park.me();
    if (asked === tokens.turn()) know(me);
  } catch {
    // Screens say themselves what they could not load.
  }
}

export function know(me: Me): void {
  session.me = me;
  useParkZone(me.timezone);
  keep("me", me);
}

/** Forget everything on this device. */
export function forget(): void {
  tokens.forget();
  session.me = undefined;
  uni.clearStorageSync();
}

/** Go on as whoever the web chat gave this code to; how the app looks stays as it is on this device. */
export async function signInWithCode(code: string): Promise<void> {
  await signInBy("/api/v1/login/code", { code });
}

/** Go on as whoever another park of theirs gave this token to. */
export async function signInWithHandoff(token: string): Promise<void> {
  await signInBy("/api/v1/login/handoff", { token });
}

/** Go on as the owner of the number that got this code. */
export async function signInWithPhone(challenge: string, code: string): Promise<void> {
  await signInBy("/api/v1/login/phone/code", { challenge, code });
}

async function signInBy(path: string, body: Record<string, string>): Promise<void> {
  const pair = (await ask<Pair>("POST", path, { anonymous: true, body })).body;
  const look = kept("look");
  forget();
  keep("look", look);
  tokens.enter(pair);
}

export async function signOutEverywhere(): Promise<void> {
  await park.signOutEverywhere();
  forget();
}
