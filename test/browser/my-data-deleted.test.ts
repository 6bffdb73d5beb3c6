import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertAccessible, assertFitsWidth, openBrowser, shot } from '#test/kit/browser.ts';
import { personOf, testCity } from '#test/kit/city.ts';
import { importTable } from '#test/kit/data-town.ts';
import { until } from '#test/kit/until.ts';

const [city, browser] = await Promise.all([testCity(), openBrowser()]);
after(() => browser.close());

test('On their own page a person reads what was deleted where, what stays by which law, and the digest of each file', async () => {
  const me = await personOf(city, 'citizen');
  const [citizen, keeper, data] = await Promise.all(['citizen', 'privacy', 'data'].map((name) => city.as(name)));
  await importTable(data!, { '名单.csv': `姓名,身份证号,金额\n${me.name},${me.idNumber},300\n` });
  const asked = await citizen!.post('/api/v1/matters', { type: 'personal-deletion', form: { why: '不再使用' } });
  for (const act of ['check', 'delete']) assert.equal((await keeper!.post(`/api/v1/matters/${asked.body.id}/acts`, { act, reason: '本人当面确认' })).status, 200);
  await until(async () => (await citizen!.get('/api/v1/me/deletion-certificates')).body.searching === false, { what: 'the end of the search', seconds: 60 });
  for (const device of ['desktop', 'phone'] as const) {
    const page = await browser.newPage({ origin: city.url, device });
    await page.goto(`${city.url}/sign-in`);
    await page.getByLabel('用户名').fill('citizen');
    await page.getByLabel('密码').fill('yiwang-demo');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.goto(`${city.url}/my-data`);
    await page.getByText(/数据集“名单”的行/).waitFor();
    await page.getByText(/涉及的文件/).first().click();
    await page.getByText(/[0-9a-f]{64} → 整个删除/).first().waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await shot(page, `portal/my-data-deleted-${device}`);
  }
});
