import { valuesAt } from '../bytes/values-at.ts';

/** The bytes from one on as numbers. */
export function HexValues({ bytes, at }: { bytes: Uint8Array; at: number }) {
  return (
    <div class="values" role="table" aria-label="Values at the offset">
      <div role="row" class="head">
        <span role="columnheader">0x{at.toString(16)}</span>
        <span role="columnheader">little-endian</span>
        <span role="columnheader">big-endian</span>
      </div>
      {valuesAt(bytes, at).map(({ type, little, big }) => (
        <div role="row" key={type}>
          <span role="rowheader" class="type">
            {type}
          </span>
          <span role="cell">{little}</span>
          <span role="cell">{big}</span>
        </div>
      ))}
    </div>
  );
}
