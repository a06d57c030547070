// Two hospitals on one server: who they are, what they charge, how they look, and the patients of their portals.
export const hospitals = {
  qinglan: {
    name: '青岚市第一人民医院', brand: '#33475b',
    patient: { name: '任长河', phone: '13900002468' },
    settings: {},
  },
  linjiang: {
    name: '临江市中医院', brand: '#5c1a33',
    patient: { name: '苏小满', phone: '13900002469' },
    settings: {
      name: { zh: '临江市中医院互联网医院', en: 'Linjiang Hospital of Chinese Medicine Internet Hospital' },
      short_name: { zh: '临江市中医院', en: 'Linjiang Hospital of Chinese Medicine' },
      licence: 'PDY00000037020019A1003',
      phone: '400-000-7230',
      desk_place: { zh: '门诊楼大厅', en: 'Hall of the outpatient building' },
      referral_place: { zh: '门诊楼 1 层，内科', en: 'Outpatient building, floor 1, Internal Medicine' },
      theme: { brand: '#7a1f3d', on_brand: '#ffffff', surface: '#ffffff', text: '#1f1a1c', danger: '#a32a20' },
      rules: { refill_fee: 2000, refill_insurance_estimate: 0, consultation_fee: 3000, courier_fee: 0, typical_minutes: 25, promised_minutes: 60 },
    },
  },
};

// The hospital's file for the server: reached under a name of its own, embedded by its own portal only.
export const settingsOf = (id, origins, more = {}) => ({ id, hosts: [`${id}.localhost`], origins, ...hospitals[id].settings, ...more });
