// Elements of the page: found, made, and the line that says what was done.

export const by = (id) => document.getElementById(id);

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name != "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export function button(words, act, properties = {}) {
  const node = el("button", { type: "button", ...properties }, words);
  node.addEventListener("click", act);
  return node;
}

export function tell(words) {
  by("said").textContent = words;
}
