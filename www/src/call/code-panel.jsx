// The form's values as code, in seven ways. No key ever stands in it.
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import { useState } from 'preact/hooks';
import { MASK } from '../lib/masking.js';
import { CodeBlock } from '../parts/code.jsx';
import { Tabs } from '../parts/tabs.jsx';
import { curlSample } from '../samples/curl.js';
import { samples } from '../samples/index.js';
import { endpoint, key } from '../state/connection.js';
import { isForced, page } from '../state/page.js';
import { t } from '../words/index.js';
import { signed } from './signing.js';

for (const [name, language] of Object.entries({ bash, go, java, javascript, python, typescript })) {
  hljs.registerLanguage(name, language);
}

export function CodePanel() {
  const [isShown, setIsShown] = useState(false);
  const sample = samples.find(({ name }) => name === page.sample.value) ?? samples[0];
  const text = sample.write ? sample.write(currentWish()) : curl(isShown);
  // The highlighter escapes what it is given, and its own markup is classes only.
  const html = hljs.highlight(text, { language: sample.language }).value;
  const reveal = (
    <button
      type="button"
      class="quiet"
      id="revealCurl"
      aria-pressed={isShown}
      onClick={() => setIsShown(!isShown)}
    >
      {t(isShown ? 'hide.sensitive' : 'show.sensitive')}
    </button>
  );
  return (
    <Tabs
      id="sample"
      kind="small"
      label={t('samples')}
      value={sample.name}
      onChange={(name) => (page.sample.value = name)}
      tabs={samples.map(({ name, title }) => ({ value: name, title }))}
    >
      <CodeBlock
        id="sample-code"
        title={t('sample.title', { name: sample.title })}
        text={text}
        tools={!sample.write && reveal}
      >
        <span dangerouslySetInnerHTML={{ __html: html }} />
      </CodeBlock>
      <p class="note">{t(sample.write ? 'sample.keys' : 'sample.curl')}</p>
    </Tabs>
  );
}

/** @returns {import('../samples/wish.js').Wish} */
function currentWish() {
  return {
    region: page.region.value,
    image: page.image.value,
    force: isForced(),
    dryRun: page.dryRun.value,
    signature: page.signature.value,
    endpoint: originOf(endpoint.value),
    isTemporary: Boolean(key.value?.securityToken),
  };
}

/** Never more than the origin, so that no password in a URL is shown. @param {string} text */
function originOf(text) {
  if (text === '') return '';
  try {
    return new URL(text.includes('://') ? text : `https://${text}`).origin;
  } catch {
    return '';
  }
}

/** @param {boolean} isSignatureShown */
function curl(isSignatureShown) {
  if (!signed.value) return `# ${t('signature.empty')}\n`;
  return curlSample(signed.value.request, { isSignatureShown, mask: MASK });
}
