// One pane: what the visitor says goes out by POST, what comes back is waited for by a long poll.
// How a message looks is the business of flex.js and slack.js.

const SAMPLES = ["ひと・まち応援金って何に使えるの?", "地域協働体とは?", "市民センターは何をする所?"];
const KINDS = { sticker: "(スタンプ)", image: "(写真)", location: "(位置情報)" };
const WAIT = 20; // seconds of one long poll
const LONGEST_PAUSE = 15000; // milliseconds between tries while the service is away

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export class Pane {
  constructor(root, options) {
    this.options = options;
    root.append(document.getElementById("pane").content.cloneNode(true));
    this.log = root.querySelector("[role=log]");
    this.form = root.querySelector("form");
    this.input = this.form.elements.text;
    this.typing = root.querySelector(".typing");
    this.trouble = root.querySelector(".trouble");
    const heading = root.querySelector("h2");
    heading.textContent = options.title;
    heading.id = `name-${options.name}`;
    this.log.setAttribute("aria-label", `${options.title} の会話`);
    this.input.placeholder = options.placeholder;
    this.input.setAttribute("aria-label", options.placeholder);
    this.listen(root);
  }

  listen(root) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.input.value.trim();
      if (!text) return this.input.focus();
      this.input.value = "";
      this.grow();
      this.say({ text }, text);
    });
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("keydown", (event) => {
      // While Japanese is being converted, Enter chooses a word (229: Safari's way to say so).
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    root.querySelector(".again").addEventListener("click", () => this.again());
    this.trouble.querySelector("button").addEventListener("click", () => this.sendAgain());
    const plus = root.querySelector(".plus");
    const more = root.querySelector(".more");
    plus.hidden = !this.options.extras;
    plus.addEventListener("click", () => {
      more.hidden = !more.hidden;
      plus.setAttribute("aria-expanded", String(!more.hidden));
    });
    for (const button of more.querySelectorAll("button")) {
      button.addEventListener("click", () => this.say({ kind: button.dataset.kind }, KINDS[button.dataset.kind]));
    }
  }

  start() {
    const kept = this.recall();
    this.visitor = kept.visitor ?? crypto.randomUUID();
    this.mine = kept.mine ?? [];
    this.shown = new Set();
    this.cursor = "";
    this.showEmpty();
    for (const each of this.mine) this.showMine(each.text, each.at);
    this.remember();
    if (!kept.visitor && this.options.greets) this.post({ kind: "follow" });
    this.poll(this.visitor);
  }

  again() {
    this.forget();
    this.log.replaceChildren();
    this.trouble.hidden = true;
    this.wait(false);
    this.start();
    this.input.focus();
  }

  async say(said, words) {
    const at = new Date().toISOString();
    this.mine.push({ text: words, at });
    this.remember();
    this.showMine(words, at);
    await this.post(said);
  }

  async post(said) {
    this.unsent = said;
    this.trouble.hidden = true;
    this.wait(true);
    try {
      const answer = await fetch(`/console/${this.options.name}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ visitor: this.visitor, ...said }),
      });
      if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? "");
      this.unsent = null;
    } catch (error) {
      this.wait(false);
      const words = error instanceof TypeError ? "" : error.message;
      this.trouble.querySelector("span").textContent = words || "送れませんでした。つながっているか確かめてください。";
      this.trouble.hidden = false;
    }
  }

  sendAgain() {
    if (this.unsent) this.post(this.unsent);
  }

  async poll(visitor) {
    let pause = 500;
    while (visitor === this.visitor) {
      try {
        const asked = new URLSearchParams({ visitor, after: this.cursor, wait: String(WAIT) });
        const answer = await fetch(`/console/${this.options.name}/messages?${asked}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const found = await answer.json();
        if (visitor !== this.visitor) return; // 最初から was pressed meanwhile
        this.cursor = found.cursor;
        for (const item of found.items) this.showTheirs(item);
        pause = 500;
      } catch {
        await new Promise((done) => setTimeout(done, pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  showMine(words, at) {
    this.place(this.bubble("from-me", element("p", "words", words), at));
  }

  showTheirs(item) {
    if (this.shown.has(item.id)) return;
    this.shown.add(item.id);
    this.wait(false);
    const answer = (data, text) => this.say({ postback: { data, text } }, text);
    this.log.querySelectorAll(".quick").forEach((old) => old.remove()); // LINE shows the last message's only
    for (const [drawn, raw] of this.options.draw(item, answer)) {
      const bubble = this.bubble("from-bot", drawn, item.at);
      bubble.append(inspector(raw));
      this.place(bubble);
    }
  }

  bubble(side, content, at) {
    const bubble = element("article", `message ${side}`);
    bubble.dataset.at = at;
    const time = element("time", "", new Date(at).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" }));
    time.dateTime = at;
    bubble.append(content, time);
    return bubble;
  }

  // By time: after a reload, their messages come from the service and mine from this tab's memory.
  place(bubble) {
    this.log.querySelector(".empty")?.remove();
    const later = [...this.log.children].find((each) => each.dataset.at > bubble.dataset.at);
    this.log.insertBefore(bubble, later ?? null);
    // To the end, but never past the beginning of an answer that is taller than the pane.
    const top = bubble.offsetTop - this.log.offsetTop - 8;
    this.log.scrollTop = Math.min(this.log.scrollHeight - this.log.clientHeight, top);
  }

  showEmpty() {
    const empty = document.getElementById("empty").content.cloneNode(true);
    for (const sample of SAMPLES) {
      const button = element("button", "sample", sample);
      button.type = "button";
      button.addEventListener("click", () => this.say({ text: sample }, sample));
      empty.firstElementChild.append(button);
    }
    this.log.append(empty);
  }

  wait(waiting) {
    this.typing.hidden = !waiting;
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
  }

  // Private windows may refuse to keep anything: then a reload begins anew.
  recall() {
    try {
      return JSON.parse(sessionStorage.getItem(this.options.name)) ?? {};
    } catch {
      return {};
    }
  }

  remember() {
    try {
      sessionStorage.setItem(this.options.name, JSON.stringify({ visitor: this.visitor, mine: this.mine.slice(-200) }));
    } catch {
      // see above
    }
  }

  forget() {
    try {
      sessionStorage.removeItem(this.options.name);
    } catch {
      // see above
    }
  }
}

function inspector(raw) {
  const details = element("details", "json");
  details.append(element("summary", "", "JSON"), element("pre", "", JSON.stringify(raw, null, 2)));
  return details;
}
