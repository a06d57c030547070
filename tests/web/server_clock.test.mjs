// The server's time at the console: learnt from answers, believed only where this device's clock cannot be right.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { web } from './support.mjs';

const date = (ms) => new Date(ms).toUTCString();
const noon = Date.parse('2026-11-22T12:00:00Z');

function device(wrong) {
  const state = { server: noon, wrong };
  const here = () => state.server + state.wrong;
  const clock = web.createServerClock(here);
  return {
    clock, state,
    // An answer that was `ms` on its way there, and as long back.
    asks(ms, told = (server) => date(server)) {
      const sent = here();
      state.server += ms;
      const header = told(state.server);
      state.server += ms;
      clock.heard(header, sent);
    },
    off: () => clock.now() - state.server,
  };
}

test('console clock: one that is right stays as it is, whatever the network does', () => {
  const { asks, state, off } = device(0);
  for (const ms of [0, 40, 900, 12_000, 3]) {
    asks(ms);
    state.server += 777;
    assert.equal(off(), 0);
  }
});

test('console clock: one that is hours off follows the server within a second, and runs evenly from then on', () => {
  for (const wrong of [3 * 3_600_000, -3 * 3_600_000, 86_400_000 * 400]) {
    const { asks, state, off } = device(wrong);
    assert.equal(off(), wrong);
    for (let times = 0; times < 50; times++) {
      asks(20 + (times % 7) * 15);
      state.server += 613;
      assert.ok(Math.abs(off()) <= 1000, `${off()} ms off`);
    }
    const settled = off();
    asks(8_000); // one that was held
    assert.equal(off(), settled);
  }
});

test('console clock: set right in the middle, it is believed again', () => {
  const { asks, state, off } = device(-40 * 60_000);
  asks(30);
  state.wrong = 0;
  asks(30);
  assert.ok(Math.abs(off()) <= 1000);
});

test('console clock: what is no date, or cannot be, changes nothing', () => {
  const { clock, state, asks, off } = device(0);
  for (const header of [null, '', 'soon', '12']) clock.heard(header, state.server + 5_000);
  clock.heard(date(noon + 86_400_000), state.server + 5_000); // the clock was set back while it was asked
  assert.equal(off(), 0);
  asks(10);
  assert.equal(off(), 0);
});
