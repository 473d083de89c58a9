// Slack's text format as elements: *bold* _italic_ ~struck~ `code`, ```blocks```, > quotes, <links|and mentions>.
// Emoji names such as :tada: stay as they are written.

import { element, safeAddress } from "./dom.js";
import { nameOf } from "./people.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const MARKS = { "*": "b", _: "i", "~": "s" };
// A mark only counts at the edge of a word: 2*3*4 is a sum. Slack has the same rule.
const INLINE = /`(?<code>[^`\n]+)`|<(?<angle>[^<>\n]+)>|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<inner>[^\n]*?\S)\k<mark>(?![\p{L}\p{N}])/gu;
const QUOTE = /^&gt; ?/;

export function written({ type, text }) {
  const made = element("div", "written");
  if (type !== "mrkdwn") {
    made.textContent = text;
    return made;
  }
  text.split(/```\n?([^]*?)```/).forEach((part, place) => {
    if (place % 2) made.append(element("pre", "", plain(part)));
    else if (part) made.append(...lines(part));
  });
  return made;
}

function lines(text) {
  const made = [];
  let quote = null;
  for (const line of text.match(/[^\n]*\n|[^\n]+/g)) {
    if (QUOTE.test(line)) {
      if (!quote) made.push((quote = element("blockquote")));
      quote.append(...inline(line.replace(QUOTE, "")));
    } else {
      quote = null;
      made.push(...inline(line));
    }
  }
  return made;
}

function inline(text) {
  const made = [];
  let done = 0;
  for (const found of text.matchAll(INLINE)) {
    const { code, angle, mark, inner } = found.groups;
    made.push(plain(text.slice(done, found.index)));
    if (code) made.push(element("code", "", plain(code)));
    else if (angle) made.push(pointed(angle));
    else made.push(marked(mark, inner));
    done = found.index + found[0].length;
  }
  made.push(plain(text.slice(done)));
  return made.filter((part) => part !== "");
}

function marked(mark, inner) {
  const made = element(MARKS[mark]);
  made.append(...inline(inner));
  return made;
}

// <https://…|label> <@U1> <#C1|name> <!here> <!date^…|words>
function pointed(angle) {
  const [target, label] = angle.split(/\|(.*)/s);
  if ("@#!".includes(target[0])) return mentioned(target, label && plain(label));
  const address = safeAddress(plain(target));
  if (!address) return plain(label ?? target);
  const made = element("a", "", plain(label ?? target));
  Object.assign(made, { href: address, target: "_blank", rel: "noopener noreferrer" });
  return made;
}

function mentioned(target, label) {
  const made = element("span", "mention", mention(target, label));
  if (target[0] === "@" && !label) made.dataset.user = target.slice(1); // a name may still come: people.js
  return made;
}

function mention(target, label) {
  if (target[0] === "!") return label ?? `@${target.slice(1)}`;
  return `${target[0]}${label ?? nameOf(target.slice(1))}`;
}

function plain(text) {
  return text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}
