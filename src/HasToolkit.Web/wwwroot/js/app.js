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
