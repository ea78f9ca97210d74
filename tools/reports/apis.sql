-- requests by API: versions, bytes, errors, time at the broker
SELECT coalesce(a.name, e.api_key) AS api, min(e.api_version) AS from_version, max(e.api_version) AS to_version,
  count(*) AS requests, sum(e.request_bytes) AS request_bytes, sum(e.response_bytes) AS response_bytes,
  sum(e.error_code <> 0) AS errors, sum(e.fate NOT IN ('answered', 'unanswered')) AS unfinished,
  round(avg(e.r - e.f)) AS mean_us, max(e.r - e.f) AS max_us
FROM exchange e
LEFT JOIN api a ON a.key = e.api_key
GROUP BY e.api_key
ORDER BY requests DESC;
