import { useMemo } from 'preact/hooks';
import { choosePreview } from '../payload/choose-preview.ts';
import type { PayloadContent } from '../payload/payload-content.ts';
import { HexView } from './HexView.tsx';
import { ImageView } from './ImageView.tsx';
import { JsonView } from './JsonView.tsx';
import { TextView } from './TextView.tsx';

/** A payload in the form it is read best: a tree, text, or bytes. */
export function Preview({ content }: { content: PayloadContent }) {
  const choice = useMemo(() => choosePreview(content), [content]);
  if (choice.as === 'json') return <JsonView {...choice} />;
  if (choice.as === 'text') return <TextView content={content} note={choice.note} />;
  if (choice.as === 'image') return <ImageView bytes={content.bytes} type={choice.type} />;
  return <HexView bytes={content.bytes} />;
}
