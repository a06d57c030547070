// When the next frame has gone out. What a tap asks of the network can wait for that: the person sees the answer to the tap sooner.
const unseen_ms = 200; // a page or frame that nobody sees gets no animation frame

export const nextFrame = (window: Window): Promise<void> => new Promise((done) => {
  const timer = window.setTimeout(done, unseen_ms);
  window.requestAnimationFrame(() => window.setTimeout(() => {
    window.clearTimeout(timer);
    done();
  }));
});
