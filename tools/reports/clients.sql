-- clients: software, connections, requests, bytes, errors
SELECT e.client_id AS client, s.name AS service,
  max(coalesce(c.software_name || ' ' || c.software_version, c.software_name)) AS software,
  count(DISTINCT e.connection) AS connections, count(*) AS requests,
  sum(e.request_bytes) AS sent_bytes, sum(e.response_bytes) AS received_bytes,
  sum(e.error_code <> 0) AS errors
FROM exchange e
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
GROUP BY e.client_id, c.service
ORDER BY requests DESC;
