// A button that copies a text and says so.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../words/index.js';
import { announce } from './announcer.jsx';

/** Milliseconds for which the button says what happened. */
const SHOWN = 2000;

/**
 * @param {object} props
 * @param {string} props.text
 * @param {string} props.what what is copied, for those who do not see what the button stands beside
 */
export function CopyButton({ text, what }) {
  const [state, setState] = useState(/** @type {'copy' | 'copied' | 'copy.failed'} */ ('copy'));
  useEffect(() => {
    if (state === 'copy') return undefined;
    const timer = setTimeout(() => setState('copy'), SHOWN);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const ending = (await isCopied(text)) ? 'copied' : 'copy.failed';
    setState(ending);
    announce(t(ending));
  };
  return (
    <button type="button" class="quiet copy" onClick={copy}>
      {t(state)}
      <span class="unseen"> {what}</span>
    </button>
  );
}

/** @param {string} text */
async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
