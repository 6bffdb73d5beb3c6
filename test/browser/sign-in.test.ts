import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openAccounts } from '#domain/subject/accounts.ts';
import { Authenticator } from '#test/kit/authenticator.ts';
import { assertAccessible, assertFitsWidth, assertQuiet, openBrowser, shot, type PageOptions } from '#test/kit/browser.ts';
import { testCity } from '#test/kit/city.ts';
import { freePort } from '#test/kit/free-port.ts';
import { proveFresh } from '#test/kit/prove.ts';
import { enter } from './sign-in.ts';

/** Signing in as people do it. Browsers allow passkeys on localhost only, so that is what the city is called here. */
const port = await freePort();
const [city, browser] = await Promise.all([testCity({ faces: true, env: { PORT: String(port), PUBLIC_URL: `http://localhost:${port}` } }), openBrowser()]);
after(() => browser.close());
const origin = `http://localhost:${port}`;
const password = '榕树下的老茶馆 1987';
await openAccounts(city.house.db, ['lin', 'chen', 'zhou'].map((username) => ({ username, password, kind: 'citizen' as const, name: '林晓荷' })));
const newPage = (options: PageOptions = {}) => browser.newPage({ origin, ...options });

async function signIn(page: Page, username = 'lin'): Promise<void> {
  await page.goto('/sign-in?back=/account');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.locator('header').getByRole('button', { name: '退出' }).click();
  await page.waitForURL(`${origin}/`);
}

/** Looks at a page as everybody will: it fits, and axe finds nothing. */
async function looked(page: Page, name: string): Promise<void> {
  await assertFitsWidth(page);
  await assertAccessible(page, { strict: true });
  await shot(page, `sign-in/${name}`);
}

test('An old phone signs in by a message, without script and in elder mode; what is sensitive then asks for the password', async () => {
  const page = await newPage({ device: 'phone', javaScript: false, elder: true });
  await page.goto('/sign-in?back=/account');
  await page.getByRole('link', { name: '用短信验证码登录' }).click();
  await looked(page, 'by-phone-elder');
  await page.getByLabel('手机号码').fill('0668-2912345');
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByText('需要手机号码').waitFor();
  await page.getByLabel('手机号码').fill('199 0000 0000');
  await page.getByRole('button', { name: '发送验证码' }).click();
  const words = await page.getByText(/验证码 \d{6}/).textContent();
  await looked(page, 'by-phone-code-elder');
  await page.getByLabel('验证码').fill(/\d{6}/.exec(words ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('这个号码由几个人共用').waitFor();
  await looked(page, 'by-phone-whose-elder');
  await page.getByRole('listitem').filter({ hasText: 'citizen' }).getByRole('button').click();
  await page.getByRole('heading', { name: '我的帐号' }).waitFor();
  await page.goto('/prove?back=/account');
  assert.equal(await page.getByRole('button', { name: /发送验证码到/ }).count(), 0, 'the phone was the first factor');
  await page.getByLabel('密码', { exact: true }).fill('yiwang-demo');
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.getByText('短信验证码 + 密码').or(page.getByText('密码 + 短信验证码')).first().waitFor();
});

test('An authenticator app is set up from a picture, asked for at the next sign-in, and its recovery codes are shown once; by keyboard alone', async () => {
  const page = await newPage({ device: 'phone' });
  await page.goto('/sign-in?back=/account');
  await looked(page, 'phone');
  await page.getByLabel('用户名').focus();
  await page.keyboard.type('lin');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '我的帐号' }).waitFor();
  await looked(page, 'account-phone');
  await page.getByRole('link', { name: '设置验证器应用' }).click();
  await page.getByRole('button', { name: '开始设置' }).click();
  await page.getByRole('img', { name: /二维码/ }).waitFor();
  await looked(page, 'totp-phone');
  await page.getByText('扫不了时').click();
  const secret = (await page.locator('.digits').textContent())?.replaceAll(/\s/g, '') ?? '';
  const app = new Authenticator(secret);
  await page.getByLabel('验证码').fill('000000');
  await page.getByRole('button', { name: '验证', exact: true }).click();
  await page.getByText('验证码不对').first().waitFor();
  await looked(page, 'totp-wrong-phone');
  await page.getByLabel('验证码').fill(app.next());
  await page.keyboard.press('Enter');
  await page.getByText('请把这 10 个备用码抄下来').waitFor();
  assert.equal(await page.locator('.codes li').count(), 10);
  await looked(page, 'recovery-phone');
  await signOut(page);
  await signIn(page);
  await page.getByRole('heading', { name: '输入验证码' }).waitFor();
  await looked(page, 'code-phone');
  await page.getByLabel('验证码').fill(app.next());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '我的帐号' }).waitFor();
  await page.getByText('备用码还剩 10 个').waitFor();
  assert.match(await page.getByRole('table').textContent() ?? '', /密码 \+ 验证器应用/);
});

