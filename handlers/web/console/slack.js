// Slack's blocks as Slack draws them. Where there is one we don't know, the message's complete `text` stands instead.

import { button, element, open } from "./dom.js";
import { written } from "./mrkdwn.js";

const DRAWERS = new Map(Object.entries({ header, section, context, divider, actions }));

// Yields [element, raw] for one post. `taps.postback(value, text)` hears what a tap on a button does.
export function* drawSlack(item, taps) {
  const holder = element("div", "slack-message");
  if (item.thread) holder.append(element("span", "thread", "スレッドへの返信"));
  const known = item.blocks?.length && item.blocks.every((block) => DRAWERS.has(block.type));
  const blocks = known ? item.blocks : [{ type: "section", text: { type: "mrkdwn", text: item.text ?? "" } }];
  holder.append(...blocks.map((block) => DRAWERS.get(block.type)(block, taps)));
  yield [holder, { text: item.text, blocks: item.blocks, thread_ts: item.thread ?? undefined }];
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
  if (block.accessory) made.append(piece(block.accessory, taps));
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

function piece(node, taps) {
  if (node.type !== "button") return unknown(node);
  const style = ["primary", "danger"].includes(node.style) ? node.style : "";
  return button(style, node.text.text, () => {
    if (node.url) open(node.url);
    else taps.postback(node.value ?? "", node.text.text);
  });
}

function unknown(node) {
  return element("span", "unknown", node.alt_text ?? `(この画面では出せない部品:${node.type})`);
}
