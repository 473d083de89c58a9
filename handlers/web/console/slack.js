// Slack's blocks as Slack draws them. Only what we send; anything else shows the message's text.
import { element } from "./pane.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

// Yields [element, raw] for one post; `answer(data, text)` is what a tap on a button does.
export function* drawSlack(item, answer) {
  const holder = element("div", "slack-message");
  holder.append(element("strong", "who", "わっしょい"), element("span", "app", "アプリ"));
  const blocks = item.blocks?.length ? item.blocks : [{ type: "section", text: { type: "mrkdwn", text: item.text } }];
  for (const block of blocks) holder.append(draw(block, answer) ?? element("p", "section", item.text));
  yield [holder, { text: item.text, blocks: item.blocks, thread_ts: item.thread ?? undefined }];
}

function draw(block, answer) {
  return { header, section, context, divider, actions }[block.type]?.(block, answer);
}

function header(block) {
  return element("h3", "header", block.text.text);
}

function section(block) {
  const made = element("div", "section");
  if (block.text) made.append(written(block.text));
  if (block.fields) {
    const fields = element("div", "fields");
    fields.append(...block.fields.map(written));
    made.append(fields);
  }
  return made;
}

function context(block) {
  const made = element("div", "context");
  made.append(...block.elements.map(written));
  return made;
}

function divider() {
  return element("hr", "across");
}

function actions(block, answer) {
  const made = element("div", "actions");
  for (const each of block.elements) {
    if (each.type !== "button") continue;
    const button = element("button", each.style ?? "", each.text.text);
    button.type = "button";
    button.addEventListener("click", () => answer(each.value, each.text.text));
    made.append(button);
  }
  return made;
}

// mrkdwn: *bold* is drawn, entities are read, everything else stays as it is written.
function written(text) {
  const made = element("p");
  if (text.type !== "mrkdwn") {
    made.textContent = text.text;
    return made;
  }
  for (const part of text.text.split(/(\*[^*\n]+\*)/)) {
    const bold = part.length > 2 && part.startsWith("*") && part.endsWith("*");
    made.append(bold ? element("b", "", plain(part.slice(1, -1))) : plain(part));
  }
  return made;
}

function plain(text) {
  return text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}
