// Draws the glyphs that home will ask for while the program is still on its way: browsers take longest for what they draw first.
import type { Glyphs } from './glyphs';

// Size in dp, 0 regular, 1 semibold, 2 icons, and code points or icons: as the build took them of home (tools/build-web.mjs).
export type GlyphRun = readonly [size: number, kind: number, glyphs: readonly number[]];
export type HomeGlyphs = Readonly<Record<string, Readonly<Record<string, readonly GlyphRun[]>>>>; // by language and size

export interface GlyphsAhead extends Glyphs {
  // Ends when all is drawn or `enough` says so; the page can answer in between.
  ahead(runs: readonly GlyphRun[], density: number, enough: () => boolean): Promise<void>;
}

const slice_ms = 24; // a tap meanwhile is answered as soon as one is over

// Unlike a timer's, its turn is not put off when many follow each other.
const nextTurn = (): Promise<void> => new Promise((next) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    next();
  };
  port2.postMessage(0);
});

export function drawnAhead(glyphs: Glyphs, now = (): number => performance.now()): GlyphsAhead {
  const lines = new Map<string, [number, number]>();
  const drawn = new Map<string, { box: ReturnType<Glyphs['draw']>; pixels: Uint8ClampedArray }>();
  const key = (...of: number[]): string => of.join();
  let pixels: Uint8ClampedArray | undefined;

  function* work(runs: readonly GlyphRun[], density: number): Generator<void> {
    for (const [dp, kind, all] of runs) {
      const size = Math.fround(dp * Math.fround(density)); // as the program counts
      const semibold = Number(kind === 1);
      if (kind < 2) lines.set(key(size, semibold), glyphs.line(size, semibold));
      for (const glyph of all) {
        yield;
        const [codePoint, icon] = kind < 2 ? [glyph, 0] : [0, glyph];
        if (codePoint) glyphs.advance(codePoint, size, semibold);
        const box = glyphs.draw(codePoint, icon, size, semibold);
        drawn.set(key(codePoint, icon, size, semibold), { box, pixels: glyphs.pixels() });
      }
    }
  }

  return {
    ...glyphs,
    line: (size, semibold) => lines.get(key(size, semibold)) ?? glyphs.line(size, semibold),
    draw(codePoint, icon, size, semibold) {
      const of = key(codePoint, icon, size, semibold);
      const found = drawn.get(of);
      drawn.delete(of); // the program asks once
      pixels = found?.pixels;
      return found?.box ?? glyphs.draw(codePoint, icon, size, semibold);
    },
    pixels: () => pixels ?? glyphs.pixels(),
    async ahead(runs, density, enough) {
      let until = 0;
      for (const step of work(runs, density)) {
        void step;
        if (now() < until) continue;
        await nextTurn();
        if (enough()) return;
        until = now() + slice_ms;
      }
    },
  };
}
