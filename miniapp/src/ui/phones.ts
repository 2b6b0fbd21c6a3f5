/** What is wrong with a telephone number, in words; empty where it may be one. */
import { t } from "@/locale";

const DIGITS = { least: 5, most: 15, mobile: 11 };

/** A number of this country that begins like a mobile's has eleven digits; one from abroad begins with +. */
export function phoneProblem(typed: string): string {
  const number = typed.trim();
  const digits = number.replace(/\D/g, "");
  const signs = /^\+?[\d -]*$/.test(number);
  const short = digits.length < DIGITS.least || digits.length > DIGITS.most;
  const mobile = !number.startsWith("+") && /^1[3-9]/.test(digits) && digits.length !== DIGITS.mobile;
  return !signs || short || mobile ? t("phone_wrong") : "";
}
