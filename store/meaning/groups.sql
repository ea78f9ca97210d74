-- Until when a member owned a partition.
UPDATE assignment SET until = NULL WHERE until IS NOT NULL;
