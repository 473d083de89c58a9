// Making elements. Text only ever goes in as text: what people write can't become markup.

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function button(className, text, tapped) {
  const made = element("button", className, text);
  made.type = "button"; // the default would submit
  if (tapped) made.addEventListener("click", tapped);
  return made;
}

const SAFE = new Set(["https:", "http:", "tel:", "mailto:"]);

// The address when a tap may go there; messages could carry others, such as javascript:.
export function safeAddress(address) {
  try {
    return SAFE.has(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
}

export function open(address) {
  const safe = safeAddress(address);
  if (safe) window.open(safe, "_blank", "noopener,noreferrer");
}
