// Home's first page as HTML, made at build time from the same node descriptions that the mirror uses.
import { describe, type Spec, type UiTree } from './nodes';

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const empty = new Set(['input', 'path']);

function write(spec: Spec, inside = ''): string {
  const attrs = Object.entries(spec.attrs).map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  const inner = typeof spec.inner === 'string' ? escape(spec.inner) : spec.inner.map((child) => write(child)).join('');
  return empty.has(spec.tag) ? `<${spec.tag}${attrs}/>` : `<${spec.tag}${attrs}>${inner}${inside}</${spec.tag}>`;
}

// The nodes of one region, nested by depth.
function region(tree: UiTree, which: number): string {
  const nodes = tree.nodes.filter((node) => (node.region ?? 0) === which);
  const level = (from: number, to: number): string => {
    let html = '';
    for (let at = from; at < to; ) {
      const node = nodes[at]!;
      let end = at + 1;
      while (end < to && (nodes[end]!.depth ?? 0) > (node.depth ?? 0)) end++;
      html += write(describe(node, { icons: true }), level(at + 1, end));
      at = end;
    }
    return html;
  };
  return level(0, nodes.length);
}

export function prerender(json: string): string {
  const tree = JSON.parse(json) as UiTree;
  return `<div id="s"><canvas id="canvas" aria-hidden="true"></canvas><div id="content">${region(tree, 0)}</div></div><div id="bar">${region(tree, 1)}</div><div id="overlay"></div>`;
}
