// Flex bubbles and carousels: boxes, texts, buttons, separators. Colours and lengths are set one by one by script,
// which our content security policy allows; style attributes it would not.

import { button, element } from "./dom.js";

const SIZES = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const GAPS = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const CORNERS = { none: 0, xs: 2, sm: 4, md: 8, lg: 16, xl: 20, xxl: 28 };
const ALIGN = { start: "left", end: "right", center: "center" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };
const BUBBLES = new Set(["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"]);
const PARTS = ["header", "hero", "body", "footer"];
const DRAWERS = new Map(Object.entries({ box, text, button: action, separator, filler, image }));

// Throws for what it does not know: half a message would be worse than its altText.
export function drawFlex(contents, tapped) {
  if (contents.type === "bubble") return bubble(contents, tapped);
  if (contents.type !== "carousel") throw new Error(`container ${contents.type}`);
  const row = element("div", "carousel");
  row.tabIndex = 0; // so that the arrow keys can scroll it
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", "横に並んだカード");
  row.append(...contents.contents.map((each) => bubble(each, tapped)));
  return row;
}

function bubble(contents, tapped) {
  const made = element("div", `bubble ${BUBBLES.has(contents.size) ? contents.size : "mega"}`);
  for (const part of PARTS) {
    if (!contents[part]) continue;
    const block = element("div", `block ${part}`);
    const paint = contents.styles?.[part]?.backgroundColor ?? contents[part].backgroundColor;
    if (paint) block.style.backgroundColor = paint;
    block.append(component(contents[part], tapped, "vertical"));
    made.append(block);
  }
  return made;
}

function component(node, tapped, layout) {
  const drawer = DRAWERS.get(node.type);
  if (!drawer) throw new Error(`component ${node.type}`);
  const made = drawer(node, tapped, layout);
  const gap = length(node.margin);
  if (gap) made.style[layout === "vertical" ? "marginTop" : "marginLeft"] = gap;
  if (node.flex !== undefined) made.style.flex = node.flex === 0 ? "0 0 auto" : `${node.flex} 1 0`;
  else if (layout !== "vertical" && node.type !== "separator") made.style.flex = "1 1 0";
  if (node.gravity && layout === "horizontal") made.style.alignSelf = GRAVITY[node.gravity];
  return made;
}

function box(node, tapped) {
  const act = node.action && (() => tapped(node.action));
  const made = act ? button("box", undefined, act) : element("div", "box");
  made.classList.add(["horizontal", "baseline"].includes(node.layout) ? node.layout : "vertical");
  const lengths = {
    padding: node.paddingAll,
    paddingTop: node.paddingTop,
    paddingBottom: node.paddingBottom,
    paddingLeft: node.paddingStart,
    paddingRight: node.paddingEnd,
    gap: node.spacing,
    width: node.width,
    height: node.height,
  };
  for (const [name, value] of Object.entries(lengths)) if (value) made.style[name] = length(value);
  for (const name of ["backgroundColor", "justifyContent", "alignItems"]) if (node[name]) made.style[name] = node[name];
  if (node.cornerRadius) made.style.borderRadius = length(node.cornerRadius, CORNERS);
  if (node.borderColor) made.style.border = `${length(node.borderWidth, { normal: 1 }) || "1px"} solid ${node.borderColor}`;
  made.append(...node.contents.map((each) => component(each, tapped, node.layout)));
  return made;
}

function text(node, tapped) {
  const kind = node.wrap ? "text wrap" : "text";
  const made = node.action ? button(kind, undefined, () => tapped(node.action)) : element("p", kind);
  if (node.contents) made.append(...node.contents.map((span) => letters(element("span", "", span.text ?? ""), span)));
  else made.textContent = node.text ?? "";
  letters(made, { size: "md", ...node });
  if (node.align) made.style.textAlign = ALIGN[node.align];
  return made;
}

function letters(made, { size, scaling, color, weight, style, decoration }) {
  const pixels = SIZES[size] ?? parseInt(size, 10);
  // `scaling` grows with the letters people have chosen, in the browser as in LINE.
  if (pixels) made.style.fontSize = scaling ? `${pixels / 16}rem` : `${pixels}px`;
  if (color) made.style.color = color;
  if (weight === "bold") made.style.fontWeight = "700";
  if (style === "italic") made.style.fontStyle = "italic";
  if (decoration) made.style.textDecoration = decoration;
  return made;
}

function action(node, tapped) {
  const style = ["primary", "secondary"].includes(node.style) ? node.style : "link";
  const made = button(`action ${style}`, node.action.label, () => tapped(node.action));
  if (node.color) made.style[style === "link" ? "color" : "backgroundColor"] = node.color;
  return made;
}

function separator(node, _tapped, layout) {
  const made = element("hr", layout === "vertical" ? "across" : "down");
  if (node.color) made.style.borderColor = node.color;
  return made;
}

function image(node) {
  const made = element("img", "picture");
  made.src = node.url;
  made.alt = ""; // the words around it say what there is to see
  if (node.aspectRatio) made.style.aspectRatio = node.aspectRatio.replace(":", " / ");
  made.style.objectFit = node.aspectMode === "cover" ? "cover" : "contain";
  return made;
}

function filler() {
  return element("span", "filler");
}

function length(value, names = GAPS) {
  if (value === undefined) return "";
  return Object.hasOwn(names, value) ? `${names[value]}px` : value;
}
