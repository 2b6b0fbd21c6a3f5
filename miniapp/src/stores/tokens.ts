/** The session's tokens. The access token lives in memory; the refresh token is kept and changes with each use. */
import { Problem } from "@/api/problem";
import { keep, kept } from "@/stores/kept";

export interface Pair {
  access_token: string;
  refresh_token: string;
  expires_at: string;
}

interface Ways {
  logIn: () => Promise<Pair>;
  renew: (refreshToken: string) => Promise<Pair>;
}

let access: string | undefined;
let renewing: Promise<string> | undefined;
let ways: Ways | undefined;
/** Rises when somebody else uses the app: what was asked for whoever was there before is not taken. */
let turn = 0;

function take(pair: Pair): string {
  access = pair.access_token;
  keep("refresh", pair.refresh_token);
  return access;
}

async function renew(): Promise<string> {
  const asked = turn;
  const pair = await another(asked);
  if (asked === turn) return take(pair);
  return access ?? renew();
}

async function another(asked: number): Promise<Pair> {
  if (ways === undefined) throw new Problem("signed_out", 401, "");
  const refresh = kept<string>("refresh");
  if (refresh) {
    try {
      return await ways.renew(refresh);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.offline || problem.status >= 500) throw problem;
      if (asked === turn) keep("refresh", undefined); // Signed out elsewhere: log in again.
    }
  }
  return ways.logIn();
}

function once(): Promise<string> {
  renewing ??= renew().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

export const tokens = {
  /** How this platform logs somebody in who has no session, and renews one. */
  by(given: Ways): void {
    ways = given;
  },
  access(): Promise<string> {
    return access === undefined ? once() : Promise.resolve(access);
  },
  /** A token other than the one that was refused; several who ask at once share one renewal. */
  renewed(refused: string): Promise<string> {
    if (access !== undefined && access !== refused) return Promise.resolve(access);
    access = undefined;
    return once();
  },
  /** From now on somebody else. */
  enter(pair: Pair): void {
    turn += 1;
    take(pair);
  },
  /** Changes with who uses the app. */
  turn(): number {
    return turn;
  },
  forget(): void {
    turn += 1;
    access = undefined;
    keep("refresh", undefined);
  },
};
