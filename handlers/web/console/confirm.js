// Slack's "are you sure": asked back before a tap counts.

import { button, element } from "./dom.js";

// True where nothing has to be asked.
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((done) => {
    const dialog = element("dialog", "sure");
    dialog.setAttribute("role", "alertdialog");
    const title = element("h2", "", confirm.title.text);
    const words = element("p", "", confirm.text.text);
    title.id = "sure-title";
    words.id = "sure-words";
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.setAttribute("aria-describedby", words.id);
    const row = element("div", "ends");
    row.append(
      button("", confirm.deny.text, () => dialog.close("")),
      button("primary", confirm.confirm.text, () => dialog.close("yes")),
    );
    dialog.append(title, words, row);
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal(); // focus is on 「やめる」: nothing happens by an Enter too many
  });
}
