// Who is in the workspace that the console stands for: whom the visitor can be, and a few made-up people.

const MADE_UP = { UMIURA: "三浦さん(見本)", USUGAWARA: "菅原さん(見本)", UCHIBA: "千葉さん(見本)" };
const CHANNELS = { CNEWS: "お知らせ", CYAKUIN: "役員の部屋" };
const VISITOR = /^[0-9a-f]{8}-?[0-9a-f]{4}/; // somebody else who tries it just now
const names = new Map(Object.entries(MADE_UP));

export const people = () => [...names];
export const channels = () => Object.entries(CHANNELS).map(([id, name]) => [id, `#${name}`]);
export const nameOf = (id) => names.get(id) ?? (VISITOR.test(id) ? "ほかの人" : id);

// [{visitor, name}]: whom the visitor can be. Mentions that stand already get their names.
export function meet(known) {
  const others = [...names].filter(([id]) => id in MADE_UP);
  names.clear();
  for (const { visitor, name } of known) names.set(visitor, name);
  for (const [id, name] of others) names.set(id, name);
  for (const each of document.querySelectorAll("[data-user]")) each.textContent = `@${nameOf(each.dataset.user)}`;
}
