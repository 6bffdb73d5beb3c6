import type { House } from '#kernel/house.ts';
import { showOidcWith } from '#protocols/oidc/pages.ts';
import { signInPage, takeSignIn, takeSignInCode, takeSignOut } from '../pages/sign-in.ts';
import type { Portal } from '../routes.ts';
import { accountPage, takeEndOthers, takeEndSession, takeRemoveMethod, takeWithdraw } from './account.ts';
import { authorizePage, takeAuthorize } from './authorize.ts';
import { oidcPagesOf } from './oidc-pages.ts';
import { passkeyPage } from './passkey.ts';
import { firstPage, linkPage, passwordPage, takeFirst, takeLink, takePassword } from './passwords.ts';
import { provePage, takeMessage, takeProof } from './prove.ts';
import { upstreamPage, upstreamReturn } from './upstream.ts';
import { phonePage, recoveryPage, takePhone, takePhoneConfirm, takeRecovery, takeTotpBegin, takeTotpConfirm, totpPage } from './set-up.ts';

/** Signing in and out, one's account, and the pages of the single sign-on. Who is held back may still look after the account itself. */
export function accountPages({ page, form }: Portal, house: House): void {
  showOidcWith(house, oidcPagesOf(house));
  page('/sign-in', signInPage);
  form('/sign-in', (visit, sent, _parameters, reply) => takeSignIn(visit, sent, reply));
  form('/sign-in/code', (visit, sent, _parameters, reply) => takeSignInCode(visit, sent, reply));
  form('/sign-out', (visit, _sent, _parameters, reply) => takeSignOut(visit, reply), 'signed-in', true);
  page('/authorize/:uid', (visit, { uid = '' }, reply) => authorizePage(visit, uid, reply));
  form('/authorize/:uid', (visit, sent, { uid = '' }, reply) => takeAuthorize(visit, sent, uid, reply), 'signed-in');
  page('/sign-in/upstream', (visit, _parameters, reply) => upstreamPage(visit, reply));
  page('/sign-in/upstream/return', (visit, _parameters, reply) => upstreamReturn(visit, reply));
  page('/device', () => ({ to: '/oidc/device' }));
  page('/prove', provePage, 'signed-in', true);
  form('/prove', takeProof, 'signed-in', true);
  form('/prove/message', takeMessage, 'signed-in', true);
  page('/password', (visit) => linkPage(visit));
  form('/password', takeLink);
  page('/first-administrator', (visit) => firstPage(visit));
  form('/first-administrator', (visit, sent, _parameters, reply) => takeFirst(visit, sent, reply));
  page('/account', (visit) => accountPage(visit), 'signed-in', true);
  page('/account/password', (visit) => passwordPage(visit), 'signed-in', true);
  form('/account/password', takePassword, 'signed-in', true);
  form('/account/sessions/others', takeEndOthers, 'signed-in', true);
  form('/account/sessions/:id/end', (visit, _sent, { id = '' }) => takeEndSession(visit, id), 'signed-in', true);
  form('/account/methods/:id/remove', (visit, _sent, { id = '' }) => takeRemoveMethod(visit, id), 'signed-in', true);
  form('/account/consents/:client/withdraw', (visit, _sent, { client = '' }) => takeWithdraw(visit, client), 'signed-in', true);
  page('/account/totp', (visit) => totpPage(visit), 'signed-in', true);
  form('/account/totp', takeTotpBegin, 'signed-in', true);
  form('/account/totp/confirm', takeTotpConfirm, 'signed-in', true);
  page('/account/recovery', (visit) => recoveryPage(visit), 'signed-in', true);
  form('/account/recovery', takeRecovery, 'signed-in', true);
  page('/account/phone', (visit) => phonePage(visit), 'signed-in', true);
  form('/account/phone', takePhone, 'signed-in', true);
  form('/account/phone/confirm', takePhoneConfirm, 'signed-in', true);
  page('/account/passkey', (visit) => passkeyPage(visit), 'signed-in', true);
}
