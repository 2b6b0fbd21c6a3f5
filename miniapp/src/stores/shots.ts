/** Photos of a form: each is sent as soon as it is taken, so that the form itself goes quickly. */
import { computed, reactive } from "vue";

import * as park from "@/api/park";
import { t } from "@/locale";
import { asProblem } from "@/stores/load";

export interface Shot {
  path: string;
  id?: number;
  failed?: string;
}

export const MOST_SHOTS = 6;

export function useShots() {
  const shots = reactive<Shot[]>([]);

  function choose(): void {
    uni.chooseImage({
      count: MOST_SHOTS - shots.length,
      sizeType: ["compressed"],
      success: (chosen) => [chosen.tempFilePaths].flat().forEach((path) => void take(path)),
    });
  }

  async function take(path: string): Promise<void> {
    shots.push({ path });
    const shot = shots[shots.length - 1]!;
    try {
      shot.id = (await park.uploadPhoto(path)).id;
    } catch (wrong) {
      shot.failed = asProblem(wrong).detail;
    }
  }

  return {
    shots,
    choose,
    discard: (index: number) => void shots.splice(index, 1),
    ids: () => shots.flatMap((shot) => (shot.id === undefined ? [] : [shot.id])),
    /** What is in the way of sending: a photo that is still on its way, or that did not arrive. */
    problem: computed(() => {
      if (shots.some((shot) => shot.failed)) return t("photos.failed");
      return shots.some((shot) => shot.id === undefined) ? t("photos.wait") : "";
    }),
  };
}
