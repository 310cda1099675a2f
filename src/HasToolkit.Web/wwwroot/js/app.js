// Everything works without this file. It only spares a few gestures.
document.addEventListener('DOMContentLoaded', () => {
  // A refused form: bring the reader to the reason.
  document.querySelector('[data-focus]')?.focus();

  // A form is sent once, even when the button is pressed twice.
  document.querySelectorAll('form[method=post]').forEach((form) => {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = 'yes';
    });
  });
});

// Back to a page that the browser kept: its forms may be sent again.
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
});

// Reading references: single keys press the buttons that name them, unless they are switched off or something is being typed.
document.addEventListener('DOMContentLoaded', () => {
  const title = document.querySelector('[data-reading]');
  const choice = document.querySelector('[data-shortcuts]');
  if (!choice) return;
  const box = choice.querySelector('input');
  choice.hidden = false;
  box.checked = localStorage.getItem('has-raccourcis') !== 'non';
  box.addEventListener('change', () => localStorage.setItem('has-raccourcis', box.checked ? 'oui' : 'non'));
  if (title && document.referrer === location.href) title.focus({ preventScroll: true });
  document.addEventListener('keydown', (event) => {
    if (!box.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input:not([type=checkbox]), textarea, select')) return;
    const button = document.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
});
