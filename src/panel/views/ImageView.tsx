import './ImageView.css';
import { useEffect, useState } from 'preact/hooks';
import { formatSize } from '../format/size.ts';
import { HexView } from './HexView.tsx';
import { Scroller } from './Scroller.tsx';

/** A payload that is an image. It is only ever drawn: as an `img`, nothing in it can run. */
export function ImageView({ bytes, type }: { bytes: Uint8Array; type: string }) {
  const [url, setUrl] = useState('');
  const [size, setSize] = useState('');
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes.slice()], { type }));
    setUrl(made);
    setBroken(false);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  if (isBroken) return <HexView bytes={bytes} />;
  return (
    <>
      <div class="decoder">
        <span class="step">{type}</span>
        <span>{size}</span>
        <span>{formatSize(bytes.length)}</span>
      </div>
      <Scroller label="Image" class="image">
        {url !== '' && (
          <img
            src={url}
            alt={`Payload, ${type}`}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setSize(`${naturalWidth} × ${naturalHeight}`)
            }
            onError={() => setBroken(true)}
          />
        )}
      </Scroller>
    </>
  );
}
