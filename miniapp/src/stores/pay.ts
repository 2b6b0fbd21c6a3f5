/** Paying by WeChat Pay, which only the mini-program can ask for. */
import * as park from "@/api/park";

/** `cancelled`: the payer closed the sheet; either way the order is kept until it is over. */
export type Outcome = "paid" | "cancelled" | "failed";

/** Ask WeChat for an order's sum. What it says is the payer's word: the park hears of the money itself. Throws Problem. */
export async function pay(number: string): Promise<Outcome> {
  const { wechat } = await park.payOrder(number);
  return new Promise((resolve) => {
    uni.requestPayment({
      provider: "wxpay",
      orderInfo: "",
      ...wechat,
      success: () => resolve("paid"),
      fail: (no: { errMsg?: string }) => resolve(no.errMsg?.includes("cancel") ? "cancelled" : "failed"),
    });
  });
}
