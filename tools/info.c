/* SPDX-License-Identifier: Apache-2.0 */
/* info.c - `ktape info`: what is on a tape, on one screen: a head of facts, then
 * one table for each thing that one counts.  With --json the same as one
 * object.  It works on a tape that is being recorded. */
#include "codec/json.h"
#include "store/spill.h"
#include "store/tape.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/rows.h"
#include "tools/status.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { TABLE_ROWS = 10 };

static bool as_json;

static const struct opt rows[] = {
	{ OPT_FLAG, 0, "json", NULL, "print one JSON object", &as_json },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "info",
	.args = "TAPE [--json]",
	.about =
		"What is on a tape: span, complete or not, clients, topics, "
		"groups, flows, requests, errors and gaps.  Works while it is being "
		"recorded, too.",
	.options = rows,
	.operands = 1,
};

/* ---- the head: one row of facts */

static const char head_sql[] =
	"SELECT ?1 AS file, ?2 AS size_bytes, ?3 AS spill_bytes, ?4 AS state,"
	" (SELECT value FROM tape WHERE key = 'complete') AS complete,"
	" (SELECT value FROM tape WHERE key = 'indexed') AS sealed,"
	" (SELECT value FROM tape WHERE key = 'ktape') AS ktape,"
	" (SELECT value FROM tape WHERE key = 'upstream') AS upstream,"
	" (SELECT value FROM tape WHERE key = 'cluster_id') AS cluster_id,"
	" (SELECT value FROM tape WHERE key = 'started') AS started_us,"
	" ?5 AS ended_us,"
	" (SELECT count(*) FROM connection WHERE source IS NOT 'probe')"
	"  AS connections,"
	" (SELECT count(*) FROM exchange) AS exchanges,"
	" (SELECT coalesce(sum(records), 0) FROM batch"
	"  WHERE in_log IS NOT 0 AND control IS NULL) AS records,"
	" (SELECT coalesce(sum(bytes), 0) FROM batch WHERE in_log IS NOT 0)"
	"  AS batch_bytes,"
	" (SELECT count(DISTINCT exchange) FROM frame WHERE state = 'opaque')"
	"  AS opaque,"
	" (SELECT count(DISTINCT exchange) FROM frame"
	"  WHERE state = 'malformed') AS malformed,"
	" (SELECT count(*) FROM gap) AS gaps,"
	" (SELECT count(*) FROM stall) AS stalls,"
	" (SELECT value FROM tape WHERE key = 'cut_from') AS cut_from,"
	" (SELECT value FROM tape WHERE key = 'cut_options') AS cut_options,"
	" (SELECT value FROM tape WHERE key = 'merged_from') AS merged_from";

enum head_column {
	FILE_NAME,
	SIZE,
	SPILL,
	STATE,
	COMPLETE,
	SEALED,
	KTAPE,
	UPSTREAM,
	CLUSTER,
	STARTED,
	ENDED,
	CONNECTIONS,
	EXCHANGES,
	RECORDS,
	BATCH_BYTES,
	OPAQUE,
	MALFORMED,
	GAPS,
	STALLS,
	CUT_FROM,
	CUT_OPTIONS,
	MERGED_FROM,
};

/* ---- the tables below it; in the order of what one looks for first */

