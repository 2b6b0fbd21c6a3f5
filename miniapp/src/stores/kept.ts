/** What the device keeps between two starts. Whatever cannot be read counts as not there. */

export function kept<T>(key: string): T | undefined {
  try {
    const found: unknown = uni.getStorageSync(`parkline.${key}`);
    return found === "" ? undefined : (found as T);
  } catch {
    return undefined;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    if (value === undefined) uni.removeStorageSync(`parkline.${key}`);
    else uni.setStorageSync(`parkline.${key}`, value);
  } catch {
    // A full or forbidden storage costs convenience, nothing else.
  }
}
