// A finger is seen on what it is on at once: browsers show it (:active) late, or only to pages that ask. shell/answers.css tints it.
const seen_ms = 100; // a short tap is seen, too

export function showTouches(document: Document): void {
  let held: Element | null = null;
  const release = (element: Element | null): void => element?.removeAttribute('data-held');
  const options = { capture: true, passive: true };
  document.addEventListener('pointerdown', ({ target, pointerType }) => {
    release(held);
    held = pointerType !== 'mouse' && target instanceof Element ? target.closest('button,a,label') : null;
    held?.setAttribute('data-held', '');
  }, options);
  document.addEventListener('pointerup', () => {
    const lifted = held;
    held = null;
    if (lifted) setTimeout(() => lifted !== held && release(lifted), seen_ms);
  }, options);
  // It began to scroll, or the system took it.
  document.addEventListener('pointercancel', () => {
    release(held);
    held = null;
  }, options);
}
