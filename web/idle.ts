// Work that can wait for a moment in which the page has nothing to do, a piece at a time.

export interface Idle {
  later(): void; // there may be something to do
}

type Moments = Pick<Window, 'requestIdleCallback'> & { setTimeout(run: () => void, ms: number): unknown };

const unasked_ms = 200; // where the browser does not tell of idle moments

// `piece` does one piece of work and says whether there may be more.
export function createIdle(piece: () => boolean, moments: Moments = window): Idle {
  let waiting = false;
  const run = (): void => {
    waiting = false;
    if (piece()) later();
  };
  function later(): void {
    if (waiting) return;
    waiting = true;
    if (moments.requestIdleCallback as unknown) moments.requestIdleCallback(run);
    else moments.setTimeout(run, unasked_ms);
  }
  return { later };
}
