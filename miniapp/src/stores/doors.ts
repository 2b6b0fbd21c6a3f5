/** The code at a door: it holds the address of the app's page of that room. */
import { t } from "@/locale";

/** The page that a code leads to; undefined for a code that is of no door. */
export function doorPage(code: string): string | undefined {
  const found = /pages\/booking\/door\?at=([a-z0-9_]{1,64})/.exec(code);
  return found ? `/pages/booking/door?at=${found[1]}` : undefined;
}

/** Scan one and go there. A browser's own camera opens the address by itself, so there it is none. */
export let scanDoor: (() => void) | undefined;
// #ifdef MP-WEIXIN
scanDoor = () => {
  uni.scanCode({
    onlyFromCamera: true,
    scanType: ["qrCode"],
    success: ({ result }) => {
      const page = doorPage(result);
      if (page) void uni.navigateTo({ url: page });
      else uni.showToast({ title: t("booking.no_door"), icon: "none", duration: 3000 });
    },
  });
};
// #endif
