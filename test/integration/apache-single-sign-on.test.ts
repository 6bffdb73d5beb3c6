import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testCity } from '#test/kit/city.ts';
import { missing } from '#test/kit/clients.ts';
import { freePort } from '#test/kit/free-port.ts';
import { PlainBrowser } from '#test/kit/relying-party.ts';
import { proveFresh } from '#test/kit/prove.ts';
import { until } from '#test/kit/until.ts';

/** The single sign-on with a relying party that is none of ours: Debian's Apache with mod_auth_openidc, started for this test. */
const modules = '/usr/lib/apache2/modules';
const skip = missing('apache2') || (existsSync(join(modules, 'mod_auth_openidc.so')) ? false : 'the foreign client "mod_auth_openidc" is not installed: apt install libapache2-mod-auth-openidc');

test('A site behind Apache and mod_auth_openidc is opened by the city’s sign-in, knows who has come, and is closed by signing out at the city', { skip, timeout: 180_000 }, async () => {
  const [port, sitePort] = [await freePort(), await freePort()];
  const city = await testCity({ env: { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` } });
  const site = `http://127.0.0.1:${sitePort}`;
  const admin = await city.as('admin');
  await proveFresh(admin, admin);
  const application = (await admin.post('/api/v1/applications', {
    kind: 'web', name: '镇街网站', purpose: '查看本镇公开资料', organ: '440900-政务服务数据管理局', contact: '网站值班', returnAddresses: [`${site}/inside/back`], backChannel: `${site}/inside/back?logout=backchannel`, scopes: ['openid', 'profile'],
  })).body as { clientId: string; secret: string; issuer: string };

  const home = mkdtempSync(join(tmpdir(), 'yiwang-apache-'));
  chmodSync(home, 0o755);
  mkdirSync(join(home, 'site', 'inside'), { recursive: true });
  writeFileSync(join(home, 'site', 'inside', 'index.html'), '<h1>inside</h1>');
  const needed = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'headers', 'auth_openidc'];
  writeFileSync(join(home, 'apache.conf'), `
ServerRoot ${home}
ServerName 127.0.0.1
PidFile ${home}/pid
DefaultRuntimeDir ${home}
Mutex sem default
ErrorLog ${home}/log
LogLevel warn auth_openidc:info
Listen 127.0.0.1:${sitePort}
${needed.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
# The client of this test is no browser and says so; the module would answer it 401 instead of leading it to the sign-in.
RequestHeader unset Sec-Fetch-Mode early
DocumentRoot ${home}/site
DirectoryIndex index.html
OIDCProviderMetadataURL ${application.issuer}/.well-known/openid-configuration
OIDCClientID ${application.clientId}
OIDCClientSecret ${application.secret}
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCRedirectURI ${site}/inside/back
OIDCCryptoPassphrase ${crypto.randomUUID()}
OIDCPKCEMethod S256
OIDCScope "openid profile"
OIDCRemoteUserClaim sub
<Location /inside>
  AuthType openid-connect
  Require valid-user
  Header always set X-Who "expr=%{REMOTE_USER}"
</Location>
`);
  const apache = spawn('apache2', ['-f', join(home, 'apache.conf'), '-DFOREGROUND'], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => { apache.once('exit', () => done()); });
  after(async () => {
    apache.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  const log = () => (existsSync(join(home, 'log')) ? readFileSync(join(home, 'log'), 'utf8') : '');
  await until(async () => fetch(site).then((answer) => answer.status > 0, () => false), { seconds: 30, what: `Apache on ${site}: ${log()}` });

  const browser = new PlainBrowser();
  const asked = await browser.open(`${site}/inside/`);
  assert.match(asked.page, /登录后进入“镇街网站”/, log());
  const consent = await browser.send(asked, '/sign-in', { username: 'citizen', password: 'yiwang-demo' });
  const inside = await browser.send(consent, '/authorize/', { answer: 'yes' });
  assert.equal(inside.url, `${site}/inside/`, log());
  assert.match(inside.page, /<h1>inside<\/h1>/);
  assert.match((await browser.open(`${site}/inside/`)).page, /inside/);
  const [kept] = await city.house.db`select 1 from sign_ins where application = '镇街网站'`;
  assert.ok(kept, 'the owner sees where the sign-in led');
  await browser.send(await browser.open(`${city.url}/`), '/sign-out', {});
  const out = await until(async () => {
    const shown = await browser.open(`${site}/inside/`);
    return shown.url.startsWith(site) ? null : shown;
  }, { seconds: 30, what: `the site being closed: ${log()}` });
  assert.match(out.page, /登录后进入“镇街网站”/);
});
