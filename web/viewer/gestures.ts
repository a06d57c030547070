// Fingers, mouse and wheel on the picture. Each has a key on the screen that does the same.
import { moveLook, type Look, type Size } from './view';

export interface Gestures {
  look(): Look;
  picture(): Size | null;
  moved(look: Look): void;
}

type Point = [number, number];

const middle = (points: Point[]): Point => [points.reduce((sum, [x]) => sum + x, 0) / points.length, points.reduce((sum, [, y]) => sum + y, 0) / points.length];
const apart = ([a, b]: Point[]): number => (a && b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0);

export function listenTo(canvas: HTMLCanvasElement, { look, picture, moved }: Gestures): void {
  const down = new Map<number, Point>();
  const place = (event: MouseEvent): Point => {
    const { left, top } = canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const move = (from: Point, to: Point, by: number): void => {
    const size = picture();
    if (size) moved(moveLook({ width: canvas.clientWidth, height: canvas.clientHeight }, size, look(), from, to, by));
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!down.has(event.pointerId)) return;
    const before = [...down.values()];
    down.set(event.pointerId, place(event));
    const after = [...down.values()];
    const reach = apart(before);
    move(middle(before), middle(after), reach > 0 ? apart(after) / reach : 1);
  });
  for (const name of ['pointerup', 'pointercancel'] as const) canvas.addEventListener(name, (event) => void down.delete(event.pointerId));
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    const at = place(event);
    const lines = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    move(at, at, Math.exp(-Math.max(-200, Math.min(200, lines)) / 400));
  }, { passive: false });
  canvas.addEventListener('dblclick', (event) => {
    const at = place(event);
    move(at, at, look().zoom > 1.01 ? 0.01 : 2.5);
  });
}
