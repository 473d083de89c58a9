// The log of one pane: messages in their order, and which part of them is in sight.

import { element } from "./dom.js";

const AT_END = 80; // pixels from the end within which somebody follows the talk

export class Log {
  constructor(root) {
    this.root = root;
    this.following = true;
    root.addEventListener("scroll", () => this.look());
    // A bar that appears below takes its room from the log: whoever reads the end goes on reading the end.
    new ResizeObserver(() => this.following && this.end()).observe(root);
  }

  look() {
    const { scrollHeight, clientHeight, scrollTop } = this.root;
    this.following = scrollHeight - clientHeight - scrollTop < AT_END;
  }

  end() {
    this.root.scrollTop = this.root.scrollHeight;
  }

  clear() {
    this.root.replaceChildren();
  }

  mine(words, at, order) {
    const made = this.message("from-me", "あなた", element("p", "words", words), at, order);
    this.place(made, true);
    return made;
  }

  // `byTime`: from before this page was opened. What is live comes last, whatever the clocks say.
  theirs([drawn, raw, choices], at, byTime) {
    const made = this.message("from-bot", "わっしょい", drawn, at, at);
    made.append(inspector(raw));
    if (choices) made.append(choices);
    this.place(made, false, byTime);
    return made;
  }

  message(side, who, content, at, order) {
    const made = element("article", `message ${side}`);
    made.dataset.order = order;
    const time = element("time", "", new Date(at).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" }));
    time.dateTime = new Date(at).toISOString();
    made.append(element("span", "who", who), content, time);
    return made;
  }

  place(made, follow, byTime = false) {
    this.root.querySelector(".empty")?.remove();
    const following = follow || this.following;
    const later = byTime ? [...this.root.children].find((each) => Number(each.dataset.order) > Number(made.dataset.order)) : null;
    this.root.insertBefore(made, later ?? null);
    this.dropChoices();
    if (following || byTime) this.show(made);
  }

  // As in LINE: quick replies belong to the last message, and are gone once somebody has spoken.
  dropChoices() {
    for (const old of this.root.querySelectorAll(".message:not(:last-child) .quick")) {
      // Whoever had tapped one with the keyboard stays in the log instead of falling out of the page.
      if (old.contains(document.activeElement)) this.root.focus({ preventScroll: true });
      old.remove();
    }
  }

  // To the end, but never past the beginning of an answer that is taller than the pane.
  show(made) {
    const top = made.offsetTop - this.root.offsetTop - 8;
    this.root.scrollTop = Math.min(this.root.scrollHeight - this.root.clientHeight, top);
    this.look();
  }
}

export function inspector(raw) {
  const details = element("details", "json");
  const json = element("pre", "", JSON.stringify(raw, null, 2));
  json.tabIndex = 0; // so that the arrow keys can scroll it
  details.append(element("summary", "", "JSONを見る"), json);
  return details;
}
