// Why someone asks for help, as the queue tells it to every helper before any digits were said: a place, a field's name, which
// of the app's own errors was there, how long. Names only, and coarse ones where a page's name tells how somebody is.
import type { Stuck } from '../helping.js';
import type { UiNode } from '../nodes';
import { widePlace } from '../places.js';
import { anywhere, errors, hints } from './errors.js';
import { quoted, type Table } from './mask_text.js';
import { isNamed } from './rules.js';
import { textsOfApp } from './words.js';

export interface Reason {
  screen: string;
  field?: string;
  error?: string; // the key of its text
  seconds: number;
}

const texts_ms = 1500; // asking does not wait longer for words that only tell a helper more

// The listed key of a text that the page shows; '' when it is none of them.
type KeyOf = (text: string) => string;

export function createKeyOf(table: Table): KeyOf {
  const own = new Set(Object.values(table));
  const whole = new Map<string, string>();
  const templates: ((text: string) => string)[] = [];
  for (const key of Object.keys(errors)) {
    const text = table[key];
    if (!text) continue;
    const pieces = text.split(/\{(\w+)\}/);
    const names = pieces.filter((_, i) => i % 2 === 1);
    const pattern = new RegExp(`^${pieces.map((piece, i) => (i % 2 ? '(.+?)' : quoted(piece))).join('')}$`, 's');
    const fits = (found: RegExpExecArray | null): boolean => !!found && names.every((name, i) => !isNamed(name) || own.has(found[i + 1]!));
    if (names.length) templates.push((said) => (fits(pattern.exec(said)) ? key : ''));
    else if (!whole.has(text)) whole.set(text, key);
  }
  return (text) => whole.get(text) ?? templates.map((one) => one(text)).find(Boolean) ?? '';
}

function errorOf(nodes: UiNode[], field: string, keyOf: KeyOf): string {
  const own = nodes.find(({ id }) => id === `${field}.error`);
  const said = own ? [own, ...nodes] : nodes;
  const found = said.flatMap(({ name, description }) => [name, description]).map((text) => (text ? keyOf(text) : '')).filter(Boolean);
  return found.find((key) => !hints.has(key)) ?? found[0] ?? '';
}

export function reasonOf({ tree, seconds }: Stuck, keyOf: KeyOf): Reason {
  if (!tree) return { screen: 'home', seconds };
  const { screen, nodes } = tree;
  const place = widePlace(screen);
  // A field whose id is made of data says too much, and so does one of a page that may not be named.
  const field = place ? '' : nodes.find((node) => node.invalid && /^[a-z][a-z_.]{1,63}$/.test(node.id))?.id ?? '';
  const error = errorOf(nodes, field, keyOf);
  return { screen: place || screen, ...(field && { field }), ...(error && (!place || anywhere(error)) && { error }), seconds };
}

export async function reason(stuck: Stuck, language: string): Promise<Reason> {
  const late = new Promise<Table>((done) => setTimeout(() => done({}), texts_ms));
  return reasonOf(stuck, createKeyOf(await Promise.race([textsOfApp(language), late]).catch(() => ({}))));
}
