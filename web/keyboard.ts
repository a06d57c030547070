// Whether a keyboard is on the screen, and how much of the page it leaves. No browser says so: while someone types, Android's
// make the whole page lower (interactive-widget=resizes-content), Safari only what is seen of it.

export interface Keyboard {
  open(): boolean;
  typing(): boolean; // into a field, with whatever keyboard
}

interface Deps {
  window: Window;
  scroller: HTMLElement;
  changed(): void;
}

const least_px = 120; // what is lower is the browser's own bar that came or went
const typed = 'input:not([type=radio],[type=checkbox],[type=file],[type=range]),textarea';
const settled_ms = 50; // after focus moved

export function createKeyboard({ window, scroller, changed }: Deps): Keyboard {
  const { document, visualViewport: visual } = window;
  const root = document.documentElement;
  // A smaller window of a desktop is no keyboard, and a frame is as high as the page around it wants.
  const mayShrink = window.navigator.maxTouchPoints > 0 && window.parent === window;
  const seen = (): number => (visual ? visual.height * visual.scale : window.innerHeight);
  const typing = (): boolean => !!document.activeElement?.matches(typed);
  let full = { width: window.innerWidth, height: seen() }; // without a keyboard
  let at: Element | null = null; // the field that the keyboard is open for

  function measure(): void {
    const [width, height] = [window.innerWidth, seen()];
    if (!typing()) full = { width, height };
    else if (width === full.width) full.height = Math.max(full.height, height);
    else full = { width, height: at ? Math.max(height, full.width + full.height - width) : height }; // turned, with the keyboard
  }

  const open = (): boolean => typing() && (window.innerHeight - seen() > least_px || (mayShrink && full.height - seen() > least_px));

  // The page takes the part of the window that is seen, where the browser leaves it behind the keyboard.
  function take(): void {
    const behind = open() && window.innerHeight - seen() > least_px;
    const set = (name: string, value: number): void => (value ? root.style.setProperty(name, `${Math.round(value)}px`) : void root.style.removeProperty(name));
    set('--shown', behind ? seen() : 0);
    set('--pan', behind && visual && visual.scale < 1.05 ? visual.offsetTop : 0);
  }

  function fit(): void {
    const before = at;
    at = open() ? document.activeElement : null;
    take();
    if (at && scroller.contains(at)) {
      if (at !== before) window.scrollTo(0, 0); // Safari moved the page to show the field where it was
      at.scrollIntoView({ block: at === before ? 'nearest' : 'center' });
    }
    if (at !== before) changed();
  }
  const resized = (): void => {
    measure();
    fit();
  };
  const moved = (): void => void window.setTimeout(fit, settled_ms);

  window.addEventListener('resize', resized);
  visual?.addEventListener('resize', resized);
  visual?.addEventListener('scroll', take);
  document.addEventListener('focusin', moved);
  document.addEventListener('focusout', moved);
  return { open, typing };
}
