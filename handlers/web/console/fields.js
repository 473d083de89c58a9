// The fields of a form: each drawn with its label, read as Slack reads it, and told what is wrong with it.

import { element } from "./dom.js";
import { channels, people } from "./people.js";

const MISSING = "入れてください。";
let count = 0;

// What Slack calls the value of each kind, and how its beginning is called.
const KINDS = {
  plain_text_input: { make: text, value: "value", initial: "initial_value" },
  number_input: { make: number, value: "value", initial: "initial_value" },
  datepicker: { make: () => input("date"), value: "selected_date", initial: "initial_date" },
  timepicker: { make: () => input("time"), value: "selected_time", initial: "initial_time" },
  static_select: { make: (node) => select(options(node)), value: "selected_option", initial: "initial_option" },
  users_select: { make: () => select(people()), value: "selected_user", initial: "initial_user" },
  conversations_select: { make: () => select(channels()), value: "selected_conversation", initial: "initial_conversation" },
};

export const isField = (block) => block.type === "input" && (block.element.type in KINDS || block.element.type === "checkboxes");

export class Field {
  constructor(block) {
    Object.assign(this, { block, name: block.block_id, node: block.element });
    this.id = `field-${++count}`;
    const boxes = this.node.type === "checkboxes";
    this.root = element(boxes ? "fieldset" : "div", "field");
    this.fault = element("p", "fault");
    this.fault.id = `${this.id}-fault`;
    this.fault.hidden = true;
    this.hint = block.hint && element("p", "hint", block.hint.text);
    if (boxes) this.drawBoxes();
    else this.drawControl();
    if (this.hint) this.hint.id = `${this.id}-hint`;
    this.describe();
  }

  drawControl() {
    const { make, initial } = KINDS[this.node.type];
    this.control = make(this.node);
    this.control.id = this.id;
    const given = this.node[initial];
    this.control.value = given?.value ?? given ?? "";
    this.control.required = !this.block.optional;
    const label = element("label", "", this.block.label.text);
    label.htmlFor = this.id;
    if (!this.block.optional) label.append(element("span", "needed", "必須"));
    this.root.append(label, ...(this.hint ? [this.hint] : []), this.control, this.fault);
  }

  drawBoxes() {
    const ticked = new Set((this.node.initial_options ?? []).map((each) => each.value));
    this.boxes = this.node.options.map((each) => {
      const box = input("checkbox");
      Object.assign(box, { checked: ticked.has(each.value), value: each.value });
      const label = element("label", "box");
      label.append(box, each.text.text);
      this.root.append(label);
      return box;
    });
    [this.control] = this.boxes;
    this.root.prepend(element("legend", "", this.block.label.text));
    this.root.append(...(this.hint ? [this.hint] : []), this.fault);
  }

  describe() {
    const ids = [this.hint?.id, this.fault.hidden ? null : this.fault.id].filter(Boolean).join(" ");
    for (const each of this.boxes ?? [this.control]) {
      if (ids) each.setAttribute("aria-describedby", ids);
      else each.removeAttribute("aria-describedby");
    }
  }

  // As it stands in `view.state.values[block_id][action_id]`.
  state() {
    const { type, options: choices } = this.node;
    if (this.boxes) {
      const ticked = new Set(this.boxes.filter((each) => each.checked).map((each) => each.value));
      return { type, selected_options: choices.filter((each) => ticked.has(each.value)) };
    }
    const typed = this.control.value;
    const chosen = type === "static_select" ? choices.find((each) => each.value === typed) : typed;
    return { type, [KINDS[type].value]: chosen || null };
  }

  // What Slack itself would say before it sends the form; empty when it is well.
  wrong() {
    if (this.boxes) return !this.block.optional && !this.boxes.some((each) => each.checked) ? MISSING : "";
    const { validity } = this.control;
    if (validity.badInput) return "正しく入れてください。";
    if (validity.valueMissing || (this.control.required && !this.control.value.trim())) return MISSING;
    if (validity.rangeUnderflow) return `${this.control.min}以上にしてください。`;
    if (validity.rangeOverflow) return `${this.control.max}以下にしてください。`;
    return validity.stepMismatch ? "整数で入れてください。" : "";
  }

  say(words) {
    this.fault.textContent = words;
    this.fault.hidden = !words;
    this.root.classList.toggle("faulty", Boolean(words));
    for (const each of this.boxes ?? [this.control]) each.setAttribute("aria-invalid", String(Boolean(words)));
    this.describe();
  }
}

function input(type) {
  const made = element("input");
  made.type = type;
  return made;
}

function text(node) {
  const made = node.multiline ? element("textarea") : input("text");
  if (node.multiline) made.rows = 4;
  if (node.max_length) made.maxLength = node.max_length;
  made.placeholder = node.placeholder?.text ?? "";
  made.autocomplete = "off";
  return made;
}

function number(node) {
  const made = input("number");
  Object.assign(made, { min: node.min_value ?? "", max: node.max_value ?? "", inputMode: "numeric" });
  made.step = node.is_decimal_allowed ? "any" : "1";
  return made;
}

const options = (node) => node.options.map((each) => [each.value, each.text.text]);

function select(some) {
  const made = element("select");
  made.append(new Option("(えらんでいません)", ""), ...some.map(([value, label]) => new Option(label, value)));
  return made;
}
