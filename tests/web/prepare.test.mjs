// Preparing photos: what the pixels tell, how a photo is drawn, one at a time. The drawing itself is the browser's and is tested there.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

// Pseudo-random numbers from 0 to 1, the same in each run.
function dice(seed) {
  return () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff);
}

// A page with lines of print: strokes of `stroke` pixels on paper, `lines` of them.
function printed({ width = 750, height = 1000, paper = 225, ink = 45, lines = 24, stroke = 2, seed = 7 } = {}) {
  const random = dice(seed);
  const data = new Uint8Array(width * height).fill(paper);
  for (let line = 0; line < lines; line++) {
    const top = 40 + line * 36;
    for (let x = 60; x < width - 80; x += 6 + Math.floor(random() * 6))
      for (let part = 0; part < 3; part++) {
        const tall = random() < 0.5;
        const x0 = x + Math.floor(random() * 6);
        const y0 = top + Math.floor(random() * 8);
        for (let y = y0; y < y0 + (tall ? 10 : stroke); y++)
          for (let at = x0; at < x0 + (tall ? stroke : 7); at++) if (y < height) data[y * width + at] = ink;
      }
  }
  return { width, height, data };
}

function mapped(gray, change) {
  return { ...gray, data: gray.data.map(change) };
}

// What an unsteady hand or a wrong focus does.
function blurred(gray, radius) {
  const { width, height } = gray;
  const pass = (from, step, count, other, jump) => {
    const into = new Uint8Array(from.length);
    for (let line = 0; line < other; line++)
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let d = -radius; d <= radius; d++) sum += from[line * jump + Math.min(count - 1, Math.max(0, i + d)) * step];
        into[line * jump + i * step] = sum / (2 * radius + 1);
      }
    return into;
  };
  let data = gray.data;
  for (let round = 0; round < 2; round++) data = pass(pass(data, 1, width, height, width), width, height, width, 1);
  return { width, height, data };
}

const noisy = (gray, by) => {
  const random = dice(3);
  return mapped(gray, (value) => Math.max(0, Math.min(255, value + (random() - 0.5) * by)));
};
const large = [1950, 2600];

test('prepare: sharp print passes, on a full page, a nearly empty one, a grey one, with the noise of a camera', () => {
  for (const [what, page] of Object.entries({
    full: printed(), few: printed({ lines: 2 }), grey: printed({ paper: 150, ink: 70 }), fine: printed({ stroke: 1 }), noisy: noisy(printed(), 16),
    wide: printed({ width: 1000, height: 750, lines: 18 }),
  })) assert.equal(web.judge(page, ...large), '', `${what}: ${web.sharpness(page)}`);
});

test('prepare: blurred print is told, with noise too', () => {
  for (const page of [printed(), printed({ lines: 2 }), printed({ paper: 150, ink: 70 })])
    for (const radius of [3, 7]) {
      const picture = blurred(page, radius);
      assert.equal(web.judge(picture, ...large), 'blurred', `radius ${radius}: ${web.sharpness(picture)}`);
      assert.equal(web.judge(noisy(picture, 6), ...large), 'blurred', `noisy, radius ${radius}: ${web.sharpness(noisy(picture, 6))}`);
    }
});

test('prepare: dark is what is dark where it is brightest; a film on a light box is not', () => {
  assert.equal(web.judge(mapped(printed(), (value) => value / 4), ...large), 'dark');
  const film = mapped(printed({ paper: 12, ink: 180, lines: 20, stroke: 4 }), (value) => value);
  assert.equal(web.judge(film, ...large), '');
  assert.equal(web.percentile({ width: 4, height: 1, data: new Uint8Array([0, 10, 20, 30]) }, 0.5), 20);
});

test('prepare: a picture with nothing in it is not called blurred; a tiny one is called small', () => {
  assert.equal(web.judge(mapped(printed(), () => 200), ...large), '');
  assert.equal(web.judge(printed(), 320, 400), 'small');
});

test('prepare: grey is luminance', () => {
  const rgba = new Uint8ClampedArray([255, 255, 255, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 255]);
  assert.deepEqual([...web.grayOf(rgba, 5, 1).data], [255, 76, 149, 28, 0]);
});

