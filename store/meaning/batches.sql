-- Attempts of one logical batch, and outcomes that a later sight proves
-- (checks.md 0.2 and 0.3).

-- An attempt of which nobody knows the outcome wrote the batch, if it was the only
-- one and the batch was fetched.
UPDATE produce SET outcome = 'ok', proof = 'fetched'
WHERE outcome = 'maybe' AND batch IN (
  SELECT b.id FROM batch b
  WHERE b.first_delivered_at IS NOT NULL AND b.base_offset IS NOT NULL
    AND (SELECT count(*) FROM produce p WHERE p.batch = b.id) = 1);
