// The session of an account: what is typed keeps it open, its end is told two minutes before, and what was typed outlives it.
// The end is kept for all tabs of the browser: each page that is opened, in any of them, moves it.
document.addEventListener('DOMContentLoaded', () => {
  const notice = document.querySelector('[data-session]');
  if (!notice) return;
  const place = 'has-session-fin';
  const told = { soon: 120_000, every: 5_000 };
  const life = Number(notice.dataset.session) * 1000;
  const end = () => Number(localStorage.getItem(place));
  const isOver = () => end() <= Date.now();
  let asked = Date.now();
  let state = 'open';

  const show = (next) => {
    if (next === state) return;
    state = next;
    notice.hidden = state === 'open';
    notice.querySelectorAll('[data-when]').forEach((part) => { part.hidden = part.dataset.when !== state; });
  };
  const tell = () => show(isOver() ? 'over' : end() - Date.now() <= told.soon ? 'soon' : 'open');
  // A session that goes on after its end may be that of another: only the answer of the server opens this page again.
  const look = () => {
    if (state === 'over' && !isOver()) ask();
    else if (state !== 'other') tell();
  };
  // Asks for more time. Forms of this page go on with the token of the session as it is now, as long as its holder is the same.
  const ask = async () => {
    asked = Date.now();
    const answer = await fetch('/compte/session', { redirect: 'manual' }).catch(() => null);
    if (answer?.type === 'opaqueredirect') {
      localStorage.setItem(place, '0');
    } else if (answer?.ok) {
      const session = await answer.json();
      if (session.compte !== notice.dataset.account) return show('other');
      localStorage.setItem(place, String(Date.now() + (session.reste * 1000)));
      document.querySelectorAll('input[name=jeton]').forEach((field) => { field.value = session.jeton; });
    } else {
      return;
    }

    tell();
  };

  localStorage.setItem(place, String(Date.now() + life));
  setInterval(look, told.every);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('storage', (event) => {
    if (event.key === place) look();
  });
  ['input', 'keydown', 'pointerdown'].forEach((kind) => document.addEventListener(kind, () => {
    if (!isOver() && Date.now() - asked > life / 6) ask();
  }, { passive: true }));
  notice.querySelector('button').addEventListener('click', ask);

  // What is sent after the end would be lost: it stays in the page until its author is back.
  document.addEventListener('submit', (event) => {
    if (event.target.method !== 'post' || (!isOver() && state !== 'over' && state !== 'other')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    look();
    notice.querySelector(`[data-when=${state}] a`)?.focus();
  }, { capture: true });
});
