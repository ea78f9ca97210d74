-- errors that brokers answered, by API, topic and group
SELECT error, api, topic, group_id, count(*) AS times,
  min(time) AS first, max(time) AS last, count(DISTINCT client) AS clients
FROM errors
GROUP BY error, api, topic, group_id
ORDER BY times DESC, first;
