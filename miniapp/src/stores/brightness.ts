/** A bright screen while a gate reads it. Browsers do not allow that; there the code stands on white. */
let before: number | undefined;

export function brighten(): void {
  // #ifdef MP-WEIXIN
  if (before !== undefined) return;
  uni.getScreenBrightness({
    success: ({ value }) => {
      before = value;
      uni.setScreenBrightness({ value: 1 });
      uni.setKeepScreenOn({ keepScreenOn: true });
    },
  });
  // #endif
}

export function dim(): void {
  if (before === undefined) return;
  uni.setScreenBrightness({ value: before });
  uni.setKeepScreenOn({ keepScreenOn: false });
  before = undefined;
}
