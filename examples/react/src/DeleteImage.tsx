// A form that deletes an image of one region, shows what became of it, and can be called off.
import { EcsClient, isEcsError, type Remedy } from 'ecs-delete-image';
import { useEffect, useRef, useState, type FormEvent } from 'react';

// Temporary ones, from a server of yours that knows who is asking; never a key that lasts.
const credentials = async () => (await fetch('/temporary-credentials')).json();
const ecs = new EcsClient({ credentials });

export function DeleteImage({ regionId }: { regionId: string }) {
  const [imageId, setImageId] = useState('');
  const [message, setMessage] = useState('');
  const [remedies, setRemedies] = useState<readonly Remedy[]>([]);
  const call = useRef<AbortController>(null);

  // A call that nobody waits for any more is called off.
  useEffect(() => () => call.current?.abort(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    call.current?.abort();
    const { signal } = (call.current = new AbortController());
    setMessage('…');
    setRemedies([]);
    try {
      const { outcome } = await ecs.deleteImage(regionId, imageId, false, { signal });
      setMessage(outcome);
    } catch (error) {
      if (signal.aborted) return;
      if (!isEcsError(error)) throw error;
      setMessage(error.message);
      if (error.kind === 'service') setRemedies(error.remedies);
    }
  }

  return (
    <form onSubmit={submit}>
      <label>
        Image{' '}
        <input
          name="imageId"
          value={imageId}
          onChange={(event) => setImageId(event.target.value)}
        />
      </label>
      <button>Delete</button>
      <output>{message}</output>
      <ul>
        {remedies.map(({ action, description }) => (
          <li key={action}>{description}</li>
        ))}
      </ul>
    </form>
  );
}
