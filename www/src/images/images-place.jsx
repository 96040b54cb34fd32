// Where the table of images is, loaded when it is shown for the first time.
import { lazy } from '../parts/lazy.jsx';

export const ImagesPlace = lazy(() =>
  import('./images-view.jsx').then(({ ImagesView }) => ImagesView),
);
