/* SPDX-License-Identifier: Apache-2.0 */
/* reopen.c - `ktape record --append`: what the recording before left on the
 * tape, turned into where the new one begins. */
#include "tools/reopen.h"

#include "proxy/log.h"
#include "store/recovery.h"
#include "tools/opt.h"
#include "tools/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The set of listeners that had this name (NULL: the only one), or -1. */
static int find_set(const struct proxy_options *p, const char *name)
{
	for (size_t i = 0; i < p->listens; i++) {
		const char *ours = p->listen[i].name;

		if (name && ours ? !strcmp(name, ours) : !name && !ours)
			return (int)i;
	}
	return -1;
}

/* One row of the table `broker`; false: not of use any more. */
static bool known_broker(const struct proxy_options *p, sqlite3_stmt *row,
			 struct broker_spec *out)
{
	const char *host = (const char *)sqlite3_column_text(row, 2);
	const char *listen = (const char *)sqlite3_column_text(row, 4);
	int set = find_set(p, (const char *)sqlite3_column_text(row, 0));

	if (set < 0 || !host || !listen || strlen(host) > 255)
		return false;
	out->set = (size_t)set;
	out->node_id = sqlite3_column_int(row, 1);
	snprintf(out->at.host, sizeof(out->at.host), "%s", host);
	out->at.port = sqlite3_column_int(row, 3);
	return !opt_host_port(listen, out->listen.host, &out->listen.port,
			      NULL);
}

/* Clients may come straight to the brokers' ports that they know. */
static int recall_brokers(struct tape *t, struct proxy_options *p,
			  struct broker_spec **known, struct err *e)
{
	static const char sql[] =
		"SELECT s.name, b.node_id, b.host, b.port, b.listen "
		"FROM broker b LEFT JOIN service s ON s.id = b.service "
		"WHERE b.node_id >= 0 AND b.id IN "
		"(SELECT max(id) FROM broker GROUP BY service, node_id)";
	sqlite3_stmt *rows = tape_statement(t, sql, e);

	if (!rows)
		return -1;
	while (sqlite3_step(rows) == SQLITE_ROW) {
		struct broker_spec *more =
			realloc(*known, (p->knowns + 1) * sizeof(*more));

		if (!more)
			break;
		p->known = *known = more;
		p->knowns += known_broker(p, rows, &more[p->knowns]);
	}
	sqlite3_reset(rows);
	return 0;
}

static int note_killed(struct tape *t, struct err *e)
{
	if (tape_begin(t, e))
		return -1;
	if (!tape_note_killed(t, e))
		return tape_commit(t, e);
	tape_rollback(t);
	return -1;
}

int reopen_finish(struct tape *t, const struct scribe_options *options,
		  struct err *e)
{
	bool killed = tape_fact_int(t, "started", 0) &&
		      !tape_fact_int(t, "complete", 0);
	struct recovery found;
	char word[STATUS_WORD];

	if (recovery_run(t, options, NULL, NULL, &found, e))
		return -1;
	if (found.found)
		log_line(LOG_INFO, "'%s.spill' is read in: %s events",
			 tape_path(t), status_count(word, found.events));
	return killed && !found.ended ? note_killed(t, e) : 0;
}

int reopen_tape(struct tape *t, struct proxy_options *p,
		struct broker_spec **known, struct err *e)
{
	int64_t connection, exchange;

	if (tape_last(t, &p->first_stamp, &connection, &exchange, e))
		return -1;
	p->first_connection = (uint64_t)connection;
	p->first_exchange = (uint64_t)exchange;
	return recall_brokers(t, p, known, e);
}
