// One pane: joins its form, its log, its memory, and the two ways to the service.
// How a message looks is the business of line.js and slack.js.

import { button } from "./dom.js";
import { Log } from "./log.js";
import { Memory } from "./memory.js";
import { Outbox } from "./outbox.js";
import { poll } from "./poll.js";

const LONGEST_TYPING = 30000; // milliseconds: not everything is answered
const TALLEST_INPUT = 120; // pixels

export class Pane {
  constructor(root, options) {
    this.options = options;
    this.address = `/console/${options.name}/messages`;
    root.append(document.getElementById("pane").content.cloneNode(true));
    const part = (selector) => root.querySelector(selector);
    this.log = new Log(part("[role=log]"));
    this.form = part("form");
    this.input = this.form.elements.text;
    this.typing = part(".typing");
    this.offline = part(".offline");
    this.trouble = part(".trouble");
    this.desk = options.desk?.(this, root);
    this.label(part("h2"), part(".again"));
    this.listen(part(".again"));
    this.listenToExtras(part(".plus"), part(".more"));
  }

  label(heading, again) {
    const { name, title, placeholder } = this.options;
    heading.textContent = title;
    heading.id = `name-${name}`;
    again.setAttribute("aria-label", `${title}を最初から`);
    this.log.root.setAttribute("aria-label", `${title} の会話`);
    this.input.placeholder = placeholder;
    this.input.setAttribute("aria-label", placeholder);
  }

  listen(again) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.input.value.trim();
      if (text) {
        this.write("");
        this.say({ text, ...this.named() }, text);
      }
      this.input.focus();
    });
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => {
      // While Japanese is being converted, Enter chooses a word (229: Safari's way to say so).
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    again.addEventListener("click", () => this.again());
  }

  listenToExtras(plus, more) {
    const show = (shown) => {
      more.hidden = !shown;
      plus.setAttribute("aria-expanded", String(shown));
    };
    plus.hidden = !this.options.extras;
    plus.addEventListener("click", () => show(more.hidden));
    for (const each of more.querySelectorAll("button")) {
      each.addEventListener("click", () => {
        show(false);
        plus.focus();
        this.say({ kind: each.dataset.kind }, `(${each.textContent})`);
      });
    }
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || more.hidden || event.isComposing) return;
      show(false);
      plus.focus();
    });
  }

  // Begins the talk of a visitor: their own, or another's that they try it as.
  start(name = this.options.name, as = undefined) {
    this.memory = new Memory(name, as);
    const { visitor, known, mine } = this.memory;
    this.ender = new AbortController();
    this.shown = new Set();
    this.drawn = new Map(); // what we said, and its place in the log
    this.theirs = new Map(); // ids of what we heard, and its place
    this.settle();
    this.connected(true);
    this.showEmpty();
    for (const entry of mine) this.showMine(entry);
    this.outbox = new Outbox(this.address, visitor, this.ender.signal, {
      going: () => this.going(),
      sent: (entry) => this.sent(entry),
      failed: (words, refused) => this.failed(words, refused),
    });
    const unsent = this.memory.unsent();
    if (unsent.length) this.outbox.hold(unsent, "送れたか分からないメッセージがあります。");
    this.memory.write();
    this.awaitsWelcome = !known && this.options.greets;
    if (this.awaitsWelcome) this.say({ kind: "follow" }, null);
    poll(this.address, visitor, this.ender.signal, {
      got: (items, first) => items.forEach((item) => this.showTheirs(item, first)),
      linked: (there) => this.connected(there),
    });
    this.desk?.start();
  }

  again() {
    this.memory.forget();
    new Memory(this.options.name).forget(); // where it was tried as somebody else
    this.desk?.forget();
    this.become();
    this.input.focus();
  }

  become(name, visitor) {
    this.ender.abort(); // its polls too: a browser has only six connections for us
    this.log.clear();
    this.start(name, visitor);
  }

  // By its name what a tap or a command opens is known.
  named() {
    return this.desk ? { trigger: this.desk.trigger() } : {};
  }

  say(said, text) {
    const entry = this.memory.add(said, text);
    this.showMine(entry);
    this.outbox.add(entry);
    if (this.outbox.stuck) this.mark(entry); // it waits behind the one that failed
  }

  mark(entry) {
    const made = this.drawn.get(entry);
    if (made) made.dataset.unsent = "";
  }

  showMine(entry) {
    if (entry.text !== null) this.drawn.set(entry, this.log.mine(entry.text, entry.at, entry.order));
  }

  showTheirs(item, history) {
    if (this.shown.has(item.id)) return;
    this.shown.add(item.id);
    this.wait(false);
    if (this.desk?.hear(item, history)) return;
    const at = Date.parse(item.at);
    const byTime = this.hear(at, history);
    for (const each of this.options.draw(item, this.taps())) this.theirs.set(item.id, this.log.theirs(each, at, byTime));
    if (!history) this.options.news();
  }

  taps() {
    return {
      postback: (data, text) => this.say({ postback: { data, text, ...this.named() } }, text),
      say: (text) => this.say({ text }, text),
    };
  }

  // A message that was brought up to date.
  redraw(id, item) {
    const [[drawn]] = this.options.draw(item, this.taps());
    this.theirs.get(id)?.querySelector(".slack-message").replaceWith(drawn);
  }

  // Remembers when something was heard; true when its place in the log is by its time.
  hear(at, history) {
    const welcome = this.awaitsWelcome; // what is sent first is answered first
    this.awaitsWelcome = false;
    if (history && !welcome) this.memory.hearAgain(at);
    else this.memory.hear(at, welcome);
    if (welcome) for (const [entry, made] of this.drawn) made.dataset.order = entry.order;
    return history || welcome;
  }

  showEmpty() {
    const empty = document.getElementById("empty").content.cloneNode(true).firstElementChild;
    const ask = (text) => this.say({ text, ...this.named() }, text);
    empty.append(...this.options.samples.map((text) => button("sample", text, () => ask(text))));
    this.log.root.append(empty);
  }

  going() {
    this.settle();
    this.wait(true);
  }

  sent(entry) {
    this.memory.sent(entry);
    delete this.drawn.get(entry)?.dataset.unsent;
  }

  settle() {
    this.wait(false);
    this.trouble.hidden = true;
  }

  failed(words, refused) {
    this.wait(false);
    for (const entry of this.memory.unsent()) this.mark(entry);
    this.trouble.querySelector("span").textContent = words;
    this.trouble.querySelectorAll("button").forEach((old) => old.remove());
    this.trouble.append(button("", "もう一度送る", () => this.outbox.retry()));
    if (refused) this.trouble.append(button("", "書き直す", () => this.rewrite()));
    this.trouble.hidden = false;
    this.desk?.failed(words);
  }

  // Takes back what was refused, for changing it; what has been typed since stays in front of it.
  rewrite() {
    const entry = this.outbox.discard();
    this.memory.drop(entry);
    this.drawn.get(entry)?.remove();
    if (!this.outbox.busy) this.settle();
    if (entry.said.text) this.write([this.input.value, entry.said.text].filter(Boolean).join("\n"));
    this.input.focus();
  }

  connected(there) {
    this.offline.hidden = there;
  }

  wait(waiting) {
    clearTimeout(this.patience);
    this.typing.hidden = !waiting;
    if (waiting) this.patience = setTimeout(() => this.wait(false), LONGEST_TYPING);
  }

  write(text) {
    this.input.value = text;
    this.grow();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST_INPUT)}px`;
  }
}
