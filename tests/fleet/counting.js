// Counts what a Worker asks of its database. Nothing is changed on the way.

export const counts = {
  invocations: { queue: 0, scheduled: 0 },
  messages: 0,
  /** @type {Record<string, number>} messages by plan, account, and turn or image */
  handled: {},
  sent: 0,
  trips: 0,
  rowsRead: 0,
  rowsWritten: 0,
};

/** @param {any} env */
export function counted(env) {
  return {
    ...env,
    DB: countedDatabase(env.DB),
    TURNS: countedQueue(env.TURNS),
    DEAD_LETTERS: countedQueue(env.DEAD_LETTERS),
  };
}

/** The statement behind one that is counted. */
const REAL = Symbol('real');

/** @param {any} database */
function countedDatabase(database) {
  return {
    prepare: (/** @type {string} */ sql) => countedStatement(database.prepare(sql)),
    async batch(/** @type {any[]} */ statements) {
      return note(await database.batch(statements.map((each) => each[REAL])));
    },
  };
}

/** @param {any} statement @returns {any} */
function countedStatement(statement) {
  return {
    [REAL]: statement,
    bind: (/** @type {any[]} */ ...values) => countedStatement(statement.bind(...values)),
    all: async () => note([await statement.all()])[0],
    run: async () => note([await statement.run()])[0],
    first: async () => note([await statement.all()])[0].results[0] ?? null,
  };
}

/** @param {any[]} results */
function note(results) {
  counts.trips += 1;
  for (const { meta } of results) {
    counts.rowsRead += meta.rows_read ?? 0;
    counts.rowsWritten += meta.rows_written ?? 0;
  }
  return results;
}

/** @param {any} queue */
function countedQueue(queue) {
  return {
    send(/** @type {any[]} */ ...given) {
      counts.sent += 1;
      return queue.send(...given);
    },
    sendBatch(/** @type {any[]} */ ...given) {
      counts.sent += given[0].length;
      return queue.sendBatch(...given);
    },
  };
}
