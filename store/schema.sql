-- The tape: what passed between Kafka clients and brokers, as rows.
--
-- Times ("stamps") are INTEGER microseconds since the epoch, UTC, strictly
-- increasing over the whole tape, so that a stamp is order and time in one.
-- Kafka's own timestamps are milliseconds, as on the wire (column `timestamp`).
-- Keys and values are TEXT where they are valid UTF-8 without NUL, else BLOB.
-- Offsets, epochs and ids that are unknown are NULL.  The views are the
-- contract for readers: SELECT * FROM help.

PRAGMA page_size = 32768;
PRAGMA application_id = 1263812944; -- 0x4B544150, "KTAP"
PRAGMA user_version = 1002;         -- MAJOR * 1000 + MINOR

CREATE TABLE tape (        -- one row per fact about the tape
  key TEXT PRIMARY KEY,    -- format, ktape, started, ended, complete, indexed, upstream, cluster_id, options;
                           -- spill_read, spill_half: how far the spill file was read in
                           -- cut_from, cut_options: it is a slice of that tape, by these
                           -- merged_from: it was made of these (table recording)
                           -- acked_in_order, sequences_whole: JSON, by topic_partition.id how many batches
                           -- lie there in order of acknowledgements, of sequences (made by the seal)
  value
) WITHOUT ROWID;
INSERT INTO tape
SELECT 'format', (user_version / 1000) || '.' || (user_version % 1000) FROM pragma_user_version;

CREATE TABLE service (     -- one row per set of listeners (-l NAME=HOST:PORT)
  id INTEGER PRIMARY KEY,
  name TEXT,
  listen TEXT              -- HOST:PORT of its bootstrap listener
);

CREATE TABLE broker (      -- one row per broker and service
  id INTEGER PRIMARY KEY,
  service INTEGER,
  node_id INTEGER,         -- NULL: the bootstrap address, not yet known to be one
  host TEXT, port INTEGER, -- where ktape dials it
  rack TEXT,
  listen TEXT,             -- HOST:PORT where clients of this service dial ktape for it
  first_seen INTEGER, last_seen INTEGER -- stamps
);

