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
import { curlSample, needsToken } from '../samples/curl.js';
import { samples } from '../samples/index.js';
import { endpoint, key } from '../state/connection.js';
import { isForced, page } from '../state/page.js';
import { t } from '../words/index.js';
import { formProblem, signingProblem } from './problems.js';
import { currentlySigned } from './signing.js';

for (const [name, language] of Object.entries({ bash, go, java, javascript, python, typescript })) {
  hljs.registerLanguage(name, language);
}

export function CodePanel() {
  const [isShown, setIsShown] = useState(false);
  const sample = samples.find(({ name }) => name === page.sample.value) ?? samples[0];
  const text = textOf(sample, isShown);
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
      {text === '' ? (
        <NoSample />
      ) : (
        <CodeBlock
          id="sample-code"
          title={t('sample.title', { name: sample.title })}
          text={text}
          tools={!sample.write && reveal}
        >
          <span dangerouslySetInnerHTML={{ __html: html }} />
        </CodeBlock>
      )}
      {sample.write ? <p class="note">{t('sample.keys')}</p> : <CurlNote isShown={isShown} />}
    </Tabs>
  );
}

/**
 * Nothing is written for a form that cannot be sent: a sample of something else would be worse than none.
 *
 * @param {import('../samples/index.js').Sample} sample
 * @param {boolean} isSignatureShown
 */
function textOf({ write }, isSignatureShown) {
  const place = originOf(endpoint.value);
  if (place === undefined || formProblem()) return '';
  if (write) return write(currentWish(place));
  const made = currentlySigned();
  const { isPlaceholder = false } = made ?? {};
  return made ? curlSample(made.request, { isSignatureShown, mask: MASK, isPlaceholder }) : '';
}

/** What it takes to send the sample. @param {{ isShown: boolean }} props */
function CurlNote({ isShown }) {
  const made = currentlySigned();
  if (!made) return null;
  const { isPlaceholder, request } = made;
  const word = needsToken(request) ? 'sample.curl.token' : 'sample.curl';
  return (
    <p class={isPlaceholder ? 'note care' : 'note'} id="curl-note">
      {t(isPlaceholder ? 'sample.curl.placeholder' : word)}{' '}
      {!isPlaceholder && !isShown && t('sample.curl.hidden')}
    </p>
  );
}

/** Why there is no sample: it is on its way, or something is wrong with the form. */
function NoSample() {
  const why = whyNone();
  return (
    <p class={why ? 'notice bad' : 'empty'} id="sample-problem">
      {why ?? t('loading')}
    </p>
  );
}

function whyNone() {
  if (originOf(endpoint.value) === undefined) return t('endpoint.wrong');
  return formProblem() ?? signingProblem();
}

/**
 * @param {string} place
 * @returns {import('../samples/wish.js').Wish}
 */
function currentWish(place) {
  return {
    region: page.region.value,
    image: page.image.value,
    force: isForced(),
    dryRun: page.dryRun.value,
    signature: page.signature.value,
    endpoint: place,
    isTemporary: Boolean(key.value?.securityToken),
  };
}

/**
 * Never more than the origin, so that no password in a URL is shown; nothing for what is no endpoint.
 *
 * @param {string} text
 */
function originOf(text) {
  if (text === '') return '';
  const url = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(url)) return undefined;
  const { origin, protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
