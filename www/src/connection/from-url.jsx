// Keys from a function of the user's, and deletions that such a function signs.
import { useState } from 'preact/hooks';
import { TextField } from '../parts/field.jsx';
import * as connection from '../state/connection.js';
import { t } from '../words/index.js';
import { reasonText } from '../words/reasons.js';

export function FromUrl() {
  const [problem, setProblem] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const load = async () => {
    setIsAsking(true);
    setProblem('');
    try {
      await connection.fetchKey();
    } catch (error) {
      setProblem(t('keys.url.problem', { reason: reasonText(error) }));
    }
    setIsAsking(false);
  };
  return (
    <form
      class="with-button"
      onSubmit={(event) => {
        event.preventDefault();
        load();
      }}
    >
      <TextField
        id="credentialsUrl"
        label={t('keys.url.label')}
        hint={t('keys.url.hint')}
        problem={problem}
        value={connection.credentialsUrl}
        placeholder="/credentials"
      />
      <button type="submit" id="fetchKey" disabled={isAsking}>
        {t('keys.url.fetch')}
      </button>
    </form>
  );
}

export function PresignFields() {
  return (
    <TextField
      id="presignUrl"
      label={t('keys.presign.label')}
      hint={t('keys.presign.hint')}
      value={connection.presignUrl}
      placeholder="/presign"
    />
  );
}
