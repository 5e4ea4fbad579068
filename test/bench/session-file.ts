import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Lines handed to the file at once. */
const LINES = 2_000;
const STARTED = 1_764_000_000_000;

export interface SessionPlan {
  url: string;
  frames: number;
  direction: 'sent' | 'received';
  /** milliseconds between two frames */
  gap: number;
  text(number: number): string;
}

/** Writes a session of one connection in the format of docs/session-format.md. */
export async function writeSession(file: string, { url, frames, direction, gap, text }: SessionPlan) {
  const stream = createWriteStream(file);
  const opening = { url, protocols: [], origin: new URL(url.replace('ws', 'http')).origin, context: 'page' };
  const lines: string[] = [
    JSON.stringify({
      format: 'framereel',
      version: 1,
      name: 'Benchmark',
      started: STARTED,
      connections: 1,
      frames,
    }),
    JSON.stringify({ type: 'opening', connection: 1, time: STARTED, ...opening, documentUrl: '' }),
    JSON.stringify({ type: 'open', connection: 1, time: STARTED + 5, protocol: '', extensions: '' }),
  ];
  const flush = async (): Promise<void> => {
    if (!stream.write(`${lines.splice(0).join('\n')}\n`)) await once(stream, 'drain');
  };
  for (let number = 0; number < frames; number++) {
    const time = STARTED + 10 + number * gap;
    const head = `{"type":"frame","connection":1,"seq":${number + 1},"time":${time},"direction":"${direction}"`;
    lines.push(`${head},"text":${JSON.stringify(text(number))}}`);
    if (lines.length >= LINES) await flush();
  }
  lines.push(JSON.stringify({ type: 'end', lines: frames + 3 }));
  await flush();
  stream.end();
  await once(stream, 'close');
}
