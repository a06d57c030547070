// How large the page is and how far it is scrolled, in dp; keeps the canvas as sharp as the screen and tells when it changed.

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
  sized(contentHeight: number, bottomHeight: number, plain: boolean): void;
  // In a frame only the page around it knows: a keyboard lies over its lower end, or the screen's edge does.
  covered(keyboard: boolean, inset: number): void;
}

interface Deps {
  scroller: HTMLElement;
  bar: HTMLElement;
  canvas: HTMLCanvasElement;
  changed(): void;
}

const densityMax = 3; // beyond it eyes see no gain, memory does

export function createViewport({ scroller, bar, canvas, changed }: Deps): Viewport {
  const content = scroller.lastElementChild as HTMLElement;
  // An element as high as the safe area at the bottom: CSS knows it, scripts do not.
  const probe = document.createElement('div');
  probe.id = 'inset';
  document.body.append(probe);
  const visual = window.visualViewport;
  let around = { keyboard: false, inset: 0 };

  new ResizeObserver(changed).observe(scroller);
  scroller.addEventListener('scroll', changed, { passive: true });
  visual?.addEventListener('resize', fitKeyboard);
  const watchDensity = (): void => {
    matchMedia(`(resolution:${devicePixelRatio}dppx)`).addEventListener('change', () => {
      changed();
      watchDensity();
    }, { once: true });
  };
  watchDensity();
  addEventListener('pageshow', changed);
  document.addEventListener('focusin', () => setTimeout(fitKeyboard, 50));

  const typing = (): boolean => !!document.activeElement?.matches('input:not([type=radio],[type=checkbox],[type=file]),textarea');
  const keyboardOpen = (): boolean => !!visual && typing() && innerHeight - visual.height * visual.scale > 120;
  function fitKeyboard(): void {
    if (keyboardOpen()) document.activeElement!.scrollIntoView({ block: 'center' });
    changed();
  }

  return {
    read() {
      const density = Math.min(devicePixelRatio || 1, densityMax);
      const width = scroller.clientWidth;
      const height = scroller.clientHeight;
      const w = Math.round(width * density);
      const h = Math.round(height * density);
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
      }
      return { width, height, density, scroll: scroller.scrollTop, inset: probe.offsetHeight || around.inset, keyboard: around.keyboard || keyboardOpen() };
    },
    sized(contentHeight, bottomHeight, plain) {
      content.style.height = plain ? '' : `${contentHeight + bottomHeight}px`;
      bar.style.height = plain ? '' : `${bottomHeight}px`;
      scroller.style.scrollPaddingBottom = plain ? '' : `${bottomHeight + 16}px`;
    },
    covered(keyboard, inset) {
      around = { keyboard, inset };
      changed();
    },
  };
}
