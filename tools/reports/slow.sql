-- the 30 requests that took the broker longest (Fetch aside: it waits for data)
SELECT time, api, client, broker, broker_us, total_us, request_bytes, response_bytes, error, exchange
FROM requests
WHERE api <> 'Fetch' AND broker_us IS NOT NULL
ORDER BY broker_us DESC
LIMIT 30;
