// A part of the page that is loaded when it is shown for the first time.
import { useEffect, useState } from 'preact/hooks';
import { t } from '../words/index.js';

/**
 * @template Props
 * @param {() => Promise<import('preact').FunctionComponent<Props>>} load
 * @returns {import('preact').FunctionComponent<Props>}
 */
export function lazy(load) {
  /** @type {import('preact').FunctionComponent<Props> | undefined} */
  let Loaded;
  return function Lazy(props) {
    const [problem, setProblem] = useState('');
    const [, setIsLoaded] = useState(Loaded !== undefined);
    useEffect(() => {
      // By now it may have come for one that was shown before and is gone.
      if (Loaded) return setIsLoaded(true);
      load().then(
        (component) => {
          Loaded = component;
          setIsLoaded(true);
        },
        (error) => setProblem(String(error)),
      );
    }, []);
    if (Loaded) return <Loaded {...props} />;
    return <p class="empty">{problem || t('loading')}</p>;
  };
}
