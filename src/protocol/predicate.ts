/**
 * A test on a socket or a frame as plain data: what the panel compiles and `page/` can decide by itself.
 * Whatever needs a decoder has no place here; it compiles to a question to the panel instead.
 */
export type Predicate =
  | { is: 'always' }
  /** the connection's URL equals `value` */
  | { is: 'url'; value: string }
  /** the connection's URL without query and fragment equals `value` */
  | { is: 'address'; value: string }
  /** the connection's URL, or its URL without query and fragment, is like `value`, where `*` stands for any text */
  | { is: 'like'; value: string }
  | { is: 'all'; of: Predicate[] }
  | { is: 'any'; of: Predicate[] }
  | { is: 'not'; of: Predicate };

/** What a {@link Predicate} looks at. */
export interface Subject {
  /** the connection's URL as resolved by the browser */
  url: string;
}

/** Decides `predicate` for `subject`. Calls nothing that a page could have replaced. */
export function matches(predicate: Predicate, subject: Subject): boolean {
  switch (predicate.is) {
    case 'always':
      return true;
    case 'url':
      return subject.url === predicate.value;
    case 'address':
      return addressOf(subject.url) === predicate.value;
    case 'like':
      return isLike(subject.url, predicate.value) || isLike(addressOf(subject.url), predicate.value);
    case 'all':
      for (let index = 0; index < predicate.of.length; index++)
        if (!matches(predicate.of[index] as Predicate, subject)) return false;
      return true;
    case 'any':
      for (let index = 0; index < predicate.of.length; index++)
        if (matches(predicate.of[index] as Predicate, subject)) return true;
      return false;
    case 'not':
      return !matches(predicate.of, subject);
  }
}

/** A URL up to its query and fragment. Written without string methods: it runs beside hostile code. */
export function addressOf(url: string): string {
  let address = '';
  for (let index = 0; index < url.length; index++) {
    const char = url[index] as string;
    if (char === '?' || char === '#') break;
    address += char;
  }
  return address;
}

/** Whether `text` is like `pattern`, in which `*` stands for any text. Written without string methods, as above. */
export function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[place] === '*') {
      star = place++;
      resume = at;
    } else if (pattern[place] === text[at]) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[place] === '*') place++;
  return place === pattern.length;
}
