// Takes the pictures of the guides in a real browser. See pictures.sh.
const { resolve } = require('path');
const [playwright, base, folder, only = ''] = process.argv.slice(2);
const { chromium } = require(resolve(playwright));

const service = 'sophie-marchand|service-has';
const lead = 'claire-martin|chef-de-projet';

// Opens a list, then the first link that bears a text.
const byLink = (list, text, more = '') => async (page) => {
  await page.goto(list);
  const href = await page.getByRole('main').getByRole('link', { name: text }).first().getAttribute('href');
  await page.goto(href + more);
};
const at = (path) => (page) => page.goto(path);

const pictures = [
  ['dossier', service, byLink('/dossiers?texte=CARDIOVEILLE', 'CARDIOVEILLE')],
  ['dossier-preuves', lead, byLink('/dossiers?texte=CARDIOVEILLE', 'CARDIOVEILLE', '?onglet=preuves#parties')],
  ['dossier-evaluation', lead, byLink('/dossiers?texte=CARDIOVEILLE', 'CARDIOVEILLE', '?onglet=evaluation#parties')],
  ['seance', service, byLink('/seances', /20\d\d/)],
  ['tableau-de-bord', service, at('/tableau-de-bord')],
  ['prevision', service, at('/prevision')],
  ['observatoire', service, at('/observatoire')],
  ['cles', service, at('/cles')],
  ['recherche', service, at('/recherche?q=insuline')],
  ['commentaires-chiffres', service, byLink('/commentaires', /hopital-fictif/)],
  ['commentaires-lecture', service, async (page) => {
    await byLink('/commentaires', /hopital-fictif/)(page);
    await page.goto(new URL(page.url()).pathname + '/lecture');
  }],
  ['revue-synthese', lead, byLink('/revues', /Boucle fermée/)],
  ['revue-tri', lead, byLink('/revues', /Télésurveillance de l’insuffisance/, '/tri')],
  ['revue-etudes', lead, byLink('/revues', /Télésurveillance de l’insuffisance/, '/etudes')],
  ['revue-rapport', lead, byLink('/revues', /Télésurveillance de l’insuffisance/, '/rapport')],
];

(async () => {
  const browser = await chromium.launch({
    executablePath: process.env.HAS_TEST_CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--lang=fr-FR'],
    // Dates in fields are written as the system says.
    env: { ...process.env, LANGUAGE: 'fr', LANG: 'fr_FR.UTF-8' },
  });
  const context = await browser.newContext({
    baseURL: base, viewport: { width: 1440, height: 900 }, locale: 'fr-FR', timezoneId: 'Europe/Paris', colorScheme: 'light', reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  for (let tries = 0; ; tries++) {
    const ready = await page.goto('/health/ready').catch(() => null);
    if (ready?.ok()) break;
    if (tries === 120) throw new Error(`${base} does not answer after a minute.`);
    await page.waitForTimeout(500);
  }

  let who = '';
  const become = async (wanted) => {
    if (wanted === who) return;
    await page.goto('/bienvenue');
    const token = await page.locator('input[name=jeton]').first().inputValue();
    await context.request.post('/identite', { form: { jeton: token, qui: wanted, retour: '/' }, maxRedirects: 0 });
    who = wanted;
  };
  await become(service);
  // The search shows something once its index is built.
  for (let tries = 0; tries < 240; tries++) {
    await page.goto('/recherche?q=insuline');
    if (await page.getByText('index en construction').count() === 0) break;
    await page.waitForTimeout(500);
  }

  for (const [name, wanted, open] of pictures.filter(([name]) => name.startsWith(only))) {
    await become(wanted);
    await open(page);
    await page.screenshot({ path: `${folder}/${name}.png` });
    console.log(`${folder}/${name}.png`);
  }
  await browser.close();
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
