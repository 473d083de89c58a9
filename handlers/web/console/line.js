// LINE's message objects as LINE draws them: text, Flex, quick replies.
// What we can't draw shows its altText, which is complete by our own rule.

import { button, element, open } from "./dom.js";
import { drawFlex } from "./flex.js";

// Yields [element, raw, choices or undefined] for each message of one call.
// `taps` hears what a tap does: postback(data, text), say(text).
export function* drawLine(item, taps) {
  for (const message of item.messages) {
    const tapped = (action) => perform(action, taps);
    const choices = message.quickReply?.items;
    yield [body(message, tapped), message, choices?.length ? quickReplies(choices, tapped) : undefined];
  }
}

function body(message, tapped) {
  if (message.type === "flex") {
    try {
      return drawFlex(message.contents, tapped);
    } catch (error) {
      console.warn("this Flex message can't be drawn:", error.message);
    }
  }
  return element("p", "words", message.text ?? message.altText ?? `(${message.type})`);
}

function quickReplies(items, tapped) {
  const row = element("div", "quick");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "選べる返事");
  row.append(...items.map(({ action }) => button("", action.label, () => tapped(action))));
  return row;
}

function perform(action, taps) {
  if (action.type === "postback") taps.postback(action.data, action.displayText ?? action.label ?? action.data);
  else if (action.type === "message") taps.say(action.text);
  else if (action.type === "uri") open(action.uri);
}
