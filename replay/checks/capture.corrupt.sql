-- title: the checksum of every record batch is right
-- means: a batch was damaged on its way or on a disk
-- severity: S1
-- blame: network, broker, or the producer
-- innocent: none for a batch that a broker served; one that a broker refused harmed nobody
-- unknown: what the records were
-- do: read the partition again from another replica; look at the broker's disks
SELECT CASE WHEN b.in_log = 1 THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, b.base_offset AS offset, NULL AS group_id,
  coalesce((SELECT f.exchange FROM delivery d JOIN fetch f ON f.id = d.fetch WHERE d.batch = b.id LIMIT 1),
    b.exchange) AS exchange_id,
  'a batch of ' || coalesce(b.records, '?') || ' records has a wrong checksum'
    || CASE WHEN b.origin = 'produced' THEN ', as its producer sent it' ELSE ', as a broker served it' END AS detail
FROM batch b CROSS JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
WHERE b.crc_ok = 0
UNION ALL
SELECT 'NONE', t.name, tp.partition, b.base_offset, NULL, b.exchange, 'a batch could not be decoded: ' || coalesce(b.codec, '?')
FROM batch b CROSS JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
WHERE b.crc_ok = 1 AND b.complete = 0
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' batches' FROM batch;
