// @ts-check
// Counts the seconds of a code down, and lets it fade when they are over. Without script its end stands there as a time.
const shown = document.querySelector('[data-code]');
const timer = shown?.querySelector('[data-timer]');
if (shown instanceof HTMLElement && timer instanceof HTMLElement) {
  const end = performance.now() + Number(shown.dataset.seconds) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    timer.textContent = left > 0 ? String(shown.dataset.left).replace('{count}', String(left)) : String(shown.dataset.over);
    shown.classList.toggle('over', left === 0);
    if (left > 0) setTimeout(tick, 250);
  };
  tick();
}
