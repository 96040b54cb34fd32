-- Plans, what they name, and how far they are. This is the only place where that is kept: a message on
-- a queue says where to look here, and nothing else.

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN
    ('listing', 'waiting', 'approved', 'done', 'cancelled', 'expired', 'superseded')),
  mode TEXT NOT NULL CHECK (mode IN ('dry-run', 'delete')),
  policy TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  hash TEXT,
  ended_by TEXT,
  ended_at INTEGER,
  approved_by TEXT,
  approved_at INTEGER
) WITHOUT ROWID;

-- One account's images in one region, as far as one plan is concerned. A turn of work holds a lane for
-- itself; what a turn writes counts only as long as it does.
CREATE TABLE lanes (
  plan_id TEXT NOT NULL,
  account TEXT NOT NULL,
  region_id TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('regions', 'list', 'decide', 'ready', 'delete', 'done')),
  turn INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  holder TEXT,
  held_until INTEGER,
  page INTEGER NOT NULL DEFAULT 1,
  after_id TEXT NOT NULL DEFAULT '',
  strikes INTEGER NOT NULL DEFAULT 0,
  hash TEXT,
  forced INTEGER NOT NULL DEFAULT 0,
  tally TEXT NOT NULL DEFAULT '{}',
  problem TEXT,
  PRIMARY KEY (plan_id, account, region_id)
) WITHOUT ROWID;

-- What was listed, until it is decided about.
CREATE TABLE pages (
  plan_id TEXT NOT NULL,
  account TEXT NOT NULL,
  region_id TEXT NOT NULL,
  page INTEGER NOT NULL,
  images TEXT NOT NULL,
  PRIMARY KEY (plan_id, account, region_id, page)
) WITHOUT ROWID;

CREATE TABLE images (
  plan_id TEXT NOT NULL,
  account TEXT NOT NULL,
  region_id TEXT NOT NULL,
  image_id TEXT NOT NULL,
  name TEXT NOT NULL,
  family TEXT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  force INTEGER NOT NULL CHECK (force IN (0, 1)),
  guards TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('kept', 'planned', 'sending', 'unknown', 'deleted', 'absent', 'spared', 'would-delete', 'failed')),
  sent INTEGER NOT NULL DEFAULT 0,
  how TEXT,
  request_id TEXT,
  error TEXT,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (plan_id, account, region_id, image_id)
) WITHOUT ROWID;

-- An account and region that the service throttles: nothing is sent there before `until`.
CREATE TABLE pauses (
  account TEXT NOT NULL,
  region_id TEXT NOT NULL,
  until INTEGER NOT NULL,
  strikes INTEGER NOT NULL,
  PRIMARY KEY (account, region_id)
) WITHOUT ROWID;

-- What arrived on the dead-letter queue.
CREATE TABLE dead_letters (
  plan_id TEXT NOT NULL,
  account TEXT NOT NULL,
  region_id TEXT NOT NULL,
  image_id TEXT NOT NULL,
  error TEXT NOT NULL,
  arrived_at INTEGER NOT NULL,
  PRIMARY KEY (plan_id, account, region_id, image_id)
) WITHOUT ROWID;

-- The stop switch: nothing is deleted while there is a row.
CREATE TABLE stops (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  stopped_by TEXT NOT NULL,
  stopped_at INTEGER NOT NULL
);

-- What follows is the second line: the code never tries any of it.

CREATE TRIGGER plan_is_fixed BEFORE UPDATE OF id, mode, policy, created_at, expires_at ON plans
BEGIN
  SELECT RAISE(ABORT, 'a plan does not change');
END;

CREATE TRIGGER hash_is_fixed BEFORE UPDATE OF hash ON plans WHEN OLD.hash IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'a plan does not change');
END;

CREATE TRIGGER only_a_waiting_plan_is_approved BEFORE UPDATE OF state ON plans
WHEN NEW.state = 'approved' AND OLD.state NOT IN ('listing', 'waiting')
BEGIN
  SELECT RAISE(ABORT, 'this plan cannot be approved');
END;

CREATE TRIGGER nothing_joins_a_plan BEFORE INSERT ON images
WHEN (SELECT state FROM plans WHERE id = NEW.plan_id) IS NOT 'listing'
BEGIN
  SELECT RAISE(ABORT, 'a plan does not change');
END;

CREATE TRIGGER what_a_plan_names_is_fixed
BEFORE UPDATE OF plan_id, account, region_id, image_id, name, family, rule, force, guards ON images
BEGIN
  SELECT RAISE(ABORT, 'a plan does not change');
END;

CREATE TRIGGER an_end_is_an_end BEFORE UPDATE OF state ON images
WHEN OLD.state IN ('kept', 'deleted', 'absent', 'spared', 'would-delete', 'failed')
BEGIN
  SELECT RAISE(ABORT, 'this image has its end already');
END;

CREATE TRIGGER only_an_approved_plan_sends BEFORE UPDATE OF state ON images
WHEN NEW.state = 'sending' AND NOT EXISTS (
  SELECT 1 FROM plans WHERE id = NEW.plan_id AND state = 'approved' AND mode = 'delete')
BEGIN
  SELECT RAISE(ABORT, 'this plan does not delete');
END;
