// @ts-check
// On the report form: the position of the device, and photos made small before they travel.

/** @param {HTMLElement} box */
function offerPosition(box) {
  const button = box.querySelector('button');
  const told = box.querySelector('[role=status]');
  const form = box.closest('form');
  if (!button || !told || !form || !navigator.geolocation) return;
  box.hidden = false;
  button.addEventListener('click', () => {
    told.textContent = box.dataset.locating ?? '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        set(form, `${box.dataset.locate}-lon`, coords.longitude.toFixed(6));
        set(form, `${box.dataset.locate}-lat`, coords.latitude.toFixed(6));
        const show = form.querySelector('[data-show]');
        if (show instanceof HTMLElement) show.click();
      },
      () => { told.textContent = box.dataset.failed ?? ''; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  });
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function set(form, name, value) {
  const box = form.elements.namedItem(name);
  if (box instanceof HTMLInputElement) box.value = value;
}

const longSide = 1600;

/** Redraws a photo at a size a screen can show; leaves it as it is where the browser cannot. @param {File} photo */
async function smaller(photo) {
  if (!photo.type.startsWith('image/') || photo.size < 600 * 1024 || !self.createImageBitmap) return photo;
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const bytes = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
    return bytes instanceof Blob && bytes.size < photo.size ? new File([bytes], photo.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' }) : photo;
  } catch {
    return photo;
  }
}

document.querySelectorAll('[data-locate]').forEach((box) => { if (box instanceof HTMLElement) offerPosition(box); });
document.querySelectorAll('form[data-shrink] input[type=file]').forEach((input) => {
  if (!(input instanceof HTMLInputElement)) return;
  input.addEventListener('change', async () => {
    const basket = new DataTransfer();
    for (const photo of await Promise.all([...(input.files ?? [])].map(smaller))) basket.items.add(photo);
    input.files = basket.files;
  });
});
