// The call with the aliyun command line, whose keys are in its own profile.
import { shellQuoted } from './quote.js';
import { lines, placeOf } from './wish.js';

/** @param {import('./wish.js').Wish} wish */
export function cliSample(wish) {
  const { region, image, force, dryRun, endpoint } = wish;
  const { host, isPlain } = placeOf(wish);
  return lines(
    'aliyun ecs DeleteImage \\',
    endpoint !== '' && `  --endpoint ${shellQuoted(host)} \\`,
    isPlain && '  --insecure \\',
    `  --RegionId ${shellQuoted(region)} \\`,
    `  --ImageId ${shellQuoted(image)} \\`,
    dryRun && '  --DryRun true \\',
    `  --Force ${force}`,
  );
}
