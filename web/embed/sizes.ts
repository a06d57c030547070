// How high the page's content is, and whether a dialog is open: told to the hospital's page when it changes.
import type { Tell } from './news.js';

export interface Sized {
  root: HTMLElement;
  scroller: HTMLElement; // below what a helper says
  content: HTMLElement;
  bar: HTMLElement;
  overlay: HTMLElement;
}

export function watchSizes({ root, scroller, content, bar, overlay }: Sized, tell: Tell): void {
  let height = 0;
  let open = false;
  const measure = (): void => {
    // Painted, the content keeps room for the bar that lies over it.
    const now = Math.ceil(scroller.offsetTop + content.offsetHeight + (root.dataset.paint === 'canvas' ? 0 : bar.offsetHeight));
    if (content.offsetHeight > 0 && now !== height) tell('resize', { height: (height = now) });
  };
  const observer = new ResizeObserver(measure);
  observer.observe(scroller);
  observer.observe(content);
  observer.observe(bar);
  new MutationObserver(() => {
    const now = overlay.childElementCount > 0;
    if (now !== open) tell('dialog', { open: (open = now) });
  }).observe(overlay, { childList: true });
  measure();
}

// By rules of its own, below which high contrast keeps its colours. (An element's style would win over them.)
export function colourPage(css: Record<string, string>): void {
  const sheet = document.styleSheets[0];
  if (!sheet) return;
  const rule = `:root:not([data-contrast=high]){${Object.entries(css).map(([name, value]) => `${name}:${value}`).join(';')}}`;
  if (coloured >= 0) sheet.deleteRule(coloured);
  coloured = sheet.insertRule(rule, coloured >= 0 ? coloured : sheet.cssRules.length);
}
let coloured = -1;
