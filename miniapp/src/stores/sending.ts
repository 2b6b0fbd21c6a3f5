/** A form that is sent once, whatever the network does: it has one key until the park has answered. */
import { reactive } from "vue";

import { newKey } from "@/api/client";
import { asProblem } from "@/stores/load";

export interface Sending {
  busy: boolean;
  /** What is wrong, as the park says it. */
  problem: string;
  submit: () => Promise<void>;
}

export function useSending<T>(send: (key: string) => Promise<T>, pageOf: (made: T) => string): Sending {
  let key = newKey();
  const sending = reactive<Sending>({ busy: false, problem: "", submit });

  async function submit(): Promise<void> {
    sending.busy = true;
    sending.problem = "";
    try {
      uni.redirectTo({ url: pageOf(await send(key)) });
    } catch (wrong) {
      const problem = asProblem(wrong);
      sending.problem = problem.detail;
      // The park has answered: what is changed and sent again is something new.
      if (problem.status >= 400 && problem.status < 500) key = newKey();
    } finally {
      sending.busy = false;
    }
  }

  return sending;
}
