/**
 * WeChat brings news outside the app only to who agreed, for each agreement once. It may be asked in a tap alone, or when
 * a payment has ended: so with the press of which there will be news. Only the mini-program can.
 */
import { onShow } from "@dcloudio/uni-app";

import * as park from "@/api/park";
import type { Park, WeChatTemplates } from "@/api/types";
import { useLoad, type Load } from "@/stores/load";

export type Kind = keyof WeChatTemplates;

/** A page that is left takes WeChat's sheet along, but none waits for ever. */
const PATIENCE_MS = 30_000;
/** The main switch of messages is off: WeChat shows no sheet. */
const SWITCHED_OFF = 20004;
/** Kinds that were refused are not asked for again until the app is started anew. */
const refused = new Set<Kind>();

/** Ask for a kind's message before anything is waited for. Ends once the sheet is closed, whatever was said there; never
 *  throws. */
export type AskFor = () => Promise<void>;

/** `home`: of a page that loads it anyhow. */
export function useAgreement(kind: Kind, home?: Load<Park>): AskFor {
  const found = home ?? loaded();
  return () => asked(kind, found.data.value?.wechat_templates?.[kind]);
}

function loaded(): Load<Park> {
  const home = useLoad("park", park.showPark);
  onShow(() => void home.load());
  return home;
}

/** Do something while it is asked for; what was done is told when the sheet is closed, what went wrong at once. */
export async function whileAsked<T>(askFor: AskFor, act: () => Promise<T>): Promise<T> {
  const closed = askFor();
  const done = await act();
  await closed;
  return done;
}

function asked(kind: Kind, template: string | null | undefined): Promise<void> {
  if (!template || refused.has(kind)) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
    try {
      uni.requestSubscribeMessage({
        tmplIds: [template],
        success: (said: object) => {
          if ((said as Record<string, unknown>)[template] !== "accept") refused.add(kind);
          resolve();
        },
        fail: (no: object) => {
          if ((no as { errCode?: number }).errCode === SWITCHED_OFF) refused.add(kind);
          resolve();
        },
      });
    } catch {
      resolve(); // An older WeChat knows no such message.
    }
  });
}
