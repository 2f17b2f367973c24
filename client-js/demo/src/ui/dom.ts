/** What `el` accepts: `on…` is a listener, `true` an empty attribute, `false` no attribute. */
export type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;
export type Child = Node | string | null | undefined | false;

/** Builds one element. Text goes in as text nodes only, so nothing a peer sends is ever parsed. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter(isNode));
  return element;
}

function setAttribute(element: Element, name: string, value: Attributes[string]): void {
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false) element.setAttribute(name, String(value));
}

function isNode(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false;
}

let lastId = 0;

/** An id for `aria-labelledby` and `for`, unique in the page. */
export function uniqueId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Sets text only when it differs, so that live regions speak on a change and not on a redraw. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
