-- For which group, and which member of it, a connection fetched (checks.md 0.8).
--
-- A Fetch names neither, and the group's own requests often go over another
-- connection.  Candidates are the groups that the same client (service, host and
-- client id) spoke for.  One is out if the connection fetched what the group's
-- members there were never given.  What speaks for one, as `evidence`:
--
--   request      a share group's requests name it
--   connection   this very connection also carried requests of this group alone
--   listener     the clients of this named service are all of one group
--   principal    those of this principal are
--   client id    those of this service, host and client id are, and the id is no
--                library's default; or it is Java's default, which names the group
--   assignment   it fetched what a member of the group owned just then
--   commits      the recording knows no assignment, but commits of what it fetched
--   start        it began where the group's committed offset, read back, was, and
--                no other connection of that client was there before
--
-- proven: one of the first five, and nothing against it; likely: by the last three
-- alone; ambiguous: several groups are left, a row for each.

DELETE FROM attribution;

DROP TABLE IF EXISTS temp.reader;
DROP TABLE IF EXISTS temp.speaker;
DROP TABLE IF EXISTS temp.owner;
DROP TABLE IF EXISTS temp.known;
DROP TABLE IF EXISTS temp.hit;
DROP TABLE IF EXISTS temp.candidate;
DROP TABLE IF EXISTS temp.start;
DROP TABLE IF EXISTS temp.verdict;

-- ---- who fetched what

CREATE TEMP TABLE reader AS
SELECT c.id AS connection, max(e.instance) AS instance, c.service AS service, c.principal AS principal,
  rtrim(rtrim(c.peer, '0123456789'), ':') AS host, coalesce(max(e.client_id), '') AS client_id,
  min(e.q) AS since, c.closed AS until
FROM exchange e JOIN connection c ON c.id = e.connection
WHERE e.api_key = 1 AND c.source = 'client'
GROUP BY c.id;
CREATE INDEX temp.reader_is ON reader (service, host, client_id);

-- the first fetch of a partition in each second: stretches.c has made it
CREATE INDEX temp.sample_of ON sample (connection, tp, at);

-- ---- who spoke for which group

CREATE TEMP TABLE speaker AS
SELECT DISTINCT c.service AS service, c.principal AS principal,
  rtrim(rtrim(c.peer, '0123456789'), ':') AS host, coalesce(e.client_id, '') AS client_id,
  g.group_id AS group_id, g.member_id AS member_id, c.id AS connection
FROM (SELECT exchange, group_id, member_id FROM member_event
      UNION SELECT exchange, group_id, member_id FROM offset_commit WHERE kind = 'plain'
      UNION SELECT exchange, group_id, member_id FROM offset_fetch) g
JOIN exchange e ON e.id = g.exchange
JOIN connection c ON c.id = e.connection
WHERE g.group_id IS NOT NULL AND c.source = 'client' AND e.api_key <> 1
  AND e.instance NOT IN (SELECT id FROM instance WHERE kind = 'admin');
CREATE INDEX temp.speaker_is ON speaker (service, host, client_id);

CREATE TEMP TABLE owner AS
SELECT group_id, member_id, tp, since, until FROM assignment
WHERE until IS NULL OR until > since;
CREATE INDEX temp.owner_of ON owner (group_id, member_id, tp, since);

-- what each client was ever given for a group, or, where that is not on the tape,
-- committed or read back for it
CREATE TEMP TABLE known AS
SELECT s.service AS service, s.host AS host, s.client_id AS client_id, s.group_id AS group_id, o.tp AS tp, 1 AS told
FROM (SELECT DISTINCT service, host, client_id, group_id, member_id FROM temp.speaker) s
JOIN temp.owner o ON o.group_id = s.group_id AND o.member_id = s.member_id
GROUP BY 1, 2, 3, 4, 5;
INSERT INTO temp.known
SELECT c.service, rtrim(rtrim(c.peer, '0123456789'), ':'), coalesce(e.client_id, ''), g.group_id, g.tp, 0
FROM (SELECT exchange, group_id, tp FROM offset_commit WHERE kind = 'plain'
      UNION SELECT exchange, group_id, tp FROM offset_fetch) g
JOIN exchange e ON e.id = g.exchange
JOIN connection c ON c.id = e.connection
WHERE g.group_id NOT IN (SELECT group_id FROM temp.owner) AND g.tp IS NOT NULL AND c.source = 'client'
GROUP BY 1, 2, 3, 4, 5;
CREATE INDEX temp.known_is ON known (service, host, client_id, group_id, tp);

