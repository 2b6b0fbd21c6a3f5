/** One question over the page: the app's own dialog, which looks, closes and is read the same on every platform. */
import { reactive } from "vue";

import { lay, lift } from "@/ui/layers";

export interface Question {
  title: string;
  note?: string;
  yes: string;
  no: string;
  /** Yes takes something away. */
  danger?: boolean;
  /** What may be written with a yes: the label of the field. */
  reason?: string;
}

export interface Answer {
  yes: boolean;
  reason: string;
}

interface Open extends Question {
  settle: (answer: Answer) => void;
}

export const dialog = reactive<{ open: Open | undefined; reason: string }>({ open: undefined, reason: "" });

/** What the reader says; closing it by any way is a no. */
export function ask(question: Question): Promise<Answer> {
  dialog.open?.settle({ yes: false, reason: "" });
  return new Promise((resolve) => {
    const layer = lay(() => finish({ yes: false, reason: "" }));
    function finish(answer: Answer): void {
      dialog.open = undefined;
      void lift(layer).then(() => resolve(answer));
    }
    dialog.reason = "";
    dialog.open = { ...question, settle: finish };
  });
}
