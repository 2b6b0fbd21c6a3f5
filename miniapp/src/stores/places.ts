/** Where somebody is, as the form has it: what is shown is what is sent. */
import type { Place, Where } from "@/api/types";
import { keep, kept } from "@/stores/kept";

export interface Spot {
  building: string;
  floor?: number;
  /** A room (301) or a spot (大堂). */
  spot: string;
}

const ROOM = /^[A-Za-z]?\d{2,5}[A-Za-z]?$/;

export function spotOf(where: Partial<Where> | Place): Spot {
  return { building: where.building ?? "", floor: where.floor ?? undefined, spot: where.room ?? where.place ?? "" };
}

/** As it goes to the park; undefined as long as there is no building. */
export function placeOf({ building, floor, spot }: Spot): Place | undefined {
  if (!building) return undefined;
  const named = spot.trim();
  return {
    building,
    ...(floor === undefined ? {} : { floor }),
    ...(named ? { [ROOM.test(named) ? "room" : "place"]: named } : {}),
  };
}

/** Whether somebody with a tray finds it: a building alone is not enough. */
export const isExact = (at: Spot): boolean => Boolean(at.building && (at.floor !== undefined || at.spot.trim()));

/** Where this device was used last. */
export const lastSpot = (): Spot => spotOf(kept<Place>("place") ?? {});

export function rememberSpot(at: Spot): void {
  const place = placeOf(at);
  if (place) keep("place", place);
}
