// How the page looks: text size, language, paint. Not personal, so kept across visits. The address may ask for another look
// (a portal's link); that is kept too, because a payment page sends people back without it.
import type { Store } from './store.js';

export interface Prefs {
  size: string;
  language: string;
  paint: string;
}

const choices: Readonly<Record<string, readonly string[]>> = {
  size: ['standard', 'elder'],
  language: ['zh-CN', 'en'],
  paint: ['canvas', 'plain'],
};

function valid(name: string, value: string): string {
  return choices[name]?.includes(value) ? value : '';
}

function tag(language: string): string {
  return !language || /^zh\b/i.test(language) ? 'zh-CN' : 'en';
}

export function readPrefs(store: Store, search: string, browserLanguage: string): Prefs {
  const query = new URLSearchParams(search);
  const asked = query.get('lang');
  const pick = (name: string, wanted: string): string => {
    keepPref(store, name, wanted);
    return valid(name, store.get(name)) || valid(name, wanted);
  };
  return {
    size: pick('size', query.get('size') ?? '') || 'standard',
    language: pick('language', asked ? tag(asked) : '') || tag(browserLanguage),
    paint: pick('paint', query.get('paint') ?? '') || 'canvas',
  };
}

// True when it was one of the choices.
export function keepPref(store: Store, name: string, value: string): boolean {
  if (!valid(name, value)) return false;
  store.set(name, value);
  return true;
}
