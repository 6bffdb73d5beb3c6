import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible, openBrowser, shot } from '#test/kit/browser.ts';
import { personOf, testCity } from '#test/kit/city.ts';
import { does, press, signIn } from '#test/browser/portal-steps.ts';

const city = await testCity();
const browser = await openBrowser();
after(() => browser.close());
const citizen = await city.as('citizen');
const person = await personOf(city, 'citizen');

/** A case that has just been closed at the window. */
async function finished(): Promise<string> {
  const form = { applicantName: '彭宇鹏', applicantId: person.idNumber, applicantPhone: '13800138000', town: '440902001000', since: '2026-03-02', reason: 'ended', wish: '厨师' };
  const opened = await citizen.post('/api/v1/matters', { type: 'unemployment-registration', form });
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  await does(city, 'window3', opened.body.id, 'grant');
  return opened.body.id as string;
}

test('A citizen rates a finished case once, with a level and reasons of that level, on a phone without script', async () => {
  const id = await finished();
  const page = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await signIn(page, 'citizen');
  await page.goto('/mine');
  await page.getByRole('link', { name: '去评价' }).click();
  await assertAccessible(page, { strict: true });
  await shot(page, 'stories/rate-phone');
  await page.getByRole('link', { name: '非常满意', exact: true }).click();
  const reasons = await page.getByRole('group', { name: /为什么这样评/ }).getByRole('checkbox').count();
  assert.equal(reasons, 8, 'the eight national reasons of five stars');
  await page.getByRole('checkbox', { name: '全程网上办' }).check();
  await page.getByLabel(/还想说的/).fill('当天就办好了');
  await press(page, '提交评价');
  assert.match(await page.getByRole('status').first().innerText(), /谢谢您的评价/);
  const shown = await page.getByRole('main').innerText();
  assert.match(shown, /您的评价\s*非常满意[^]*全程网上办[^]*当天就办好了/);
  assert.doesNotMatch(shown, /这件事办得怎么样/, 'it is not asked again');
  const again = await citizen.post(`/api/v1/matters/${id}/rating`, { level: 1 });
  assert.equal(again.body.code, 'RATED_BEFORE');
});

test('A bad rating opens a matter with the organ that handled the case: called back, fixed, checked, and the citizen is told', async () => {
  const id = await finished();
  const page = await browser.newPage({ origin: city.url, device: 'phone', javaScript: false });
  await signIn(page, 'citizen');
  await page.goto(`/mine/${id}/rating?level=1`);
  await page.getByRole('checkbox', { name: '窗口互相推' }).check();
  await page.getByLabel(/还想说的/).fill('跑了两个窗口');
  await press(page, '提交评价');
  assert.match(await page.getByRole('status').first().innerText(), /转给办理单位核实整改/);
  await page.goto('/mine');
  const row = page.getByRole('listitem').filter({ hasText: '差评整改' });
  await row.getByRole('link').click();
  const review = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  assert.match(await page.locator('.thread').innerText(), /现在：待回访核实[^]*人力资源和社会保障局/);
  await does(city, 'window3', review, 'verify', { data: { finding: 'clear', callback: '已电话致歉，说明情况' } });
  await does(city, 'window3', review, 'fix', { reason: '两个窗口已合并为一个综合窗口' });
  await page.reload();
  assert.match(await page.locator('.thread').innerText(), /回访核实[^]*整改完成[^]*两个窗口已合并为一个综合窗口[^]*现在：整改复核/);
  await shot(page, 'stories/rating-review');
});

test('A case that has not ended cannot be rated, a rating of somebody else’s case neither, and no level but the five exists', async () => {
  const id = await finished();
  const owner = await city.as('owner');
  const csrf = (await owner.get('/api/v1/session')).body.csrf as string;
  const others = await fetch(`${city.url}/mine/${id}/rating`, { method: 'POST', redirect: 'manual', headers: { cookie: `yiwang_session=${owner.token}`, accept: 'text/html' }, body: new URLSearchParams({ _csrf: csrf, level: '1' }) });
  assert.equal(others.status, 404);
  const mine = (await citizen.get('/api/v1/session')).body.csrf as string;
  for (const level of ['0', '6', '', 'x', '1.5']) {
    const answer = await fetch(`${city.url}/mine/${id}/rating`, { method: 'POST', redirect: 'manual', headers: { cookie: `yiwang_session=${citizen.token}`, accept: 'text/html' }, body: new URLSearchParams({ _csrf: mine, level }) });
    assert.equal(answer.status, 404, level);
  }
  const [kept] = await city.house.db<{ count: number }[]>`select count(*)::int as count from ratings where matter_id = ${id}`;
  assert.equal(kept?.count, 0);
});
