// What the tenant said and the server has not acknowledged. Outlives the page, but for photos.

const PREFIX = "parkline.out.";

function usableStorage() {
  try {
    const storage = window.localStorage;
    storage.setItem(`${PREFIX}probe`, "1");
    storage.removeItem(`${PREFIX}probe`);
    return storage;
  } catch {
    return null;
  }
}

// crypto.randomUUID exists only on https and localhost; a park may show the page on plain http.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export class Outbox {
  #storage = usableStorage();
  #entries = new Map();
  #unsaved = new Set();
  #clock = 0;

  constructor() {
    this.reread();
  }

  // Another tab may have left something, or taken it away.
  reread() {
    if (!this.#storage) return;
    const found = new Map([...this.#entries].filter(([id]) => this.#unsaved.has(id)));
    for (let i = 0; i < this.#storage.length; i += 1) {
      const key = this.#storage.key(i);
      if (!key.startsWith(PREFIX)) continue;
      try {
        const entry = JSON.parse(this.#storage.getItem(key));
        found.set(entry.id, entry);
      } catch {
        this.#storage.removeItem(key);
      }
    }
    this.#entries = found;
  }

  // One key an entry, so that two tabs never overwrite each other's list.
  add(content) {
    this.#clock = Math.max(this.#clock + 1, Date.now());
    const entry = { ...content, id: newId(), order: this.#clock, failed: false };
    this.#keep(entry);
    return entry;
  }

  fail(id) {
    const entry = this.#entries.get(id);
    if (entry) this.#keep({ ...entry, failed: true });
  }

  retry(id) {
    const entry = this.#entries.get(id);
    if (entry) this.#keep({ ...entry, failed: false, tries: 0 });
  }

  remove(id) {
    this.#entries.delete(id);
    this.#unsaved.delete(id);
    this.#storage?.removeItem(PREFIX + id);
  }

  has(id) {
    return this.#entries.has(id);
  }

  all() {
    return [...this.#entries.values()].sort((a, b) => a.order - b.order);
  }

  // Whether leaving the page would lose something.
  get fragile() {
    return this.#unsaved.size > 0;
  }

  next() {
    return this.all().find((entry) => !entry.failed);
  }

  #keep(entry) {
    this.#entries.set(entry.id, entry);
    if (entry.files) {
      this.#unsaved.add(entry.id);
      return;
    }
    try {
      this.#storage?.setItem(PREFIX + entry.id, JSON.stringify(entry));
    } catch {
      // Storage is full: the entry then lives as long as the page.
      this.#unsaved.add(entry.id);
    }
  }
}
