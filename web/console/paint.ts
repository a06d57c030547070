// Paints a masked page: the client's own description of nodes, as ordinary elements, with a lock wherever something is
// hidden. What it makes is to look at only; the tree of choices beside it is what keys and assistive technology use.
import { describe, isContainer, type Spec, type UiNode } from '../nodes';
import { hidden } from '../help/mask_text.js';
import type { MaskedNode, MaskedPage } from '../help/mask.js';
import { lock } from './lock.js';

const svgTags = new Set(['svg', 'path']);

function said(text: string, word: string): (string | Node)[] {
  return text.split(hidden).flatMap((part, i) => (i > 0 ? [lock(word), part] : [part])).filter(Boolean);
}

function create(spec: Spec, word: string): Element {
  const element = svgTags.has(spec.tag) ? document.createElementNS('http://www.w3.org/2000/svg', spec.tag) : document.createElement(spec.tag);
  for (const [name, value] of Object.entries(spec.attrs)) if (name !== 'href' && name !== 'id') element.setAttribute(name, value.replaceAll(hidden, word));
  if (typeof spec.inner === 'string') element.append(...said(spec.inner, word));
  else element.append(...spec.inner.map((child) => create(child, word)));
  return element;
}

// A field is a box here: what is in it never came.
function field(node: MaskedNode, word: string): Element {
  const box = document.createElement('div');
  box.className = `textbox ${node.variant ?? ''}`;
  box.dataset.id = node.id;
  if (node.invalid) box.setAttribute('aria-invalid', 'true');
  if (node.filled) box.append(lock(word));
  else if (node.description) box.append(...said(node.description, word));
  return box;
}

export const asNode = (node: MaskedNode): UiNode => ({ ...node, rect: [0, 0, 0, 0] });

function element(node: MaskedNode, word: string): Element {
  if (node.role === 'textbox') return field(node, word);
  const made = create(describe(asNode(node), { icons: true }), word);
  const input = made.querySelector('input');
  if (input) input.checked = !!node.checked;
  return made;
}

export function paint(page: MaskedPage, roots: HTMLElement[], word: string): void {
  for (const root of roots) root.replaceChildren();
  const open: { element: Element; depth: number }[] = [];
  let region = -1;
  for (const node of page.nodes) {
    const where = node.region ?? 0;
    const depth = node.depth ?? 0;
    if (where !== region) {
      open.length = 0;
      region = where;
    }
    while (open.length && open[open.length - 1]!.depth >= depth) open.pop();
    const made = element(node, word);
    (open[open.length - 1]?.element ?? roots[where])?.append(made);
    if (isContainer(node.role)) open.push({ element: made, depth });
  }
}
