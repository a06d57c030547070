// The patient's page in its frame, and the choice of one thing on it: with a click, or with the arrow keys in a list that says
// the same as the picture does.
import { hidden } from '../help/mask_text.js';
import { make } from '../help/dom.js';
import type { MaskedNode, MaskedPage } from '../help/mask.js';
import type { Words } from '../help/words.js';
import { isContainer } from '../nodes';
import { paint } from './paint.js';

export interface ChooseDeps {
  words: Words;
  chosen(node: MaskedNode | null): void;
  point(): void; // Enter
}

export interface Choose {
  root: HTMLElement;
  show(page: MaskedPage | null, look: { elder: boolean; language: string }): void;
  pointed(id: string): void; // '' takes it back
  still(on: boolean): void; // nothing comes: what is shown may be so no more
  redraw(): void;
}

const worth = new Set(['text', 'heading', 'button', 'link', 'textbox', 'checkbox', 'radio', 'file', 'slider', 'status']);

export function createChoose({ words, chosen, point }: ChooseDeps): Choose {
  const content = make('div', '', [], { id: 'content' });
  const bar = make('div', '', [], { id: 'bar' });
  const overlay = make('div', '', [], { id: 'overlay' });
  for (const part of [content, bar, overlay]) {
    part.inert = true; // a picture: the list is for keys and assistive technology
    part.setAttribute('aria-hidden', 'true');
  }
  const scroller = make('div', '', [content], { id: 's', tabindex: '0', role: 'group' });
  const screen = make('div', 'p-screen', [scroller, bar, overlay], { 'data-paint': 'plain' });
  const list = make('div', 'p-list', [], { role: 'listbox', tabindex: '0' });
  const frame = make('div', 'p-phone', [screen, list]);
  const waiting = make('p', 'quiet');
  const root = make('div', 'p-stage', [waiting, frame]);
  let shown: MaskedPage | null = null;
  let options: MaskedNode[] = [];
  let at = '';
  let ringed = '';

  const elementOf = (id: string): HTMLElement | null => (id ? screen.querySelector(`[data-id="${CSS.escape(id)}"]`) : null);
  const plainWords = (text: string | undefined): string => (text ?? '').replaceAll(hidden, words('live.masked'));
  function say(node: MaskedNode): string {
    const states = [node.filled && words('state.filled'), node.invalid && words('state.invalid'), node.checked && words('state.checked')].filter(Boolean);
    return [words(`role.${node.role}`), plainWords(node.name), plainWords(node.description), ...states].filter(Boolean).join(' ');
  }
  function mark(): void {
    for (const old of screen.querySelectorAll('.chosen,.pointed')) old.classList.remove('chosen', 'pointed');
    elementOf(at)?.classList.add('chosen');
    elementOf(ringed)?.classList.add('pointed');
    for (const option of list.children) option.setAttribute('aria-selected', String((option as HTMLElement).dataset.for === at));
    const index = options.findIndex(({ id }) => id === at);
    if (index < 0) list.removeAttribute('aria-activedescendant');
    else list.setAttribute('aria-activedescendant', `p-${index}`);
  }
  function choose(node: MaskedNode | undefined): void {
    at = node?.id ?? '';
    mark();
    const element = elementOf(at);
    if (element && content.contains(element)) {
      const [box, view] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
      if (box.top < view.top || box.bottom > view.bottom) scroller.scrollTop += box.top - view.top - 80;
    }
    chosen(node ?? null);
  }
  list.addEventListener('keydown', (event) => {
    const index = options.findIndex(({ id }) => id === at);
    const to: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index < 0 ? options.length - 1 : index - 1, Home: 0, End: options.length - 1 };
    if (event.key in to) {
      event.preventDefault();
      choose(options[Math.max(0, Math.min(options.length - 1, to[event.key]!))]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (at) point();
    }
  });
  // What lies under the pointer, the smallest of it.
  frame.addEventListener('click', ({ clientX: x, clientY: y }) => {
    const hit = options.map((node) => ({ node, box: elementOf(node.id)?.getBoundingClientRect() }))
      .filter(({ box }) => box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
      .sort((a, b) => a.box!.width * a.box!.height - b.box!.width * b.box!.height)[0];
    if (hit) choose(hit.node);
    list.focus({ preventScroll: true });
  });

  // What stands around the page: these elements stay, so focus does.
  function label(): void {
    scroller.setAttribute('aria-label', words('live.picture'));
    list.setAttribute('aria-label', words('live.list'));
    waiting.textContent = words('live.waiting');
  }
  function draw(page: MaskedPage): void {
    const top = scroller.scrollTop;
    const same = scroller.dataset.screen === page.screen;
    scroller.dataset.screen = page.screen;
    paint(page, [content, bar, overlay], words('live.masked'));
    scroller.scrollTop = same ? top : 0;
    options = page.nodes.filter((node) => worth.has(node.role) && !isContainer(node.role) && (node.name || node.description) && !node.for);
    list.replaceChildren(...options.map((node, i) => make('div', '', say(node), { role: 'option', id: `p-${i}`, 'data-for': node.id, 'aria-selected': 'false' })));
    if (at && !options.some(({ id }) => id === at)) choose(undefined);
    if (ringed && !elementOf(ringed)) ringed = '';
    mark();
  }

  label();
  return {
    root,
    show(page, { elder, language }) {
      shown = page;
      waiting.hidden = !!page;
      frame.hidden = !page;
      if (!page) return;
      screen.dataset.size = elder ? 'elder' : 'standard';
      screen.lang = language === 'en' ? 'en' : 'zh-CN';
      draw(page);
    },
    pointed(id) {
      ringed = id;
      mark();
    },
    still: (on) => void root.classList.toggle('still', on),
    redraw() {
      label();
      if (shown) draw(shown);
    },
  };
}
