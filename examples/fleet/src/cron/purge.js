// Forgets old plans, some rows at a time: a database has room for a few thousand million bytes.

const DAY = 24 * 60 * 60 * 1000;

/** Rows in a minute. */
const MOST = 20_000;

/** In this order, so that a plan goes last. */
const TABLES = ['dead_letters', 'pages', 'images', 'lanes'];

/** @param {import('../fleet.js').Fleet} fleet */
export async function purge({ db, settings, now }) {
  const old = await db
    .prepare(
      `SELECT id FROM plans WHERE created_at < ? AND state NOT IN ('listing', 'waiting', 'approved')
       AND NOT EXISTS (SELECT 1 FROM lanes WHERE plan_id = id AND stage = 'delete')
       ORDER BY created_at LIMIT 1`,
    )
    .bind(now() - settings.reportDays * DAY)
    .first();
  if (old === null) return;
  for (const table of TABLES) {
    const key = table === 'images' || table === 'dead_letters' ? ', image_id' : '';
    const columns = `plan_id, account, region_id${table === 'pages' ? ', page' : key}`;
    const { meta } = await db
      .prepare(
        `DELETE FROM ${table} WHERE (${columns}) IN
         (SELECT ${columns} FROM ${table} WHERE plan_id = ? LIMIT ${MOST})`,
      )
      .bind(old.id)
      .run();
    if (meta.changes === MOST) return;
  }
  await db.prepare('DELETE FROM plans WHERE id = ?').bind(old.id).run();
}
