// What the page is, and how it looks: target, language, colours.
import { Choice } from './parts/field.jsx';
import { config } from './state/config.js';
import { aimAt, page } from './state/page.js';
import { t } from './words/index.js';

export function Header() {
  return (
    <header class="top">
      <img src="./icon.svg" alt="" width="32" height="32" />
      <div class="name">
        <h1>{t('title')}</h1>
        <p>{t('subtitle')}</p>
      </div>
      <div class="switches">
        {config.value.endpoint !== undefined && <TargetChoice />}
        <Choice
          name="lang"
          label={t('language')}
          isLabelUnseen
          value={page.lang.value}
          onChange={(value) => (page.lang.value = value)}
          choices={[
            { value: 'en', title: 'EN', spoken: 'English' },
            { value: 'zh', title: '中文' },
          ]}
        />
        <Choice
          name="theme"
          label={t('colours')}
          isLabelUnseen
          value={page.theme.value}
          onChange={(value) => (page.theme.value = value)}
          choices={[
            { value: 'auto', title: t('colours.auto') },
            { value: 'light', title: t('colours.light') },
            { value: 'dark', title: t('colours.dark') },
          ]}
        />
      </div>
    </header>
  );
}

function TargetChoice() {
  return (
    <Choice
      name="target"
      label={t('target')}
      isLabelUnseen
      value={page.target.value}
      onChange={aimAt}
      choices={[
        { value: 'local', title: t('target.local') },
        { value: 'alibaba', title: t('target.alibaba') },
      ]}
    />
  );
}
