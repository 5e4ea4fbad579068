import type { Header } from '../protocol/handshake.ts';

/** The value of a header, several lines of it joined as RFC 9110 section 5.2 says; null where it is absent. */
export function headerValue(headers: readonly Header[], name: string): string | null {
  const lower = name.toLowerCase();
  const values = headers.filter((header) => header.name.toLowerCase() === lower).map(({ value }) => value);
  return values.length === 0 ? null : values.flatMap((value) => value.split('\n')).join(', ');
}

/** The members of a comma separated list, without empty ones (RFC 9110 section 5.6.1). */
export const listMembers = (value: string | null): string[] =>
  (value ?? '')
    .split(',')
    .map((member) => member.trim())
    .filter(Boolean);

/** Whether one of a list's members is this token; case does not matter. */
export const hasToken = (value: string | null, token: string): boolean =>
  listMembers(value).some((member) => member.toLowerCase() === token);