// Where the corner (x, y) of the original comes to lie.
const placed = ({ transform: [a, b, c, d, e, f] }, x, y) => [Math.round(a * x + c * y + e), Math.round(b * x + d * y + f)];

test('prepare: each quarter turn to the right puts the corners where they belong', () => {
  const corner = [0, 1, 2, 3].map((turns) => placed(web.plan(400, 300, turns, [0, 0, 0, 0]), 0, 0));
  assert.deepEqual(corner, [[0, 0], [300, 0], [400, 300], [0, 400]]);
  const sizes = [0, 1, 2, 3, 4, -1].map((turns) => web.plan(400, 300, turns, [0, 0, 0, 0])).map(({ width, height }) => [width, height]);
  assert.deepEqual(sizes, [[400, 300], [300, 400], [400, 300], [300, 400], [400, 300], [300, 400]]);
});

test('prepare: large photos become smaller, small ones never larger', () => {
  const { width, height } = web.plan(4000, 3000, 0, [0, 0, 0, 0]);
  assert.deepEqual([width, height], [2600, 1950]);
  assert.deepEqual(web.plan(1200, 900, 0, [0, 0, 0, 0]).width, 1200);
  assert.equal(web.plan(1, 1, 0, [45, 45, 45, 45]).width, 1, 'never nothing');
});

test('prepare: a crop is of the turned photo, and keeps the pixels that a smaller picture would lose', () => {
  const half = web.plan(4000, 3000, 1, [0, 50, 0, 0]); // turned: 3000 × 4000; the lower half stays
  assert.deepEqual([half.width, half.height], [2600, 1733]);
  assert.deepEqual(placed(half, 4000, 3000), [0, 1733], 'the lower right corner is the lower left one');
  assert.deepEqual(placed(web.plan(1000, 500, 0, [10, 20, 0, 0]), 100, 100), [0, 0]);
});

test('prepare: sums differ with the bytes', () => {
  const bytes = new Uint8Array([1, 2, 3, 4]);
  assert.equal(web.sum(bytes), web.sum(bytes.slice()));
  for (const other of [[1, 2, 3], [1, 2, 4, 3], [1, 2, 3, 5], [0, 1, 2, 3, 4]]) assert.notEqual(web.sum(bytes), web.sum(new Uint8Array(other)));
});

function fakeWorkers(answer) {
  const log = { open: 0, closed: 0, busy: 0, most: 0 };
  const open = () => {
    log.open++;
    const worker = {
      onmessage: null, onerror: null,
      postMessage(job) {
        log.most = Math.max(log.most, ++log.busy);
        setTimeout(() => {
          log.busy--;
          answer(job, worker);
        }, 2);
      },
      terminate: () => log.closed++,
    };
    return worker;
  };
  return { log, open };
}

test('prepare: one photo at a time, by one worker', async () => {
  const { log, open } = fakeWorkers((job, worker) => worker.onmessage({ data: { id: job.id, photo: { sum: String(job.id) } } }));
  const prepare = web.createPreparer(open);
  const photos = await Promise.all(Array.from({ length: 10 }, () => prepare(new Blob(['x']), 0, [0, 0, 0, 0])));
  assert.deepEqual(photos.map((photo) => photo.sum), Array.from({ length: 10 }, (_, i) => String(i + 1)));
  assert.deepEqual([log.open, log.most], [1, 1]);
});

test('prepare: a worker that dies costs one photo; where there is none, the original goes', async () => {
  let die = true;
  const { log, open } = fakeWorkers((job, worker) => {
    if (die) return worker.onerror({});
    worker.onmessage({ data: { id: job.id, photo: { sum: 'fine' } } });
  });
  const prepare = web.createPreparer(open);
  assert.equal(await prepare(new Blob(['x']), 0, [0, 0, 0, 0]), null);
  die = false;
  assert.equal((await prepare(new Blob(['x']), 0, [0, 0, 0, 0])).sum, 'fine');
  assert.deepEqual([log.open, log.closed], [2, 1]);
  assert.equal(await web.createPreparer(() => null)(new Blob(['x']), 0, [0, 0, 0, 0]), null);
});
