// The steps that several journeys share. `at` is called with each screen's name, so that a test can look at every one.
import { pdf, photo } from './files.mjs';

export const ren = { phone: '13900002468', name: '任长河', number: '990101195303150115' };

const nothing = async () => {};

export async function gateForRefill(person, at = nothing) {
  await noRedFlag(person, 'home.refill.title', at);
  await person.sees('gate.diagnosed.heading');
  await person.choose('gate.diagnosed.yes');
  await at('diagnosed');
  await person.press('gate.continue.action');
  await person.sees('gate.changed.heading');
  await person.choose('gate.changed.same');
  await at('changed');
  await person.press('gate.continue.action');
}

export async function noRedFlag(person, card, at = nothing) {
  await person.press(card);
  await person.sees('gate.red_flags.heading');
  await person.node('button', person.t('gate.red_flags.yes')).waitFor();
  await at('red_flags');
  await person.press('gate.red_flags.none');
}

// The code that the sandbox shows on the page instead of sending it.
export async function shownCode(person) {
  const panel = await person.page.getByText(/\b\d{6}\b/).first().textContent();
  return /\d{6}/.exec(panel)[0];
}

export async function signIn(person, at = nothing, phone = ren.phone) {
  await person.sees('sign_in.heading');
  await person.type('sign_in.phone.label', phone);
  await at('sign_in');
  await person.press('sign_in.send_code.action');
  const code = await shownCode(person);
  await person.type('sign_in.code.label', code);
  await person.tick('sign_in.agree.label');
  await at('sign_in_code');
  await person.press('sign_in.enter.action');
}

// To where a way to be checked is chosen.
export async function sayWho(person, at = nothing, who = ren) {
  await person.sees('identity.heading');
  await person.type('identity.name.label', who.name);
  await person.type('identity.number.label', who.number);
  await at('identity');
  await person.press('identity.continue.action');
  await consents(person, at);
  await person.sees('identity.verify.heading');
}

export async function byPhoto(person) {
  await person.choose('identity.staff.title');
  await person.press('identity.staff.action');
  await person.sees('identity.photo.heading');
}

export async function identity(person, at = nothing, who = ren) {
  await sayWho(person, at, who);
  await person.choose('identity.registry.title');
  await at('verify');
  await person.press('identity.registry.action');
}

export async function consents(person, at = nothing) {
  await person.sees('identity.consents.heading');
  await person.consent('identity.consent_identity.title', 'identity.consent.yes');
  await person.consent('identity.consent_health.title', 'identity.consent.yes');
  await person.consent('identity.consent_sms.title', 'identity.consent.yes');
  await at('consents');
  await person.press('identity.continue.action');
}

export async function uploadRecords(person, at = nothing, files = [photo(), pdf()]) {
  await person.sees('records.heading');
  const kinds = ['records.kind.discharge_summary', 'records.kind.examination_report'];
  for (const [i, file] of files.entries()) {
    await person.press(kinds[i]);
    await person.pick('records.pick.label', file);
    if (file.mimeType.startsWith('image/')) await acceptPhoto(person, at);
    await person.page.getByText(new RegExp(person.t('records.list.status', { n: '\\d+', done: String(i + 1) }))).waitFor({ state: 'attached' });
  }
  await at('records');
}

// One photo is looked at before it is sent. (These tests' are small: the app says so, and does not insist.)
export async function acceptPhoto(person, at = nothing) {
  await person.node('button', person.t('records.photo.turn')).waitFor();
  await person.frames();
  await at('photo');
  await person.press('records.photo.accept');
  await person.sees('records.heading');
}

// (Exactly so: "Delivered by 18:00" is a title, too.)
export const medicineIsThere = (person) => person.node('heading', person.t('order.title.delivered'), { exact: true }).waitFor();

export async function chooseMedicine(person, at = nothing) {
  await person.sees('refill.weeks.heading');
  await person.tickFirst();
  await at('refill');
  await person.press('refill.next');
}

export async function reviewAndPay(person, at = nothing) {
  await person.sees('review.heading');
  await person.tick('review.reviewed');
  await at('review');
  await send(person);
  await payInSandbox(person, at);
}

