// A post as Slack draws it. Where there is a block we don't know, the message's complete `text` stands instead.

import { canDraw, drawBlock } from "./blocks.js";
import { element } from "./dom.js";

// Yields [element, raw] for one post. `taps.postback(value, text)` hears what a tap on a button does.
export function* drawSlack(item, taps) {
  const holder = element("div", "slack-message");
  if (item.thread) holder.append(element("span", "thread", "スレッドへの返信"));
  const known = item.blocks?.length && item.blocks.every(canDraw);
  const blocks = known ? item.blocks : [{ type: "section", text: { type: "mrkdwn", text: item.text ?? "" } }];
  holder.append(...blocks.map((block) => drawBlock(block, taps)));
  yield [holder, { text: item.text, blocks: item.blocks, thread_ts: item.thread ?? undefined }];
}
