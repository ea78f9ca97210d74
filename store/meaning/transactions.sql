-- Transactions, with their outcome and what proves it.
DELETE FROM txn;
