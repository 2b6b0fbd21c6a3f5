/** A file of the API's as a data URL, which both platforms show and keep. */
import { tokens } from "@/stores/tokens";
import { t } from "@/locale";

import { BASE, headersOf } from "./client";
import { Problem } from "./problem";

export async function download(path: string, type: string): Promise<string> {
  const token = await tokens.access();
  return new Promise((resolve, reject) => {
    uni.request({
      url: BASE + path,
      header: { ...headersOf({}, token), Accept: type },
      responseType: "arraybuffer",
      success: (response) => {
        if (response.statusCode !== 200) return reject(new Problem(`http_${response.statusCode}`, response.statusCode, t("problem.unknown")));
        resolve(`data:${type};base64,${uni.arrayBufferToBase64(response.data as ArrayBuffer)}`);
      },
      fail: () => reject(new Problem("offline", 0, t("problem.offline"))),
    });
  });
}
