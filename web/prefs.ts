// How the page looks and sounds: text size, contrast, language, paint, reading aloud. Not personal, so kept across visits. The address may ask for another look
// (a portal's link); that is kept too, because a payment page sends people back without it.
import type { Store } from './store.js';

export interface Prefs {
  size: string;
  language: string;
  paint: string;
  contrast: string;
  read_aloud: string;
}

const choices: Readonly<Record<string, readonly string[]>> = {
  size: ['standard', 'elder'],
  language: ['zh-CN', 'en'],
  paint: ['canvas', 'plain'],
  contrast: ['normal', 'high'],
  read_aloud: ['off', 'on'],
};

function valid(name: string, value: string): string {
  return choices[name]?.includes(value) ? value : '';
}

function tag(language: string): string {
  return !language || /^zh\b/i.test(language) ? 'zh-CN' : 'en';
}

// Contrast and paint are what the system asks for until the person chooses here.
export function readPrefs(store: Store, search: string, browserLanguage: string, moreContrast = false, plainWanted = false): Prefs {
  const query = new URLSearchParams(search);
  const asked = query.get('lang');
  const pick = (name: string, wanted: string): string => {
    keepPref(store, name, wanted);
    return valid(name, store.get(name)) || valid(name, wanted);
  };
  return {
    size: pick('size', query.get('size') ?? '') || 'standard',
    language: pick('language', asked ? tag(asked) : '') || tag(browserLanguage),
    paint: pick('paint', query.get('paint') ?? '') || (plainWanted ? 'plain' : 'canvas'),
    contrast: pick('contrast', query.get('contrast') ?? '') || (moreContrast ? 'high' : 'normal'),
    read_aloud: pick('read_aloud', query.get('read_aloud') ?? '') || 'off',
  };
}

// True when it was one of the choices.
export function keepPref(store: Store, name: string, value: string): boolean {
  if (!valid(name, value)) return false;
  store.set(name, value);
  return true;
}

// Whether the person chose this, or the system and the defaults did.
export function isChosen(store: Store, name: string): boolean {
  return !!valid(name, store.get(name));
}
