// Fingers on the glass, as the browser gets them from a touch screen: pointer events, scrolling and taking over are its own.

export async function fingersOn(page) {
  const cdp = await page.context().newCDPSession(page);
  let down = []; // where each finger is
  const send = (type, points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  return {
    // One more finger.
    async lay(point) {
      down = [...down, point];
      await send('touchStart', down);
    },
    // Each to its place, in steps, as a hand moves.
    async move(points, steps = 6) {
      const from = down;
      for (let step = 1; step <= steps; step++) {
        down = points.map(({ x, y }, at) => ({ x: from[at].x + ((x - from[at].x) * step) / steps, y: from[at].y + ((y - from[at].y) * step) / steps }));
        await send('touchMove', down);
      }
    },
    async lift() {
      down = [];
      await send('touchEnd', []);
    },
    // What a palm or a call does.
    async cancel() {
      down = [];
      await send('touchCancel', []);
    },
  };
}
