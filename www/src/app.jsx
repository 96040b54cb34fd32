// The page as a whole.
import { CallView } from './call/call-view.jsx';
import { ConnectionPanel } from './connection/connection-panel.jsx';
import { Header } from './header.jsx';
import { ImagesPlace } from './images/images-place.jsx';
import { Announcer } from './parts/announcer.jsx';
import { QuestionDialog } from './parts/question.jsx';
import { Tabs } from './parts/tabs.jsx';
import { libraryProblem } from './state/library.js';
import { page } from './state/page.js';
import { t } from './words/index.js';

export function App() {
  const tabs = [
    { value: 'call', title: t('view.call') },
    { value: 'images', title: t('view.images') },
  ];
  return (
    <>
      <Header />
      <main>
        {libraryProblem.value !== '' && (
          <p class="notice bad" role="alert">
            {t('library.problem')} <span class="code">{libraryProblem.value}</span>
          </p>
        )}
        <ConnectionPanel />
        <Tabs
          id="view"
          kind="wide"
          label={t('views')}
          value={page.view.value}
          onChange={(view) => (page.view.value = view)}
          tabs={tabs}
        >
          {page.view.value === 'call' ? <CallView /> : <ImagesPlace />}
        </Tabs>
      </main>
      <Announcer />
      <QuestionDialog />
    </>
  );
}
