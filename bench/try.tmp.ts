import { emulatorTarget, referenceTarget } from '../adapters/index.ts';
import { runSuite } from '../properties/index.ts';
import { mediapackage, formatOperation } from '../model/index.ts';
import { writeFileSync } from 'node:fs';
const target = process.argv[2] === 'moto' ? await emulatorTarget('moto', { profile: mediapackage }) : referenceTarget({ profile: mediapackage });
const run = await runSuite(target, { profile: mediapackage, depth: (process.argv[3] ?? 'default') as 'default', seed: Number(process.argv[4] ?? 1), suite: { name: 'x', version: '0' }, onProgress: (p) => { if (p.phase !== (globalThis as { ph?: string }).ph) { (globalThis as { ph?: string }).ph = p.phase; console.log(p.phase, p.calls, Math.round(performance.now())); } } });
await target.close();
writeFileSync('/tmp/scratch/run.json', JSON.stringify(run, null, 1));
const by: Record<string, number> = {};
for (const r of run.requirements) by[r.verdict] = (by[r.verdict] ?? 0) + 1;
console.log(by, run.operations, 'ops', run.calls, 'calls', run.snapshotCalls, run.programs, run.durationMs, 'ms');
for (const r of run.requirements) if (r.verdict === 'broken') { console.log(r.id, r.exercised, r.followsFrom ?? '', r.counterexample?.why ?? ''); for (const s of r.counterexample?.steps ?? []) console.log('      ', formatOperation(s.operation), '=>', s.observed.slice(0, 200)); }
for (const r of run.requirements) if (r.verdict !== 'broken' && r.verdict !== 'holds') console.log(r.verdict, r.id, (r.evidence ?? '').slice(0, 150));
console.log('holds', run.requirements.filter((r) => r.verdict === 'holds').map((r) => r.id + ' ' + r.exercised).join(', '));
for (const e of run.harnessErrors.slice(0, 3)) console.log(e.message);