static const struct section {
	const char *name;
	const char *sql;
} sections[] = {
	{ "topics",
	  "SELECT t.name AS topic, count(DISTINCT tp.id) AS partitions,"
	  " coalesce(sum(b.records) FILTER (WHERE b.control IS NULL), 0)"
	  "  AS records,"
	  " coalesce(sum(b.bytes), 0) AS bytes, count(b.id) AS batches"
	  " FROM topic t JOIN topic_partition tp ON tp.topic = t.id"
	  " LEFT JOIN batch b ON b.tp = tp.id AND b.in_log IS NOT 0"
	  " GROUP BY t.id ORDER BY records DESC, topic" },
	{ "clients",
	  "SELECT e.client_id AS client, s.name AS service,"
	  " max(coalesce(c.software_name || ' ' || c.software_version,"
	  "  c.software_name)) AS software,"
	  " count(DISTINCT e.connection) AS connections,"
	  " count(*) AS requests, sum(e.error_code <> 0) AS errors"
	  " FROM exchange e LEFT JOIN connection c ON c.id = e.connection"
	  " LEFT JOIN service s ON s.id = c.service"
	  " WHERE c.source IS NOT 'probe'"
	  " GROUP BY e.client_id, c.service ORDER BY requests DESC" },
	{ "groups",
	  "SELECT g.group_id AS \"group\", g.members, g.commits,"
	  " g.failed_commits AS failed, g.partitions,"
	  " (SELECT sum(l.lag) FROM lag l WHERE l.group_id = g.group_id)"
	  "  AS lag FROM groups g ORDER BY g.commits DESC" },
	{ "flows", "SELECT producer, topic, consumer, group_id AS \"group\","
		   " produced, delivered FROM flows"
		   " ORDER BY max(coalesce(produced, 0),"
		   "  coalesce(delivered, 0)) DESC, 1, 2, 3, 4" },
	{ "services",
	  "SELECT s.name AS service, s.listen, count(c.id) AS connections"
	  " FROM service s LEFT JOIN connection c ON c.service = s.id"
	  " AND c.source IS NOT 'probe' GROUP BY s.id ORDER BY s.id" },
	{ "brokers",
	  "SELECT b.node_id AS node, b.host || ':' || b.port AS address,"
	  " b.rack, s.name AS service, b.listen FROM broker b"
	  " LEFT JOIN service s ON s.id = b.service"
	  " WHERE b.id IN (SELECT max(id) FROM broker"
	  "  GROUP BY service, node_id, host, port)"
	  " ORDER BY b.service, b.node_id" },
	{ "requests",
	  "SELECT coalesce(a.name, e.api_key) AS api,"
	  " min(e.api_version) || CASE WHEN min(e.api_version) <"
	  "  max(e.api_version) THEN '-' || max(e.api_version) ELSE '' END"
	  "  AS versions,"
	  " count(*) AS requests, sum(e.error_code <> 0) AS errors,"
	  " sum(e.request_bytes) AS request_bytes,"
	  " coalesce(sum(e.response_bytes), 0) AS response_bytes"
	  " FROM exchange e LEFT JOIN api a ON a.key = e.api_key"
	  " GROUP BY e.api_key ORDER BY requests DESC" },
	{ "errors", "SELECT error, api, topic, group_id AS \"group\","
		    " count(*) AS times FROM errors"
		    " GROUP BY 1, 2, 3, 4 ORDER BY times DESC" },
	{ "gaps", "SELECT since, until, why, api, topic, group_id AS \"group\","
		  " frames, bytes FROM gaps ORDER BY since_us" },
	{ "stalls", "SELECT time AS since, detail AS why FROM timeline"
		    " WHERE what = 'stall' ORDER BY time_us" },
	{ NULL, NULL },
};

struct info {
	struct tape *tape;
	uint64_t size, spill;
	const char *state; /* complete, recording, incomplete */
	int64_t ended;
};

static uint64_t file_size(const char *path)
{
	struct stat st;

	return path && stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

static int look(struct info *i, const char *path, struct err *e)
{
	char *spill = spill_path(path);
	int64_t connection, exchange;

	i->size = file_size(path);
	i->spill = file_size(spill);
	free(spill);
	if (tape_fact_int(i->tape, "complete", 0))
		i->state = "complete";
	else if (tape_is_being_written(i->tape))
		i->state = "recording";
	else
		i->state = "incomplete";
	i->ended = tape_fact_int(i->tape, "ended", 0);
	if (i->ended)
		return 0;
	return tape_last(i->tape, &i->ended, &connection, &exchange, e);
}

/* The head's statement on its row; NULL: see `e`. */
static sqlite3_stmt *head(struct info *i, struct err *e)
{
	sqlite3_stmt *st = tape_statement(i->tape, head_sql, e);

	if (!st)
		return NULL;
	sqlite3_bind_text(st, FILE_NAME + 1, tape_path(i->tape), -1,
			  SQLITE_TRANSIENT);
	sqlite3_bind_int64(st, SIZE + 1, (int64_t)i->size);
	sqlite3_bind_int64(st, SPILL + 1, (int64_t)i->spill);
	sqlite3_bind_text(st, STATE + 1, i->state, -1, SQLITE_STATIC);
	if (i->ended)
		sqlite3_bind_int64(st, 5, i->ended);
	if (sqlite3_step(st) == SQLITE_ROW)
		return st;
	err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(i->tape),
		sqlite3_errmsg(tape_db(i->tape)));
	return NULL;
}

