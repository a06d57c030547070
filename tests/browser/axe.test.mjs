// axe-core finds nothing on the screens beside the straight way, painted and plain; refill.test.mjs and consultation.test.mjs
// ask it about the others.
import { test, ways } from '../../tools/test-runner.mjs';
import { auditor } from './support/audit.mjs';
import { answerDoctor, ren, shownCode } from './support/journeys.mjs';
import { Person } from './support/person.mjs';
import { startSite } from './support/site.mjs';

for (const paint of ways(['plain', 'canvas'])) {
  test(`axe: danger, errors, help and an ending at a hospital, ${paint}`, { timeoutMs: 240_000 }, async () => {
    const site = await startSite({ stepMs: 3_000 }); // time to look at the waiting screen
    const person = await Person.arrive(site.url, { paint });
    const at = auditor(person);
    await person.press('common.dock.emergency');
    await person.sees('common.emergency.question');
    await at('emergency_dialog');
    await person.press('common.emergency.close');
    await person.press('common.dock.help');
    await person.sees('help.code.heading');
    await at('help');
    await person.press('common.back');
    await person.press('home.refill.title');
    await person.press('gate.red_flags.yes');
    await person.sees('gate.emergency.heading');
    await at('emergency');
    await person.press('common.back');
    await person.press('gate.red_flags.none');
    await person.press('gate.continue.action');
    await person.sees('common.errors.title', { n: '1' });
    await at('diagnosed_error');
    await person.choose('gate.diagnosed.no');
    await person.press('gate.continue.action');
    await person.sees('gate.not_refill.heading');
    await at('not_refill');
    await person.press('gate.not_refill.ask_action');

    await person.sees('sign_in.heading');
    await person.type('sign_in.phone.label', '1390000');
    await person.press('sign_in.send_code.action');
    await person.sees('common.errors.title', { n: '1' });
    await person.press('sign_in.privacy.read');
    await person.sees('sign_in.privacy.title');
    await at('sign_in_error');
    await person.type('sign_in.phone.label', ren.phone);
    await person.press('sign_in.send_code.action');
    const code = await shownCode(person);
    await person.type('sign_in.code.label', code === '000000' ? '111111' : '000000');
    await person.press('sign_in.enter.action');
    await person.sees('common.errors.title', { n: '1' });
    await person.tick('sign_in.agree.label');
    await person.press('sign_in.enter.action');
    await person.reads(person.t('sign_in.code.error_code_wrong', { n: '4' }));
    await at('sign_in_code_error');
    await person.type('sign_in.code.label', code);
    await person.press('sign_in.enter.action');

    await person.sees('identity.heading');
    await person.type('identity.number.label', '990101195303150116');
    await person.press('identity.continue.action');
    await person.sees('common.errors.title', { n: '2' });
    await at('identity_error');
    await person.type('identity.name.label', ren.name);
    await person.type('identity.number.label', ren.number);
    await person.press('identity.continue.mended');
    await person.sees('identity.consents.heading');
    await person.press('identity.continue.action');
    await person.sees('common.errors.title', { n: '2' });
    await at('consents_error');
    for (const what of ['identity', 'health', 'sms']) await person.consent(`identity.consent_${what}.title`, 'identity.consent.yes');
    await person.press('identity.continue.action');
    await person.sees('identity.verify.heading');
    await person.choose('identity.staff.title');
    await person.press('identity.staff.action');
    await person.sees('identity.photo.heading');
    await at('staff_photo');
    await person.press('common.back');
    await person.choose('identity.registry.title');
    await person.press('identity.registry.action');

    await person.sees('complaint.heading');
    await person.press('complaint.next');
    await person.sees('complaint.error.title');
    await at('complaint_error');
    await person.type('complaint.words.label', '这几天胸口闷。');
    await person.press('complaint.next');
    await person.sees('records.heading');
    await person.pick('records.pick.label', { name: '空.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) });
    await person.reads(person.t('records.error.file_empty'));
    await at('records_error');
    await person.press('records.item.drop', { n: '1' });
    await person.press('records.next.without');
    await person.sees('review.heading');
    await person.pressNamed(new RegExp(person.t('review.send.pay', { n: '[0-9.]+' })));
    await person.sees('review.error.title', { n: '1' });
    await at('review_error');
    await person.tick('review.reviewed');
    await person.pressNamed(new RegExp(person.t('review.send.pay', { n: '[0-9.]+' })));
    await person.node('button', /^付款/).waitFor(); // the other page is there: this one has a key back, too
    await person.pressNamed(/返回/);
    await person.sees('review.pay.heading');
    await at('pay_return');
    await person.pressNamed(new RegExp(person.t('review.pay.button', { n: '[0-9.]+' })));
    await person.pressNamed(/^付款/);
    await person.node('button', person.t('waiting.home.known')).waitFor();
    await at('waiting');
    await answerDoctor(person, '走快了就气短。');
    await person.press('chat.next.terminated');
    await person.sees('ending.go.title');
    await at('terminated');
    at.done([
      'emergency_dialog', 'help', 'emergency', 'diagnosed_error', 'not_refill', 'sign_in_error', 'sign_in_code_error',
      'identity_error', 'consents_error', 'staff_photo', 'complaint_error', 'records_error', 'review_error', 'pay_return', 'waiting',
      'terminated',
    ]);
    await person.leave();
    await site.stop();
  });
}
