// What the link brings to a family member's page, and what that tab keeps.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { Shelf, web } from './support.mjs';

function opened(hash) {
  const replaced = [];
  return { location: { hash, pathname: '/family', search: '?lang=en' }, history: { replaceState: (...to) => replaced.push(to) }, replaced };
}

test('family secret: it leaves the address at once, whatever it is', () => {
  const secret = 'aB3_-'.repeat(9);
  const there = opened(`#${secret}`);
  assert.equal(web.takeSecret(there), secret);
  assert.deepEqual(there.replaced, [[null, '', '/family?lang=en']]);
  for (const hash of ['#short', '#home/../x', `#${'a'.repeat(101)}`, '#%3Cscript%3E']) {
    const odd = opened(hash);
    assert.equal(web.takeSecret(odd), '', hash);
    assert.equal(odd.replaced.length, 1, 'also one that is no secret');
  }
  const none = opened('');
  assert.equal(web.takeSecret(none), '');
  assert.equal(none.replaced.length, 0);
});

test('family secret: a tab keeps the session until it is over, and does without where nothing may be kept', () => {
  const shelf = new Shelf();
  const tab = web.keeper(() => shelf);
  assert.equal(tab.read(), null);
  tab.write({ id: 'hlp_1', token: 't', link: 'abcdefgh' });
  assert.deepEqual(tab.read(), { id: 'hlp_1', token: 't', link: 'abcdefgh' });
  assert.deepEqual([...shelf.map.keys()], ['bz.family']);
  tab.write(null);
  assert.equal(shelf.map.size, 0);
  for (const odd of ['no json', '{"id":1}', 'null', '[]']) {
    shelf.setItem('bz.family', odd);
    assert.equal(tab.read(), null, odd);
  }
  const shut = web.keeper(() => {
    throw new Error('denied');
  });
  shut.write({ id: 'a', token: 'b', link: '' });
  assert.equal(shut.read(), null);
  assert.equal(shut.readDoor(), null);
});

test('family secret: until it is used it outlives a reload, with the name and what was sent', () => {
  const shelf = new Shelf();
  const tab = web.keeper(() => shelf);
  const door = { secret: 'aB3_-'.repeat(9), name: '小晓', lost: [{ name: '小晓', key: 'k1' }] };
  tab.writeDoor(door);
  assert.deepEqual(tab.readDoor(), door);
  tab.writeDoor(null);
  assert.equal(shelf.map.size, 0);
  for (const odd of ['no json', '{"secret":1,"name":"","lost":[]}', '{"secret":"x","name":"y"}']) {
    shelf.setItem('bz.family.door', odd);
    assert.equal(tab.readDoor(), null, odd);
  }
  shelf.setItem('bz.family.door', '{"secret":"x","name":"y","lost":[null,{"name":"z"},{"name":"z","key":"k"}]}');
  assert.deepEqual(tab.readDoor().lost, [{ name: 'z', key: 'k' }]);
});

// ---- asking to be let in: a server that lets the link in once, and tells whoever comes with the same key what it told before
function doorman() {
  const told = new Map();
  const asked = [];
  let cut = ''; // 'before': the request never arrives; 'after': its answer does not
  let keys = 0;
  let lost = [];
  const answer = (status, body) => ({ status, body });
  return {
    asked,
    lost: () => lost,
    cut: (when) => (cut = when),
    knock: (name) => web.knock('s', name, {
      lost, keep: (left) => (lost = left), freshKey: () => `key${++keys}`,
      async post(body, key) {
        asked.push([body.name, key]);
        if (cut === 'before') return answer(0, null);
        const given = told.get(key) ?? (told.size ? answer(422, { code: 'link_used' }) : answer(200, { id: 'hlp_1', token: body.name }));
        if (given.status === 200) told.set(key, given);
        return cut === 'after' ? answer(0, null) : given;
      },
    }),
  };
}

test('family knock: a lost answer is asked for again under the same key, and does not use the link up', async () => {
  const door = doorman();
  door.cut('before');
  assert.equal((await door.knock('小晓')).status, 0);
  door.cut('after');
  assert.equal((await door.knock('小晓')).status, 0);
  assert.deepEqual(door.lost(), [{ name: '小晓', key: 'key1' }]);
  door.cut('');
  assert.equal((await door.knock('小晓')).status, 200);
  assert.deepEqual(door.asked.map(([, key]) => key), ['key1', 'key1', 'key1']);
  assert.deepEqual(door.lost(), []);
});

test('family knock: another name after a lost answer comes in all the same', async () => {
  const came = doorman();
  came.cut('after');
  await came.knock('小小');
  came.cut('');
  const answer = await came.knock('小晓');
  assert.deepEqual([answer.status, answer.body.token], [200, '小小'], 'under the name that the patient was told');
  const never = doorman();
  never.cut('before');
  await never.knock('小小');
  never.cut('');
  assert.equal((await never.knock('小晓')).body.token, '小晓');
});

test('family knock: a link that somebody else used is used, and a busy server is asked again', async () => {
  const door = doorman();
  await door.knock('别人');
  const answer = await door.knock('小晓');
  assert.deepEqual([answer.status, answer.body.code], [422, 'link_used']);
  for (const [status, code, passing] of [[0, undefined, true], [503, 'busy', true], [409, 'idempotency_in_flight', true], [422, 'validation', false], [200, undefined, false]])
    assert.equal(web.isPassing({ status, body: { code } }), passing, `${status}`);
});

test('family: waiting to try again ends with the network\'s return', async () => {
  const page = new EventTarget();
  let over = false;
  const waiting = web.again(99, page).then(() => (over = true));
  await Promise.resolve();
  assert.equal(over, false);
  page.dispatchEvent(new Event('online'));
  await waiting;
});
