// A photo's edges, dragged by a finger or the mouse: what is cut off follows while it moves, and is told when it is let go. Another
// finger on the photo, which holds the phone perhaps, changes nothing. The keys beside the photo do the same.
import type { HostEvent } from './effects';

export interface Drag {
  left: boolean;
  top: boolean;
  right: boolean;
  bottom: boolean;
}

// Percent of what is shown; below 0: given back.
export type Cut = readonly [left: number, top: number, right: number, bottom: number];

// Which edges a press takes hold of: those of the outer thirds; in the middle none.
export function heldAt(x: number, y: number, width: number, height: number): Drag {
  return { left: x < width / 3, right: x > (width * 2) / 3, top: y < height / 3, bottom: y > (height * 2) / 3 };
}

const cut_max = 80; // percent: something must be left
const part = (moved: number, whole: number): number => Math.round(Math.min(cut_max, Math.max(-cut_max, (100 * moved) / whole)));

export function cutBy(held: Drag, dx: number, dy: number, width: number, height: number): Cut {
  return [held.left ? part(dx, width) : 0, held.top ? part(dy, height) : 0, held.right ? part(-dx, width) : 0, held.bottom ? part(-dy, height) : 0];
}

export function listenToEdges(image: HTMLElement, id: string, emit: (event: HostEvent) => void): void {
  let from: { pointer: number; x: number; y: number; held: Drag } | null = null;
  let cut: Cut = [0, 0, 0, 0];
  const size = (): [number, number] => [image.clientWidth, image.clientHeight];
  const show = ([left, top, right, bottom]: Cut): void => {
    const [l, t, r, b] = [left, top, right, bottom].map((percent) => Math.max(0, percent));
    image.style.clipPath = l || t || r || b ? `inset(${t}% ${r}% ${b}% ${l}%)` : '';
  };
  image.draggable = false;
  image.addEventListener('pointerdown', (event) => {
    const { left, top } = image.getBoundingClientRect();
    const held = heldAt(event.clientX - left, event.clientY - top, ...size());
    if (from || event.button !== 0 || !(held.left || held.top || held.right || held.bottom)) return;
    event.preventDefault();
    image.setPointerCapture(event.pointerId);
    from = { pointer: event.pointerId, x: event.clientX, y: event.clientY, held };
  });
  image.addEventListener('pointermove', (event) => {
    if (from?.pointer !== event.pointerId) return;
    cut = cutBy(from.held, event.clientX - from.x, event.clientY - from.y, ...size());
    show(cut);
  });
  image.addEventListener('pointerup', ({ pointerId }) => {
    if (from?.pointer !== pointerId) return;
    from = null;
    show([0, 0, 0, 0]);
    if (cut.some((percent) => percent !== 0)) emit({ on: 'picture', id, value: cut.join(' '), checked: false });
    cut = [0, 0, 0, 0];
  });
  image.addEventListener('pointercancel', ({ pointerId }) => {
    if (from?.pointer !== pointerId) return;
    from = null;
    cut = [0, 0, 0, 0];
    show(cut);
  });
}
