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
