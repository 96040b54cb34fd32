// When the key ends, counted down.
import { useEffect, useState } from 'preact/hooks';
import { relativeTime } from '../lib/age.js';
import { expiry } from '../state/connection.js';
import { locale, t } from '../words/index.js';

const SECOND = 1000;

export function ExpiryNote() {
  const [, setTick] = useState(0);
  const end = expiry.value;
  useEffect(() => {
    if (end === undefined) return undefined;
    const timer = setInterval(() => setTick((tick) => tick + 1), SECOND);
    return () => clearInterval(timer);
  }, [end]);
  if (end === undefined) return null;
  const left = end - Date.now();
  return left > 0 ? (
    <span class="chip" id="expiry">
      {t('key.ends', { when: relativeTime(left, locale()) })}
    </span>
  ) : (
    <span class="chip bad" id="expiry">
      {t('key.ended')}
    </span>
  );
}
