/** Passes that the device keeps, so that a gate with no network around it still opens. */
import { download } from "@/api/download";
import * as park from "@/api/park";
import type { Pass, Visit } from "@/api/types";
import { keep, kept } from "@/stores/kept";

export interface HeldPass {
  visit: Visit;
  pass: Pass;
  /** The QR code, as a data URL. */
  png: string;
}

export function heldPass(number: string): HeldPass | undefined {
  const held = kept<HeldPass>(`pass.${number}`);
  return held && Date.parse(held.pass.valid_until) > Date.now() ? held : undefined;
}

/** The pass as it is now: none where there is none any more; the kept one where nobody can be asked. */
export async function loadPass(visit: Visit): Promise<HeldPass | undefined> {
  if (!visit.has_pass || visit.role !== "host") {
    keep(`pass.${visit.visit_no}`, undefined);
    return undefined;
  }
  const before = heldPass(visit.visit_no);
  try {
    const pass = await park.pass(visit.visit_no);
    const png = before?.pass.token === pass.token ? before.png : await download(`/api/v1/visits/${visit.visit_no}/pass.png`, "image/png");
    const held = { visit, pass, png };
    keep(`pass.${visit.visit_no}`, held);
    return held;
  } catch {
    return before;
  }
}
