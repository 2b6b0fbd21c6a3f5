// "Open in the app": a code and its picture, which let the app on a phone go on with this conversation.

import { button, element } from "./elements.js";

const PATH = "/chat/login-code";

export class Phone {
  #dialog = document.getElementById("phone");
  #body = this.#dialog?.querySelector(".phone-body");
  #language;
  #given = null;
  #ticking = null;
  #picture = null;

  constructor(language) {
    this.#language = language;
    document.getElementById("open-app")?.addEventListener("click", () => this.open());
    this.#dialog?.addEventListener("close", () => this.#forget());
    this.#dialog?.addEventListener("click", (event) => {
      if (event.target === this.#dialog || event.target.closest(".phone-close")) this.#dialog.close();
    });
  }

  relabel() {
    if (!this.#dialog) return;
    const opener = document.getElementById("open-app");
    opener.setAttribute("aria-label", this.#language.text("open_app"));
    opener.title = this.#language.text("open_app");
    this.#dialog.querySelector("h2").textContent = this.#language.text("open_app");
    this.#dialog.querySelector(".phone-close").setAttribute("aria-label", this.#language.text("close"));
    if (this.#dialog.open) this.#show();
  }

  async open() {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#forget();
    this.#say(this.#language.text("app_waiting"));
    try {
      const answer = await fetch(PATH, { method: "POST" });
      const told = await answer.json();
      if (!answer.ok) return this.#refused(told);
      this.#given = told;
      this.#picture = URL.createObjectURL(new Blob([told.qr], { type: "image/svg+xml" }));
      if (this.#dialog.open) this.#show();
    } catch {
      this.#refused({});
    }
  }

  #show() {
    if (!this.#given) return;
    const text = (key) => this.#language.text(key);
    const picture = element("img", "phone-qr");
    picture.src = this.#picture;
    picture.alt = text("app_qr");
    const code = element("output", "phone-code", `${this.#given.code.slice(0, 5)} ${this.#given.code.slice(5)}`);
    code.setAttribute("aria-label", this.#given.code.split("").join(" "));
    const left = element("p", "phone-left");
    left.append(element("span", "phone-bar"), element("span", "phone-time"));
    const here = element("a", "phone-here", text("app_here"));
    here.href = this.#dialog.dataset.app;
    this.#body.replaceChildren(
      element("p", "phone-how", text("app_how")),
      picture,
      element("p", "phone-or", text("app_or")),
      code,
      left,
      here,
    );
    clearInterval(this.#ticking);
    this.#ticking = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  #tick() {
    const left = Math.max(0, Math.ceil((this.#ends() - Date.now()) / 1000));
    if (left === 0) return this.#over();
    const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    this.#body.querySelector(".phone-time").textContent = this.#language.left(clock);
    this.#body.querySelector(".phone-bar").style.setProperty("--left", `${(100 * left) / this.#given.holds}%`);
  }

  // By this device's own clock, which may be wrong: only how long the code holds is taken from the answer.
  #ends() {
    this.#given.until ??= Date.now() + this.#given.holds * 1000;
    return this.#given.until;
  }

  #over() {
    this.#forget();
    this.#say(this.#language.text("app_over"), true);
  }

  #refused(told) {
    this.#say((this.#language.code === "zh" ? told.text_zh : told.text_en) ?? this.#language.text("app_failed"), true);
  }

  #say(words, again = false) {
    const line = element("p", "phone-how", words);
    line.setAttribute("role", "status");
    this.#body.replaceChildren(line);
    if (!again) return;
    const more = button("phone-again", this.#language.text("app_again"));
    more.addEventListener("click", () => this.open());
    this.#body.append(more);
    more.focus();
  }

  #forget() {
    clearInterval(this.#ticking);
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    this.#picture = this.#given = null;
  }
}