export async function send(person) {
  await person.pressNamed(new RegExp(person.t('review.send.pay', { n: '[0-9.]+' })));
}

// The payment page is the payment provider's own, outside the app.
export async function payInSandbox(person, at = nothing) {
  const pay = person.language === 'en' ? /^Pay/ : /^付款/;
  await person.toPayment(); // the page before has a key of that name, too
  await person.node('button', pay).waitFor();
  await at('sandbox_pay');
  await person.pressNamed(pay);
  await person.fromPayment();
}

export async function answerDoctor(person, words, at = nothing) {
  await person.field('chat.text.label').waitFor();
  // Nobody answers before the doctor has said something.
  await person.page.locator('.bubble:not(.mine, .system)').first().waitFor({ state: 'attached' });
  await at('chat');
  await person.type('chat.text.label', words);
  await person.press('chat.send.now');
}

export async function chooseDelivery(person, at = nothing) {
  await person.press('chat.next.fulfilment');
  await person.choose('fulfilment.delivery.title');
  const given = { address_name: ren.name, address_phone: ren.phone, address_line: '柳堤路 18 号 3 栋 501' };
  for (const [field, text] of Object.entries(given)) {
    const key = `fulfilment.${field}.label`;
    await person.field(key).waitFor();
    if (!(await person.typed(key))) await person.type(key, text);
  }
  await at('fulfilment');
  await person.press('fulfilment.bill.go_delivery');
  await payBill(person, at);
}

export async function payBill(person, at = nothing) {
  // Ways of getting the medicine have a box to tick, too: the bill must be there first.
  await person.node('heading', new RegExp(person.t('fulfilment.bill.title', { money: '.*[0-9.]+.*' }))).waitFor({ state: 'attached' });
  await person.tickFirst();
  await at('bill');
  await person.pressNamed(new RegExp(person.t('fulfilment.pay.now', { money: '.*[0-9.]+.*' })));
  await payInSandbox(person, at);
}

// One whole journey; `at` looks at every screen on the way. Somebody whom a portal has signed in is asked for no code.
export async function refillToTheDoor(person, at = nothing, { signedIn = false, who = ren } = {}) {
  await at('home');
  await gateForRefill(person, at);
  if (!signedIn) await signIn(person, at);
  await identity(person, at, who);
  await uploadRecords(person, at);
  await person.press('records.next.refill');
  await chooseMedicine(person, at);
  await reviewAndPay(person, at);
  await answerDoctor(person, say(person, 'same'), at);
  await chooseDelivery(person, at);
  await medicineIsThere(person);
  await at('order');
}

// What is said to the doctor, and what the demo desk answers to it.
const said = {
  'zh-CN': {
    dizzy: '最近早上头有点晕，坐一会儿就好。', weeks: '大概两个星期了。', advice: '每天早晚量血压',
    weak: '这几天爬楼没力气。', chest: '还有点胸口闷，气短。', examination: '心电图', same: '都和以前一样，谢谢。', amount: '\\d+(\\.\\d+)? 元',
    medicines: ['阿托伐他汀', '替格瑞洛'], hospital_only: '替格瑞洛片',
  },
  en: {
    dizzy: 'A little dizzy in the mornings; it passes when I sit down.', weeks: 'For about two weeks.', advice: 'blood pressure every morning',
    weak: 'No strength on the stairs these days.', chest: 'My chest feels tight, too.', examination: 'ECG', same: 'All is as before, thank you.', amount: '.*\\d+(\\.\\d+)?.*',
    medicines: ['Atorvastatin', 'Ticagrelor'], hospital_only: 'Ticagrelor tablets (替格瑞洛片)',
  },
};
const say = (person, what) => said[person.language][what];

// A question to a doctor, sent and paid.
export async function askDoctor(person, complaint, at = nothing) {
  await noRedFlag(person, 'home.ask.title', at);
  await signIn(person, at);
  await identity(person, at);
  await person.sees('complaint.heading');
  await person.type('complaint.words.label', complaint);
  await at('complaint');
  await person.press('complaint.next');
  await person.sees('records.heading');
  await person.press('records.next.without');
  await reviewAndPay(person, at);
}

// The journeys' endings.

