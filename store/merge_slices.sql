-- A slice of a recording that another slice of is here: rows of one id are the same
-- row, so copy.c has added those that were not here.  What is missing now is what
-- both lack; `lacked` is what was missing before.

DELETE FROM main.gap WHERE why = 'cut';
INSERT INTO main.gap (why, topic, partition, group_id, bytes, since, until)
SELECT 'cut', coalesce(a.topic, b.topic), coalesce(a.partition, b.partition), coalesce(a.group_id, b.group_id),
  CASE WHEN a.bytes = b.bytes THEN a.bytes END, max(a.since, b.since), min(a.until, b.until)
FROM lacked a JOIN src.gap b ON b.why = 'cut'
  AND coalesce(a.topic = b.topic, 1) AND coalesce(a.partition = b.partition, 1) AND coalesce(a.group_id = b.group_id, 1)
  AND max(a.since, b.since) < min(a.until, b.until);

-- a message that is whole on one of them
UPDATE main.frame SET bytes = s.bytes FROM src.frame s
WHERE s.id = frame.id AND frame.bytes IS NULL AND s.bytes IS NOT NULL;

DELETE FROM main.batch_link WHERE rowid NOT IN (
  SELECT min(rowid) FROM main.batch_link GROUP BY batch, kind, other);