test('A passkey is made on the device and signs in without a user name, also in a later visit', async () => {
  const page = await newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await signIn(page, 'chen');
  await page.getByRole('link', { name: '添加通行密钥' }).click();
  await page.getByLabel('给它起个名字').fill('办公电脑');
  await looked(page, 'passkey-desktop');
  await page.getByRole('button', { name: '添加', exact: true }).click();
  await page.getByText('通行密钥 · 办公电脑').waitFor();
  await looked(page, 'account-desktop');
  await signOut(page);
  await page.goto('/sign-in?back=/account');
  await looked(page, 'desktop');
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await page.getByRole('heading', { name: '我的帐号' }).waitFor();
  assert.match(await page.getByRole('table').textContent() ?? '', /通行密钥/);
  await city.house.db`update sessions set proven_at = null`;
  await page.goto('/prove?back=/account');
  await looked(page, 'prove-desktop');
  await page.getByRole('button', { name: '出示通行密钥' }).click();
  await page.getByRole('heading', { name: '我的帐号' }).waitFor();
  assertQuiet(page);
});

test('Without script, in large letters and in English: password, a wrong one, changing it, ending a session elsewhere', async () => {
  const elsewhere = await newPage();
  await signIn(elsewhere, 'zhou');
  await elsewhere.getByRole('heading', { name: '我的帐号' }).waitFor();
  const page = await newPage({ device: 'phone', javaScript: false, elder: true });
  await page.goto('/sign-in?back=/account');
  await looked(page, 'elder');
  await page.getByLabel('用户名').fill('zhou');
  await page.getByLabel('密码', { exact: true }).fill('nope');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('alert').getByText('用户名或密码不对').waitFor();
  await looked(page, 'wrong-elder');
  await signIn(page, 'zhou');
  await page.getByRole('heading', { name: '我的帐号' }).waitFor();
  await looked(page, 'account-elder');
  await page.getByRole('link', { name: '修改密码' }).click();
  await page.getByLabel('当前密码').fill(password);
  await page.getByLabel('新密码').fill('Woaini1314!');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('是常见或已泄露的密码').first().waitFor();
  await looked(page, 'password-elder');
  await page.goto('/account');
  await page.getByRole('button', { name: /^退出 Chrome/ }).first().click();
  await elsewhere.goto('/account');
  assert.match(elsewhere.url(), /\/sign-in/);
  const english = await newPage({ locale: 'en' });
  await english.goto('/sign-in');
  await english.getByRole('heading', { name: 'Sign in' }).waitFor();
  await looked(english, 'english');
});