/* ---- for people */

/* "2026-01-02 03:04:05", UTC */
static const char *clock_time(char out[STATUS_WORD], int64_t stamp)
{
	time_t seconds = (time_t)(stamp / 1000000);
	struct tm tm;

	if (!gmtime_r(&seconds, &tm) ||
	    !strftime(out, STATUS_WORD, "%Y-%m-%d %H:%M:%S", &tm))
		snprintf(out, STATUS_WORD, "?");
	return out;
}

static void print_state(const struct info *i, sqlite3_stmt *h)
{
	char word[STATUS_WORD];
	bool sealed = sqlite3_column_int(h, SEALED);

	printf("state     ");
	if (!strcmp(i->state, "complete"))
		printf("complete, %s",
		       sealed ? "sealed" : "not sealed: `ktape seal` does it");
	else if (!strcmp(i->state, "recording"))
		printf("being recorded now");
	else
		printf("INCOMPLETE: the recording was killed%s",
		       i->spill || !sealed
			       ? "; `ktape seal` saves what is there"
			       : "");
	if (i->spill)
		printf("; %s wait in the spill file",
		       status_bytes(word, i->spill));
	putchar('\n');
}

static void print_span(const struct info *i, sqlite3_stmt *h)
{
	char from[STATUS_WORD], to[STATUS_WORD], span[STATUS_WORD];
	int64_t started = sqlite3_column_int64(h, STARTED);
	const unsigned char *by = sqlite3_column_text(h, KTAPE);

	if (!started)
		return;
	printf("recorded  %s", clock_time(from, started));
	if (i->ended >= started)
		printf(" to %s UTC (%s)", clock_time(to, i->ended),
		       status_time(span,
				   (uint64_t)(i->ended - started) / 1000));
	printf(" by ktape %s\n", by ? (const char *)by : "?");
}

static uint64_t count_of(sqlite3_stmt *h, enum head_column column)
{
	return (uint64_t)sqlite3_column_int64(h, (int)column);
}

static void print_counts(sqlite3_stmt *h)
{
	char a[STATUS_WORD], b[STATUS_WORD], c[STATUS_WORD], d[STATUS_WORD];
	uint64_t exchanges = count_of(h, EXCHANGES);
	uint64_t odd = count_of(h, OPAQUE) + count_of(h, MALFORMED);

	printf("traffic   %s connections, %s requests, %s records in %s of "
	       "batches\n",
	       status_count(a, count_of(h, CONNECTIONS)),
	       status_count(b, exchanges),
	       status_count(c, count_of(h, RECORDS)),
	       status_bytes(d, count_of(h, BATCH_BYTES)));
	if (odd && exchanges)
		printf("decoded   %.4f %% of requests: %s not known to this "
		       "ktape, %s malformed; their bytes are kept\n",
		       100 - 100.0 * (double)odd / (double)exchanges,
		       status_count(a, count_of(h, OPAQUE)),
		       status_count(b, count_of(h, MALFORMED)));
	else if (exchanges)
		printf("decoded   100 %% of requests\n");
	printf("gaps      %s\n",
	       count_of(h, GAPS) ? status_count(a, count_of(h, GAPS)) : "none");
}

