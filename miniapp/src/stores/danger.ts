/**
 * The question whether a danger is happening, asked on whichever page the reader is by then.
 *
 * The bot hears the words of a report, an order or an invitation a second or two after they were sent; the question
 * then has a minute, and silence counts as yes.
 */
import { reactive } from "vue";

import * as park from "@/api/park";
import type { DangerAsked } from "@/api/types";
import { attempt } from "@/stores/load";

export const danger = reactive<{ told: DangerAsked | undefined; calm: boolean; busy: boolean }>({ told: undefined, calm: false, busy: false });

/** Seconds after words were sent at which the bot may have heard them, or the question may be over. */
const HEARD_AFTER = [1.5, 4, 10, 25, 65];
let timers: ReturnType<typeof setTimeout>[] = [];

/** Words were sent: hear what is asked about them. */
export function expectDanger(): void {
  timers.forEach(clearTimeout);
  timers = HEARD_AFTER.map((seconds) => setTimeout(() => void hearDanger(), seconds * 1000));
}

export async function hearDanger(): Promise<void> {
  try {
    const found = await park.dangerAsked();
    // What is to be done stays until it was read; a question goes when its minute is over.
    if (found) danger.told = found;
    else if (danger.told?.asked_until) danger.told = undefined;
  } catch {
    // Without a network it is asked again; the numbers stand on the first page.
  }
}

export async function answerDanger(happening: boolean): Promise<void> {
  danger.busy = true;
  const answered = await attempt(() => park.settleDanger(happening));
  danger.busy = false;
  if (answered === undefined) return hearDanger();
  danger.told = answered.danger ?? undefined;
  danger.calm = !answered.danger;
}

export function putAside(): void {
  danger.told = undefined;
  danger.calm = false;
}
