// The first script, which stands in the page itself: gives it the size and contrast that the person chose, asks for home's texts
// in their language, and keeps what is tapped until the program runs and takes it over (main.ts).
import { readPrefs } from './prefs';
import { createStore } from './store';

declare global {
  interface Window {
    early?: { ids: string[]; keep(event: Event): void };
  }
}

const root = document.documentElement;
const prefs = readPrefs(createStore(() => window.localStorage), location.search, navigator.language, window.matchMedia('(prefers-contrast: more)').matches);
root.dataset.size = prefs.size;
root.dataset.contrast = prefs.contrast;
const texts = document.createElement('link');
Object.assign(texts, { rel: 'preload', as: 'fetch', type: 'application/json', crossOrigin: 'anonymous' });
texts.href = (prefs.language === 'en' ? root.dataset.firstEn : root.dataset.firstZh)!;
document.head.append(texts);

const ids: string[] = [];
const keep = ({ target }: Event): void => {
  const id = target instanceof Element && target.closest('button')?.dataset.id;
  if (id) ids.push(id);
};
window.early = { ids, keep };
document.addEventListener('click', keep);

export {};
