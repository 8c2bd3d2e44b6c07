import type { Progress } from '../properties/index.ts';
import { plain } from '../reports/index.ts';
import { widthOf, type Output } from './io.ts';

/** Shows progress while a run goes on; `end` leaves nothing of it on a terminal. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
}

const REDRAW_MS = 100;
const PLAIN_MS = 15_000;
const BAR = 16;

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  tour: 'tour',
  probe: 'looking for what it has',
  scenarios: 'scenarios',
  walks: 'walks',
  sight: 'a first difference, not confirmed yet',
  shrink: 'making counterexamples small',
  done: 'done',
};

/** One line that is drawn again and again on a terminal; in a pipe, a plain line now and then. */
export function progressLine(output: Output, now: () => number = () => performance.now()): ProgressLine {
  const every = output.isTerminal ? REDRAW_MS : PLAIN_MS;
  let last = output.isTerminal ? -Infinity : now();
  let drawn = false;
  return {
    show(progress) {
      const time = now();
      if (progress.phase === 'sight') {
        const clear = drawn && output.isTerminal ? '\r\u001b[2K' : '';
        output.write(`${clear}${told(progress, false)}\n`);
        return;
      }
      if (progress.phase === 'done' || time - last < every) return;
      last = time;
      drawn = true;
      const text = plain(told(progress, output.isTerminal)).slice(0, widthOf(output) - 1);
      output.write(output.isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end() {
      if (drawn && output.isTerminal) output.write('\r\u001b[2K');
      drawn = false;
    },
  };
}

function told({ phase, detail, calls, programs, share }: Progress, bar: boolean): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR);
  const start = bar ? `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ` : '';
  const counts = `${programs.toLocaleString('en-US')} programs, ${calls.toLocaleString('en-US')} calls`;
  return `${start}${PHASES[phase]} · ${counts}${detail === '' ? '' : ` · ${detail}`}`;
}
