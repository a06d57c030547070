// Makes elements: a tag with its classes, what they say or hold, their attributes.
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, className = '', inner: string | (Node | string)[] = [], attrs: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
  element.append(...(typeof inner === 'string' ? [inner] : inner));
  return element;
}

export function key(label: string, className: string, press: () => void): HTMLButtonElement {
  const button = make('button', className, label, { type: 'button' });
  button.addEventListener('click', press);
  return button;
}
