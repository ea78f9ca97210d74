/* SPDX-License-Identifier: Apache-2.0 */
/* checks.c - the list of the checks that are shipped, in the order of reports.
 * Each is a file: order.sequence is replay/checks/order.sequence.sql. */
#include "replay/check.h"

extern const char replay_checks_capture_bypass_sql[];
extern const char replay_checks_capture_corrupt_sql[];
extern const char replay_checks_capture_gap_sql[];
extern const char replay_checks_capture_identity_sql[];
extern const char replay_checks_capture_session_sql[];
extern const char replay_checks_capture_undecoded_sql[];
extern const char replay_checks_capture_unfinished_sql[];
extern const char replay_checks_order_bounds_sql[];
extern const char replay_checks_order_divergence_sql[];
extern const char replay_checks_order_key_partition_sql[];
extern const char replay_checks_order_realtime_sql[];
extern const char replay_checks_order_retry_inversion_sql[];
extern const char replay_checks_order_rewind_sql[];
extern const char replay_checks_order_sequence_sql[];
extern const char replay_checks_order_skip_sql[];
extern const char replay_checks_order_version_sql[];
extern const char replay_checks_duplicate_delivery_sql[];
extern const char replay_checks_duplicate_log_sql[];
extern const char replay_checks_loss_acked_sql[];
extern const char replay_checks_loss_stale_read_sql[];
extern const char replay_checks_loss_unacked_sql[];
extern const char replay_checks_loss_undelivered_sql[];
extern const char replay_checks_commit_ahead_sql[];
extern const char replay_checks_commit_failed_sql[];
extern const char replay_checks_commit_lag_sql[];
extern const char replay_checks_commit_non_owner_sql[];
extern const char replay_checks_commit_off_by_one_sql[];
extern const char replay_checks_commit_read_back_sql[];
extern const char replay_checks_commit_rewind_sql[];
extern const char replay_checks_commit_uncommitted_sql[];
extern const char replay_checks_group_assignment_sql[];
extern const char replay_checks_group_born_late_sql[];
extern const char replay_checks_group_liveness_sql[];
extern const char replay_checks_group_outside_assignment_sql[];
extern const char replay_checks_group_rebalances_sql[];
extern const char replay_checks_group_reset_sql[];
extern const char replay_checks_group_stuck_sql[];
extern const char replay_checks_transaction_aborted_read_sql[];
extern const char replay_checks_transaction_discipline_sql[];
extern const char replay_checks_transaction_early_read_sql[];
extern const char replay_checks_transaction_end_sql[];
extern const char replay_checks_transaction_exactly_once_sql[];
extern const char replay_checks_transaction_hanging_sql[];
extern const char replay_checks_transaction_torn_sql[];
extern const char replay_checks_transaction_zombie_sql[];
extern const char replay_checks_hazard_isolation_sql[];
extern const char replay_checks_hazard_offset_reply_sql[];
extern const char replay_checks_hazard_producer_config_sql[];
extern const char replay_checks_hazard_timestamps_sql[];
extern const char replay_checks_expect_records_sql[];
extern const char replay_checks_expect_unique_sql[];
extern const char replay_checks_expect_consumed_sql[];
extern const char replay_checks_expect_lag_sql[];
extern const char replay_checks_expect_delay_sql[];
extern const char replay_checks_dlq_routed_sql[];

const struct check checks[] = {
	{ "capture.bypass", replay_checks_capture_bypass_sql, false },
	{ "capture.corrupt", replay_checks_capture_corrupt_sql, false },
	{ "capture.gap", replay_checks_capture_gap_sql, false },
	{ "capture.identity", replay_checks_capture_identity_sql, false },
	{ "capture.session", replay_checks_capture_session_sql, false },
	{ "capture.undecoded", replay_checks_capture_undecoded_sql, false },
	{ "capture.unfinished", replay_checks_capture_unfinished_sql, false },
	{ "order.bounds", replay_checks_order_bounds_sql, false },
	{ "order.divergence", replay_checks_order_divergence_sql, false },
	{ "order.key-partition", replay_checks_order_key_partition_sql, false },
	{ "order.realtime", replay_checks_order_realtime_sql, false },
	{ "order.retry-inversion", replay_checks_order_retry_inversion_sql,
	  false },
	{ "order.rewind", replay_checks_order_rewind_sql, false },
	{ "order.sequence", replay_checks_order_sequence_sql, false },
	{ "order.skip", replay_checks_order_skip_sql, false },
	{ "order.version", replay_checks_order_version_sql, false },
	{ "duplicate.delivery", replay_checks_duplicate_delivery_sql, false },
	{ "duplicate.log", replay_checks_duplicate_log_sql, false },
	{ "loss.acked", replay_checks_loss_acked_sql, false },
	{ "loss.stale-read", replay_checks_loss_stale_read_sql, false },
	{ "loss.unacked", replay_checks_loss_unacked_sql, false },
	{ "loss.undelivered", replay_checks_loss_undelivered_sql, false },
	{ "commit.ahead", replay_checks_commit_ahead_sql, false },
	{ "commit.failed", replay_checks_commit_failed_sql, false },
	{ "commit.lag", replay_checks_commit_lag_sql, false },
	{ "commit.non-owner", replay_checks_commit_non_owner_sql, false },
	{ "commit.off-by-one", replay_checks_commit_off_by_one_sql, false },
	{ "commit.read-back", replay_checks_commit_read_back_sql, false },
	{ "commit.rewind", replay_checks_commit_rewind_sql, false },
	{ "commit.uncommitted", replay_checks_commit_uncommitted_sql, false },
	{ "group.assignment", replay_checks_group_assignment_sql, false },
	{ "group.born-late", replay_checks_group_born_late_sql, false },
	{ "group.liveness", replay_checks_group_liveness_sql, false },
	{ "group.outside-assignment",
	  replay_checks_group_outside_assignment_sql, false },
	{ "group.rebalances", replay_checks_group_rebalances_sql, false },
	{ "group.reset", replay_checks_group_reset_sql, false },
	{ "group.stuck", replay_checks_group_stuck_sql, false },
	{ "transaction.aborted-read",
	  replay_checks_transaction_aborted_read_sql, false },
	{ "transaction.discipline", replay_checks_transaction_discipline_sql,
	  false },
	{ "transaction.early-read", replay_checks_transaction_early_read_sql,
	  false },
	{ "transaction.end", replay_checks_transaction_end_sql, false },
	{ "transaction.exactly-once",
	  replay_checks_transaction_exactly_once_sql, false },
	{ "transaction.hanging", replay_checks_transaction_hanging_sql, false },
	{ "transaction.torn", replay_checks_transaction_torn_sql, false },
	{ "transaction.zombie", replay_checks_transaction_zombie_sql, false },
	{ "hazard.isolation", replay_checks_hazard_isolation_sql, false },
	{ "hazard.offset-reply", replay_checks_hazard_offset_reply_sql, false },
	{ "hazard.producer-config", replay_checks_hazard_producer_config_sql,
	  false },
	{ "hazard.timestamps", replay_checks_hazard_timestamps_sql, false },
	{ "expect.records", replay_checks_expect_records_sql, false },
	{ "expect.unique", replay_checks_expect_unique_sql, false },
	{ "expect.consumed", replay_checks_expect_consumed_sql, false },
	{ "expect.lag", replay_checks_expect_lag_sql, false },
	{ "expect.delay", replay_checks_expect_delay_sql, false },
	{ "dlq.routed", replay_checks_dlq_routed_sql, false },
	{ NULL, NULL, false },
};
