// Someone at the pages of the hospital's own sign-in system (tests/portal/accounts.mjs).

// In the same window, or in the one that was opened beside; `answer` null closes it.
export async function atTheHospital(page, { account = 'ren', answer = '允许' } = {}) {
  const name = page.getByRole('textbox', { name: '账号' });
  const agree = page.getByRole('button', { name: answer ?? '允许', exact: true });
  await name.or(agree).first().waitFor();
  if (await name.isVisible()) {
    await name.fill(account);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  }
  await agree.waitFor();
  if (answer === null) return page.close();
  return agree.click();
}

export async function windowBeside(person) {
  for (let tries = 0; tries < 400 && person.windows.length === 0; tries++) await new Promise((done) => setTimeout(done, 50));
  const beside = person.windows.shift();
  if (!beside) throw new Error('no window was opened for signing in');
  return beside;
}