export async function toSummary(person, at = nothing) {
  await askDoctor(person, say(person, 'dizzy'), at);
  await answerDoctor(person, say(person, 'weeks'), at);
  await person.press('chat.next.summary');
  await person.sees('ending.summary.title');
  await person.reads(say(person, 'advice'));
  await person.sees('ending.next.title');
  await person.node('button', person.t('ending.summary.print')).waitFor();
  await at('summary');
  await person.press('ending.home.go');
  await person.node('button', person.t('home.ask.title')).waitFor();
}

// What the terminated page owes the patient: why, where to go, the money, something to take along.
export async function toHospital(person, at = nothing) {
  await askDoctor(person, say(person, 'weak'), at);
  await answerDoctor(person, say(person, 'chest'), at);
  await person.press('chat.next.terminated');
  await person.sees('ending.go.title');
  await person.reads(person.t('ending.why.condition_changed'));
  await person.reads(say(person, 'examination'));
  await person.node('link', /\d{3}/).first().waitFor();
  await refunded(person);
  await person.reads(person.t('ending.emergency.on_the_way'));
  await at('terminated');
  const printed = person.page.evaluate(() => new Promise((resolve) => (window.print = () => resolve(true))));
  await person.press('ending.referral.print');
  await printed;
}

async function refunded(person) {
  const states = ['back', 'on_its_way'].map((state) => person.t(`ending.refund.${state}`, { money: say(person, 'amount') }));
  await person.page.getByRole('list', { name: person.t('ending.refund.label') }).getByText(new RegExp(states.join('|'))).waitFor();
}

// Nobody has begun yet, so all the money comes back.
export async function toCancelled(person, at = nothing) {
  await askDoctor(person, say(person, 'dizzy'), at);
  await person.pressNamed(new RegExp(person.t('waiting.cancel.refund', { money: '.+' })));
  const sure = person.page.getByRole('dialog', { name: person.t('waiting.cancel.question') });
  await sure.getByRole('heading').waitFor();
  await at('cancel_dialog');
  await person.act(sure.getByRole('button', { name: new RegExp(person.t('waiting.cancel.refund_sure', { money: '.+' })) }));
  await person.sees('ending.cancelled.title');
  await person.reads(person.t('ending.cancelled.text'));
  await refunded(person);
  await at('cancelled');
}

// Medicines, and the code to fetch them with; one of them only the hospital itself has.
export async function toPickup(person, at = nothing) {
  await gateForRefill(person, at);
  await signIn(person, at);
  await identity(person, at);
  await uploadRecords(person, at, [photo()]);
  await person.press('records.next.refill');
  await person.sees('refill.weeks.heading');
  for (const name of say(person, 'medicines')) await person.check(person.node('checkbox', name));
  await person.press('refill.next');
  await reviewAndPay(person, at);
  await answerDoctor(person, say(person, 'same'), at);
  await person.press('chat.next.fulfilment');
  await person.choose('fulfilment.pickup.title');
  await person.reads(person.t('fulfilment.hospital_only.how', { names: say(person, 'hospital_only') }));
  await person.press('fulfilment.bill.go_pickup');
  await payBill(person, at);
  await person.sees('order.pickup.title');
  await person.reads(person.t('order.pickup.show'));
  const code = (key) => person.page.getByText(new RegExp(`^${person.t(key)}\\s*[\\d ]{4,}$`)).first();
  await code('order.pickup.title').waitFor();
  await code('order.hospital.code').waitFor();
  await at('pickup');
  await person.sees('order.title.picked_up');
  await person.reads(person.t('order.thanks.still_hospital'));
  await code('order.hospital.code').waitFor(); // the hospital's part is still to be fetched
}

// A danger sign: no form, no sign-in, the number to call, and a way back.
export async function toEmergency(person, at = nothing) {
  await person.press('home.ask.title');
  await person.sees('gate.red_flags.heading');
  await person.press('gate.red_flags.yes');
  await person.sees('gate.emergency.heading');
  const call = person.node('link', person.t('gate.emergency.call'));
  if ((await call.getAttribute('href')) !== 'tel:120') throw new Error('the key does not call 120');
  await at('emergency');
  await person.press('common.back');
  await person.sees('gate.red_flags.heading');
}
