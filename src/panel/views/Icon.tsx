import type { ComponentChildren } from 'preact';

/** All on a grid of 16 units, drawn in the colour of the text beside them. */
const SHAPES = {
  record: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <circle class="solid" cx="8" cy="8" r="3.25" />
    </>
  ),
  clear: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="m4.5 4.5 7 7" />
    </>
  ),
  import: <path d="M8 10V2.5M5 5.5l3-3 3 3M3 10.5V13h10v-2.5" />,
  export: <path d="M8 2.5V10M5 7l3 3 3-3M3 10.5V13h10v-2.5" />,
  check: <path d="m3.5 8.5 3 3 6-7" />,
  box: <path d="M3.5 3.5h9v9h-9z" />,
  boxChecked: <path d="M3.5 3.5h9v9h-9zM5.75 8.25l1.75 1.75 3-3.75" />,
  lines: <path d="M3 4.5h10M3 8h10M3 11.5h10" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  funnel: <path d="M2.5 3.5h11L9.5 8.5V13l-3-1.5v-3l-4-5Z" />,
  chart: <path d="M3 13.25h10M4.5 11V7.5M8 11V3M11.5 11V5.5" />,
  heartbeat: <path d="M1.5 8.5h3l1.75-4.5 3 8.5 1.75-4h3.5" />,
  heartbeatOff: <path d="M1.5 8.5h3l1.75-4.5 3 8.5 1.75-4h3.5M3 13 13 3" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 7.5v3.25" />
      <circle class="solid" cx="8" cy="5.3" r=".8" />
    </>
  ),
  dot: <circle class="solid" cx="8" cy="8" r="3.25" />,
  ring: <circle cx="8" cy="8" r="3" />,
  half: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path class="solid" d="M8 5a3 3 0 0 0 0 6Z" />
    </>
  ),
  cut: (
    <>
      <path d="M8.6 4.9a3.1 3.1 0 1 0 0 6.2" />
      <path d="M11 4.5v2M11 9.5v2" />
    </>
  ),
  failed: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" />
    </>
  ),
  worker: (
    <>
      <path d="m8 2 5.2 3v6L8 14l-5.2-3V5L8 2Z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  iframe: <path d="M2.5 3.5h11v9h-11zM8 7.5h3.5v3H8z" />,
  replay: <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.75h-2.75" />,
  sent: <path d="M8 13V3.5M4 7.5l4-4 4 4" />,
  received: <path d="M8 3v9.5M4 8.5l4 4 4-4" />,
  edit: (
    <path d="m3 13 .7-2.9 6.9-6.9a1.2 1.2 0 0 1 1.7 0l.5.5a1.2 1.2 0 0 1 0 1.7l-6.9 6.9L3 13ZM9.5 4.5l2 2" />
  ),
  injected: <path d="M5 3H2.75v10H5M11 3h2.25v10H11M8 5.5v5M5.5 8h5" />,
  pending: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  bookmark: <path d="M4.5 2.5h7v11L8 10.5l-3.5 3z" />,
  bookmarked: <path class="filled" d="M4.5 2.5h7v11L8 10.5l-3.5 3z" />,
  copy: <path d="M5.5 5.5V3H13v7.5h-2.5M3 5.5h7.5V13H3z" />,
  right: <path d="m6 4 4 4-4 4" />,
  up: <path d="m4 10 4-4 4 4" />,
  down: <path d="m4 6 4 4 4-4" />,
  follow: <path d="M8 2.5V10M4.5 6.5 8 10l3.5-3.5M3 13h10" />,
  play: <path d="M5 3.5v9L12.5 8 5 3.5Z" />,
  step: <path d="M4 3.5v9L10 8 4 3.5ZM12.5 3.5v9" />,
  stop: <path d="M4 4h8v8H4z" />,
  same: <path d="M4 6.5h8M4 9.5h8" />,
  differs: <path d="M4 6.5h8M4 9.5h8M10.5 3.5l-5 9" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  minus: <path d="M3.5 8h9" />,
  warning: (
    <>
      <path d="M8 2.5 14 13H2L8 2.5ZM8 6.5v3" />
      <circle class="solid" cx="8" cy="11.2" r=".8" />
    </>
  ),
  settings: (
    <>
      <path d="M2.5 5h5.7M12 5h1.5M2.5 11H4M7.8 11h5.7" />
      <circle cx="10.1" cy="5" r="1.75" />
      <circle cx="5.9" cy="11" r="1.75" />
    </>
  ),
  lock: <path d="M4 7.5h8V13H4zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2" />,
} satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof SHAPES;

/** A sign. With `label` it speaks for itself; without, words beside it say the same. */
export function Icon({ name, label, class: tone = '' }: { name: IconName; label?: string; class?: string }) {
  const props = { class: `icon ${tone}`, viewBox: '0 0 16 16' };
  if (!label)
    return (
      <svg {...props} aria-hidden="true">
        {SHAPES[name]}
      </svg>
    );
  return (
    <svg {...props} role="img" aria-label={label}>
      {SHAPES[name]}
    </svg>
  );
}
