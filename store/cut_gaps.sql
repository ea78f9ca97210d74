-- What a cut took away, as rows of `gap` with why 'cut', so that a check which
-- would lean on it sees whom and when that touches.

CREATE TEMP TABLE lasted AS -- the recording
SELECT coalesce((SELECT value FROM src.tape WHERE key = 'started'), (SELECT min(q) FROM src.exchange)) AS since,
  coalesce((SELECT value FROM src.tape WHERE key = 'ended'), (SELECT max(coalesce(d, r, f, q)) FROM src.exchange)) AS until;

INSERT INTO main.gap (why, since, until)
SELECT 'cut', l.since, s.since FROM lasted l, span s WHERE s.since > l.since;
INSERT INTO main.gap (why, since, until)
SELECT 'cut', s.until, l.until FROM lasted l, span s WHERE s.until <= l.until;

INSERT INTO main.gap (why, topic, bytes, since, until)
SELECT 'cut', coalesce(t.name, t.topic_id), sum(b.bytes), l.since, l.until
FROM lasted l, src.topic t
LEFT JOIN src.topic_partition p ON p.topic = t.id
LEFT JOIN src.batch b ON b.tp = p.id
WHERE t.id NOT IN (SELECT id FROM kept_topic)
GROUP BY coalesce(t.name, t.topic_id);

INSERT INTO main.gap (why, group_id, since, until)
SELECT DISTINCT 'cut', g.group_id, l.since, l.until FROM lasted l, group_seen g
WHERE g.group_id IS NOT NULL AND g.group_id NOT IN (SELECT id FROM kept_group);

INSERT INTO main.gap (why, topic, partition, bytes, since, until)
SELECT 'cut', coalesce(t.name, t.topic_id), p.partition, sum(b.bytes), l.since, l.until
FROM narrowed, lasted l, src.topic t
JOIN src.topic_partition p ON p.topic = t.id
JOIN src.batch b ON b.tp = p.id
WHERE t.id IN (SELECT id FROM kept_topic) AND b.id NOT IN (SELECT id FROM kept_batch)
  AND ((SELECT whole FROM span) OR b.id IN (SELECT batch FROM passed))
GROUP BY p.id;

-- the bytes of a message hold what was cut of it, too
UPDATE main.frame SET bytes = NULL
WHERE bytes IS NOT NULL AND exchange IN (SELECT exchange FROM naming WHERE some AND NOT whole);
