// The officers' desk around the officer's pane: the Home page, windows, and as whom one tries it.

import { drawBlock } from "./blocks.js";
import { button, element } from "./dom.js";
import { inspector } from "./log.js";
import { refusal } from "./outbox.js";
import { meet } from "./people.js";
import { reach } from "./reach.js";
import { Windows } from "./windows.js";

const PATIENCE = 20000; // milliseconds for a form

export class Desk {
  constructor(pane, root) {
    Object.assign(this, { pane, root });
    this.triggers = new Set();
    this.windows = new Windows(root, {
      tap: (value, view, text) => this.tap(value, view, text),
      submit: (view) => this.post("forms", { view }),
    });
    this.drawBar();
    this.home = element("div", "home slack-message");
    Object.assign(this.home, { role: "region", tabIndex: 0, hidden: true });
    this.home.setAttribute("aria-label", "ホーム");
    root.querySelector(".log").before(this.home);
  }

  drawBar() {
    const bar = element("div", "bar");
    this.toHome = button("", "ホーム", () => this.openHome());
    this.toTalk = button("", "メッセージ", () => this.openTalk());
    this.toHome.disabled = true; // until there is an office
    this.news = element("span", "news", "新着");
    this.news.hidden = true;
    this.toTalk.append(" ", this.news);
    const places = element("div", "places");
    places.append(this.toHome, this.toTalk);
    this.as = element("select");
    this.as.addEventListener("change", () => this.become(this.as.selectedIndex));
    this.label = element("label", "as", "だれとして");
    this.label.append(this.as);
    this.label.hidden = true;
    bar.append(places, this.label);
    this.root.querySelector(".name").after(bar);
    this.mark();
  }

  // The visitor is new or somebody else: what was open is theirs no more.
  async start() {
    this.windows.stack.length && this.windows.clear();
    this.home.replaceChildren();
    if (this.visitor === undefined) await this.takeOffice();
    else if (!this.home.hidden) this.openHome();
  }

  // A whole new visitor.
  forget() {
    this.visitor = undefined;
    this.toHome.disabled = true;
    this.openTalk();
  }

  async takeOffice() {
    const visitor = (this.visitor = this.pane.memory.visitor);
    try {
      const { people } = await this.post("offices", {});
      if (visitor !== this.visitor) return;
      this.people = people;
      meet(people);
      this.as.replaceChildren(...people.map(({ name }) => new Option(name)));
      this.label.hidden = !people.length;
    } catch {
      // Without an office the page is the same, only that less can be done.
    } finally {
      this.toHome.disabled = false;
    }
  }

  become(place) {
    const { visitor } = this.people[place];
    this.pane.become(place ? `officer-${place}` : "officer", visitor);
  }

  openHome() {
    this.home.hidden = false;
    this.mark();
    this.pane.say({ kind: "home" }, null);
  }

  openTalk() {
    this.home.hidden = true;
    this.news.hidden = true;
    this.mark();
    this.pane.log.end();
  }

  mark() {
    const there = this.home ? !this.home.hidden : false;
    this.root.classList.toggle("at-home", there);
    this.toHome.setAttribute("aria-pressed", String(there));
    this.toTalk.setAttribute("aria-pressed", String(!there));
  }

  // Names a tap, so that the window it opens is known by it: others are of before, or of another tab.
  trigger() {
    const name = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.triggers.add(`${this.pane.memory.visitor}.${name}`);
    return name;
  }

  tap(data, view, text) {
    this.pane.say({ postback: { data, text, trigger: this.trigger(), view } }, null);
  }

  // True when what came was a screen: it is no message for the log.
  hear(item, history) {
    const { screen } = item;
    if (screen) this.show(screen, item.id);
    else if (!history) this.noteMessage(item.text);
    return Boolean(screen);
  }

  show({ way, at, view }, id) {
    if (way === "home") this.drawHome(view, id);
    else if (way === "update") this.windows.update(at, view, id);
    else if (way === "edit") this.pane.redraw(at.ts, view);
    else if (this.triggers.delete(at.trigger_id)) {
      if (way === "open" && this.windows.top) this.windows.clear();
      this.windows.push(view, id);
    }
  }

  drawHome(view, id) {
    const within = this.home.contains(document.activeElement);
    const taps = { postback: (value, text) => this.tap(value, { id, type: "home" }, text) };
    this.home.replaceChildren(...view.blocks.map((block) => drawBlock(block, taps)), inspector(view));
    if (within) this.home.focus();
  }

  noteMessage(text) {
    this.windows.note(`メッセージ:${text.split("\n")[0].slice(0, 120)}`);
    this.news.hidden = this.home.hidden;
  }

  // What can't be sent is sent again from the pane, which a window lies over.
  failed(words) {
    this.windows.note(`${words}この画面を閉じると、もう一度送れます。`);
  }

  async post(where, said) {
    const visitor = this.pane.memory.visitor;
    const answer = await reach(`/console/officer/${where}`, this.pane.ender.signal, PATIENCE, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ visitor, ...said }),
    });
    if (!answer.ok) throw await refusal(answer);
    return answer.json();
  }
}
