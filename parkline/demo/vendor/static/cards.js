/** The board's columns and cards. Text goes in as text, never as markup. */

const COLUMNS = [
  { name: "new", statuses: ["placed"] },
  { name: "making", statuses: ["accepted", "preparing"] },
  { name: "ready", statuses: ["ready", "delivering"] },
  { name: "done", statuses: ["completed", "rejected", "cancelled", "expired"] },
];
const SHOWN_DONE = 12;
const BROUGHT = ["delivery", "desk", "locker"];

export function drawBoard(board, state, tools) {
  board.replaceChildren(...COLUMNS.map((column) => drawColumn(column, state, tools)));
}

function drawColumn(column, state, tools) {
  const isDone = column.name === "done";
  let rows = state.board.orders.filter((row) => column.statuses.includes(row.order.status));
  const count = rows.length;
  rows = isDone ? rows.slice(-SHOWN_DONE).reverse() : rows.sort(bySlot);
  const cards = rows.map((row) => drawCard(row, state, tools));
  return element("section", column.name, [
    element("h2", "", [tools.say(column.name), element("span", "count", String(count))]),
    ...(cards.length ? cards : [element("p", "none", tools.say("none"))]),
  ]);
}

function bySlot(a, b) {
  return (a.order.slot_start ?? "").localeCompare(b.order.slot_start ?? "") || a.order.id - b.order.id;
}

function drawCard(row, state, tools) {
  const { order } = row;
  return element("article", order.status, [
    element("header", "", [
      element("strong", "slot", slot(row, state)),
      element("span", "way", tools.say(order.fulfilment ?? "pickup")),
      element("span", "number", [order.pickup_number, order.order_no].filter(Boolean).join(" · ")),
    ]),
    place(order),
    row.asks_to_cancel && isOpen(order) && element("p", "alarm", tools.say("asksToCancel")),
    row.amended && element("p", "alarm", tools.say("amended")),
    order.allergy_note && element("p", "alarm", `${tools.say("allergy")}: ${order.allergy_note}`),
    element("ul", "", order.lines.map((line) => drawLine(line, state))),
    order.contact_name && element("p", "hint", order.contact_name),
    order.note && element("p", "note", `${tools.say("note")}: ${order.note}`),
    order.invoice_wanted && element("p", "hint", tools.say("invoice")),
    status(order, tools),
    element("footer", "", buttons(row, tools)),
  ]);
}

const isOpen = (order) => !["completed", "rejected", "cancelled", "expired"].includes(order.status);

/** By the clock of the vendor's park: one board may have vendors of two. */
function slot({ order, account }, { board: { timezones } }) {
  if (!order.slot_start) return "–";
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: timezones[account] ?? timezones.at(-1),
  }).format(new Date(order.slot_start));
}

function place(order) {
  const { building, floor, room, place: spot } = order.location;
  const level = floor == null ? null : floor < 0 ? `B${-floor}` : `${floor}F`;
  const where = [building, level, room, spot].filter(Boolean).join(" ");
  const lines = [where, order.contact_phone].filter(Boolean);
  return lines.length && element("p", "place", lines.map((line) => element("span", "", line)));
}

function drawLine(line, { language }) {
  const other = language === "zh" ? "en" : "zh";
  const options = line.options.map((option) => option[`name_${language}`]).join(language === "zh" ? "、" : ", ");
  return element("li", "", [
    element("b", "quantity", `${line.quantity}×`),
    element("div", "", [
      element("b", "name", line[`name_${language}`]),
      element("span", "other", line[`name_${other}`]),
      options && element("em", "", options),
      line.note && element("em", "", line.note),
    ]),
  ]);
}

function status(order, tools) {
  if (order.status === "placed") return order.accept_by && countdown(order, tools);
  if (order.status === "accepted" || order.status === "ready") return null;
  const words = [tools.say(order.status), order.status_reason].filter(Boolean).join(" · ");
  return element("p", "status", words);
}

function countdown(order, tools) {
  const minutes = Math.ceil((new Date(order.accept_by) - Date.now()) / 60000);
  if (minutes <= 0) return element("p", "status late", tools.say("overdue"));
  return element("p", minutes <= 3 ? "status late" : "status", `${minutes} ${tools.say("left")}`);
}

function buttons({ order, sequence }, { say, act, reject }) {
  const step = (word, action, kind = "") => button(say(word), kind, () => act(order, action));
  // What the card shows is what is accepted: of an order that was amended meanwhile it is refused.
  const accept = button(say("accept"), "", () => act(order, "accept", { sequence }));
  const refuse = button(say("reject"), "plain", () => reject(order));
  const isBrought = BROUGHT.includes(order.fulfilment);
  switch (order.status) {
    case "placed": return [refuse, accept];
    case "accepted": return [refuse, step("prepare", "preparing", "second"), step("makeReady", "ready")];
    case "preparing": return [refuse, step("makeReady", "ready")];
    case "ready": return isBrought
      ? [step("complete", "complete", "second"), step("deliver", "delivering")]
      : [step("complete", "complete")];
    case "delivering": return [step("complete", "complete")];
    default: return [];
  }
}

function button(label, kind, press) {
  const made = element("button", kind, label);
  made.type = "button";
  made.onclick = async () => {
    made.disabled = true;
    await press();
    made.disabled = false;
  };
  return made;
}

function element(tag, kind, content) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...[content].flat().filter(Boolean));
  return made;
}
