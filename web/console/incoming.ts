// What comes from a patient's page to whoever helps: every item with its shape, its sizes and the kinds of things that may be on
// a page. It was made by a browser that is not ours and only passed through the server (decision 0033), so nothing is believed:
// what does not fit is not an item, and is never painted.
import type { Frame } from '../help/diff.js';
import type { MaskedPage } from '../help/mask.js';

// To a proposal: taken, taken over to be changed, or gone with the page that it was for.
export type Answer = 'accepted' | 'changed' | 'declined';

export type Item =
  | { kind: 'frame'; frame: Frame }
  | { kind: 'answer'; seq: number; how: Answer }
  | { kind: 'let_in' }
  | { kind: 'ended'; by: string };

type Check = (value: unknown) => boolean;
type Shape = Record<string, Check>; // a name that ends with ? may be missing

// As src/client/ui/semantics.cpp has them (a test compares): anything else is no part of a page.
export const roles: ReadonlySet<string> = new Set([
  'banner', 'main', 'contentinfo', 'navigation', 'complementary', 'group', 'card', 'list', 'listitem', 'form', 'radiogroup', 'dialog', 'status',
  'text', 'heading', 'button', 'link', 'textbox', 'checkbox', 'radio', 'file', 'progressbar', 'slider', 'image',
]);
export const nodes_max = 400; // as the mask cuts a page (../help/mask.ts)
const depth_max = 64;
const regions = 3;
const levels = 6;
const text_max = 2_000; // UTF-16 units; the longest text of the app has 323

const text = (most: number, pattern = /^/): Check => (value) => typeof value === 'string' && value.length <= most && pattern.test(value);
const whole = (least: number, most = Number.MAX_SAFE_INTEGER): Check => (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const either = (...checks: Check[]): Check => (value) => checks.some((check) => check(value));
const nothing: Check = (value) => value === null;
const yes: Check = (value) => value === 1;
const flag: Check = (value) => typeof value === 'boolean';
const list = (most: number, check: Check): Check => (value) => Array.isArray(value) && value.length <= most && value.every(check);

const id = text(160, /^[!-~]*$/);
const name = text(text_max);
const node: Shape = {
  id, role: (value) => roles.has(value as string),
  'region?': whole(0, regions - 1), 'depth?': whole(0, depth_max), 'level?': whole(1, levels),
  'name?': name, 'description?': name, 'variant?': text(160, /^[\w -]*$/), 'icon?': whole(0, 9_999), 'group?': id, 'for?': id,
  'checked?': yes, 'invalid?': yes, 'required?': yes, 'busy?': yes, 'current?': yes, 'pressed?': yes, 'disabled?': yes, 'multiline?': yes, 'filled?': yes,
};
const newNode: Shape = { ...node, 'after?': either(nothing, id) };
const frame: Shape = {
  at: whole(0), seq: whole(0), screen: text(64, /^[a-z_]*$/), title: name,
  base: nothing, nodes: list(nodes_max, (value) => fits(node, value)),
};
const changed: Shape = {
  ...frame, base: whole(0), 'gone?': list(nodes_max, id),
  nodes: list(nodes_max, (value) => fits(newNode, value)),
};
const answer: Shape = { at: whole(0), kind: (value) => value === 'answer', seq: whole(0), accepted: flag, 'changed?': flag };
const let_in: Shape = { at: whole(0), kind: (value) => value === 'let_in' };
const ended: Shape = { at: whole(0), kind: (value) => value === 'ended', by: text(40, /^[a-z_]*$/) };

// Everything that is there is known and right, and nothing is missing.
function fits(shape: Shape, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const right = ([key, one]: [string, unknown]): boolean => {
    const known = [key, `${key}?`].find((what) => Object.hasOwn(shape, what));
    return known !== undefined && shape[known]!(one);
  };
  return Object.entries(value).every(right) && Object.keys(shape).every((key) => key.endsWith('?') || Object.hasOwn(value, key));
}

// An item of the relay's, as JSON.parse made it; null when it is none.
export function readItem(value: unknown): Item | null {
  const one = value as Record<string, unknown>;
  if (fits(frame, value) || fits(changed, value)) {
    const { at, ...rest } = one;
    return { kind: 'frame', frame: rest as unknown as Frame };
  }
  if (fits(answer, value)) return { kind: 'answer', seq: one.seq as number, how: one.accepted ? 'accepted' : one.changed ? 'changed' : 'declined' };
  if (fits(let_in, value)) return { kind: 'let_in' };
  if (fits(ended, value)) return { kind: 'ended', by: one.by as string };
  return null;
}

// The items of an answer, as far as there is a list at all.
export function itemsOf(body: unknown): unknown[] | null {
  const items = typeof body === 'object' && body !== null ? (body as { items?: unknown }).items : null;
  return Array.isArray(items) ? items : null;
}

// How many seconds the patient's page has said nothing; null while it is heard.
export function unheardOf(body: unknown): number | null {
  const seconds = (body as { unheard_s?: unknown }).unheard_s;
  return whole(0)(seconds) ? (seconds as number) : null;
}

// The relay's number of an item, right or not: what was read is not sent again.
export function numberOf(value: unknown): number {
  const at = typeof value === 'object' && value !== null ? (value as { at?: unknown }).at : 0;
  return whole(0)(at) ? (at as number) : 0;
}

// What changes add up to stays within what a page may be.
export const isPage = ({ nodes }: MaskedPage): boolean => nodes.length <= nodes_max;
