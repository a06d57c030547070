// What a hospital's page and the app in its frame say to each other: every message, with its shape, both ways. Messages come
// from other windows, so nothing is believed: whoever hears one has checked its window and origin, `read` checks the rest.

export const protocolVersion = 1;

export const entries = ['refill', 'consultation', 'records', 'orders'] as const;
export type Entry = (typeof entries)[number];
export type Language = 'zh' | 'en';
export type Size = 'standard' | 'elder';
export const places = ['home', 'start', 'sign-in', 'identity', 'records', 'request', 'payment', 'visit', 'order', 'help', 'settings'] as const;
// Where in the app the patient is, no finer than this: some pages' names alone would tell how somebody is.
export type Place = (typeof places)[number];

export const themeTokens = ['brand', 'on_brand', 'surface', 'text', 'danger'] as const;
export type ThemeToken = (typeof themeTokens)[number];
// Colours as #rrggbb; those that are left out stay the app's own.
export type Theme = Partial<Record<ThemeToken, string>>;

// What a hospital's record system gave along (SMART App Launch): its FHIR server's address, and whose page was open there.
export interface Smart {
  iss: string;
  launch?: string;
}

export interface ToFrame {
  init: {
    hospital?: string; entry?: Entry; launch?: string; terms?: number; theme?: Theme;
    keyboard?: boolean; inset?: number; smart?: Smart;
  };
  launch: { launch: string; terms?: number };
  look: { language?: Language; size?: Size };
  theme: { theme: Theme };
  page: { keyboard: boolean; inset: number }; // what covers the frame's lower end
  back: object;
}

export interface ToPage {
  hello: object;
  ready: { hospital: string };
  resize: { height: number };
  navigated: { place: Place };
  'signed-in': object;
  submitted: { visit: string };
  paid: { visit?: string; order?: string };
  ended: { visit?: string; order?: string; session?: boolean };
  dialog: { open: boolean };
  error: { code: string; token?: string; against?: string; contrast?: number };
}

export type Message<All, Type extends keyof All = keyof All> = { [One in Type]: { banzhen: 1; type: One } & All[One] }[Type];

type Check = (value: unknown) => boolean;
type Shape = Record<string, Check>; // a name that ends with ? may be missing

const is = (pattern: RegExp, most = 512): Check => (value) => typeof value === 'string' && value.length <= most && pattern.test(value);
const oneOf = (...choices: readonly string[]): Check => (value) => choices.includes(value as string);
const flag: Check = (value) => typeof value === 'boolean';
const number = (most: number): Check => (value) => typeof value === 'number' && value >= 0 && value <= most;
const count: Check = (value) => Number.isInteger(value) && number(9999)(value);
const id = is(/^[\w-]{1,64}$/);
const token = is(/^[\w.~-]{16,512}$/);
const name = is(/^[a-z_.]{1,40}$/);
const length = number(100_000); // dp

const colours: Shape = Object.fromEntries(themeTokens.map((one) => [`${one}?`, is(/^#[0-9a-f]{6}$/i)]));
const theme: Check = (value) => fits(colours, value);
const smart: Check = (value) => fits({ iss: is(/^https?:\/\/[!-~]+$/), 'launch?': is(/^[!-~]+$/, 4096) }, value);

export const toFrame: Record<keyof ToFrame, Shape> = {
  init: { 'hospital?': id, 'entry?': oneOf(...entries), 'launch?': token, 'terms?': count, 'theme?': theme, 'keyboard?': flag, 'inset?': length, 'smart?': smart },
  launch: { launch: token, 'terms?': count },
  look: { 'language?': oneOf('zh', 'en'), 'size?': oneOf('standard', 'elder') },
  theme: { theme },
  page: { keyboard: flag, inset: length },
  back: {},
};

export const toPage: Record<keyof ToPage, Shape> = {
  hello: {},
  ready: { hospital: id },
  resize: { height: length },
  navigated: { place: oneOf(...places) },
  'signed-in': {},
  submitted: { visit: id },
  paid: { 'visit?': id, 'order?': id },
  ended: { 'visit?': id, 'order?': id, 'session?': flag },
  dialog: { open: flag },
  error: { code: name, 'token?': name, 'against?': name, 'contrast?': number(21) },
};

const keys_max = 16;

// Everything that is there is known and right, and nothing is missing.
function fits(shape: Shape, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const given = Object.keys(value);
  if (given.length > keys_max) return false;
  for (const key of given) {
    const check = shape[key] ?? shape[`${key}?`];
    if (!check || !Object.hasOwn(shape, shape[key] ? key : `${key}?`) || !check((value as Record<string, unknown>)[key])) return false;
  }
  return Object.keys(shape).every((key) => key.endsWith('?') || given.includes(key));
}

// The message, or null for anything that is not one of these to the letter.
export function read<All extends object>(shapes: Record<keyof All, Shape>, data: unknown): Message<All> | null {
  if (typeof data !== 'object' || data === null) return null;
  const { banzhen, type, ...rest } = Object.keys(data).length > keys_max ? ({} as Record<string, unknown>) : (data as Record<string, unknown>);
  if (banzhen !== protocolVersion || typeof type !== 'string' || !Object.hasOwn(shapes, type)) return null;
  return fits(shapes[type as keyof All], rest) ? (data as Message<All>) : null;
}

// Some other version of this protocol.
export function isForeign(data: unknown): boolean {
  const version = typeof data === 'object' && data !== null ? (data as { banzhen?: unknown }).banzhen : undefined;
  return typeof version === 'number' && version !== protocolVersion;
}
