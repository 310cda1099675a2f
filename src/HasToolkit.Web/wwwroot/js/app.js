// Everything works without this file. It only spares a few gestures.
const once = (root) => {
  // A form is sent once, even when the button is pressed twice.
  root.querySelectorAll('form[method=post]').forEach((form) => {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = 'yes';
      if (form.hasAttribute('data-in-place')) inPlace(event);
    });
  });
};

document.addEventListener('DOMContentLoaded', () => {
  // A refused form: bring the reader to the reason.
  document.querySelector('[data-focus]')?.focus();
  once(document);
});

// Back to a page that the browser kept: its forms may be sent again.
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
});

// Reading references: the answer to a form replaces what the page shows, without loading the page again.
const inPlace = async (event) => {
  const form = event.target;
  event.preventDefault();
  try {
    const answer = await fetch(event.submitter?.getAttribute('formaction') ?? form.action, {
      method: 'POST', headers: { 'X-In-Place': '1' }, body: new URLSearchParams(new FormData(form, event.submitter)),
    });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = page.querySelector('main');
    if (!main) return location.reload();
    document.title = page.title;
    document.querySelector('main').replaceWith(main);
  } catch {
    // The connection is down, or the answer is no page of ours: the address is asked for again, and says what holds.
    return location.reload();
  }

  once(document.querySelector('main'));
  shortcuts();
  document.getElementById('lire')?.scrollIntoView();
  (document.querySelector('[data-focus]') ?? document.querySelector('[data-reading]'))?.focus({ preventScroll: true });
};

// Single keys press the buttons that name them, unless they are switched off or something is being typed.
const chosenKeys = () => JSON.parse(localStorage.getItem('has-touches') ?? '{}');
const keyOf = (name) => chosenKeys()[name] ?? name;

const shortcuts = () => {
  const choice = document.querySelector('[data-shortcuts]');
  if (!choice) return;
  const on = choice.querySelector('[data-shortcuts-on]');
  const fields = [...choice.querySelectorAll('[data-key-of]')];
  const show = () => {
    fields.forEach((field) => { field.value = keyOf(field.dataset.keyOf).toUpperCase(); });
    document.querySelectorAll('button[data-key]').forEach((button) => {
      const sign = button.querySelector('kbd');
      if (sign) sign.textContent = keyOf(button.dataset.key).toUpperCase();
    });
  };
  const keep = (keys) => {
    localStorage.setItem('has-touches', JSON.stringify(keys));
    show();
  };

  choice.hidden = false;
  on.checked = localStorage.getItem('has-raccourcis') !== 'non';
  on.addEventListener('change', () => localStorage.setItem('has-raccourcis', on.checked ? 'oui' : 'non'));
  fields.forEach((field) => field.addEventListener('change', () => {
    const key = field.value.toLowerCase();
    const isTaken = fields.some((other) => other !== field && keyOf(other.dataset.keyOf) === key);
    const isUsable = key.length === 1 && !isTaken && !/[\s\d]/.test(key);
    keep(isUsable ? { ...chosenKeys(), [field.dataset.keyOf]: key } : chosenKeys());
  }));
  choice.querySelector('[data-keys-reset]').addEventListener('click', () => keep({}));
  show();
};

document.addEventListener('DOMContentLoaded', shortcuts);
document.addEventListener('keydown', (event) => {
  if (!document.querySelector('[data-shortcuts-on]')?.checked) return;
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input:not([type=checkbox]), textarea, select')) return;
  const button = [...document.querySelectorAll('button[data-key]')]
    .find((known) => known.dataset.key && keyOf(known.dataset.key) === event.key.toLowerCase());
  if (!button) return;
  event.preventDefault();
  button.click();
});

// « / » leads to the search box, from any page.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (localStorage.getItem('has-raccourcis') === 'non') return;
  if (event.target.closest('input:not([type=checkbox]), textarea, select')) return;
  const box = document.getElementById('chercher');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
