// @ts-check
// On the pages of an application: keeps what is typed while the reader types, so that nothing is lost with the connection.
const form = document.querySelector('form[data-keep]');
const told = form?.querySelector('.saved');
if (form instanceof HTMLFormElement && told instanceof HTMLElement) {
  /** @type {number | undefined} */
  let timer;
  let last = '';
  const keep = async () => {
    const content = new FormData(form);
    // Files travel once, with the form itself.
    for (const input of form.querySelectorAll('input[type=file]')) if (input instanceof HTMLInputElement) content.delete(input.name);
    content.set('then', 'keep');
    const now = JSON.stringify([...content]);
    if (now === last) return;
    try {
      const answer = await fetch(form.action, { method: 'POST', body: content, redirect: 'manual' });
      if (answer.type !== 'opaqueredirect') throw new Error(String(answer.status));
      last = now;
      told.textContent = `${told.dataset.saved} ${new Date().toTimeString().slice(0, 5)}`;
    } catch {
      told.textContent = told.dataset.notSaved ?? '';
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void keep(), 1500);
  });
  // A form on its way is not kept a second time behind it.
  form.addEventListener('submit', () => clearTimeout(timer));
}
