-- Which rows of the tape `src` are here already when it is merged: its topics,
-- partitions and batches, in temp.kept_TABLE with `there`.  All others are new and
-- go behind those that are here.

-- ---- topics: by their id; by name where one tape has none and neither knows of a
-- second of that name

INSERT INTO kept_topic (id, became, there)
SELECT s.id, min(m.id), 1 FROM src.topic s JOIN main.topic m ON m.topic_id = s.topic_id
GROUP BY s.id;
INSERT INTO kept_topic (id, became, there)
SELECT s.id, m.id, 1 FROM src.topic s JOIN main.topic m ON m.name = s.name
WHERE (m.topic_id IS NULL OR s.topic_id IS NULL)
  AND s.id NOT IN (SELECT id FROM kept_topic) AND m.id NOT IN (SELECT became FROM kept_topic)
  AND (SELECT count(*) FROM src.topic o WHERE o.name = s.name) = 1
  AND (SELECT count(*) FROM main.topic o WHERE o.name = m.name) = 1;
INSERT OR IGNORE INTO kept_topic (id, became) SELECT id, id + (SELECT coalesce(max(id), 0) FROM main.topic) FROM src.topic;

INSERT INTO kept_topic_partition (id, became, there)
SELECT s.id, m.id, 1 FROM src.topic_partition s
JOIN kept_topic k ON k.id = s.topic AND k.there
JOIN main.topic_partition m ON m.topic = k.became AND m.partition = s.partition;
INSERT OR IGNORE INTO kept_topic_partition (id, became)
SELECT id, id + (SELECT coalesce(max(id), 0) FROM main.topic_partition) FROM src.topic_partition;

-- ---- batches: at one offset, with one content

CREATE TEMP TABLE shared (id INTEGER PRIMARY KEY, here INTEGER);
INSERT INTO shared
SELECT s.id, min(m.id) FROM src.batch s
JOIN kept_topic_partition k ON k.id = s.tp AND k.there
CROSS JOIN main.batch m ON m.tp = k.became AND m.base_offset = s.base_offset
WHERE s.in_log IS NOT 0 AND m.in_log IS NOT 0 AND m.last_offset = s.last_offset AND m.control IS s.control
  AND CASE WHEN s.control IS NULL THEN m.records = s.records AND m.hash = s.hash
    ELSE m.producer_id IS s.producer_id END
GROUP BY s.id;

-- One tape has what was sent, and its answer did not come; the other what was read.
-- Without a producer id the content decides, if only one is like it.
CREATE TEMP TABLE unanswered AS
SELECT b.id AS id, 1 AS here, b.tp AS tp, b.producer_id AS producer_id, b.producer_epoch AS producer_epoch,
  b.base_sequence AS base_sequence, b.records AS records, b.hash AS hash
FROM main.batch b WHERE b.base_offset IS NULL AND b.in_log IS NOT 0 AND b.exchange IS NOT NULL
UNION ALL
SELECT b.id, 0, k.became, b.producer_id, b.producer_epoch, b.base_sequence, b.records, b.hash
FROM src.batch b JOIN kept_topic_partition k ON k.id = b.tp AND k.there
WHERE b.base_offset IS NULL AND b.in_log IS NOT 0 AND b.exchange IS NOT NULL;

CREATE TEMP TABLE read AS
SELECT b.id AS id, 1 AS here, b.tp AS tp, b.producer_id AS producer_id, b.producer_epoch AS producer_epoch,
  b.base_sequence AS base_sequence, b.records AS records, b.hash AS hash
FROM main.batch b
WHERE b.base_offset IS NOT NULL AND b.exchange IS NULL AND b.control IS NULL AND b.in_log = 1
  AND EXISTS (SELECT 1 FROM unanswered) AND b.id NOT IN (SELECT here FROM shared)
UNION ALL
SELECT b.id, 0, k.became, b.producer_id, b.producer_epoch, b.base_sequence, b.records, b.hash
FROM src.batch b JOIN kept_topic_partition k ON k.id = b.tp AND k.there
WHERE b.base_offset IS NOT NULL AND b.exchange IS NULL AND b.control IS NULL AND b.in_log = 1
  AND EXISTS (SELECT 1 FROM unanswered) AND b.id NOT IN (SELECT id FROM shared);
CREATE INDEX temp.read_hash ON read (hash);

CREATE TEMP TABLE proven AS
SELECT u.id AS unanswered, u.here AS here, r.id AS read
FROM unanswered u CROSS JOIN read r ON r.hash = u.hash
WHERE r.here <> u.here AND r.tp = u.tp AND r.records = u.records AND r.producer_id = u.producer_id
  AND r.producer_epoch = u.producer_epoch AND r.base_sequence = u.base_sequence;
INSERT OR IGNORE INTO shared
SELECT CASE here WHEN 1 THEN read ELSE unanswered END, CASE here WHEN 1 THEN unanswered ELSE read END FROM proven
GROUP BY unanswered, here HAVING count(*) = 1
INTERSECT
SELECT CASE here WHEN 1 THEN read ELSE unanswered END, CASE here WHEN 1 THEN unanswered ELSE read END FROM proven
GROUP BY read, here HAVING count(*) = 1;

INSERT INTO kept_batch (id, became, there) SELECT id, here, 1 FROM shared;
INSERT OR IGNORE INTO kept_batch (id, became) SELECT id, id + (SELECT coalesce(max(id), 0) FROM main.batch) FROM src.batch;
