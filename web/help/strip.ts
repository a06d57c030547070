// The place above the app. It takes its room from the app, so nothing of the app is ever covered.
import { make } from './dom.js';

// The look of all that this folder draws, once.
export async function loadStyle(href: string): Promise<void> {
  if (document.getElementById('help-style')) return;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, id: 'help-style' });
  await new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

export interface Strip {
  root: HTMLElement;
  gone(): void;
}

export function createStrip(label: string, inner: Node[]): Strip {
  const root = make('section', '', inner, { id: 'help', 'aria-label': label });
  // The app ends where the strip begins; the painting must know how high that is.
  const sized = new ResizeObserver(() => document.documentElement.style.setProperty('--help', `${root.offsetHeight}px`));
  document.body.prepend(root);
  document.body.classList.add('helped');
  sized.observe(root);
  return {
    root,
    gone() {
      sized.disconnect();
      root.remove();
      document.body.classList.remove('helped');
      document.documentElement.style.removeProperty('--help');
    },
  };
}
