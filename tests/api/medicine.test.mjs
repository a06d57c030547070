// From a signed sheet to the patient's hand: what may be prescribed, what pharmacies have, and who may take it away.
import assert from 'node:assert/strict';
import { test } from '../../tools/test-runner.mjs';
import { ok, refused, until } from './support/client.mjs';
import { Desk, medicines } from './support/desk.mjs';
import { address, confirm, orderRequest, patient, pay, queuedVisit, quoteFor } from './support/journey.mjs';
import { sharedServer } from './support/shared.mjs';

const started = sharedServer({});
const system = async () => new Desk(await started());

let made = 0;
// A medicine that no other test uses.
const fresh = () => `试验药${(made += 1)}号片`;

const place = { zh: '江岸区一楼', en: 'Jiang’an, ground floor' };
const shelf = (desk, items, pharmacy_id = 'jiangan') =>
  desk.request('PUT', '/desk/stock', { json: { pharmacy_id, name: { zh: `药房 ${pharmacy_id}`, en: `Pharmacy ${pharmacy_id}` }, place, items } });
const stockOf = async (medicine) => {
  for (let cursor = ''; cursor !== undefined;) {
    const page = ok(await (await system()).get(`/desk/stock?limit=100${cursor && `&cursor=${cursor}`}`));
    const found = page.items.find((one) => one.medicine === medicine);
    if (found) return found;
    cursor = page.next_cursor;
  }
};

async function approved(items, body = {}) {
  const client = await patient(await started());
  const desk = await system();
  const visit = await queuedVisit(client);
  await desk.accept(visit.id);
  const prescription = ok(await desk.post(`/desk/visits/${visit.id}/prescribe`, { items, ...body }), 201);
  await desk.review(prescription.id);
  return { client, desk, visit, prescription };
}

async function ready(items, fulfilment = 'delivery') {
  const all = await approved(items);
  const quote = await quoteFor(all.client, all.prescription, fulfilment);
  await confirm(all.client, all.prescription);
  return { ...all, quote };
}

async function ordered(items, fulfilment) {
  const all = await ready(items, fulfilment);
  const order = ok(await all.client.post('/orders', orderRequest(all.quote)), 201);
  if (order.payment.state === 'pending') await pay(all.client, order.payment);
  return { ...all, order };
}

async function waiting(items = medicines()) {
  const all = await ordered(items, 'pickup');
  for (const state of ['packed', 'ready']) ok(await all.desk.moveOrder(all.order.id, state));
  const { pickup_code: code } = ok(await all.client.get(`/orders/${all.order.id}`));
  return { ...all, code, pickUp: (body, who = all.desk) => who.post(`/desk/orders/${all.order.id}/pick-up`, body) };
}

