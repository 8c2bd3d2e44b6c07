import type { Run } from '../../properties/index.ts';
import { targetName } from '../common/index.ts';
import { figures } from './figures.ts';
import { findings } from './finding.ts';
import { machineDiagram } from './machine.ts';
import { html } from '../encode/index.ts';
import { page } from './page.ts';
import { SCRIPT } from './script.ts';
import { requirementTable } from './table.ts';
import { verdictBlock } from './verdicts.ts';

/**
 * A run as one HTML page that loads nothing: the verdict, each difference with its program as a sequence diagram, every requirement
 * under filters, the life of the role as far as it was met, and the figures of the run. Everything is there with scripts off.
 */
export function htmlReport(run: Run): string {
  return page(
    `${targetName(run)}: service-linked role conformance`,
    html`${verdictBlock(run)} ${findings(run)} ${requirementTable(run)} ${machineDiagram(run)} ${figures(run)}
      <footer>Made by ${run.suite.name} ${run.suite.version}. The page loads nothing and sends nothing.</footer>`,
    SCRIPT,
  );
}
