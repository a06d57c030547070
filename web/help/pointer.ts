// A ring round the control that the helper means, with a few words. It lies above the page and takes no touches; it follows
// the control, and goes when that is used, leaves the page, or the helper takes it back.
import { make } from './dom.js';

export interface Pointer {
  at(element: HTMLElement, words: string): void;
  follow(): void; // the page may have changed
  gone(): void;
}

const around = 6; // px between control and ring

export function createPointer(find: (id: string) => HTMLElement | null): Pointer {
  const ring = make('div', 'h-ring');
  const said = make('p', 'h-call');
  const layer = make('div', '', [ring, said], { id: 'help-point', 'aria-hidden': 'true' });
  let id = '';
  let pending = 0;
  const room = new ResizeObserver(() => follow()); // the strip grew, the window turned

  function place(): void {
    pending = 0;
    const element = find(id);
    if (!element) return gone();
    const box = element.getBoundingClientRect();
    const top = document.getElementById('help')?.offsetHeight ?? 0;
    const [left, width] = [Math.max(4, box.left - around), Math.min(innerWidth - 8, box.width + 2 * around)];
    layer.hidden = box.height === 0 || box.bottom < top;
    ring.style.cssText = `left:${left}px;top:${box.top - around}px;width:${width}px;height:${box.height + 2 * around}px`;
    // Above it, but for a field: there its own label stands, so the words go below where there is room.
    const above = box.top - around - said.offsetHeight - 8;
    const below = box.bottom + around + 8;
    const bottom = document.getElementById('bar')!.getBoundingClientRect().top;
    const up = above > top && !(element.matches('input,textarea') && below + said.offsetHeight < bottom);
    said.style.cssText = `left:${Math.max(8, Math.min(left, innerWidth - said.offsetWidth - 8))}px;top:${up ? above : below}px`;
  }
  const follow = (): void => {
    if (id) pending ||= requestAnimationFrame(place);
  };
  function used(event: Event): void {
    const element = find(id);
    if (element && event.target instanceof Node && element.contains(event.target)) gone();
  }
  function gone(): void {
    id = '';
    room.disconnect();
    layer.remove();
    cancelAnimationFrame(pending);
    pending = 0;
    for (const kind of ['scroll', 'resize']) removeEventListener(kind, follow, true);
    for (const kind of ['click', 'input', 'change']) removeEventListener(kind, used, true);
  }

  return {
    at(element, words) {
      gone();
      id = element.dataset.id ?? '';
      said.textContent = words;
      document.body.append(layer);
      room.observe(document.getElementById('s')!);
      for (const kind of ['scroll', 'resize']) addEventListener(kind, follow, true);
      for (const kind of ['click', 'input', 'change']) addEventListener(kind, used, true);
      element.scrollIntoView({ block: 'center' });
      place();
      follow();
    },
    follow,
    gone,
  };
}