-- ---- what fits

-- fetches of what a member owned just then
CREATE TEMP TABLE hit AS
SELECT r.connection AS connection, s.group_id AS group_id, s.member_id AS member_id,
  count(*) AS n, min(o.since) AS since, max(coalesce(o.until, 9223372036854775807)) AS until
FROM temp.reader r
JOIN (SELECT DISTINCT service, host, client_id, group_id, member_id FROM temp.speaker) s
  ON s.service IS r.service AND s.host = r.host AND s.client_id = r.client_id
JOIN temp.sample x ON x.connection = r.connection
JOIN temp.owner o ON o.group_id = s.group_id AND o.member_id = s.member_id AND o.tp = x.tp
  AND o.since <= x.at AND (o.until IS NULL OR o.until > x.at)
GROUP BY 1, 2, 3;
CREATE INDEX temp.hit_of ON hit (connection, group_id);

CREATE TEMP TABLE candidate AS
SELECT r.connection AS connection, s.group_id AS group_id,
  -- what it fetched and the group knows nothing of
  (SELECT count(*) FROM (SELECT DISTINCT tp FROM temp.sample WHERE connection = r.connection) x
   WHERE NOT EXISTS (SELECT 1 FROM temp.known k WHERE k.service IS r.service AND k.host = r.host
     AND k.client_id = r.client_id AND k.group_id = s.group_id AND k.tp = x.tp)) AS strange,
  (SELECT max(k.told) FROM temp.known k WHERE k.service IS r.service AND k.host = r.host
   AND k.client_id = r.client_id AND k.group_id = s.group_id) AS told,
  (SELECT coalesce(sum(h.n), 0) FROM temp.hit h
   WHERE h.connection = r.connection AND h.group_id = s.group_id) AS hits,
  EXISTS (SELECT 1 FROM temp.speaker y WHERE y.connection = r.connection AND y.group_id = s.group_id)
  AND NOT EXISTS (SELECT 1 FROM temp.speaker y WHERE y.connection = r.connection AND y.group_id <> s.group_id) AS by_connection,
  EXISTS (SELECT 1 FROM service v WHERE v.id = r.service AND v.name <> '')
  AND NOT EXISTS (SELECT 1 FROM temp.speaker y WHERE y.service IS r.service AND y.group_id <> s.group_id) AS by_listener,
  r.principal IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM temp.speaker y WHERE y.principal IS r.principal AND y.group_id <> s.group_id) AS by_principal,
  (r.client_id NOT IN ('', 'rdkafka', 'sarama', 'kafkajs', 'kgo')
   AND r.client_id NOT LIKE 'kafka-python-%' AND r.client_id NOT LIKE 'aiokafka-%'
   AND NOT EXISTS (SELECT 1 FROM temp.speaker y WHERE y.service IS r.service AND y.host = r.host
     AND y.client_id = r.client_id AND y.group_id <> s.group_id))
  OR substr(r.client_id, 1, length(s.group_id) + 10) = 'consumer-' || s.group_id || '-' AS by_client_id,
  0 AS starts
FROM temp.reader r
JOIN (SELECT DISTINCT service, host, client_id, group_id FROM temp.speaker) s
  ON s.service IS r.service AND s.host = r.host AND s.client_id = r.client_id
GROUP BY 1, 2;

DELETE FROM temp.candidate WHERE strange > 0 OR told IS NULL OR (told = 1 AND hits = 0);
-- one that names its group settles it
DELETE FROM temp.candidate WHERE NOT (by_connection OR by_client_id) AND EXISTS (
  SELECT 1 FROM temp.candidate o WHERE o.connection = candidate.connection
    AND (o.by_connection OR o.by_client_id));

-- Did it begin where the group's offset was, and could not just as well have gone
-- on from there on behalf of another?  Asked only where several are left.
CREATE TEMP TABLE start AS
SELECT d.connection AS connection, d.group_id AS group_id, count(*) AS asked,
  sum(d.fetch_offset IS (
    SELECT b.committed_offset FROM offset_fetch b JOIN exchange e ON e.id = b.exchange
    WHERE b.group_id = d.group_id AND b.tp = d.tp AND e.d < d.at ORDER BY e.d DESC LIMIT 1)
  AND NOT EXISTS (
    SELECT 1 FROM fetch f JOIN exchange e ON e.id = f.exchange
    WHERE f.tp = d.tp AND (f.fetch_offset = d.fetch_offset OR f.next_offset = d.fetch_offset)
      AND e.q < d.at AND e.connection <> d.connection AND e.client_id IS d.client_id)) AS fits
