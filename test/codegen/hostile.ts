import { type Recording, type Step, stepsOf } from '../../src/replay/recording.ts';

/** What would run, end a literal, a comment, a line or a quotation, or be filled in, if it were not kept as it is. */
export const HOSTILE_TEXTS: readonly string[] = [
  `"; require('fs').writeFileSync('PWNED', ''); "`,
  `'; touch PWNED; '`,
  `\`\${require("fs").writeFileSync("PWNED", "")}\``,
  '*/ import("fs").then((fs) => fs.writeFileSync("PWNED", "")); /*',
  '</script><script>document.title = "PWNED"</script><!-- ]]>',
  `$(touch PWNED) \`touch PWNED\` \${IFS} $HOME %s %n !! \\`,
  '{{ $processEnvironment.HOME }} {{ name }} {{ $randomNumber(1,9) }} {{{ raw }}}',
  'line\u2028separator\u2029paragraph\u0085next\ufeffmark',
  '\u202etxet denrut\u202c\u2066\u200b\u00ad',
  'two\nlines\r\nand a tab\t, a bell\u0007, an escape\u001b[201~\u009b0m',
  '# no: comment\n- "no": [list]\n--- |',
  '-x',
  '__proto__',
  '',
  '{"constructor":{"prototype":null},"text":"\\u2028 \\" \\\\ \\/"}',
  '\u{1f600}\u{10ffff}\u{e0041} é ß 日本',
  '\n',
];

/** Cannot be in a command line or in a line that ends with it. */
export const WITH_NUL = 'a NUL \0 inside and at the end\0';

export const HOSTILE_REASON = `*/ \${1} '"\`\u2028</script>`;
export const HOSTILE_PROTOCOL = "$'`|~*!#%&^_.+-";
const HOSTILE_QUERY = `a='$(touch PWNED)'&b=\`x\`&c=\${1}*/</script>\u2028"&d={{ name }}`;

/**
 * A connection to `base` (such as `ws://127.0.0.1:8080`) in which everything that can be hostile is: each text is sent
 * and comes back, with bytes after it. The server closes it.
 */
export function hostileRecording(base: string, texts = [...HOSTILE_TEXTS, WITH_NUL]): Recording {
  const steps: Step[] = [];
  for (const [index, text] of texts.entries()) {
    const bytes = Uint8Array.of(0, 255, index, 10, 39, 96).buffer;
    steps.push(
      { at: index, direction: 'sent', payload: text, shape: 'string' },
      { at: index + 0.25, direction: 'received', payload: `${index}:${text}`, shape: 'string' },
      { at: index + 0.5, direction: 'sent', payload: bytes, shape: 'ArrayBuffer' },
      { at: index + 0.75, direction: 'received', payload: bytes, shape: 'ArrayBuffer' },
      { at: index + 0.8, direction: 'received', payload: null, shape: 'string' },
    );
  }
  return {
    url: `${base}/socket/$(touch PWNED)'"${'`'}*/;?${HOSTILE_QUERY}`,
    protocols: [HOSTILE_PROTOCOL, 'not a token */', '"; PWNED', HOSTILE_PROTOCOL],
    protocol: HOSTILE_PROTOCOL,
    extensions: 'permessage-deflate; */ client_max_window_bits',
    opened: 2,
    outcome: {
      is: 'closed',
      at: texts.length,
      code: 4001,
      reason: HOSTILE_REASON,
      wasClean: true,
      by: 'server',
    },
    steps: stepsOf(steps),
  };
}

/** An exact copy of a recording's payloads of one direction; bytes as Buffers. */
export function payloads({ steps }: Recording, direction: 'sent' | 'received'): (string | Buffer)[] {
  const list: (string | Buffer)[] = [];
  for (let index = 0; index < steps.length; index++) {
    const step = steps.step(index);
    if (step.direction !== direction || step.payload === null) continue;
    list.push(typeof step.payload === 'string' ? step.payload : Buffer.from(step.payload));
  }
  return list;
}
