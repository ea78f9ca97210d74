-- what passed and is not on the tape, and pauses that ktape caused
SELECT 'gap' AS what, since, until, why, api, topic, partition, group_id, client, frames, bytes
FROM gaps
UNION ALL
SELECT 'stall', time, NULL, detail, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM timeline WHERE what = 'stall'
ORDER BY 2;
