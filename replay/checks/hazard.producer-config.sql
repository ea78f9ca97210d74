-- title: producers wait for all replicas
-- means: acks=0 or acks=1: what is acknowledged can be lost with one broker
-- severity: S3
-- blame: configuration
-- innocent: the data is worth no more
-- unknown: the rest of the configuration
-- do: acks=all and enable.idempotence=true
SELECT 'SUSPECT' AS verdict, t.name AS topic, NULL AS partition, NULL AS offset, NULL AS group_id,
  min(p.exchange) AS exchange_id,
  count(*) || ' batches with acks=' || p.acks || ' by ' || coalesce(i.client_id, 'a client without an id') AS detail
FROM produce p JOIN exchange e ON e.id = p.exchange
LEFT JOIN instance i ON i.id = e.instance
LEFT JOIN topic_partition tp ON tp.id = p.tp LEFT JOIN topic t ON t.id = tp.topic
WHERE p.acks IN (0, 1)
GROUP BY t.name, p.acks, i.client_id
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' attempts to write a batch' FROM produce;
