// A hospital's colours on the app's roles. All contrasts of the app's own palette are kept: a role that takes a hue takes it at
// the luminance that it has, and WCAG's contrast knows luminance only. What is used as it is given is held against 4.5:1.
import type { Theme, ThemeToken } from './protocol.js';

export const contrast_min = 4.5; // WCAG 2.2, 1.4.3

export interface Refusal {
  token: ThemeToken;
  against: string; // another token, or a role of the app
  contrast: number;
}

type Rgb = readonly [number, number, number];

const own = {
  brand: '#1b675f', on_brand: '#ffffff', surface: '#f8f4eb', text: '#1e2d2b', danger: '#b3201b',
} as const;
// The app's palette (src/client/ui/theme.cpp), as far as a theme changes it or is read on it.
const roles = {
  paper_deep: '#efe8da', card: '#fffdf9', ink2: '#475754', ink3: '#5f6b67', amber: '#8a5108', on_dark2: '#edf6f2', red600: '#bf2a24',
  c900: '#0e3b37', c800: '#14514b', c700: '#1b675f', c600: '#25786f', c400: '#78afa4', c300: '#a6cdc3', c200: '#cde3db', c100: '#e1eee9', c50: '#f0f6f2',
} as const;

const rgb = (colour: string): Rgb => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
const hex = (colour: Rgb): string => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
const linear = (part: number): number => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const luminanceOf = ([red, green, blue]: Rgb): number => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
export const luminance = (colour: string): number => luminanceOf(rgb(colour));

export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

// The colour mixed with white or black until it has that luminance; rounded away from the middle, so that contrast only gains.
function at(colour: string, wanted: number): string {
  const from = rgb(colour);
  const lighter = wanted > luminanceOf(from);
  const end = lighter ? 255 : 0;
  const mix = (share: number): Rgb => from.map((part) => (lighter ? Math.ceil : Math.floor)(part + (end - part) * share)) as unknown as Rgb;
  let [low, high] = [0, 1];
  for (let round = 0; round < 20; round++) {
    const middle = (low + high) / 2;
    if ((luminanceOf(mix(middle)) < wanted) === lighter) low = middle;
    else high = middle;
  }
  return hex(mix(high));
}

const shade = (colour: string, like: string, atLeast: number): string =>
  at(colour, Math.min(luminance(like), luminance(colour) * atLeast));

export interface Palette {
  css: Record<string, string>; // custom properties of shell/app.css
  colours: string; // hex digits of the roles in the order of src/client/ui/surroundings.cpp
}

// Why the colours cannot be taken, or null.
export function refusal(theme: Theme): Refusal | null {
  const all = { ...own, ...theme };
  const pairs: [ThemeToken, string, string, string][] = [
    ['surface', all.surface, 'ink', roles.ink2],
    ['surface', all.surface, 'note', roles.ink3],
    ['surface', all.surface, 'amber', roles.amber],
    ['on_brand', all.on_brand, 'brand', all.brand],
    ['brand', all.brand, 'surface', all.surface],
    ['brand', all.brand, 'card', roles.card],
    ['text', all.text, 'surface', all.surface],
    ['text', all.text, 'tint', roles.c200],
    ['danger', all.danger, 'surface', all.surface],
    ['on_brand', all.on_brand, 'danger', all.danger],
    ['on_brand', all.on_brand, 'alarm', roles.red600],
  ];
  for (const [token, one, against, other] of pairs) {
    const found = contrast(one, other);
    if (found < contrast_min) return { token, against, contrast: Math.floor(found * 100) / 100 };
  }
  return null;
}

export function palette(theme: Theme): Palette {
  const { brand, on_brand, surface, text, danger } = { ...own, ...theme };
  // With white on it the button's lighter end keeps the luminance it has; with another colour it is not lighter than the brand.
  const lighter = at(brand, Math.max(luminance(brand), Math.min(luminance(roles.c600), luminance(brand) * 1.35)));
  const c600 = contrast(on_brand, lighter) < contrast_min ? brand : lighter;
  const soft = at(brand, luminance(roles.on_dark2));
  const tint = (like: string): string => at(brand, luminance(like));
  const c200 = tint(roles.c200);
  const deep = theme.surface ? at(surface, (luminance(surface) + 0.05) * ((luminance(roles.paper_deep) + 0.05) / (luminance(own.surface) + 0.05)) - 0.05) : roles.paper_deep;
  const found = {
    paper: surface, 'paper-deep': deep, ink: text, on_dark: on_brand, on_dark2: contrast(soft, c600) < contrast_min ? on_brand : soft,
    c900: shade(brand, roles.c900, 0.4), c800: shade(brand, roles.c800, 0.7), c700: brand, c600,
    c400: tint(roles.c400), c300: tint(roles.c300), c200, c100: tint(roles.c100), c50: tint(roles.c50), r700: danger, track: c200,
  };
  const { on_dark, on_dark2, track, ...css } = found;
  return {
    css: Object.fromEntries([...Object.entries(css), ['focus', found.c900]].map(([role, colour]) => [`--${role}`, colour!])),
    colours: Object.values(found).map((colour) => colour.slice(1)).join(''),
  };
}
