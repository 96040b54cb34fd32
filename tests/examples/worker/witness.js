// Everything that a browser has had in its hands: what went over the network, what was logged, what is
// stored, and what lies in the page's memory.

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {import('puppeteer-core').CDPSession} Session */

/** Listens from now on. @param {Page} page */
export async function watch(page) {
  const session = await page.createCDPSession();
  /** @type {string[]} */
  const network = [];
  /** @type {string[]} */
  const console = [];
  /** @type {Promise<unknown>[]} */
  const bodies = [];
  // The types know of no listener for everything.
  const everything = /** @type {import('node:events').EventEmitter} */ (
    /** @type {unknown} */ (session)
  );
  everything.on('*', (/** @type {string | symbol} */ key, /** @type {unknown} */ event) => {
    const name = String(key);
    const line = `${name} ${JSON.stringify(event)}`;
    if (/^(Runtime|Log)\./.test(name)) console.push(line);
    if (/^Network\./.test(name)) network.push(line);
  });
  session.on('Network.loadingFinished', ({ requestId }) => {
    bodies.push(
      session.send('Network.getResponseBody', { requestId }).then(
        ({ body, base64Encoded }) =>
          network.push(base64Encoded ? String(Buffer.from(body, 'base64')) : body),
        () => undefined, // A preflight has none.
      ),
    );
  });
  await session.send('Network.enable', { maxPostDataSize: 100_000 });
  await session.send('Runtime.enable');
  await session.send('Log.enable');
  await session.send('HeapProfiler.enable');
  return {
    /** What went out and came in, with headers and bodies. */
    async network() {
      await Promise.all(bodies);
      return network.join('\n');
    },
    console: () => console.join('\n'),
    heap: () => heapOf(session),
    buffers: () => buffersOf(session),
    storage: () => storageOf(page),
  };
}

/** All that JavaScript can reach: strings, objects, code. @param {Session} session */
async function heapOf(session) {
  /** @type {string[]} */
  const chunks = [];
  const take = (/** @type {{ chunk: string }} */ { chunk }) => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  return chunks.join('');
}

/** Bytes, which a heap snapshot leaves out: the memory of WebAssembly among them. @param {Session} session */
async function buffersOf(session) {
  const texts = await Promise.all(
    ['WebAssembly.Memory', 'ArrayBuffer'].map(async (name) => {
      const { result: prototype } = await session.send('Runtime.evaluate', {
        expression: `${name}.prototype`,
      });
      const { objects } = await session.send('Runtime.queryObjects', {
        prototypeObjectId: String(prototype.objectId),
      });
      const { result } = await session.send('Runtime.callFunctionOn', {
        objectId: objects.objectId,
        functionDeclaration: String(readAll),
        returnByValue: true,
      });
      return result.value;
    }),
  );
  return texts.join('\n');
}

/** Runs in the page. @this {Array<ArrayBuffer | WebAssembly.Memory>} */
function readAll() {
  const decoder = new TextDecoder('latin1');
  return this.map((each) => decoder.decode('buffer' in each ? each.buffer : each)).join('\n');
}

/** @param {Page} page */
async function storageOf(page) {
  return page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      await indexedDB.databases(),
      await caches.keys(),
      [location.href, document.referrer, window.name, history.state],
      performance.getEntries(),
      document.documentElement.outerHTML,
    ]),
  );
}
