// Where the key comes from, what is to be said of it, and when it ends.
import { useEffect, useState } from 'preact/hooks';
import { Choice, TextField } from '../parts/field.jsx';
import { endpointProblem, keyProblem } from '../call/problems.js';
import { config } from '../state/config.js';
import * as connection from '../state/connection.js';
import { page } from '../state/page.js';
import { t } from '../words/index.js';
import { ExpiryNote } from './expiry.jsx';
import { FromUrl, PresignFields } from './from-url.jsx';

export function ConnectionPanel() {
  const [isOpen, setIsOpen] = useState(false);
  // Opened where something is to be entered, and never closed while it is.
  useEffect(() => setIsOpen(page.keys.value !== 'demo'), [page.keys.value]);
  return (
    <details
      class="panel connection"
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        <span class="title">{t('credentials')}</span>
        <Summary />
      </summary>
      <div class="body">
        <KeySource />
        {page.keys.value === 'demo' && <p class="note">{t('keys.demo.hint')}</p>}
        {page.keys.value === 'hand' && <ByHand />}
        {page.keys.value === 'url' && <FromUrl />}
        {page.keys.value === 'url' && <Forget />}
        {page.keys.value === 'presign' && <PresignFields />}
        {page.target.value === 'alibaba' && <EndpointField />}
        <p class="note">{t('keys.memory')}</p>
      </div>
      {connection.isRisky.value && (
        <p class="notice care" role="status" id="key-warning">
          {t('keys.long.lived')}
        </p>
      )}
    </details>
  );
}

function Summary() {
  const { accessKeyId } = connection.key.value ?? { accessKeyId: '' };
  if (page.keys.value === 'presign') return <span class="aside">{t('keys.presign')}</span>;
  if (accessKeyId === '') return <span class="aside care">{t('keys.none')}</span>;
  return (
    <span class="aside">
      <span class="code">{accessKeyId}</span> <ExpiryNote />
      {connection.isRisky.value && <span class="chip care">{t('keys.long.lived.short')}</span>}
    </span>
  );
}

function KeySource() {
  const hasDemo = config.value.credentials !== undefined && page.target.value === 'local';
  const choices = [
    ...(hasDemo ? [{ value: 'demo', title: t('keys.demo') }] : []),
    { value: 'hand', title: t('keys.hand') },
    { value: 'url', title: t('keys.url') },
    { value: 'presign', title: t('keys.presign') },
  ];
  return (
    <Choice
      name="keys"
      label={t('keys.source')}
      value={page.keys.value}
      onChange={(value) => (page.keys.value = value)}
      choices={choices}
    />
  );
}

function ByHand() {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = connection.entered;
  return (
    <form
      class="by-hand"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        connection.takeEntered();
      }}
      onFocusOut={leave}
    >
      <div class="pair">
        <TextField
          id="accessKeyId"
          label={t('key.id')}
          problem={keyProblem('accessKeyId')}
          value={accessKeyId}
          placeholder="STS.…"
        />
        <TextField
          id="accessKeySecret"
          label={t('key.secret')}
          problem={keyProblem('accessKeySecret')}
          value={accessKeySecret}
          isSecret
        />
        <TextField
          id="securityToken"
          label={t('key.token')}
          hint={t('key.token.hint')}
          problem={keyProblem('securityToken')}
          value={securityToken}
          isSecret
        />
        <TextField
          id="expiration"
          label={t('key.expiration')}
          hint={t('key.expiration.hint')}
          problem={keyProblem('expiration')}
          value={expiration}
          placeholder="2026-01-31T10:05:07Z"
        />
      </div>
      <p class="note">{t('keys.use.hint')}</p>
      <div class="actions">
        <button type="submit" id="useKey" class="quiet">
          {t('keys.use')}
        </button>
        <ForgetButton />
      </div>
    </form>
  );
}

/** Who only looks elsewhere, in another window, has not entered the whole key. @param {FocusEvent} event */
function leave({ currentTarget, relatedTarget }) {
  const isWithin = /** @type {Node} */ (currentTarget).contains(
    /** @type {Node} */ (relatedTarget),
  );
  if (!isWithin && document.hasFocus()) connection.takeEntered();
}

function Forget() {
  return (
    <div class="actions">
      <ForgetButton />
    </div>
  );
}

function ForgetButton() {
  return (
    <button type="button" class="quiet" id="forget" onClick={connection.forgetKeys}>
      {t('keys.forget')}
    </button>
  );
}

function EndpointField() {
  return (
    <TextField
      id="endpoint"
      label={t('endpoint')}
      hint={t('endpoint.hint')}
      problem={endpointProblem()}
      value={connection.customEndpoint}
      placeholder="https://…"
    />
  );
}
