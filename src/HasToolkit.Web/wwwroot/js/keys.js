// Passkeys: the device is asked for a key, and its answer is sent with the form. Without this file, one enters with a password, and
// copies the code of an invitation.
const talks = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined;

const askDevice = async (form) => {
  const answer = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) throw new Error(String(answer.status));
  const options = await answer.json();
  return form.dataset.key === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
};

// The code of an invitation follows the sign #, which a browser sends to nobody: it goes into its field, and out of the address.
const takeCode = () => {
  const field = document.querySelector('input[data-fragment]');
  if (!field || location.hash.length < 2) return;
  field.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
};

window.addEventListener('hashchange', takeCode);

document.addEventListener('DOMContentLoaded', () => {
  takeCode();
  if (!talks) return;
  document.querySelectorAll('form[data-key]').forEach((form) => {
    form.hidden = false;
    form.addEventListener('submit', async (event) => {
      if (form.elements.cle.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const status = form.querySelector('[data-key-status]');
      status.textContent = 'Répondez à la demande de votre appareil.';
      try {
        form.elements.cle.value = JSON.stringify(await askDevice(form));
        form.submit();
      } catch {
        status.textContent = 'L’appareil n’a pas répondu, ou vous avez renoncé. Vous pouvez recommencer.';
      }
    }, { capture: true });
  });
});
