/** What stands for a dish or a product that has no picture: told by its category and name, in either language. */
import type { IconName } from "./icons";

export interface Sort {
  icon: IconName;
  tone: "warm" | "fresh" | "cool" | "calm";
}

const SORTS: [RegExp, Sort][] = [
  [/咖啡|拿铁|coffee|latte|espresso|mocha/i, { icon: "cup", tone: "warm" }],
  [/饮|水|茶|汁|可乐|drink|water|tea|juice|cola|soda/i, { icon: "glass", tone: "cool" }],
  [/沙拉|蔬|菜|salad|greens|vegetable/i, { icon: "leaf", tone: "fresh" }],
  [/点心|蛋糕|零食|饼|巧克力|dessert|cake|snack|biscuit|chocolate|crisps/i, { icon: "cake", tone: "warm" }],
  [/早|包|馒头|breakfast|bun|bread/i, { icon: "bun", tone: "warm" }],
  [/纸|本|信封|便利贴|paper|notebook|envelope|notes/i, { icon: "sheets", tone: "cool" }],
  [/文具|笔|胶|剪|订|pen|marker|stationery|tape|stapl/i, { icon: "pen", tone: "calm" }],
  [/数码|电|线|充|鼠标|U盘|electron|digital|tech|cable|charger|battery|mouse/i, { icon: "plug", tone: "calm" }],
  [/日用|洗|巾|伞|daily|soap|tissue|wipe|umbrella|household/i, { icon: "drop", tone: "fresh" }],
];

export function sortOf(words: string, kind: string): Sort {
  const found = SORTS.find(([pattern]) => pattern.test(words));
  return found?.[1] ?? (kind === "shopping" ? { icon: "box", tone: "calm" } : { icon: "bowl", tone: "warm" });
}
