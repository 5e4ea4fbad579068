/** A name for a variable, after the field it was found in, that is not among `taken` yet; it is from now on. */
export function valueName(field: string, taken: Set<string>): string {
  const base = field.replace(/[^\w.-]+/g, '_').replace(/^(?=[^A-Za-z_]|$)/, 'value');
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
  taken.add(name);
  return name;
}
