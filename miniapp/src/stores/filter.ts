/** What somebody wants to see of a menu. What nobody has said of a dish is never taken for a yes. */
import { computed, reactive } from "vue";

import type { Item } from "@/api/types";
import { t } from "@/locale";
import { money } from "@/ui/format";

/** The fourteen of Regulation (EU) No 1169/2011, those first that people ask for most. */
export const ALLERGENS = [
  "peanuts", "nuts", "milk", "eggs", "gluten", "soybeans", "fish", "crustaceans", "molluscs", "sesame", "celery",
  "mustard", "sulphites", "lupin",
] as const;
export const DIETS = ["vegetarian", "vegan"] as const;
/** In the park's currency. */
export const SUMS = [15, 20, 30] as const;

export interface Filter {
  diet: "" | "vegetarian" | "vegan";
  mild: boolean;
  /** Minor units; 0 where it does not matter. */
  most: number;
  without: string[];
}

export const filter = reactive<Filter>({ diet: "", mild: false, most: 0, without: [] });

export function clearFilter(): void {
  Object.assign(filter, { diet: "", mild: false, most: 0, without: [] });
}

export const filtering = computed(() => Boolean(filter.diet || filter.mild || filter.most || filter.without.length));

/** Whether an item is all that is wanted; undefined where nobody has said it of the item. */
export function fits(item: Item): boolean | undefined {
  const known = [
    !filter.most || item.price.minor <= filter.most,
    !filter.diet || (item.diet ? item.diet === "vegan" || item.diet === filter.diet : undefined),
    !filter.mild || (typeof item.spice === "number" ? item.spice === 0 : undefined),
    !filter.without.length || (item.allergens ? !item.allergens.some((one) => filter.without.includes(one)) : undefined),
  ];
  if (known.includes(false)) return false;
  return known.includes(undefined) ? undefined : true;
}

export const allergen = (code: string): string => t(`food.allergen.${code}`);
export const upTo = (most: number, currency: string): string => t("filter.up_to", { sum: money(most, currency) });
