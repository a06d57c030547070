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

export async function identity(person, at = nothing, who = ren) {
  await person.sees('identity.heading');
  await person.type('identity.name.label', who.name);
  await person.type('identity.number.label', who.number);
  await at('identity');
  await person.press('identity.continue.action');
  await consents(person, at);
  await person.sees('identity.verify.heading');
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
    await person.page.getByText(person.t('records.state.recorded')).nth(i).waitFor();
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
  await person.node('button', pay).waitFor();
  await at('sandbox_pay');
  await person.pressNamed(pay);
  await person.ready();
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

// One whole journey; `at` looks at every screen on the way.
export async function refillToTheDoor(person, at = nothing) {
  await at('home');
  await gateForRefill(person, at);
  await signIn(person, at);
  await identity(person, at);
  await uploadRecords(person, at);
  await person.press('records.next.refill');
  await chooseMedicine(person, at);
  await reviewAndPay(person, at);
  await answerDoctor(person, person.language === 'en' ? 'All is as before, thank you.' : '都和以前一样，谢谢。', at);
  await chooseDelivery(person, at);
  await person.sees('order.title.delivered');
  await at('order');
}

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
