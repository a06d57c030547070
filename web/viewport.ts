// How large the page is and how far it is scrolled, in dp; keeps the canvas as sharp as the screen and tells when it changed.
import { createKeyboard } from './keyboard';

export interface View {
  width: number;
  height: number;
  density: number;
  scroll: number;
  inset: number;
  keyboard: boolean;
}

export interface Viewport {
  read(): View;
  typing(): boolean; // into a field
  sized(contentHeight: number, bottomHeight: number, plain: boolean): void;
  // In a frame only the page around it knows: a keyboard lies over its lower end, or the screen's edge does.
  covered(keyboard: boolean, inset: number): void;
}

interface Deps {
  scroller: HTMLElement;
  bar: HTMLElement;
  canvas: HTMLCanvasElement;
  plain(): boolean;
  changed(): void;
}

const densityMax = 3; // beyond it eyes see no gain, memory does

export function createViewport({ scroller, bar, canvas, plain, changed }: Deps): Viewport {
  const content = scroller.lastElementChild as HTMLElement;
  // An element as high as the safe area at the bottom: CSS knows it, scripts do not.
  const probe = document.createElement('div');
  probe.id = 'inset';
  document.body.append(probe);
  let around = { keyboard: false, inset: 0 };

  new ResizeObserver(changed).observe(scroller);
  scroller.addEventListener('scroll', changed, { passive: true });
  const watchDensity = (): void => {
    matchMedia(`(resolution:${devicePixelRatio}dppx)`).addEventListener('change', () => {
      changed();
      watchDensity();
    }, { once: true });
  };
  watchDensity();
  addEventListener('pageshow', changed);
  const keyboard = createKeyboard({ window, scroller, changed });
  // The page around has seen to the frame itself, and would be scrolled along by the browser's own way to show a field.
  function showField(): void {
    const field = document.activeElement;
    if (!around.keyboard || !keyboard.typing() || !field || !scroller.contains(field)) return;
    const { top, bottom } = field.getBoundingClientRect();
    const seen = scroller.getBoundingClientRect();
    const below = parseFloat(scroller.style.scrollPaddingBottom) || 0; // the bar lies there
    scroller.scrollBy({ top: (top + bottom) / 2 - (seen.top + seen.bottom - below) / 2 });
  }
  document.addEventListener('focusin', () => setTimeout(showField, 50));

  return {
    typing: keyboard.typing,
    read() {
      const density = Math.min(devicePixelRatio || 1, densityMax);
      const width = plain() ? document.body.clientWidth : scroller.clientWidth; // the plain page has its bar beside the scroller in a wide window
      const height = scroller.clientHeight;
      const w = Math.round(width * density);
      const h = Math.round(height * density);
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
      }
      return { width, height, density, scroll: scroller.scrollTop, inset: probe.offsetHeight || around.inset, keyboard: (around.keyboard && keyboard.typing()) || keyboard.open() };
    },
    sized(contentHeight, bottomHeight, plain) {
      content.style.height = plain ? '' : `${contentHeight + bottomHeight}px`;
      bar.style.height = plain ? '' : `${bottomHeight}px`;
      scroller.style.scrollPaddingBottom = plain ? '' : `${bottomHeight + 16}px`;
    },
    covered(open, inset) {
      around = { keyboard: open, inset };
      showField();
      changed();
    },
  };
}
