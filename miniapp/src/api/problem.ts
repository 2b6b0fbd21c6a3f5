/** What went wrong, as the API says it (RFC 9457) or as the network shows it. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    /** For people, in their language. */
    readonly detail: string,
    readonly details: Record<string, unknown> = {},
    /** Seconds after which asking again helps. */
    readonly retryAfter?: number,
  ) {
    super(`${code}: ${detail}`);
  }

  /** The network, not the park: the same request may be sent again with the same key. */
  get offline(): boolean {
    return this.status === 0;
  }
}
