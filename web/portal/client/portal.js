// @ts-check
// What the script adds. Every page works without it; nothing here is needed to read, ask, send or be answered.
const once = /** @type {WeakSet<HTMLFormElement>} */ (new WeakSet());

// The summary of faults takes the focus, also in browsers that do not know autofocus on other things than controls.
const summary = document.querySelector('.summary');
if (summary instanceof HTMLElement) summary.focus();

// A form is sent once, however often it is pressed.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  if (once.has(form)) return event.preventDefault();
  once.add(form);
  if (event instanceof SubmitEvent && event.submitter) event.submitter.setAttribute('aria-disabled', 'true');
  setTimeout(() => once.delete(form), 8000);
});
// Coming back by the browser's own button, the form may be sent again.
addEventListener('pageshow', () => document.querySelectorAll('[aria-disabled=true]').forEach((button) => button.removeAttribute('aria-disabled')));

document.querySelectorAll('[data-print]').forEach((button) => {
  button.removeAttribute('hidden');
  button.addEventListener('click', () => print());
});
