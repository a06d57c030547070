// Waits between tries: a little longer each time, and no longer than until the network is back.
const waits_ms = [1_000, 2_000, 4_000, 8_000, 15_000];

export function again(tries: number, page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> = window): Promise<void> {
  return new Promise((done) => {
    const go = (): void => {
      clearTimeout(timer);
      page.removeEventListener('online', go);
      done();
    };
    const timer = setTimeout(go, waits_ms[Math.min(tries, waits_ms.length - 1)]);
    page.addEventListener('online', go);
  });
}
