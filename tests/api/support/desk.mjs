// The hospital's side, played by the test itself, for servers without the demo desk.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, ok } from './client.mjs';

// Without more it is the hospital's own system, which may do everything at the desk.
export class Desk extends Client {
  constructor(server, { file = 'desk-token', token = readFileSync(join(server.data, file), 'utf8'), ...options } = {}) {
    super(server, { token, ...options });
  }

  // A new member of staff, ready to work.
  async staff(role, name = `${role} 甲`) {
    const made = ok(await this.post('/desk/staff', { role, name, title: '主任' }), 201);
    const member = new Desk(this.server, { token: made.token, host: this.host });
    return Object.assign(member, { staffId: made.id, name });
  }

  async accept(visitId) {
    return ok(await this.post(`/desk/visits/${visitId}/accept`), 200);
  }
  async say(visitId, text) {
    return ok(await this.post(`/desk/visits/${visitId}/messages`, { text }), 201);
  }
  async prescribe(visitId, items = medicines()) {
    return ok(await this.post(`/desk/visits/${visitId}/prescribe`, { items }), 201);
  }
  async conclude(visitId, body = { text: '多休息，先观察。', follow_up_on: '2030-01-15' }) {
    return ok(await this.post(`/desk/visits/${visitId}/conclude`, body), 200);
  }
  async terminate(visitId, body = { reason: 'first_visit', note: '请先到医院门诊做检查。' }) {
    return ok(await this.post(`/desk/visits/${visitId}/terminate`, body), 200);
  }
  async review(prescriptionId, body = { approved: true }) {
    return ok(await this.post(`/desk/prescriptions/${prescriptionId}/review`, body), 200);
  }
  moveOrder(orderId, state) {
    return this.post(`/desk/orders/${orderId}/move`, { state });
  }

  // Accepted, prescribed and reviewed in one go.
  async approve(visitId, items) {
    await this.accept(visitId);
    const prescription = await this.prescribe(visitId, items);
    await this.review(prescription.id);
    return prescription;
  }
}

export const medicines = (changes = {}) => [
  { name: '阿托伐他汀钙片', specification: '20 mg × 7', usage: '每晚 1 片，口服', weeks: 4, hospital_only: false, ...changes },
];
