// LINE's message objects as LINE draws them: text, Flex bubbles and carousels, quick replies.
// Only what we send is drawn; anything else shows its altText, which is complete by our own rule.
import { element } from "./pane.js";

const SIZES = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const GAPS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const ALIGN = { start: "left", end: "right", center: "center" };

// Yields [element, raw] for each message of one call; `answer(data, text)` is what a tap does.
export function* drawLine(item, answer) {
  for (const message of item.messages) {
    const holder = element("div", "line-message");
    holder.append(message.type === "flex" ? flex(message, answer) : words(message));
    if (message.quickReply) holder.append(quickReplies(message.quickReply.items, answer));
    yield [holder, message];
  }
}

function words(message) {
  return element("p", "words", message.text ?? message.altText ?? `(${message.type})`);
}

function flex(message, answer) {
  try {
    const contents = message.contents;
    if (contents.type === "bubble") return bubble(contents, answer, message.altText);
    if (contents.type === "carousel") {
      const row = element("div", "carousel");
      row.append(...contents.contents.map((each) => bubble(each, answer, message.altText)));
      return row;
    }
  } catch (error) {
    console.warn("this Flex message can't be drawn", error);
  }
  return element("p", "words", message.altText);
}

function bubble(contents, answer) {
  const made = element("div", `bubble ${contents.size ?? "mega"}`);
  for (const part of ["header", "hero", "body", "footer"]) {
    if (!contents[part]) continue;
    const block = element("div", `block ${part}`);
    block.append(component(contents[part], answer, "vertical"));
    made.append(block);
  }
  return made;
}

function component(node, answer, layout) {
  const drawn = { box, text, button, separator, filler, image }[node.type]?.(node, answer, layout);
  if (!drawn) return element("span", "unknown", `(${node.type})`);
  const gap = length(node.margin);
  if (gap) drawn.style[layout === "vertical" ? "marginTop" : "marginLeft"] = gap;
  if (node.flex !== undefined) drawn.style.flex = node.flex === 0 ? "0 0 auto" : `${node.flex} 1 0`;
  else if (layout !== "vertical" && node.type !== "separator") drawn.style.flex = "1 1 0";
  return drawn;
}

function box(node, answer) {
  const made = element(node.action ? "button" : "div", `box ${node.layout}`);
  if (node.action) tappable(made, node.action, answer);
  for (const [name, style] of [["paddingAll", "padding"], ["paddingTop"], ["paddingBottom"], ["paddingStart", "paddingLeft"], ["paddingEnd", "paddingRight"]]) {
    if (node[name]) made.style[style ?? name] = length(node[name]);
  }
  if (node.backgroundColor) made.style.backgroundColor = node.backgroundColor;
  if (node.cornerRadius) made.style.borderRadius = length(node.cornerRadius);
  if (node.spacing) made.style.gap = length(node.spacing);
  made.append(...node.contents.map((each) => component(each, answer, node.layout)));
  return made;
}

function text(node) {
  const made = element("p", node.wrap ? "text wrap" : "text", node.text ?? "");
  made.style.fontSize = `${SIZES[node.size ?? "md"] ?? parseInt(node.size, 10)}px`;
  if (node.color) made.style.color = node.color;
  if (node.weight === "bold") made.style.fontWeight = "700";
  if (node.align) made.style.textAlign = ALIGN[node.align];
  return made;
}

function button(node, answer) {
  const made = element("button", `action ${node.style ?? "link"}`, node.action.label);
  if (node.color) made.style[node.style === "primary" ? "backgroundColor" : "color"] = node.color;
  tappable(made, node.action, answer);
  return made;
}

function separator(node, _answer, layout) {
  const made = element("hr", layout === "vertical" ? "across" : "down");
  if (node.color) made.style.borderColor = node.color;
  return made;
}

function filler() {
  return element("span", "filler");
}

function image(node) {
  return element("span", "unknown", `(画像:${node.url})`);
}

function quickReplies(items, answer) {
  const row = element("div", "quick");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "選べる質問");
  for (const { action } of items) {
    const chip = element("button", "", action.label);
    tappable(chip, action, answer);
    row.append(chip);
  }
  return row;
}

function tappable(made, action, answer) {
  made.type = "button";
  made.addEventListener("click", () => {
    if (action.type === "postback") answer(action.data, action.displayText ?? action.label);
    else if (action.type === "uri") window.open(action.uri, "_blank", "noopener,noreferrer");
  });
}

function length(value) {
  if (value === undefined) return "";
  return value in GAPS ? `${GAPS[value]}px` : value;
}
