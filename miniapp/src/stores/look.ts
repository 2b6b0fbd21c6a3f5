/** How the reader wants the app to look: language, light or dark, size of the text. Kept on the device. */
import { computed, reactive, watch } from "vue";

import { language, t, type Language } from "@/locale";
import { keep, kept } from "@/stores/kept";

export type Theme = "auto" | "light" | "dark";
export const SCALES = [0.9, 1, 1.15, 1.3] as const;

interface Look {
  language: Language;
  theme: Theme;
  scale: number;
}

function systemLanguage(): Language {
  return uni.getSystemInfoSync().language?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export const look = reactive<Look>({
  language: systemLanguage(),
  theme: "auto",
  scale: 1,
  ...kept<Partial<Look>>("look"),
});

const system = reactive({ dark: uni.getSystemInfoSync().theme === "dark" });
uni.onThemeChange?.((change) => {
  system.dark = change.theme === "dark";
});

export const isDark = computed(() => look.theme === "dark" || (look.theme === "auto" && system.dark));

watch(
  look,
  () => {
    keep("look", { ...look });
    applyChrome();
  },
  { deep: true },
);

export const TABS = ["home", "order", "service", "messages", "me"] as const;

/** Language and colours of what the platform draws: the bar of tabs and the bar of the title. */
export function applyChrome(): void {
  language.value = look.language;
  // #ifdef H5
  document.documentElement.lang = look.language === "zh" ? "zh-CN" : "en";
  // #endif
  const dark = isDark.value;
  // #ifdef H5
  document.documentElement.toggleAttribute("data-dark", dark);
  // #endif
  const quiet = { fail: () => undefined }; // Only pages with tabs have a bar to paint.
  TABS.forEach((tab, index) => {
    uni.setTabBarItem({ index, text: t(`tabs.${tab}`), ...quiet });
  });
  uni.setTabBarStyle({
    color: dark ? "#9aa3ab" : "#5d666f",
    selectedColor: dark ? "#5cc7bb" : "#0f6e66",
    backgroundColor: dark ? "#17191c" : "#ffffff",
    ...quiet,
  });
}

/** Paint the bars of the page at hand; each page calls it when it shows. */
export function paintTitle(title: string): void {
  applyChrome();
  const dark = isDark.value;
  uni.setNavigationBarTitle({ title });
  uni.setNavigationBarColor({
    frontColor: dark ? "#ffffff" : "#000000",
    backgroundColor: dark ? "#17191c" : "#ffffff",
  });
}
