// Reads the screen to people who asked for it: all of it when it comes, then what changes and what they are at. What they
// typed is never said: others may hear.
import type { UiNode, UiTree } from './nodes';

export interface ReaderDeps {
  on(): boolean; // the person asked for it
  speak(text: string): void; // '' stops
}

export interface Reader {
  show(tree: UiTree): void;
  focused(id: string): void;
  read(on: boolean): void;
}

const silent = new Set(['image', 'progressbar']);

const words = (node: UiNode): string => [node.name, node.role === 'textbox' ? '' : node.description].filter(Boolean).join('，');

// What is said of a tree, a line each, in the order of reading.
export function script(tree: UiTree): string[] {
  const dialog = tree.nodes.some((node) => node.region === 2);
  const lines = dialog ? [] : [tree.title ?? ''];
  let outside = -1; // depth of the bar at the top or the dock that we are in
  for (const node of tree.nodes) {
    const depth = node.depth ?? 0;
    if (dialog && node.region !== 2) continue;
    if (outside >= 0 && depth > outside) continue;
    outside = node.role === 'banner' || node.role === 'navigation' ? depth : -1;
    if (outside >= 0 || node.id === 'common.read' || silent.has(node.role)) continue;
    const line = words(node);
    if (line && line !== lines.at(-1)) lines.push(line);
  }
  return lines.filter(Boolean);
}

// Lines that are news on a screen which is already known.
const news = (tree: UiTree): string[] =>
  tree.nodes.filter((node) => node.role === 'status' || node.live || node.id === 'errors.title').map(words).filter(Boolean);

export function createReader({ on, speak }: ReaderDeps): Reader {
  let shown: UiTree | null = null;
  const place = (tree: UiTree | null): string =>
    tree ? `${tree.screen} ${tree.nodes.find((node) => node.role === 'dialog')?.id ?? ''}` : '';
  const all = (): void => speak(shown ? script(shown).join('\n') : '');
  return {
    show(tree) {
      const before = shown;
      shown = tree;
      if (!on()) return;
      if (place(before) !== place(tree)) return all();
      const known = new Set(before ? news(before) : []);
      const fresh = news(tree).filter((line) => !known.has(line));
      if (fresh.length) speak(fresh.join('\n'));
    },
    focused(id) {
      const node = on() && shown?.nodes.find((one) => one.id === id);
      if (node && node.role !== 'heading' && id !== 'common.read') speak(words(node));
    },
    read(wanted) {
      if (wanted) all();
      else speak('');
    },
  };
}
