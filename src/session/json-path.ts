/** A member's name or an element's index on the way to a value. */
export type JsonStep = string | number;

/** A JSON path for people: `$.log.entries[3]["odd key"]`. */
export function showPath(path: readonly JsonStep[]): string {
  let shown = '$';
  for (const step of path) {
    if (typeof step === 'number') shown += `[${step}]`;
    else if (/^[A-Za-z_]\w{0,60}$/.test(step)) shown += `.${step}`;
    else shown += `[${JSON.stringify(step.length > 60 ? `${step.slice(0, 60)}…` : step)}]`;
  }
  return shown;
}
