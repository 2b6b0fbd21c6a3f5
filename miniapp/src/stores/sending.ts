/** A form that is sent once, whatever the network does: it has one key until the park has answered. */
import { reactive } from "vue";

import { newKey } from "@/api/client";
// #ifdef MP-WEIXIN
import { useAgreement, whileAsked } from "@/stores/agreed";
// #endif
import { expectDanger } from "@/stores/danger";
import { asProblem } from "@/stores/load";
import type { Problem } from "@/api/problem";
import type { Kind } from "@/stores/agreed";

export interface Sending {
  busy: boolean;
  /** What is wrong, as the park says it. */
  problem: string;
  submit: () => Promise<void>;
}

/** Whether a page is the one from which this one was opened: Back shall not find it twice. */
function isBefore(url: string): boolean {
  const before = getCurrentPages().slice(-2, -1)[0] as { $page?: { fullPath: string } } | undefined;
  return before?.$page !== undefined && withoutNews(before.$page.fullPath) === url;
}

/** The page, whether or not it was opened to say that it is new. */
const withoutNews = (url: string): string => url.replace(/&(new|paid)=1/g, "");

/** `ready` is asked first: nothing is sent while it says no. `wrong` may say a refusal beside a field: then it is true.
 *  `news`: what there will be news of, which WeChat may bring to who agrees. */
export function useSending<T>(
  ready: () => boolean,
  send: (key: string) => Promise<T>,
  pageOf: (made: T) => string,
  wrong: (problem: Problem) => boolean = () => false,
  news?: Kind,
): Sending {
  let act = send;
  // #ifdef MP-WEIXIN
  if (news) {
    const askFor = useAgreement(news);
    act = (key) => whileAsked(askFor, () => send(key));
  }
  // #endif
  let key = newKey();
  const sending = reactive<Sending>({ busy: false, problem: "", submit });

  async function submit(): Promise<void> {
    sending.problem = "";
    if (!ready()) return;
    sending.busy = true;
    try {
      const made = await act(key);
      expectDanger();
      const url = pageOf(made);
      if (isBefore(url)) uni.navigateBack();
      else uni.redirectTo({ url });
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (!wrong(problem)) sending.problem = problem.detail;
      // The park has answered: what is changed and sent again is something new.
      if (problem.status >= 400 && problem.status < 500) key = newKey();
    } finally {
      sending.busy = false;
    }
  }

  return sending;
}
