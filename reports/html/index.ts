/** Pages for a browser. */
export { htmlReport } from './report.ts';
export { matrixHtml, type ReportPages } from './matrix-page.ts';
