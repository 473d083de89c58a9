// Slack's windows (modals), one over another in one dialog: opened, pushed, updated, sent, closed.

import { drawBlock } from "./blocks.js";
import { button, element } from "./dom.js";
import { Field, isField } from "./fields.js";
import { inspector } from "./log.js";

const TABBED = "a[href], button:not(:disabled), input, select, textarea, summary, [tabindex='0']";
const PATIENCE = 3000; // milliseconds in which Slack lets a tap open a window
const MOST = 3; // windows one over another, as in Slack
let count = 0;

export class Windows {
  // `tap(value, window, text)` hears taps; `submit(view)` sends a form and gives what Slack is answered.
  constructor(over, { tap, submit }) {
    Object.assign(this, { over, tap, submit });
    this.stack = [];
    this.dialog = element("dialog", "window");
    this.dialog.addEventListener("keydown", (event) => this.pressed(event));
    // Closed by other means than ours, such as a telephone's way back: then all of them are. The event comes late.
    this.dialog.addEventListener("close", () => this.dialog.open || (this.stack = []));
    window.addEventListener("resize", () => this.lie());
    document.body.append(this.dialog);
  }

  get top() {
    return this.stack.at(-1);
  }

  push(view, id) {
    if (this.stack.length === MOST) return this.note("Slackでは、画面は3枚までしか重ねられません。");
    this.note("");
    if (this.top) this.top.left = document.activeElement;
    this.stack.push(this.draw(view, id, id));
    this.show();
  }

  // Where the window has changed since the tap, what comes is too late: Slack says so too.
  update({ view_id: id, hash }, view, newer) {
    const place = this.stack.findIndex((each) => each.id === id);
    if (place < 0 || (hash && hash !== this.stack[place].hash)) return;
    this.stack[place] = this.draw(view, id, newer);
    this.show();
  }

  close() {
    this.stack.pop();
    if (!this.top) return this.clear();
    this.show();
    const { left } = this.top;
    if (left?.isConnected) left.focus();
  }

  clear() {
    this.stack = [];
    this.dialog.close();
    this.dialog.replaceChildren();
    // Where the button it was opened with is gone, focus would fall out of the pane.
    if (document.activeElement === document.body) this.over.querySelector(".home:not([hidden]), .log").focus();
  }

  note(words) {
    if (!this.top) return;
    this.top.note.textContent = words;
    this.top.waits = 0;
  }

  show() {
    const { form, title, fields } = this.top;
    this.dialog.replaceChildren(form);
    this.dialog.setAttribute("aria-labelledby", title.id);
    this.lie();
    if (!this.dialog.open) this.dialog.showModal();
    const first = fields[0];
    // Words that stand before the first field are not to be jumped over.
    if (first && form.querySelector(".body").firstElementChild === first.root) first.control.focus();
    else title.focus();
  }

  // Over the pane it belongs to, where there is room.
  lie() {
    const { left, width } = this.over.getBoundingClientRect();
    this.dialog.style.setProperty("--middle", width ? `${Math.round(left + width / 2)}px` : "50vw");
  }

  draw(view, id, hash) {
    const made = { id, hash, view, form: element("form"), fields: [], title: element("h2", "", view.title.text) };
    const body = element("div", "body slack-message");
    made.title.id = `window-${++count}`;
    made.title.tabIndex = -1;
    made.note = element("p", "note");
    made.note.setAttribute("role", "status");
    const taps = { postback: (value, text) => this.tapped(made, value, text) };
    for (const block of view.blocks) body.append(this.piece(block, made, taps));
    body.append(inspector(view));
    Object.assign(body, { tabIndex: 0, role: "group" }); // so that the arrow keys can scroll it
    body.setAttribute("aria-labelledby", made.title.id);
    made.form.noValidate = true; // the words at the fields are ours
    made.form.append(this.head(made), body, made.note, this.ends(made));
    made.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(made);
    });
    return made;
  }

  piece(block, made, taps) {
    if (!isField(block)) return drawBlock(block, taps);
    const field = new Field(block);
    made.fields.push(field);
    return field.root;
  }

  head(made) {
    const head = element("header", "head");
    const away = button("away", "×", () => this.close());
    away.setAttribute("aria-label", "この画面を閉じる");
    head.append(made.title, away);
    return head;
  }

  ends({ view }) {
    const row = element("footer", "ends");
    row.append(button("", view.close?.text ?? "閉じる", () => this.close()));
    if (view.submit) {
      const send = element("button", "primary", view.submit.text);
      send.type = "submit";
      row.append(send);
    }
    return row;
  }

  tapped(made, value, text) {
    if (made.waits > Date.now()) return; // tapped twice
    this.note("少しお待ちください…");
    made.waits = Date.now() + PATIENCE;
    this.tap(value, { id: made.id, hash: made.hash, ...of(made.view) }, text);
  }

  async send(made) {
    if (made.busy || !made.view.submit) return;
    const faults = Object.fromEntries(made.fields.map((each) => [each.name, each.wrong()]).filter(([, words]) => words));
    if (!this.complain(made, faults)) return;
    made.busy = true;
    this.note("送っています…");
    try {
      const answer = await this.submit(sent(made));
      if (this.top === made) this.answered(made, answer);
    } catch (error) {
      this.note(error.words ?? "送れませんでした。つながっているか確かめて、もう一度送ってください。");
    } finally {
      made.busy = false;
    }
  }

  answered(made, { response_action: action, errors, view }) {
    this.note("");
    if (action === "errors") return this.complain(made, errors);
    if (action === "clear") return this.clear();
    if (!view) return this.close();
    const newer = `${made.hash}.${++count}`;
    if (action === "push") this.push(view, newer);
    else this.update({ view_id: made.id }, view, newer);
  }

  // True when there is nothing to complain about.
  complain(made, faults) {
    for (const each of made.fields) each.say(faults[each.name] ?? "");
    const first = made.fields.find((each) => faults[each.name]);
    if (first) first.control.focus();
    return !first;
  }

  pressed(event) {
    if (event.key === "Tab") this.keepFocus(event);
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault(); // the upper one only, not the whole dialog
    this.close();
  }

  keepFocus(event) {
    const all = [...this.dialog.querySelectorAll(TABBED)].filter((each) => each.checkVisibility?.() ?? true);
    const [edge, other] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    const outside = !all.includes(document.activeElement) && event.shiftKey;
    if (document.activeElement !== edge && !outside) return;
    event.preventDefault();
    other.focus();
  }
}

const of = ({ type, callback_id, private_metadata }) => ({ type, callback_id, private_metadata });

function sent({ id, hash, view, fields }) {
  const values = Object.fromEntries(fields.map((each) => [each.name, { [each.node.action_id]: each.state() }]));
  return { ...view, id, hash, state: { values } };
}