FROM (SELECT c.connection, c.group_id, f.tp, f.fetch_offset, e.client_id, min(e.q) AS at
      FROM temp.candidate c
      JOIN exchange e ON e.connection = c.connection AND e.api_key = 1
      JOIN fetch f ON f.exchange = e.id AND f.offset_from = 'wire'
      WHERE c.connection IN (SELECT connection FROM temp.candidate GROUP BY connection HAVING count(*) > 1)
      GROUP BY c.connection, c.group_id, f.tp) d
GROUP BY 1, 2;
UPDATE temp.candidate SET starts = 1 WHERE EXISTS (
  SELECT 1 FROM temp.start s WHERE s.connection = candidate.connection
    AND s.group_id = candidate.group_id AND s.asked = s.fits);
DELETE FROM temp.candidate WHERE starts = 0 AND EXISTS (
  SELECT 1 FROM temp.candidate o WHERE o.connection = candidate.connection AND o.starts = 1);

CREATE TEMP TABLE verdict AS
SELECT c.connection AS connection, c.group_id AS group_id,
  ltrim(CASE WHEN by_connection THEN ', connection' ELSE '' END
    || CASE WHEN by_listener THEN ', listener' ELSE '' END
    || CASE WHEN by_principal THEN ', principal' ELSE '' END
    || CASE WHEN by_client_id THEN ', client id' ELSE '' END
    || CASE WHEN told = 1 THEN ', assignment' ELSE ', commits' END
    || CASE WHEN starts THEN ', start' ELSE '' END, ', ') AS evidence,
  CASE WHEN (SELECT count(*) FROM temp.candidate o WHERE o.connection = c.connection) > 1 THEN 'ambiguous'
    WHEN by_connection OR by_listener OR by_principal OR by_client_id THEN 'proven'
    ELSE 'likely' END AS confidence
FROM temp.candidate c;

-- ---- rows: one a member, from its first ownership to the next member's

-- members that the connection fetched for at different times
INSERT INTO attribution (connection, instance, group_id, member_id, evidence, confidence, since, until)
SELECT v.connection, r.instance, v.group_id, h.member_id, v.evidence, v.confidence,
  CASE WHEN h.since > (SELECT min(o.since) FROM temp.hit o WHERE o.connection = h.connection AND o.group_id = h.group_id)
    THEN h.since ELSE r.since END,
  coalesce((SELECT min(o.since) FROM temp.hit o
    WHERE o.connection = h.connection AND o.group_id = h.group_id AND o.since > h.since), r.until)
FROM temp.verdict v
JOIN temp.reader r ON r.connection = v.connection
JOIN temp.hit h ON h.connection = v.connection AND h.group_id = v.group_id
WHERE NOT EXISTS (
  SELECT 1 FROM temp.hit a JOIN temp.hit b ON b.connection = a.connection AND b.group_id = a.group_id
    AND b.member_id <> a.member_id AND a.since < b.until AND b.since < a.until
  WHERE a.connection = v.connection AND a.group_id = v.group_id);

-- several like ones at one time, or none that is known
INSERT INTO attribution (connection, instance, group_id, member_id, evidence, confidence, since, until)
SELECT v.connection, r.instance, v.group_id, NULL, v.evidence, v.confidence, r.since, r.until
FROM temp.verdict v JOIN temp.reader r ON r.connection = v.connection
WHERE NOT EXISTS (SELECT 1 FROM attribution a WHERE a.connection = v.connection AND a.group_id = v.group_id);

-- share groups name themselves
INSERT INTO attribution (connection, instance, group_id, member_id, evidence, confidence, since, until)
SELECT e.connection, max(e.instance), a.group_id, a.member_id, 'request', 'proven', min(e.q), c.closed
FROM acquisition a CROSS JOIN exchange e ON e.id = a.exchange JOIN connection c ON c.id = e.connection
GROUP BY e.connection, a.group_id, a.member_id;

DROP TABLE temp.reader;
DROP TABLE temp.sample;
DROP TABLE temp.speaker;
DROP TABLE temp.owner;
DROP TABLE temp.known;
DROP TABLE temp.hit;
DROP TABLE temp.candidate;
DROP TABLE temp.start;
DROP TABLE temp.verdict;
