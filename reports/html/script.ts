/** Runs in the page: finds rows by words, and counts what the filters leave. Everything else works without it. */
export const SCRIPT = `
const find = document.getElementById('find');
if (find) {
  const rows = [...document.querySelectorAll('tr[data-verdict]')];
  const sections = [...document.querySelectorAll('details.section')];
  const none = document.querySelector('.none');
  const refresh = () => {
    const words = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
    const isShown = (row) => !row.hidden && getComputedStyle(row).display !== 'none';
    for (const section of sections) {
      const open = section.open;
      section.open = true;
      section.hidden = ![...section.querySelectorAll('tr[data-verdict]')].some(isShown);
      section.open = open;
    }
    none.hidden = sections.some((section) => !section.hidden);
  };
  find.closest('label').hidden = false;
  find.form.addEventListener('submit', (event) => event.preventDefault());
  find.form.addEventListener('input', refresh);
}
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener('hashchange', unfold);
unfold();
`;
