// Sends a visitor's messages one after another, so that they arrive in the order they were written.
// After a failure it stands still and forgets nothing, until somebody decides.

import { reach } from "./reach.js";

const PATIENCE = 20000; // milliseconds for one message

export class Outbox {
  // `failed(words, refused)` and `going()` tell the pane; `sent(entry)` each success.
  constructor(address, visitor, signal, told) {
    Object.assign(this, { address, visitor, signal, told });
    this.queue = [];
    this.busy = false;
    this.stuck = false;
  }

  add(entry) {
    this.queue.push(entry);
    this.run();
  }

  // Unsent ones of before a reload: whether they had arrived is unknown, so nothing is sent unasked.
  hold(entries, words) {
    this.queue.push(...entries);
    this.stuck = true;
    this.told.failed(words, false);
  }

  retry() {
    this.stuck = false;
    this.run();
  }

  // Gives up the first one and goes on with the others.
  discard() {
    const entry = this.queue.shift();
    this.retry();
    return entry;
  }

  async run() {
    if (this.busy || this.stuck || !this.queue.length) return;
    this.busy = true;
    this.told.going();
    try {
      while (this.queue.length) {
        await this.post(this.queue[0].said);
        if (this.signal.aborted) return;
        this.told.sent(this.queue.shift());
      }
    } catch (error) {
      if (this.signal.aborted) return;
      this.stuck = true;
      this.told.failed(error.words ?? "送れませんでした。つながっているか確かめてください。", error.refused ?? false);
    } finally {
      this.busy = false;
    }
  }

  async post(said) {
    const answer = await reach(this.address, this.signal, PATIENCE, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ visitor: this.visitor, ...said }),
    });
    if (!answer.ok) throw await refusal(answer);
  }
}

// A 4xx will stay one however often it is tried; 408 and 429 are only a matter of time.
export async function refusal(answer) {
  const { error } = await answer.json().catch(() => ({}));
  const refused = answer.status >= 400 && answer.status < 500 && ![408, 429].includes(answer.status);
  return { words: error || `送れませんでした(${answer.status})。もう一度お試しください。`, refused };
}
