// Medicine that waits at a counter: by calls alone, from the prescription to the code.
import { elder } from './batch.mjs';
import { ok } from './client.mjs';
import { Desk, medicines } from './desk.mjs';
import { confirm, orderRequest, pay, queuedVisit, quoteFor } from './journey.mjs';

// The person, with their order and its code.
export async function readyOrder(site, name) {
  const desk = new Desk(site);
  const person = await elder(site, { name });
  const visit = await queuedVisit(person);
  await desk.accept(visit.id);
  const prescription = ok(await desk.post(`/desk/visits/${visit.id}/prescribe`, { items: medicines() }), 201);
  await desk.review(prescription.id);
  await confirm(person, prescription);
  const order = ok(await person.post('/orders', orderRequest(await quoteFor(person, prescription, 'pickup'))), 201);
  if (order.payment.state === 'pending') await pay(person, order.payment);
  for (const state of ['packed', 'ready']) ok(await desk.moveOrder(order.id, state), 200);
  return Object.assign(person, { order, code: await codeOf(person, order) });
}
export const codeOf = async (person, { id }) => ok(await person.get(`/orders/${id}`)).pickup_code;
export const stateOf = async (person) => ok(await person.get(`/orders/${person.order.id}`)).state;
// Some other code.
export const wrongFor = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
