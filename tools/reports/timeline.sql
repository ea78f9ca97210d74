-- connections, groups, transactions, gaps: what happened when
SELECT time, what, detail, connection, exchange FROM timeline ORDER BY time_us;
