// What a tab remembers of one pane: its visitor, and the visitor's own messages, sent or not.
// The bot's messages are not kept here: the service tells them again, with the times of its clock. `order` puts ours
// between them. Our clock may differ by any amount, so what was heard before and after a message corrects it.

const KEPT = 200; // messages

export class Memory {
  // `visitor`: who it is, where that is not to be made up.
  constructor(name, visitor) {
    this.name = name;
    const kept = this.read();
    this.known = typeof kept?.visitor === "string" && (!visitor || kept.visitor === visitor);
    this.visitor = this.known ? kept.visitor : (visitor ?? newVisitor());
    this.heard = 0; // the time of the bot's latest message
    this.mine = this.known && Array.isArray(kept.mine) ? kept.mine : [];
  }

  // `said` is what goes out, `text` what the log shows (null: nothing). Unsent until `sent`.
  add(said, text) {
    const now = Date.now();
    const entry = { said, text, at: now, order: Math.max(now, this.heard + 1) };
    this.mine.push(entry);
    this.write();
    return entry;
  }

  unsent() {
    return this.mine.filter((entry) => entry.said);
  }

  sent(entry) {
    entry.said = null;
    this.write();
  }

  // Again, after a reload: only its time is news.
  hearAgain(at) {
    this.heard = Math.max(this.heard, at);
  }

  // A new message of the bot: all of ours stand before it, the welcome alone before all of ours.
  hear(at, welcome) {
    this.hearAgain(at);
    for (const entry of this.mine) {
      entry.order = welcome ? Math.max(entry.order, at + 1) : Math.min(entry.order, at - 1);
    }
    this.write();
  }

  drop(entry) {
    this.mine = this.mine.filter((each) => each !== entry);
    this.write();
  }

  // Private windows may refuse to keep anything: then a reload begins anew.
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  write() {
    try {
      sessionStorage.setItem(this.name, JSON.stringify({ visitor: this.visitor, mine: this.mine.slice(-KEPT) }));
    } catch {
      // see above
    }
  }

  forget() {
    try {
      sessionStorage.removeItem(this.name);
    } catch {
      // see above
    }
  }
}

// randomUUID exists on https and loopback only; a demo in an office may be plain http.
function newVisitor() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
