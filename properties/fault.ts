/** What went wrong and in which functions, without the paths of the machine it went wrong on. */
export function explainFault(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const places = [...(fault.stack ?? '').matchAll(/^ +at ([^\n(]*)/gm)].map((match) =>
    (match[1] ?? '').trim().replace(/^.*\//, ''),
  );
  return [`${fault.name}: ${fault.message}`, ...places.slice(0, 4).map((place) => `  in ${place}`)].join('\n');
}
