// The page: two panes, and tabs between them where there is no room for both.

import { Desk } from "./desk.js";
import { drawLine } from "./line.js";
import { Pane } from "./pane.js";
import { drawSlack } from "./slack.js";

const tabs = [...document.querySelectorAll("[role=tab]")];
const side = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

function choose(tab) {
  for (const each of tabs) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    side(each).classList.toggle("behind", !chosen); // only narrow screens hide it (console.css)
  }
  tab.querySelector(".news").hidden = true;
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

function begin(name, options) {
  const tab = document.getElementById(`tab-${name}`);
  const news = () => {
    tab.querySelector(".news").hidden = tab.getAttribute("aria-selected") === "true";
  };
  new Pane(side(tab), { name, news, ...options }).start();
}

choose(tabs[0]);
begin("resident", {
  title: "住民のLINE:わっしょい",
  samples: ["ひと・まち応援金って何に使えるの?", "地域協働体とは?", "市民センターは何をする所?"],
  placeholder: "メッセージを入力",
  extras: true,
  greets: true, // LINE tells us when somebody adds us as a friend; Slack does not
  draw: drawLine,
});
begin("officer", {
  title: "役員のSlack:わっしょい",
  samples: ["/wasshoi 催し 作成", "/wasshoi 使い方", "地域協働体とは?"],
  placeholder: "メッセージか、/wasshoi 催し など",
  extras: false,
  greets: false,
  draw: drawSlack,
  desk: (pane, root) => new Desk(pane, root),
});