test('medicine: a sheet is valid the same day; a doctor may give up to three', async () => {
  const lastDay = ({ valid_until }) => valid_until.slice(0, 10);
  const plus = ({ signed_at }, days) => new Date(Date.parse(`${signed_at.slice(0, 10)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  const usual = (await approved(medicines())).prescription;
  assert.equal(lastDay(usual), plus(usual, 0));
  assert.match(usual.valid_until, /T23:59:59\+08:00$/);
  const longer = (await approved(medicines(), { valid_days: 3 })).prescription;
  assert.equal(lastDay(longer), plus(longer, 2));
});

test('medicine: more than four weeks need an assessment, which the patient reads with the sheet', async () => {
  const client = await patient(await started());
  const desk = await system();
  const visit = await queuedVisit(client);
  await desk.accept(visit.id);
  const write = (body) => desk.post(`/desk/visits/${visit.id}/prescribe`, body);
  const items = medicines({ weeks: 12 });
  refused(await write({ items }), 422, 'validation', { '/assessment': 'required' });
  refused(await write({ items, assessment: ' ' }), 422, 'validation', { '/assessment': 'required' });
  refused(await write({ items: medicines({ weeks: 13 }), assessment: '稳定' }), 422, 'validation', { '/items/0/weeks': 'weeks.range' });
  for (const valid_days of [0, 4]) refused(await write({ items: medicines(), valid_days }), 422, 'validation', { '/valid_days': 'prescription.validity' });
  const prescription = ok(await write({ items, assessment: '血脂稳定两年' }), 201);
  assert.equal(ok(await client.get(`/prescriptions/${prescription.id}`)).assessment, undefined);
  await desk.review(prescription.id);
  assert.equal(ok(await client.get(`/prescriptions/${prescription.id}`)).assessment, '血脂稳定两年');
});

test('medicine: why a pharmacist sent it back is for the desk', async () => {
  const client = await patient(await started());
  const desk = await system();
  const visit = await queuedVisit(client);
  await desk.accept(visit.id);
  const prescription = await desk.prescribe(visit.id);
  assert.equal((await desk.review(prescription.id, { approved: false, reason: '剂量再核对' })).return_reason, '剂量再核对');
  assert.equal(ok(await client.get(`/prescriptions/${prescription.id}`)).return_reason, undefined);
});

test('stock: the quote names the pharmacy that has everything, the cheapest of them', async () => {
  const desk = await (await system()).staff('pharmacy');
  const name = fresh();
  ok(await shelf(desk, [{ medicine: name, packs: 100, week_price_fen: 3000, pooled_percent: 50 }], 'dear'), 200);
  ok(await shelf(desk, [{ medicine: name, packs: 100, week_price_fen: 1000, pooled_percent: 50 }], 'cheap'), 200);
  ok(await shelf(desk, [{ medicine: name, packs: 1, week_price_fen: 10 }], 'empty'), 200);
  const { quote } = await ready(medicines({ name }), 'pickup');
  assert.equal(quote.pharmacy_id, 'cheap');
  assert.equal(quote.pharmacy, '药房 cheap');
  assert.deepEqual(quote.pharmacy_place, place);
  assert.equal(quote.medicine_fen, 4000);
  assert.equal(quote.insurance_pooled_fen, 2000);
  assert.equal(quote.in_stock, true);
  const listed = await ready(medicines({ name: `Trial tablets (${name})`, weeks: 2 }), 'pickup');
  assert.equal(listed.quote.pharmacy_id, 'cheap', 'a name in both languages is found too');
});

test('stock: another strength is another medicine', async () => {
  const name = fresh();
  ok(await shelf(await system(), [{ medicine: name, specification: '10 mg × 7', packs: 9, week_price_fen: 100 }], 'strong'));
  const { quote } = await ready(medicines({ name }), 'pickup');
  assert.notEqual(quote.pharmacy_id, 'strong');
});

test('stock: an order keeps its packs, cancelling frees them once, handing over takes them', async () => {
  const name = fresh();
  ok(await shelf(await system(), [{ medicine: name, packs: 5, week_price_fen: 100 }]));
  const first = await ordered(medicines({ name }), 'delivery');
  assert.deepEqual([(await stockOf(name)).packs, (await stockOf(name)).reserved], [5, 4]);
  refused(await shelf(first.desk, [{ medicine: name, packs: 3, week_price_fen: 100 }]), 422, 'validation', { '/items/0/packs': 'stock.reserved' });
  ok(await first.client.post(`/orders/${first.order.id}/cancel`));
  await until('the money is back', async () => ok(await first.client.get(`/orders/${first.order.id}`)).state === 'refunded');
  assert.equal((await stockOf(name)).reserved, 0, 'given back once, not again when the refund arrives');
  const second = await ordered(medicines({ name }), 'delivery');
  for (const state of ['packed', 'shipped']) ok(await second.desk.moveOrder(second.order.id, state));
  assert.deepEqual([(await stockOf(name)).packs, (await stockOf(name)).reserved], [1, 0]);
  ok(await second.desk.moveOrder(second.order.id, 'refunding'));
  assert.equal((await stockOf(name)).packs, 1, 'what left the shelf does not come back by itself');
});

test('stock: the last packs go to one order, whoever asks at once', async () => {
  const name = fresh();
  ok(await shelf(await system(), [{ medicine: name, packs: 9, week_price_fen: 100 }]));
  const all = await Promise.all(Array.from({ length: 4 }, () => ready(medicines({ name }), 'pickup')));
  assert.ok(all.every(({ quote }) => quote.in_stock));
  const answers = await Promise.all(all.map(({ client, quote }) => client.post('/orders', orderRequest(quote))));
  assert.equal(answers.filter((one) => one.status === 201).length, 2);
  for (const one of answers) if (one.status !== 201) refused(one, 409, 'out_of_stock');
  assert.equal((await stockOf(name)).reserved, 8);
  const loser = all[answers.findIndex((one) => one.status !== 201)];
  const again = await quoteFor(loser.client, loser.prescription, 'pickup');
  assert.equal(again.in_stock, false, 'a new quote tells the truth');
  refused(await loser.client.post('/orders', orderRequest(again)), 409, 'out_of_stock');
  assert.equal(ok(await loser.client.get('/orders')).items.length, 0);
  ok(await shelf(loser.desk, [{ medicine: name, packs: 12, week_price_fen: 100 }]));
  const filled = await quoteFor(loser.client, loser.prescription, 'pickup');
  ok(await loser.client.post('/orders', orderRequest(filled)), 201);
});

test('stock: two lines of one medicine count together', async () => {
  const name = fresh();
  ok(await shelf(await system(), [{ medicine: name, packs: 7, week_price_fen: 100 }]));
  const { quote } = await ready([...medicines({ name }), ...medicines({ name, usage: '睡前' })], 'pickup');
  assert.equal(quote.in_stock, false);
});

test('stock: bad input names its fields; a clerk keeps no stock', async () => {
  const desk = await system();
  const item = { medicine: '药', packs: 1, week_price_fen: 1 };
  refused(await shelf(desk, [{ ...item, packs: -1 }]), 422, 'validation', { '/items/0/packs': 'stock.range' });
  refused(await shelf(desk, [{ ...item, week_price_fen: -1, pooled_percent: 101, medicine: ' ' }]), 422, 'validation',
    { '/items/0/week_price_fen': 'stock.range', '/items/0/pooled_percent': 'stock.range', '/items/0/medicine': 'required' });
  refused(await shelf(desk, [item], ' '), 422, 'validation', { '/pharmacy_id': 'required' });
  refused(await shelf(await desk.staff('clerk'), [item]), 403, 'forbidden');
  assert.equal(await stockOf('药'), undefined);
});

test('order: a city that the courier does not reach', async () => {
  const { client, quote } = await ready(medicines());
  const far = { ...address, line: '临江市中山路 1 号' };
  refused(await client.post('/orders', orderRequest(quote, { address: far })), 422, 'validation', { '/address/line': 'address.no_courier' });
});

test('order: shipped with a tracking number, which the patient sees', async () => {
  const { client, desk, order } = await ordered(medicines());
  const move = (body) => desk.post(`/desk/orders/${order.id}/move`, body);
  refused(await move({ state: 'packed', tracking_number: 'SF1' }), 422, 'validation', { '/tracking_number': 'unknown' });
  ok(await move({ state: 'packed' }));
  refused(await move({ state: 'shipped', tracking_number: '1'.repeat(65) }), 422, 'validation', { '/tracking_number': 'too_long' });
  ok(await move({ state: 'shipped', tracking_number: 'SF1234567890', courier_phone: '95338' }));
  const seen = ok(await client.get(`/orders/${order.id}`));
  assert.equal(seen.tracking_number, 'SF1234567890');
  assert.equal(seen.courier_phone, '95338');
});

test('pickup: the code, shown by the patient, hands it over; the desk never reads it', async () => {
  const { client, desk, order, code, pickUp } = await waiting();
  assert.match(code, /^\d{6}$/);
  const pharmacy = await desk.staff('pharmacy');
  refused(await pharmacy.post(`/desk/orders/${order.id}/move`, { state: 'picked_up' }), 403, 'forbidden');
  const done = ok(await pickUp({ code }, pharmacy), 200);
  assert.equal(done.state, 'picked_up');
  assert.ok(!JSON.stringify(done).includes(code));
  refused(await pickUp({ code }, pharmacy), 409, 'illegal_state');
  assert.equal(ok(await client.get(`/orders/${order.id}`)).state, 'picked_up');
});

test('pickup: five wrong codes block it until a clerk looks into it', async () => {
  const { client, desk, order, code, pickUp } = await waiting();
  const wrong = code === '000000' ? '000001' : '000000';
  for (const left of [4, 3, 2, 1, 0]) assert.equal(refused(await pickUp({ code: wrong }), 422, 'code_wrong', { '/code': 'code_wrong' }).attempts_left, left);
  refused(await pickUp({ code }), 422, 'code_used_up');
  const pharmacy = await desk.staff('pharmacy');
  refused(await pharmacy.post(`/desk/orders/${order.id}/unblock`), 403, 'forbidden');
  const clerk = await desk.staff('clerk');
  const unblocked = ok(await clerk.post(`/desk/orders/${order.id}/unblock`), 200);
  assert.equal(unblocked.pickup_code, undefined);
  const fresh = ok(await client.get(`/orders/${order.id}`)).pickup_code;
  assert.equal(ok(await pickUp({ code: fresh })).state, 'picked_up');
  refused(await clerk.post(`/desk/orders/${order.id}/unblock`), 409, 'illegal_state');
});

test('pickup: found by the code or the surname; what is not the caller\'s is not there, and neither comes back', async () => {
  const { client, desk, order, code, quote } = await waiting();
  const [person] = ok(await client.get('/people')).items;
  const find = (json, who = pharmacy) => who.post('/desk/orders/find', json);
  const pharmacy = await desk.staff('pharmacy', '找药');
  const ids = async (json, who) => ok(await find(json, who), 200).items.map(({ id }) => id);
  const answer = await find({ code: `${code.slice(0, 3)} ${code.slice(3)}` });
  assert.deepEqual(ok(answer, 200).items.map(({ id }) => id), [order.id]);
  assert.ok(answer.json.items[0].items.length, 'what goes into the bag');
  assert.ok((await ids({ surname: person.name.slice(0, 1) })).includes(order.id));
  assert.ok((await ids({ surname: ` ${person.name} ` })).includes(order.id));
  assert.deepEqual(await ids({ surname: '独孤' }), []);
  for (const json of [{ code }, { surname: person.name }]) {
    const { text } = await find(json);
    for (const secret of [code, person.name, person.number]) assert.ok(!text.includes(secret), 'it is not repeated');
  }
  // Another pharmacy's counter.
  const hire = async (pharmacy_id) => new Desk(await started(), { token: ok(await desk.post('/desk/staff', { role: 'pharmacy', name: pharmacy_id, pharmacy_id }), 201).token });
  assert.ok(quote.pharmacy_id !== 'elsewhere');
  const elsewhere = await hire('elsewhere');
  refused(await find({ code }, elsewhere), 422, 'code_wrong');
  assert.deepEqual(await ids({ surname: person.name }, elsewhere), []);
  // What is no search, and whose business it is not.
  for (const [json, field, why] of [[{}, '/code', 'required'], [{ code, surname: '任' }, '/code', 'choice'], [{ code: '12345' }, '/code', 'choice'], [{ surname: '任1' }, '/surname', 'name.character'], [{ surname: ' ' }, '/surname', 'name.empty']])
    refused(await find(json), 422, 'validation', { [field]: why });
  for (const role of ['clerk', 'courier', 'helper', 'doctor']) refused(await find({ code }, await desk.staff(role)), 403, 'forbidden');
  // Both sides can read that it was looked up.
  const mine = ok(await client.get('/audit-events?limit=100')).items.filter(({ action, object }) => action === 'POST /desk/orders/find' && object === order.id);
  assert.equal(mine.length, 5);
  assert.ok(mine.every(({ actor }) => actor === 'pharmacy'));
  // Once it is fetched it is found no more.
  ok(await pharmacy.post(`/desk/orders/${order.id}/pick-up`, { code }), 200);
  assert.ok(!(await ids({ surname: person.name })).includes(order.id));
  refused(await find({ code }), 422, 'code_wrong');
});

test('pickup: whoever looks for wrong codes waits, also for the right one; names and colleagues do not', async () => {
  const { desk, order, code } = await waiting();
  const pharmacy = await desk.staff('pharmacy');
  const find = (json, who = pharmacy) => who.post('/desk/orders/find', json);
  const wrong = String((Number(code) + 7) % 1_000_000).padStart(6, '0');
  for (const left of [4, 3, 2]) assert.equal(refused(await find({ code: wrong }), 422, 'code_wrong', { '/code': 'code_wrong' }).attempts_left, left);
  ok(await find({ code }), 200);
  for (const left of [1, 0]) assert.equal(refused(await find({ code: wrong }), 422, 'code_wrong').attempts_left, left);
  const refusal = await find({ code });
  refused(refusal, 429, 'code_tries');
  assert.ok(Number(refusal.headers['retry-after']) > 500);
  ok(await find({ surname: '任' }), 200);
  assert.deepEqual(ok(await find({ code }, await desk.staff('pharmacy')), 200).items.map(({ id }) => id), [order.id]);
  ok(await pharmacy.post(`/desk/orders/${order.id}/pick-up`, { code }), 200); // the order's own tries are untouched
});

test('pickup: someone else shows both documents', async () => {
  const { code, pickUp } = await waiting();
  const proxy = { name: '王小明', patient_document_seen: true, proxy_document_seen: true };
  refused(await pickUp({ code, proxy: { ...proxy, patient_document_seen: false } }), 422, 'validation', { '/proxy/patient_document_seen': 'required' });
  refused(await pickUp({ code, proxy: { ...proxy, proxy_document_seen: false, name: ' ' } }), 422, 'validation',
    { '/proxy/proxy_document_seen': 'required', '/proxy/name': 'name.empty' });
  assert.equal(ok(await pickUp({ code, proxy })).state, 'picked_up');
});

test('refund: a part leaves the order as it is; the rest ends it', async () => {
  const { client, desk, order } = await ordered(medicines());
  const due = order.payment.amount_fen;
  const clerk = await desk.staff('clerk');
  const refund = (amount_fen, reason = '少了一盒') => clerk.post(`/desk/orders/${order.id}/refund`, { amount_fen, reason });
  for (const amount of [0, -1, due + 1]) refused(await refund(amount), 422, 'validation', { '/amount_fen': 'refund.range' });
  refused(await refund(1, ' '), 422, 'validation', { '/reason': 'required' });
  const part = ok(await refund(100), 200);
  assert.equal(part.state, 'paid');
  assert.deepEqual([part.refund.amount_fen, part.payment.state], [100, 'refunding']);
  const settled = await until('the part arrives', async () => {
    const seen = ok(await client.get(`/orders/${order.id}`));
    return seen.payment.state === 'partly_refunded' && seen;
  });
  assert.equal(settled.state, 'paid');
  refused(await refund(due), 422, 'validation', { '/amount_fen': 'refund.range' });
  assert.equal(ok(await refund(due - 100)).state, 'refunding');
  refused(await refund(1), 409, 'illegal_state'); // one at a time
  const end = await until('the rest arrives', async () => {
    const seen = ok(await client.get(`/orders/${order.id}`));
    return seen.state === 'refunded' && seen;
  });
  assert.equal(end.payment.state, 'refunded');
  assert.equal(end.refund.amount_fen, due);
});

test('refund: what was not paid is not paid back, and a doctor pays nothing back', async () => {
  const { client, desk, quote } = await ready(medicines());
  const order = ok(await client.post('/orders', orderRequest(quote)), 201);
  const body = { amount_fen: 1, reason: 'x' };
  refused(await desk.post(`/desk/orders/${order.id}/refund`, body), 409, 'illegal_state');
  refused(await (await desk.staff('doctor')).post(`/desk/orders/${order.id}/refund`, body), 403, 'forbidden');
});

test('refund: medicine that the patient has is not ordered again on the same sheet', async () => {
  const { client, desk, order, quote } = await ordered(medicines());
  for (const state of ['packed', 'shipped', 'delivered', 'refunding']) ok(await desk.moveOrder(order.id, state));
  await until('the money is back', async () => ok(await client.get(`/orders/${order.id}`)).state === 'refunded');
  refused(await client.post('/orders', orderRequest(quote)), 409, 'already_ordered');
});

test('pharmacies: one pharmacy’s staff see and touch nothing of another’s', async () => {
  const desk = await system();
  const hire = async (pharmacy_id) => new Desk(await started(), { token: ok(await desk.post('/desk/staff', { role: 'pharmacy', name: pharmacy_id, pharmacy_id }), 201).token });
  const [own, other] = [await hire('west'), await hire('east')];
  const name = fresh();
  const item = { medicine: name, packs: 9, week_price_fen: 100 };
  refused(await shelf(other, [item], 'west'), 403, 'forbidden');
  ok(await shelf(own, [item], 'west'), 200);
  const { order } = await ordered(medicines({ name }));
  refused(await other.get(`/desk/orders/${order.id}`), 404, 'not_found');
  refused(await other.post(`/desk/orders/${order.id}/move`, { state: 'packed' }), 404, 'not_found');
  refused(await other.post(`/desk/orders/${order.id}/refund`, { amount_fen: 1, reason: 'x' }), 404, 'not_found');
  const lists = async (who) => ok(await who.get('/desk/orders')).items.map((one) => one.id);
  assert.ok(!(await lists(other)).includes(order.id));
  assert.ok((await lists(own)).includes(order.id));
  assert.equal(ok(await own.get(`/desk/orders/${order.id}`)).address.line, address.line);
  ok(await own.post(`/desk/orders/${order.id}/move`, { state: 'packed' }), 200);
  refused(await desk.post('/desk/staff', { role: 'doctor', name: '王', pharmacy_id: 'west' }), 422, 'validation', { '/pharmacy_id': 'unknown' });
  assert.equal(ok(await desk.get('/desk/staff')).items.find((one) => one.name === 'west').pharmacy_id, 'west');
});
