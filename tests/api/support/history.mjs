// What clients asked and were told, and the rules that the server's state must keep afterwards, whatever went wrong on the way:
// what was acknowledged is there exactly once, what is unknown at most once, what was refused never.
//
// An operation is { kind, subject, key, outcome: 'ok' | 'fail' | 'unknown', answer }. `found` is what the server shows at the end:
// { messages: [text …], orders: [{ id, prescription, state, packs }…], payments: Map id → times paid, places: [number …],
//   stock: { packs, reserved } }.

export class History {
  operations = [];
  acknowledged = 0;

  invoke(kind, subject, key) {
    const operation = { kind, subject, key, outcome: 'unknown', tries: 0 };
    this.operations.push(operation);
    return operation;
  }
  ok(operation, answer) {
    operation.outcome = 'ok';
    operation.answer = answer;
    this.acknowledged += 1;
  }
  fail(operation, answer) {
    operation.outcome = 'fail';
    operation.answer = answer;
  }
  of(kind) {
    return this.operations.filter((one) => one.kind === kind);
  }
  counts() {
    return ['ok', 'fail', 'unknown'].map((outcome) => `${outcome} ${this.operations.filter((one) => one.outcome === outcome).length}`).join(', ');
  }
}

const bounds = { ok: [1, 1], unknown: [0, 1], fail: [0, 0] };

function once(operations, timesFound) {
  const faults = [];
  for (const operation of operations) {
    const times = timesFound(operation);
    const [least, most] = bounds[operation.outcome];
    if (times < least || times > most) faults.push(`${operation.kind} ${operation.subject} (${operation.outcome}) is there ${times} times`);
  }
  return faults;
}

function messages(history, found) {
  const asked = new Set(history.of('message').map((one) => one.subject));
  return [
    ...once(history.of('message'), ({ subject }) => found.messages.filter((text) => text === subject).length),
    ...found.messages.filter((text) => !asked.has(text)).map((text) => `message ${text} was never sent`),
  ];
}

function orders(history, found) {
  const faults = once(history.of('order'), ({ subject }) => found.orders.filter((one) => one.prescription === subject).length);
  for (const { outcome, answer, subject } of history.of('order'))
    if (outcome === 'ok' && !found.orders.some((one) => one.id === answer.id)) faults.push(`order ${answer.id} for ${subject} was acknowledged and is another one now`);
  return faults;
}

function payments(history, found) {
  return once(history.of('payment'), ({ subject }) => found.payments.get(subject) ?? 0);
}

// Whoever waits has a place of their own, and there are no gaps: 0 people ahead, 1, 2 …
function places(_history, found) {
  const sorted = [...found.places].sort((a, b) => a - b);
  return sorted.some((place, i) => place !== i) ? [`the queue's places are ${sorted.join(' ')}`] : [];
}

// What the pharmacy keeps aside is what the orders that live hold; nothing was handed over.
function stock(_history, found) {
  const held = found.orders.filter((one) => !['cancelled', 'refunded'].includes(one.state)).reduce((sum, one) => sum + one.packs, 0);
  return found.stock.reserved === held ? [] : [`${found.stock.reserved} packs are reserved, the orders hold ${held}`];
}

// A new promise is a function here and its part of `found`.
export const rules = { messages, orders, payments, places, stock };

export function faults(history, found) {
  return Object.values(rules).flatMap((rule) => rule(history, found));
}
