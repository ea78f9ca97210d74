-- Until when a member owned a partition.
--
-- A row of `assignment` says what a member was given at once.  It holds until the
-- first of these: the member is given something else, leaves, starts to join anew
-- with nothing left (eager rebalancing), hears that it is out, is replaced by
-- another one of its group.instance.id, or somebody else is given the partition in
-- a later generation (its session has ended without a word).  What stays over two
-- assignments is two rows, the second from where the first ends.

UPDATE assignment SET until = NULL WHERE until IS NOT NULL;

DROP TABLE IF EXISTS temp.ending;
CREATE TEMP TABLE ending (group_id, member_id, at);

-- it is given something else
INSERT INTO temp.ending
SELECT m.group_id, m.member_id, e.d FROM member_event m JOIN exchange e ON e.id = m.exchange
WHERE m.event = 'assign' AND m.error_code = 0 AND e.d IS NOT NULL;

-- it leaves, or joins with nothing left
INSERT INTO temp.ending
SELECT m.group_id, m.member_id, e.q FROM member_event m JOIN exchange e ON e.id = m.exchange
WHERE m.event = 'leave' OR (m.event = 'join' AND coalesce(m.owned, 0) = 0);

-- it hears that it is out: ILLEGAL_GENERATION, UNKNOWN_MEMBER_ID,
-- FENCED_INSTANCE_ID, FENCED_MEMBER_EPOCH
INSERT INTO temp.ending
SELECT m.group_id, m.member_id, coalesce(e.d, e.r) FROM member_event m JOIN exchange e ON e.id = m.exchange
WHERE m.error_code IN (22, 25, 82, 110)
UNION
SELECT o.group_id, o.member_id, coalesce(e.d, e.r) FROM offset_commit o JOIN exchange e ON e.id = o.exchange
WHERE o.error_code IN (22, 25, 82, 110) AND o.member_id <> '';

-- it is replaced
INSERT INTO temp.ending
SELECT old.group_id, old.member_id, e.r
FROM (SELECT DISTINCT group_id, group_instance_id, member_id FROM member_event WHERE group_instance_id IS NOT NULL) old
JOIN member_event m ON m.group_id = old.group_id AND m.group_instance_id = old.group_instance_id
  AND m.member_id <> old.member_id AND m.event = 'join' AND m.error_code = 0
JOIN exchange e ON e.id = m.exchange;

CREATE INDEX temp.ending_of ON ending (group_id, member_id, at);

-- somebody else is given the partition; of a share group several may have it
DROP TABLE IF EXISTS temp.given;
CREATE TEMP TABLE given AS
SELECT id, group_id, tp, member_id, generation, since, source FROM assignment WHERE protocol <> 'share';
CREATE INDEX temp.given_to ON given (group_id, tp, since);
CREATE INDEX temp.given_by ON given (group_id, generation, member_id);

UPDATE assignment SET until = (
  SELECT min(x.at) FROM (
    SELECT min(n.at) AS at FROM temp.ending n
    WHERE n.group_id = assignment.group_id AND n.member_id = assignment.member_id AND n.at > assignment.since
    UNION ALL
    SELECT min(g.since) FROM temp.given g
    WHERE g.group_id = assignment.group_id AND g.tp = assignment.tp AND g.since > assignment.since
      AND g.member_id <> assignment.member_id AND g.generation > assignment.generation
    UNION ALL
    -- nothing else is heard of who goes around ktape: the leader's next word
    SELECT min(g.since) FROM temp.given g
    WHERE assignment.source = 'leader' AND g.source = 'leader' AND g.group_id = assignment.group_id
      AND g.generation > assignment.generation AND g.since > assignment.since) x);

-- The leader's word does not count for who was told himself.
UPDATE assignment SET until = since
WHERE source = 'leader' AND EXISTS (
  SELECT 1 FROM temp.given g
  WHERE g.group_id = assignment.group_id AND g.generation = assignment.generation
    AND g.member_id = assignment.member_id AND g.source = 'member');

DROP TABLE temp.ending;
DROP TABLE temp.given;
