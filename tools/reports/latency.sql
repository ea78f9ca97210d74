-- time at the broker by API, and what ktape added
SELECT * FROM latency ORDER BY requests DESC;
