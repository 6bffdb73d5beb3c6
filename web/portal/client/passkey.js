// @ts-check
// Passkeys: the browser's own helpers where it has them, the same by hand where it does not. Without script the page offers another way.

/** @param {string} text */
const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
/** @param {ArrayBuffer} bytes */
const textOf = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
/** @param {any} options */
const withBytes = (options) => ({
  ...options, challenge: bytesOf(options.challenge), ...(options.user ? { user: { ...options.user, id: bytesOf(options.user.id) } } : {}),
  .../** @type {any} */ (Object.fromEntries(['allowCredentials', 'excludeCredentials'].filter((key) => options[key]).map((key) => [key, options[key].map((/** @type {any} */ each) => ({ ...each, id: bytesOf(each.id) }))]))),
});
/** @param {any} credential */
function plain(credential) {
  if (typeof credential.toJSON === 'function') return credential.toJSON();
  const response = Object.fromEntries(['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'].filter((key) => credential.response[key]).map((key) => [key, textOf(credential.response[key])]));
  return { id: credential.id, rawId: textOf(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults(), response };
}

const ways = {
  'sign-in': { ask: '/api/v1/session/passkey/challenge', send: '/api/v1/session/passkey' },
  prove: { ask: '/api/v1/session/passkey/challenge', send: '/api/v1/session/proof/passkey' },
  new: { ask: '/api/v1/sign-in-methods/passkey/challenge', send: '/api/v1/sign-in-methods/passkey' },
};

/** @param {HTMLElement} place @param {string} path @param {object} body */
async function post(place, path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', ...(place.dataset.csrf ? { 'x-csrf-token': place.dataset.csrf } : {}) }, body: JSON.stringify(body) });
  const said = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw Object.assign(new Error(`${said.title} ${said.next}`), { code: said.code });
  return said;
}

/** @param {HTMLElement} place */
async function run(place) {
  const act = /** @type {keyof typeof ways} */ (place.dataset.passkey);
  const { challenge, options } = await post(place, ways[act].ask, {});
  const parsed = /** @type {any} */ (PublicKeyCredential);
  const publicKey = act === 'new'
    ? (parsed.parseCreationOptionsFromJSON?.(options) ?? withBytes(options))
    : (parsed.parseRequestOptionsFromJSON?.(options) ?? withBytes(options));
  const credential = await (act === 'new' ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
  const label = document.getElementById('f-label');
  await post(place, ways[act].send, { challenge, response: plain(credential), ...(act === 'new' && label instanceof HTMLInputElement && label.value ? { label: label.value } : {}) });
  location.assign(place.dataset.onward || '/');
}

if (typeof PublicKeyCredential === 'function') {
  document.querySelectorAll('[data-without-passkey]').forEach((each) => each.setAttribute('hidden', ''));
  document.querySelectorAll('[data-with-passkey]').forEach((each) => each.removeAttribute('hidden'));
  document.querySelectorAll('[data-passkey]').forEach((place) => {
    if (!(place instanceof HTMLElement)) return;
    place.removeAttribute('hidden');
    const [button, fault] = [place.querySelector('button'), place.querySelector('.fault')];
    button?.addEventListener('click', () => {
      if (fault) fault.textContent = '';
      button.disabled = true;
      run(place).catch((error) => {
        if (error.code === 'STEP_UP_NEEDED') return location.assign(`/prove?back=${encodeURIComponent(location.pathname)}`);
        // Closing the browser's own window is no fault.
        if (fault && error.name !== 'NotAllowedError') fault.textContent = error.message;
      }).finally(() => { button.disabled = false; });
    });
  });
}
