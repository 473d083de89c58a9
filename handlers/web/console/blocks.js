// Slack's blocks as Slack draws them, in messages, windows and on the Home page. Fields of forms: fields.js.

import { confirmed } from "./confirm.js";
import { button, element, open } from "./dom.js";
import { written } from "./mrkdwn.js";

const DRAWERS = new Map(Object.entries({ header, section, context, divider, actions, image }));

export const canDraw = (block) => DRAWERS.has(block.type);

// `taps.postback(value, text)` hears what a tap on a button or a choice of a menu does.
export function drawBlock(block, taps) {
  return canDraw(block) ? DRAWERS.get(block.type)(block, taps) : unknown(block);
}

function header(block) {
  return element("h3", "header", block.text.text);
}

function section(block, taps) {
  const made = element("div", "section");
  const words = element("div", "beside");
  if (block.text) words.append(written(block.text));
  if (block.fields) {
    const fields = element("div", "fields");
    fields.append(...block.fields.map(written));
    words.append(fields);
  }
  made.append(words);
  if (block.accessory) made.append(piece(block.accessory, taps, block.text?.text.split("\n")[0]));
  return made;
}

function context(block) {
  const made = element("div", "context");
  made.append(...block.elements.map((each) => (each.text ? written(each) : unknown(each))));
  return made;
}

function divider() {
  return element("hr", "across");
}

function actions(block, taps) {
  const made = element("div", "actions");
  made.append(...block.elements.map((each) => piece(each, taps)));
  return made;
}

function image(block) {
  // What isn't ours can't be loaded here (the page's security policy): its words stand for it.
  if (!ours(block.image_url)) return element("p", "unknown", `(絵:${block.alt_text})`);
  const made = element("img", "picture");
  Object.assign(made, { src: block.image_url, alt: block.alt_text });
  return made;
}

function ours(address) {
  try {
    return new URL(address).origin === location.origin;
  } catch {
    return false;
  }
}

// `about` are the words it stands beside: five buttons 「開く」 are told apart by them.
function piece(node, taps, about) {
  if (node.type === "static_select") return menu(node, taps);
  if (node.type === "overflow") return more(node, taps, about);
  if (node.type !== "button") return unknown(node);
  const style = ["primary", "danger"].includes(node.style) ? node.style : "";
  const made = button(style, node.text.text, async () => {
    if (node.url) open(node.url);
    else if (await confirmed(node.confirm)) taps.postback(node.value ?? "", node.text.text);
  });
  if (about) made.setAttribute("aria-label", `${node.text.text}:${about}`);
  return made;
}

function menu(node, taps) {
  const made = element("select", "menu");
  made.setAttribute("aria-label", node.placeholder.text);
  made.append(new Option(node.placeholder.text, ""), ...node.options.map((each) => new Option(each.text.text, each.value)));
  const settled = node.initial_option?.value ?? "";
  made.value = settled;
  made.addEventListener("change", async () => {
    const chosen = made.selectedOptions[0];
    if (made.value && (await confirmed(node.confirm))) taps.postback(made.value, chosen.text);
    else made.value = settled;
  });
  return made;
}

// The dots beside a line, with what else can be done with it.
function more(node, taps, about) {
  const made = element("details", "more-ways");
  const dots = element("summary", "", "⋯");
  dots.setAttribute("aria-label", `ほかの操作:${about ?? ""}`);
  const tapped = async ({ value, text }) => {
    made.open = false;
    if (await confirmed(node.confirm)) taps.postback(value, text.text);
  };
  made.append(dots, ...node.options.map((each) => button("", each.text.text, () => tapped(each))));
  return made;
}

function unknown(node) {
  return element("span", "unknown", node.alt_text ?? `(この画面では出せない部品:${node.type})`);
}
