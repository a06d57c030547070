// What changed between two masked pages, and putting it together again. Both sides use this file.
import type { MaskedNode, MaskedPage } from './mask.js';

export interface Frame {
  seq: number;
  base: number | null; // the frame that this one changes; null: the whole page
  screen: string;
  title: string;
  nodes: (MaskedNode & { after?: string | null })[]; // with `after`, a new one: behind which node, null at the beginning
  gone?: string[];
}

// A page is compared twice, as the new one and as the old one, but written only once.
const written = new WeakMap<MaskedNode, string>();
function textOf(node: MaskedNode): string {
  let text = written.get(node);
  if (text === undefined) written.set(node, (text = JSON.stringify(node)));
  return text;
}

// null: nodes that stayed changed places, so that the whole page is simpler.
function changes(before: MaskedPage, now: MaskedPage): Pick<Frame, 'nodes' | 'gone'> | null {
  const old = new Map(before.nodes.map((node) => [node.id, textOf(node)]));
  const alive = new Set(now.nodes.map((node) => node.id));
  if (alive.size !== now.nodes.length) return null;
  const stayedBefore = before.nodes.filter((node) => alive.has(node.id));
  const stayedNow = now.nodes.filter((node) => old.has(node.id));
  if (!stayedNow.every((node, i) => node.id === stayedBefore[i]!.id)) return null;
  const nodes: Frame['nodes'] = [];
  let last: string | null = null;
  for (const node of now.nodes) {
    const was = old.get(node.id);
    if (was === undefined) nodes.push({ ...node, after: last });
    else if (was !== textOf(node)) nodes.push(node);
    last = node.id;
  }
  const gone = before.nodes.filter((node) => !alive.has(node.id)).map((node) => node.id);
  return gone.length ? { nodes, gone } : { nodes };
}

// The frame that leads from one page to the next; null when nothing changed.
export function frameOf(seq: number, base: number | null, before: MaskedPage | null, now: MaskedPage): Frame | null {
  const { screen, title } = now;
  const changed = before && base !== null ? changes(before, now) : null;
  if (!before || !changed) return { seq, base: null, screen, title, nodes: now.nodes };
  if (!changed.nodes.length && !changed.gone && screen === before.screen && title === before.title) return null;
  const whole = { seq, base: null, screen, title, nodes: now.nodes };
  const part = { seq, base, screen, title, ...changed };
  return JSON.stringify(part).length < JSON.stringify(whole).length ? part : whole;
}

// null: the frame does not go with what is there.
export function applyFrame(page: MaskedPage | null, at: number | null, frame: Frame): MaskedPage | null {
  const { screen, title } = frame;
  if (frame.base === null) return { screen, title, nodes: frame.nodes };
  if (!page || frame.base !== at) return null;
  const gone = new Set(frame.gone);
  const nodes = page.nodes.filter((node) => !gone.has(node.id));
  for (const { after, ...node } of frame.nodes) {
    const here = nodes.findIndex((one) => one.id === (after === undefined ? node.id : after));
    if (after === undefined) {
      if (here < 0) return null;
      nodes[here] = node;
    } else {
      if (here < 0 && after !== null) return null;
      nodes.splice(here + 1, 0, node);
    }
  }
  return { screen, title, nodes };
}