test('A system administrator registers an application after a step-up; a citizen reads the consent page, goes on, and withdraws it; a kiosk’s digits are entered on a phone', async () => {
  const admin = await enter(await newPage(), 'hub', 'admin');
  await admin.goto('/hub/applications');
  await admin.getByRole('button', { name: '登记应用' }).first().click();
  await admin.getByLabel('应用名称').fill('市图书馆');
  await admin.getByLabel('用途（市民在同意前会读到）').fill('办借书证、预约座位');
  await admin.getByLabel('联系人和电话').fill('服务台 0668-2910000');
  await admin.getByLabel('登录返回地址，每行一个，须一字不差').fill(`${origin}/notices`);
  await assertAccessible(admin);
  await shot(admin, 'sign-in/hub-register');
  await admin.getByRole('button', { name: '登记应用' }).click();
  await admin.getByText('请再验证一次身份').waitFor();
  await admin.getByRole('link', { name: '去验证' }).click();
  await admin.getByRole('button', { name: /发送验证码到/ }).click();
  await admin.getByText('演示环境不真的发短信').waitFor();
  await looked(admin, 'prove-message');
  const said = (await admin.locator('main').textContent()) ?? '';
  await admin.getByLabel('验证码').fill(/验证码 (\d{6})/.exec(said)?.[1] ?? '');
  await admin.getByRole('button', { name: '验证', exact: true }).click();
  await admin.waitForURL(/\/hub\/applications/);
  assert.equal(await admin.getByLabel('应用名称').inputValue(), '市图书馆', 'what was filled in is still there');
  assert.equal(await admin.getByLabel('登录返回地址，每行一个，须一字不差').inputValue(), `${origin}/notices`);
  await admin.getByRole('button', { name: '登记应用' }).click();
  await admin.getByText('密钥只显示这一次').waitFor();
  const clientId = /app-[a-z0-9]+/.exec((await admin.locator('.once').textContent()) ?? '')?.[0] ?? '';
  await assertAccessible(admin);
  await shot(admin, 'sign-in/hub-secret');
  for (const path of ['/hub/accounts', '/hub/messages']) {
    await admin.goto(path);
    await admin.locator('.rows tbody tr, .empty').first().waitFor();
    await assertAccessible(admin);
    await shot(admin, `sign-in${path.replaceAll('/', '-')}`);
  }

  const citizen = await newPage({ device: 'phone' });
  const asked = new URLSearchParams({ client_id: clientId, response_type: 'code', scope: 'openid profile full_name', redirect_uri: `${origin}/notices`, state: 's', code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' });
  await city.house.db`update applications set scopes = '{openid,profile,full_name}' where client_id = ${clientId}`;
  await citizen.goto(`/oidc/auth?${asked}`);
  await citizen.getByText('登录后进入“市图书馆”').waitFor();
  await citizen.getByRole('button', { name: /^以 / }).first().click();
  await citizen.getByRole('heading', { name: '“市图书馆”想知道' }).waitFor();
  await looked(citizen, 'consent-phone');
  await citizen.getByLabel(/完整姓名/).check();
  await citizen.getByRole('button', { name: '同意并继续' }).click();
  await citizen.waitForURL(/\/notices\?code=/);
  await citizen.goto('/account');
  await citizen.getByRole('button', { name: '撤回对“市图书馆”的同意' }).click();
  await citizen.getByText('还没有应用向您要过信息').waitFor();
  await citizen.goto('/oidc/auth?client_id=nobody&response_type=code');
  await citizen.getByRole('heading', { name: '这个应用没有登记' }).waitFor();
  await looked(citizen, 'refused-phone');

  const api = await city.as('admin');
  await proveFresh(api, api);
  const kiosk = (await api.post('/api/v1/applications', { kind: 'device', name: '大厅一体机', purpose: '自助取号', organ: '440900-政务服务数据管理局', contact: '大厅值班' })).body;
  const flow = (await (await fetch(`${origin}/oidc/device/auth`, { method: 'POST', body: new URLSearchParams({ client_id: kiosk.clientId, scope: 'openid profile' }) })).json()) as { user_code: string };
  await citizen.goto('/device');
  await citizen.getByLabel('设备上的数字').fill('1');
  await citizen.getByRole('button', { name: '继续' }).click();
  await citizen.getByText('没有这个数字').waitFor();
  await looked(citizen, 'device-wrong-phone');
  await citizen.getByLabel('设备上的数字').fill(flow.user_code);
  await citizen.getByRole('button', { name: '继续' }).click();
  await citizen.getByText(flow.user_code).waitFor();
  await looked(citizen, 'device-confirm-phone');
  await citizen.getByRole('button', { name: '是，让它登录' }).click();
  await citizen.getByRole('button', { name: '同意并继续' }).click();
  await citizen.getByRole('heading', { name: '设备已登录' }).waitFor();
  await citizen.goto('/oidc/session/end');
  await looked(citizen, 'sign-out-phone');
  await citizen.getByRole('button', { name: '全部退出' }).click();
  await citizen.getByRole('heading', { name: '已退出' }).waitFor();
});
