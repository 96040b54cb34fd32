// One call: the form, and beside it what is signed, the same in code, and the response.
import { lazy } from '../parts/lazy.jsx';
import { Tabs } from '../parts/tabs.jsx';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { CallForm } from './call-form.jsx';
import { ResponsePanel } from './response-panel.jsx';
import { SignaturePanel } from './signature-panel.jsx';
import { isRunning, run } from './run.js';

const CodePanel = lazy(() => import('./code-panel.jsx').then(({ CodePanel }) => CodePanel));

const panels = { signature: SignaturePanel, code: CodePanel, response: ResponsePanel };

export function CallView() {
  const Panel = panels[page.panel.value];
  const tabs = [
    { value: 'signature', title: t('panel.signature') },
    { value: 'code', title: t('panel.code') },
    { value: 'response', title: <ResponseTitle /> },
  ];
  return (
    <div class="columns">
      <CallForm />
      <div class="panel">
        <Tabs
          id="panel"
          label={t('panels')}
          value={page.panel.value}
          onChange={(panel) => (page.panel.value = panel)}
          tabs={tabs}
        >
          <Panel />
        </Tabs>
      </div>
    </div>
  );
}

/** With a dot that says how the last call ended. */
function ResponseTitle() {
  const { ending } = run.value ?? {};
  const tone = ending && ('result' in ending ? 'good' : 'bad');
  return (
    <>
      {t('panel.response')}
      {(tone || isRunning()) && <span class={`dot ${tone ?? 'busy'}`} aria-hidden="true" />}
    </>
  );
}
