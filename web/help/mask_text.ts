// One text as a helper may read it. Known are the app's own texts, whole or with their placeholders filled in; anything else
// is a mask. Pure, and remembers what it was asked.
import { isCount, isNamed, mayCount } from './rules.js';

// Stands for what is hidden; no text of the app has it.
export const hidden = '\ue000';

export type Table = Readonly<Record<string, string>>;

interface Template {
  counts: boolean; // numbers in it are about the form
  names: string[];
  parts: string[]; // the words around the placeholders, one more than these
  pattern: RegExp;
  weight: number; // letters of its own: the more, the surer
}

export interface TextMask {
  (text: string, numbers?: boolean): string;
  isId(id: string): boolean; // an id that some text's key begins with: written in the program, not made of data
}

const remembered_max = 4000;
export const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function template(key: string, text: string): Template {
  const pieces = text.split(/\{(\w+)\}/);
  const parts = pieces.filter((_, i) => i % 2 === 0);
  return {
    counts: mayCount(key),
    names: pieces.filter((_, i) => i % 2 === 1),
    parts,
    pattern: new RegExp(`^${parts.map(quoted).join('(.+?)')}$`, 's'),
    weight: parts.join('').replace(/[^\p{L}\p{N}]/gu, '').length,
  };
}

export function createTextMask(table: Table): TextMask {
  const literals = new Set<string>();
  const templates: Template[] = [];
  const ids = new Set<string>();
  for (const [key, text] of Object.entries(table)) {
    if (/\{\w+\}/.test(text)) templates.push(template(key, text));
    else literals.add(text);
    for (let end = key.length; end > 0; end = key.lastIndexOf('.', end - 1)) ids.add(key.slice(0, end));
  }
  templates.sort((a, b) => b.weight - a.weight);

  // Those that a text with this first letter may fit, the weightiest first.
  const beginning = new Map<string, Template[]>();
  function candidates(letter: string): Template[] {
    let some = beginning.get(letter);
    if (!some) beginning.set(letter, (some = templates.filter(({ parts }) => !parts[0] || parts[0].startsWith(letter))));
    return some;
  }

  // Of the templates with most letters of their own that fit, all must allow a value for it to be seen.
  function filled(text: string, numbers: boolean): string | null {
    let shown: string | null = null;
    let weight = 0;
    for (const one of candidates(text.charAt(0))) {
      if (one.weight === 0 || (shown !== null && one.weight < weight)) break;
      const first = one.parts[0]!;
      const last = one.parts[one.parts.length - 1]!;
      if (!text.startsWith(first) || !text.endsWith(last)) continue;
      const found = one.pattern.exec(text);
      if (!found) continue;
      const made = one.names.reduce((out, name, i) => {
        const value = found[i + 1]!;
        const seen = (isCount(name) && numbers && one.counts && /^\d{1,3}$/.test(value)) || (isNamed(name) && literals.has(value));
        return out + (seen ? value : hidden) + one.parts[i + 1]!;
      }, first);
      weight = one.weight;
      if (shown === null || made.split(hidden).length > shown.split(hidden).length) shown = made;
    }
    return shown;
  }

  // Texts that stand beside each other in one: two facts of a row, an action and what it is done to, a numbered line.
  function joined(text: string, numbers: boolean): string | null {
    for (const between of ['\n', ' · ']) {
      if (text.includes(between)) return text.split(between).map((part) => mask(part, numbers)).join(between);
    }
    const line = /^(\d\. )(.+)$/s.exec(text);
    if (line && literals.has(line[2]!)) return text;
    for (let at = text.indexOf(' '); at > 0; at = text.indexOf(' ', at + 1))
      if (literals.has(text.slice(0, at)) && literals.has(text.slice(at + 1))) return text;
    return null;
  }

  const remembered = [new Map<string, string>(), new Map<string, string>()];
  function mask(text: string, numbers = true): string {
    if (!text || literals.has(text)) return text;
    const known = remembered[Number(numbers)]!;
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = filled(text, numbers) ?? joined(text, numbers) ?? hidden;
    if (known.size >= remembered_max) known.clear();
    known.set(text, made);
    return made;
  }
  return Object.assign(mask, { isId: (id: string) => ids.has(id) });
}
