import browser from 'webextension-polyfill';

/*
 * Firefox lets no DevTools panel ask for access to a site, and no background page without a click. So the panel
 * opens this page, whose button may.
 */
const pattern = new URL(location.href).searchParams.get('pattern') ?? '';
const outcome = document.querySelector('#outcome') as HTMLElement;
(document.querySelector('#site') as HTMLElement).textContent = pattern.replace(/\/\*$/, '');

document.querySelector('#allow')?.addEventListener('click', async () => {
  const granted = await browser.permissions.request({ origins: [pattern] });
  outcome.textContent = granted
    ? 'Allowed. Go back to the page you inspect and reload it.'
    : 'Not allowed: Framereel will not read this site.';
});
