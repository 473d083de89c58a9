// Waits for what the bot says, by long polls, for as long as the visitor is the same.

import { reach } from "./reach.js";

const WAIT = 20; // seconds the service may hold one poll
const PATIENCE = 15; // seconds more until we take it for lost
const FIRST_PAUSE = 500; // milliseconds between tries while the service is away, then doubled
const LONGEST_PAUSE = 15000;
const SHORTEST_POLL = 300; // milliseconds: something between us may answer at once instead of waiting

// `got(items, first)` hears what came; `linked(true | false)` whether the service can be reached.
export async function poll(address, visitor, signal, { got, linked }) {
  let cursor = "";
  let first = true;
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    const began = Date.now();
    try {
      const found = await ask(address, { visitor, after: cursor, wait: first ? 0 : WAIT }, signal);
      if (signal.aborted) return;
      linked(true);
      pause = FIRST_PAUSE;
      cursor = found.cursor;
      got(found.items, first);
      const idle = !first && !found.items.length && Date.now() - began < SHORTEST_POLL;
      first = false;
      if (idle) await rest(1000, signal);
    } catch {
      if (signal.aborted) return;
      if (pause > FIRST_PAUSE) linked(false); // one hiccup is not worth a word
      await rest(pause * (0.75 + Math.random() / 2), signal); // not everybody in the same instant
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

async function ask(address, query, signal) {
  const answer = await reach(`${address}?${new URLSearchParams(query)}`, signal, (WAIT + PATIENCE) * 1000);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// Until the time is over, the network is back, or nobody waits any more.
function rest(milliseconds, signal) {
  return new Promise((done) => {
    const timer = setTimeout(finish, milliseconds);
    window.addEventListener("online", finish);
    signal.addEventListener("abort", finish);
    function finish() {
      clearTimeout(timer);
      window.removeEventListener("online", finish);
      signal.removeEventListener("abort", finish);
      done();
    }
  });
}