static void print_head(const struct info *i, sqlite3_stmt *h)
{
	char word[STATUS_WORD];
	const unsigned char *upstream = sqlite3_column_text(h, UPSTREAM);
	const unsigned char *cluster = sqlite3_column_text(h, CLUSTER);

	printf("tape      %s, %s\n", tape_path(i->tape),
	       status_bytes(word, i->size));
	print_state(i, h);
	print_span(i, h);
	if (upstream)
		printf("upstream  %s%s%s\n", upstream,
		       cluster ? ", cluster " : "",
		       cluster ? (const char *)cluster : "");
	if (sqlite3_column_text(h, MERGED_FROM))
		printf("merged    from '%s'\n",
		       sqlite3_column_text(h, MERGED_FROM));
	if (sqlite3_column_text(h, CUT_FROM))
		printf("slice     cut from '%s' by %s\n",
		       sqlite3_column_text(h, CUT_FROM),
		       sqlite3_column_text(h, CUT_OPTIONS));
	print_counts(h);
}

/* `format` takes the section's SQL (%s), then perhaps TABLE_ROWS (%d). */
static sqlite3_stmt *prepare(struct info *i, const char *format,
			     const struct section *s, struct err *e)
{
	sqlite3 *db = tape_db(i->tape);
	sqlite3_stmt *st = NULL;
	char *sql = sqlite3_mprintf(format, s->sql, TABLE_ROWS);

	if (!sql || sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(i->tape),
			sqlite3_errmsg(db));
	sqlite3_free(sql);
	return st;
}

static int print_rest(struct info *i, const struct section *s, struct err *e)
{
	sqlite3_stmt *st = prepare(i, "SELECT count(*) FROM (%s)", s, e);
	int64_t more = 0;

	if (!st)
		return -1;
	if (sqlite3_step(st) == SQLITE_ROW)
		more = sqlite3_column_int64(st, 0) - TABLE_ROWS;
	if (more > 0)
		printf("... and %" PRId64 " more\n", more);
	sqlite3_finalize(st);
	return 0;
}

/* Its first rows, under its name, and how many more there are. */
static int print_section(struct info *i, const struct section *s, struct err *e)
{
	sqlite3_stmt *st = prepare(i, "SELECT * FROM (%s) LIMIT %d", s, e);
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int64_t count = 0;
	int rc = -1;

	if (st && out)
		rc = rows_print(out, st, ROWS_COLUMN, &count, e);
	sqlite3_finalize(st);
	if (out)
		fclose(out);
	if (count)
		printf("\n%s\n%s", s->name, text);
	free(text);
	return rc == 0 && count == TABLE_ROWS ? print_rest(i, s, e) : rc;
}

static int print_text(struct info *i, struct err *e)
{
	sqlite3_stmt *h = head(i, e);

	if (!h)
		return -1;
	print_head(i, h);
	sqlite3_reset(h);
	for (const struct section *s = sections; s->name; s++)
		if (print_section(i, s, e) < 0)
			return -1;
	return 0;
}

/* ---- for programs */

static int print_json(struct info *i, struct err *e)
{
	sqlite3_stmt *h = head(i, e);
	struct writer w;

	if (!h)
		return -1;
	writer_init(&w, 0);
	rows_json(&w, h);
	sqlite3_reset(h);
	printf("{\"tape\":%.*s", (int)w.size, (const char *)w.data);
	writer_release(&w);
	for (const struct section *s = sections; s->name; s++) {
		sqlite3_stmt *st = prepare(i, "%s", s, e);

		printf(",\n\"%s\":", s->name);
		if (!st || rows_print(stdout, st, ROWS_JSON, NULL, e) < 0) {
			sqlite3_finalize(st);
			return -1;
		}
		sqlite3_finalize(st);
	}
	puts("}");
	return 0;
}

int cmd_info(int argc, char **argv)
{
	struct info i = { .tape = NULL };
	struct err e = { 0 };
	int at, rc;

	as_json = false;
	at = opt_parse(argc, argv, &usage);
	if (at < 0)
		return opt_status(at);
	if (at == argc)
		return opt_error(&usage, "which TAPE?");
	signal(SIGPIPE, SIG_DFL); /* `ktape info | head` ends in silence */
	rc = tape_open(&i.tape, argv[at], TAPE_READ, &e);
	if (rc == 0)
		rc = look(&i, argv[at], &e);
	if (rc == 0)
		rc = as_json ? print_json(&i, &e) : print_text(&i, &e);
	tape_close(i.tape);
	if (rc == 0)
		return 0;
	fprintf(stderr, "ktape info: %s\n", e.text);
	return (int)e.code;
}
