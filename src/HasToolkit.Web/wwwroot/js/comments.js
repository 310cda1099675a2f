// Everything works without this file: it follows the progress of a batch, and lets one read with the keyboard.
document.addEventListener('DOMContentLoaded', () => {
  // Progress: the same page is asked for again, and its card replaced; once the work is done, the page itself.
  const follow = async () => {
    const card = document.querySelector('[data-live=progress]');
    if (!card) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live=progress]');
      if (!next) return location.reload();
      if (next.innerHTML !== card.innerHTML && !card.contains(document.activeElement)) card.replaceChildren(...next.childNodes);
    } catch {
      // The server is away: ask again later.
    }
    setTimeout(follow, 2000);
  };
  setTimeout(follow, 2000);

  // Keys of the reading queue. They can be turned off, and say nothing while one writes or chooses.
  const help = document.querySelector('[data-keys-help]');
  if (!help) return;
  const button = help.querySelector('[data-keys-switch]');
  const isOn = () => localStorage.getItem('has-raccourcis') !== 'non';
  const show = () => {
    button.setAttribute('aria-pressed', String(isOn()));
    button.textContent = isOn() ? 'Touches actives' : 'Touches inactives';
  };
  help.hidden = false;
  show();
  button.addEventListener('click', () => {
    localStorage.setItem('has-raccourcis', isOn() ? 'non' : 'oui');
    show();
  });
  document.addEventListener('keydown', (event) => {
    if (!isOn() || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (target && !target.disabled && (target.tagName !== 'A' || target.href)) {
      event.preventDefault();
      target.click();
    }
  });
});
