// The page: two panes, tabs between them where there is no room for both, and a visitor of its own for each.
import { Pane } from "./pane.js";
import { drawLine } from "./flex.js";
import { drawSlack } from "./slack.js";

const panes = {
  resident: new Pane(document.getElementById("resident"), {
    name: "resident",
    title: "住民のLINE:わっしょい",
    placeholder: "メッセージを入力",
    extras: true,
    greets: true, // LINE tells us when somebody adds us as a friend; Slack does not
    draw: drawLine,
  }),
  officer: new Pane(document.getElementById("officer"), {
    name: "officer",
    title: "役員のSlack:わっしょい",
    placeholder: "わっしょい へのメッセージ",
    extras: false,
    greets: false,
    draw: drawSlack,
  }),
};

const tabs = [...document.querySelectorAll("[role=tab]")];

function choose(tab) {
  for (const each of tabs) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    // Only narrow screens hide the other pane (console.css).
    document.getElementById(each.getAttribute("aria-controls")).classList.toggle("behind", !chosen);
  }
}

tabs.forEach((tab, place) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const next = tabs[(place + 1) % tabs.length];
    choose(next);
    next.focus();
  });
});

choose(tabs[0]);
for (const pane of Object.values(panes)) pane.start();