CREATE TABLE connection (  -- one row per client connection
  id INTEGER PRIMARY KEY,
  service INTEGER, broker INTEGER,
  source TEXT,             -- client, probe (ktape's own)
  peer TEXT,               -- ADDRESS:PORT of the client
  instance INTEGER,
  software_name TEXT, software_version TEXT, -- from ApiVersions v3+
  principal TEXT,          -- Kafka's, "User:NAME", by PLAIN or SCRAM; NULL: came in otherwise, or was not let in
  mechanism TEXT,          -- of SASL
  tls INTEGER,
  opened INTEGER, closed INTEGER,            -- stamps
  closed_by TEXT,          -- client, broker, ktape
  close_reason TEXT,
  cut_bytes INTEGER        -- of a request or response that its end cut short, which means nothing to
                           -- Kafka; NULL: none
);

CREATE TABLE instance (    -- one row per producer or consumer instance behind connections
  id INTEGER PRIMARY KEY,
  kind TEXT,               -- producer, consumer, admin, unknown
  service INTEGER,
  client_id TEXT,
  software_name TEXT, software_version TEXT
);

CREATE TABLE exchange (    -- one row per request with its response
  id INTEGER PRIMARY KEY,
  connection INTEGER,
  instance INTEGER,
  api_key INTEGER, api_version INTEGER,
  correlation_id INTEGER,
  client_id TEXT,
  request_bytes INTEGER,   -- without the 4-byte size
  response_bytes INTEGER,  -- NULL: none
  q INTEGER,               -- after the read that completed the request
  f INTEGER,               -- before the write of its last byte to the broker; NULL: never written
  r INTEGER,               -- after the read that completed the response
  d INTEGER,               -- before the write of its last byte to the client; NULL: never left
  error_code INTEGER,      -- first error in the response, 0: none, NULL: no response or not understood
  fate TEXT                -- answered, unanswered (acks=0), open, cut (connection ended before the answer)
);

CREATE TABLE frame (       -- one row per kept half of an exchange
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  direction TEXT,          -- request, response
  state TEXT,              -- understood, opaque, malformed, trailing
  why TEXT,                -- for malformed: field path and offset
  size INTEGER,            -- of the frame without the 4-byte size
  bytes BLOB               -- zstd; NULL: only noted, not kept (secrets)
);

CREATE TABLE topic (       -- one row per incarnation of a topic
  id INTEGER PRIMARY KEY,
  name TEXT,               -- NULL: only its id was seen
  topic_id TEXT,           -- Kafka's base64 form; NULL: not known
  incarnation INTEGER,     -- 1, 2, ... for topics of one name
  cleanup_policy TEXT, timestamp_type TEXT, -- from the probe
  partitions INTEGER,      -- newest partition count seen
  internal INTEGER,
  first_seen INTEGER
);

CREATE TABLE topic_partition ( -- one row per partition of an incarnation
  id INTEGER PRIMARY KEY,
  topic INTEGER,
  partition INTEGER,
  start_offset INTEGER, end_offset INTEGER, -- at the start of the recording (probe)
  last_start_offset INTEGER, last_end_offset INTEGER -- newest seen
);

CREATE TABLE batch (       -- one row per record batch, in the log or attempted
  id INTEGER PRIMARY KEY,
  tp INTEGER,              -- topic_partition
  base_offset INTEGER, last_offset INTEGER, -- NULL: not known
  producer_id INTEGER, producer_epoch INTEGER, base_sequence INTEGER, -- -1: not idempotent
  logical_batch INTEGER,   -- id of the first attempt of the same batch
  records INTEGER,         -- how many; rows record.id in [first_record, first_record + records - 1]
  first_record INTEGER,    -- NULL: no record rows (control, undecodable)
  codec TEXT,              -- none, gzip, snappy, lz4, zstd
  timestamp_type TEXT,     -- CreateTime, LogAppendTime
  transactional INTEGER,
  control TEXT,            -- NULL, COMMIT, ABORT, or the type's number
  leader_epoch INTEGER,    -- -1: not known
  max_timestamp INTEGER,   -- ms
  bytes INTEGER,
  magic INTEGER,
  complete INTEGER,        -- 1: all bytes seen and all records decoded
  crc INTEGER, crc_ok INTEGER,
  hash INTEGER,            -- over the hashes of its records
  origin TEXT,             -- produced, fetched: where its rows were taken from
  exchange INTEGER,        -- of the first attempt to produce it; NULL: only fetched
  in_log INTEGER,          -- 1: yes (acknowledged or fetched); 0: refused, or another row
                           -- stands for this attempt; NULL: not known, counts as yes
  acked_at INTEGER,        -- stamp r of the acknowledgement
  first_delivered_at INTEGER -- stamp d of the first answer that held it
);

-- The one index that recording itself needs: a fetched batch is looked up in it.
-- The others are made by the seal.
CREATE INDEX batch_by_offset ON batch (tp, base_offset);

CREATE TABLE record (      -- one row per record
  id INTEGER PRIMARY KEY,
  batch INTEGER,
  tp INTEGER,
  offset INTEGER,          -- NULL: not known
  timestamp INTEGER,       -- ms
  key,                     -- TEXT, BLOB or NULL
  value,                   -- TEXT, BLOB or NULL
  headers TEXT,            -- JSON [[key, value], ...], value a string, null or {"b64": "..."}; NULL: none
  hash INTEGER             -- of key, value and headers, not of the time
);

CREATE TABLE produce (     -- one row per attempt to produce one batch
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  tp INTEGER,
  batch INTEGER,
  acks INTEGER,
  transactional_id TEXT,
  error_code INTEGER,      -- NULL: no answer
  base_offset INTEGER,
  log_append_time INTEGER, -- ms; -1: none
  log_start_offset INTEGER,
  outcome TEXT,            -- ok: the batch is in the log; no: this attempt did not put it there; maybe
  proof TEXT               -- response, fetched (a maybe proven by a later fetch), retry (the broker
                           -- knew a later attempt again), unsent (it never left for the broker), none
);

CREATE TABLE batch_link (  -- one row per two batches that have to do with each other (made by the seal)
  batch INTEGER,
  kind TEXT,               -- piece of: a part of one that was refused as too large
                           -- copy of: the same batch at other offsets, by a retry that nobody answered
                           -- overwritten by: at its offsets is another, of a higher leader epoch
                           -- differs from: at the same offset, in the same leader epoch
                           -- conflicts with: at the same offset, of one the epoch is not known
  other INTEGER            -- the other batch
);

CREATE TABLE fetch (       -- one row per partition in a fetch: in the request, or in the response with news
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  tp INTEGER,
  fetch_offset INTEGER,
  offset_from TEXT,        -- wire, session, unknown; share: a share group's, which the broker knows
  isolation INTEGER,       -- 0 read_uncommitted, 1 read_committed
  current_leader_epoch INTEGER, last_fetched_epoch INTEGER,
  in_request INTEGER,      -- 1: named in this request
  in_response INTEGER,     -- 1: named in the response
  error_code INTEGER,
  high_watermark INTEGER, last_stable_offset INTEGER, log_start_offset INTEGER,
  diverging_epoch INTEGER, diverging_end_offset INTEGER,
  preferred_replica INTEGER,
  next_offset INTEGER      -- end of the last complete batch in the answer
);

CREATE TABLE delivery (    -- one row per batch in a fetch answer; of a share group: that holds acquired records
  id INTEGER PRIMARY KEY,
  fetch INTEGER,
  batch INTEGER,
  first_visible_offset INTEGER, -- records below it were in the bytes, but not asked for; of a share
                           -- group those of acquisition are given, and no others
  absent TEXT              -- JSON array of offsets: records of the batch that this answer's form of it
                           -- no longer had (compaction); NULL: it had them all
);

CREATE TABLE stretch (     -- one row per run of fetches of a partition in which a connection went on
  id INTEGER PRIMARY KEY,  -- without a break: each asks, once the one before is answered, for just what
                           -- comes next (made by the seal).  A run may be in several rows
  connection INTEGER, instance INTEGER,
  tp INTEGER,
  offset_from TEXT,        -- known (from the wire or the session), unknown, share
  first_fetch INTEGER, last_fetch INTEGER,
  fetches INTEGER,         -- how many
  given INTEGER,           -- how many brought complete batches
  last_given INTEGER,      -- the last fetch that did; NULL: none
  first_offset INTEGER,    -- asked for by the first; NULL: not known
  next_offset INTEGER,     -- end of the last complete batch; NULL: nothing was given
  since INTEGER, until INTEGER, -- stamps: q of the first; d of the last, NULL: its answer never left
  lowered INTEGER          -- 1: an answer told an end of the log, high watermark, last stable offset or
                           -- log start, lower than that broker had before, or in an order not known
);

CREATE TABLE aborted (     -- one row per aborted transaction named in a fetch answer
  id INTEGER PRIMARY KEY,
  fetch INTEGER,
  producer_id INTEGER,
  first_offset INTEGER
);

CREATE TABLE offset_commit ( -- one row per partition of a commit
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  group_id TEXT, member_id TEXT, group_instance_id TEXT,
  generation INTEGER,      -- or member epoch; -1: none
  tp INTEGER,
  committed_offset INTEGER, leader_epoch INTEGER, -- offset -1: deleted (OffsetDelete, DeleteGroups)
  metadata TEXT,
  error_code INTEGER,      -- NULL: no answer
  kind TEXT,               -- plain, txn, admin
  producer_id INTEGER, producer_epoch INTEGER, transactional_id TEXT, -- of a txn one
  effective_from INTEGER, certain_from INTEGER, -- stamps; NULL: never, or not known; of a txn one: by the
                           -- outcome of its transaction, by the seal
  outcome TEXT,            -- ok, no, maybe: was the commit taken?  A txn one may be ok and never hold
  txn INTEGER              -- of a txn one (set by the seal)
);

CREATE TABLE offset_fetch ( -- one row per partition of a committed offset read back
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  group_id TEXT, member_id TEXT, generation INTEGER,
  tp INTEGER,
  committed_offset INTEGER, -- -1: none
  leader_epoch INTEGER,
  metadata TEXT,
  require_stable INTEGER,
  error_code INTEGER
);

CREATE TABLE offset_lookup ( -- ListOffsets: one row per partition
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  tp INTEGER,
  timestamp INTEGER,       -- asked for: ms, -1 latest, -2 earliest, ...
  isolation INTEGER,
  offset INTEGER, found_timestamp INTEGER, leader_epoch INTEGER,
  error_code INTEGER
);

CREATE TABLE epoch_lookup ( -- OffsetForLeaderEpoch: one row per partition
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  tp INTEGER,
  current_leader_epoch INTEGER,
  leader_epoch INTEGER,    -- asked for
  end_epoch INTEGER, end_offset INTEGER,
  error_code INTEGER
);

CREATE TABLE coordinator ( -- one row per key that FindCoordinator was asked for
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  kind TEXT,               -- group, transaction, share
  key TEXT,                -- group id, transactional id, share partition
  node_id INTEGER,         -- NULL: none was named
  error_code INTEGER       -- NULL: no answer
);

CREATE TABLE member_event ( -- one row per event of a group member
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  group_id TEXT,
  protocol TEXT,           -- classic, consumer (KIP-848), share, streams
  member_id TEXT, group_instance_id TEXT,
  generation INTEGER,      -- or member epoch; NULL: not said
  event TEXT,              -- join, assign (an assignment was handed out), heartbeat (only
                           -- one that brought an error or a new epoch), leave
  subscription TEXT,       -- topics as a JSON array, or a regular expression; NULL: not said
  owned INTEGER,           -- partitions that a joining member says it still has; NULL: not said
  assignor TEXT,           -- NULL: not said
  error_code INTEGER,      -- NULL: no answer
  reason TEXT,             -- as the client gave it
  session_timeout_ms INTEGER,  -- of a classic member that joins
  rebalance_timeout_ms INTEGER -- of one that joins: in it a member must answer a call to rebalance, and
                           -- Java's and librdkafka's max.poll.interval.ms is it; NULL: not said
);

CREATE TABLE assignment (  -- one row per interval in which a member owned a partition
  id INTEGER PRIMARY KEY,
  exchange INTEGER,        -- that handed it out
  source TEXT,             -- member (it was told itself), leader (seen in the leader's SyncGroup)
  group_id TEXT, protocol TEXT, member_id TEXT, group_instance_id TEXT,
  generation INTEGER,
  tp INTEGER,
  since INTEGER, until INTEGER -- stamps; until: made by the seal, NULL: still owned at the end
);

CREATE TABLE attribution ( -- one row per interval in which a connection fetched for a group
  id INTEGER PRIMARY KEY,  -- (made by the seal); several rows at one time: ambiguous
  connection INTEGER, instance INTEGER,
  group_id TEXT,
  member_id TEXT,          -- NULL: one of several
  evidence TEXT,           -- what it rests on: listener, principal, client id, member id, assignment, start
  confidence TEXT,         -- proven, likely, ambiguous
  since INTEGER, until INTEGER -- stamps; until NULL: to the end
);

CREATE TABLE txn (         -- one row per transaction whose producer was recorded (made by the seal)
  id INTEGER PRIMARY KEY,
  transactional_id TEXT,
  producer_id INTEGER, producer_epoch INTEGER,
  protocol INTEGER,        -- 1; 2: KIP-890, an epoch per transaction
  since INTEGER, until INTEGER, -- stamps: first sign of it; when its outcome was certain
  timeout_ms INTEGER,
  outcome TEXT,            -- committed, aborted, open (at the end of the tape), unknown
  evidence TEXT,           -- what proves it: EndTxn, fenced, fenced by init, next epoch, next transaction,
                           -- stable OffsetFetch, refused, marker (also with another: 'EndTxn, marker',
                           -- 'marker against EndTxn'); of an unknown one, why; NULL: open
  records INTEGER, partitions INTEGER, -- in the log, as far as known
  group_ids TEXT,          -- whose offsets it commits, by ', '; NULL: none
  exchange INTEGER         -- its first request
);

CREATE TABLE txn_batch (   -- one row per batch that a transaction wrote, or tried to (made by the seal)
  batch INTEGER PRIMARY KEY,
  txn INTEGER
);

CREATE TABLE txn_event (   -- one row per request of a transaction, and partition in it
  id INTEGER PRIMARY KEY,
  txn INTEGER,             -- (set by the seal); NULL: of none, as each init
  exchange INTEGER,
  transactional_id TEXT, producer_id INTEGER, producer_epoch INTEGER,
  event TEXT,              -- init, add partition, add offsets, commit, abort (EndTxn),
                           -- commit marker, abort marker (WriteTxnMarkers: sent by an admin)
  error_code INTEGER,      -- NULL: no answer
  tp INTEGER, group_id TEXT,
  timeout_ms INTEGER,      -- of init
  next_producer_id INTEGER, next_producer_epoch INTEGER -- that an answer to init, commit or abort gave
);

CREATE TABLE acquisition ( -- share group: one row per acquired range
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  group_id TEXT, member_id TEXT,
  tp INTEGER,
  first_offset INTEGER, last_offset INTEGER,
  delivery_count INTEGER   -- 1: the first time
);

CREATE TABLE acknowledgement ( -- share group: one row per range that a request acknowledges as one type
  id INTEGER PRIMARY KEY,
  exchange INTEGER,
  group_id TEXT, member_id TEXT,
  tp INTEGER,
  first_offset INTEGER, last_offset INTEGER,
  type TEXT,               -- gap, accept, release, reject, renew
  error_code INTEGER       -- NULL: no answer
);

CREATE TABLE gap (         -- one row per hole: what passed and is not on the tape
  id INTEGER PRIMARY KEY,
  why TEXT,                -- queue full, disk full, killed, cut (from a slice), ...
  connection INTEGER, exchange INTEGER,
  api_key INTEGER, topic TEXT, partition INTEGER, group_id TEXT, -- NULL: any
  frames INTEGER, bytes INTEGER, -- how much; NULL: not known
  since INTEGER, until INTEGER
);

CREATE TABLE stall (       -- one row per pause over 1 s that ktape caused
  id INTEGER PRIMARY KEY,
  why TEXT,
  since INTEGER, until INTEGER
);

CREATE TABLE recording (   -- of a merged tape: one row per tape that it was made of
  id INTEGER PRIMARY KEY,
  tape TEXT,               -- its name
  started INTEGER, ended INTEGER, -- stamps
  first_connection INTEGER, last_connection INTEGER, -- ids of its connections
  shift INTEGER,           -- us taken off its stamps, so that they fit the first one's
  slack INTEGER            -- us that they may still be off by, either way; NULL: nothing says
);

CREATE TABLE api (         -- Kafka's names
  key INTEGER PRIMARY KEY,
  name TEXT
);

CREATE TABLE error (       -- Kafka's names
  code INTEGER PRIMARY KEY,
  name TEXT
);
