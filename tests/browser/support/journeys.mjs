// The steps that several journeys share. `at` is called with each screen's name, so that a test can look at every one.
import { pdf, photo } from './files.mjs';

export const ren = { phone: '13900002468', name: '任长河', number: '990101195303150115' };

const nothing = async () => {};

export async function gateForRefill(person, at = nothing) {
  await person.press('home.refill.title');
  await person.sees('gate.red_flags.heading');
  await at('red_flags');
  await person.press('gate.red_flags.none');
  await person.sees('gate.diagnosed.heading');
  await person.choose('gate.diagnosed.yes');
  await at('diagnosed');
  await person.press('gate.continue.action');
  await person.sees('gate.changed.heading');
  await person.choose('gate.changed.same');
  await at('changed');
  await person.press('gate.continue.action');
}

export async function signIn(person, at = nothing, phone = ren.phone) {
  await person.sees('sign_in.heading');
  await person.type('sign_in.phone.label', phone);
  await at('sign_in');
  await person.press('sign_in.send_code.action');
  const panel = await person.page.getByText(/\b\d{6}\b/).first().textContent();
  await person.type('sign_in.code.label', /\d{6}/.exec(panel)[0]);
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
  await person.press('records.kind.discharge_summary');
  await person.pick('records.pick.label', files[0]);
  await person.page.getByText(person.t('records.state.recorded')).nth(0).waitFor();
  await person.press('records.kind.examination_report');
  await person.pick('records.pick.label', files[1]);
  await person.page.getByText(person.t('records.state.recorded')).nth(1).waitFor();
  await at('records');
}

export async function chooseMedicine(person, at = nothing) {
  await person.sees('refill.weeks.heading');
  await person.page.getByRole('checkbox').first().check();
  await at('refill');
  await person.press('refill.next');
}

export async function reviewAndPay(person, at = nothing) {
  await person.sees('review.heading');
  await person.tick('review.reviewed');
  await at('review');
  await person.page.getByRole('button', { name: new RegExp(person.t('review.send.pay', { n: '[0-9.]+' })) }).click();
  await payInSandbox(person, at);
}

// The payment page is the payment provider's own, outside the app.
export async function payInSandbox(person, at = nothing) {
  const pay = person.page.getByRole('button', { name: person.language === 'en' ? /^Pay/ : /^付款/ });
  await pay.waitFor();
  await at('sandbox_pay');
  await pay.click();
  await person.ready();
}

export async function answerDoctor(person, words, at = nothing) {
  const field = person.node('textbox', person.t('chat.text.label'));
  await field.waitFor();
  await at('chat');
  await field.fill(words);
  await person.press('chat.send.now');
}

export async function chooseDelivery(person, at = nothing) {
  await person.press('chat.next.fulfilment');
  await person.choose('fulfilment.delivery.title');
  await person.type('fulfilment.address_line.label', '柳堤路 18 号 3 栋 501');
  const name = person.node('textbox', person.t('fulfilment.address_name.label'));
  if (!(await name.inputValue())) await name.fill(ren.name);
  const phone = person.node('textbox', person.t('fulfilment.address_phone.label'));
  if (!(await phone.inputValue())) await phone.fill(ren.phone);
  await at('fulfilment');
  await person.press('fulfilment.bill.go_delivery');
  await payBill(person, at);
}

export async function payBill(person, at = nothing) {
  const share = person.page.getByRole('checkbox').first();
  await share.check();
  await at('bill');
  await person.page.getByRole('button', { name: new RegExp(person.t('fulfilment.pay.now', { money: '.*[0-9.]+.*' })) }).click();
  await payInSandbox(person, at);
}
