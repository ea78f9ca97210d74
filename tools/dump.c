/* SPDX-License-Identifier: Apache-2.0 */
/* dump.c - `ktape dump`: the records of a tape as JSON Lines, one object a
 * record, with the fields of `kcat -J` and a few more:
 *
 *   {"topic":"orders","partition":0,"offset":5,"tstype":"create",
 *    "ts":1767323045678,"broker":1,"headers":["trace","x1"],"key":"k",
 *    "payload":"v","producer":"checkout",
 *    "produced_at_us":1767323045679001,"acked_at_us":1767323045680340}
 *
 * A key or payload that is not UTF-8 text is "key_b64" or "payload_b64" instead,
 * such a header value {"b64": "..."}.  What is not known is null.  --stable
 * leaves out what differs between equal runs: times and brokers.
 *
 * With --exchanges it prints requests and responses: exchanges.c. */
#include "codec/json.h"
#include "store/selection.h"
#include "tools/cmd.h"
#include "tools/exchanges.h"
#include "tools/opt.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLUSH_AT = 64 * 1024 };

static struct dump_given {
	struct opt_list topics, offsets, apis, ids;
	const char *partition, *where;
	int64_t count;
	bool stable, exchanges;
} given;

static const struct opt rows[] = {
	{ OPT_LIST, 't', "topic", "TOPIC",
	  "only this topic, or those that match a pattern such as 'orders*'; "
	  "may be given several times",
	  &given.topics },
	{ OPT_TEXT, 'p', "partition", "N", "only this partition",
	  &given.partition },
	{ OPT_LIST, 'o', "offset", "WHERE",
	  "from where: beginning, an offset, -N for the last N of each "
	  "partition, s@MS from and e@MS up to a timestamp",
	  &given.offsets },
	{ OPT_COUNT, 'c', "count", "N", "stop after N records or exchanges",
	  &given.count },
	{ OPT_TEXT, 0, "where", "SQL",
	  "only records for which this is true; the columns are those of the "
	  "view records, with --exchanges of the view requests",
	  &given.where },
	{ OPT_FLAG, 0, "stable", NULL,
	  "order by topic, partition and offset, and leave out what differs "
	  "between equal runs, for diff",
	  &given.stable },
	{ OPT_FLAG, 0, "exchanges", NULL,
	  "print requests with their responses instead of records; -t and -p "
	  "are then those that name such a partition",
	  &given.exchanges },
	{ OPT_LIST, 0, "exchange", "ID", "print this exchange", &given.ids },
	{ OPT_LIST, 0, "api", "NAME",
	  "print exchanges of this API: Fetch, or its key, 1", &given.apis },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "dump",
	.args = "TAPE [-t TOPIC]... [-p N] [-o WHERE]... [-c N] [--where SQL] "
		"[--stable | --exchanges] [--exchange ID]... [--api NAME]...",
	.about = "Print the records of a tape as JSON Lines, in the order in "
		 "which they were recorded, with the fields of kcat -J; or its "
		 "exchanges, with Kafka's own field names.",
	.options = rows,
	.operands = 1,
};

/* From the view `records`, whose columns --where names; nothing is joined to it
 * here, so that they stay unambiguous. */
static const char records_sql[] =
	"SELECT topic, partition, offset, timestamp_type, time_us / 1000,"
	" (SELECT k.node_id FROM exchange e"
	" JOIN connection c ON c.id = e.connection"
	" JOIN broker k ON k.id = c.broker WHERE e.id = records.exchange),"
	" headers, key, value, producer, produced_at_us, acked_at_us"
	" FROM records WHERE 1";

/* Ends of the partitions, for -o -N; counted once. */
static const char ends_sql[] =
	"WITH ends AS MATERIALIZED (SELECT topic AS t, partition AS p,"
	" max(offset) AS last FROM records GROUP BY 1, 2) ";

enum column {
	TOPIC,
	PARTITION,
	OFFSET,
	TIMESTAMP_TYPE,
	TIMESTAMP,
	BROKER,
	HEADERS,
	KEY,
	VALUE,
	PRODUCER,
	PRODUCED_AT_US,
	ACKED_AT_US,
};

struct dump {
	struct tape *tape;
	struct writer out;
	int64_t left; /* records still to print; -1: all */
};

/* ---- the query */

/* A whole number that ends the text. */
static bool number(const char *text, int64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoll(text, &end, 10);
	return !errno && end != text && !*end;
}

/* One -o as a condition. */
static int add_offset(sqlite3_str *sql, const char *text, struct err *e)
{
	int64_t n = 0;

	if (!strcmp(text, "beginning"))
		return 0;
	if (text[0] == 's' && text[1] == '@' && number(text + 2, &n))
		sqlite3_str_appendf(sql, " AND time_us >= %lld * 1000",
				    (long long)n);
	else if (text[0] == 'e' && text[1] == '@' && number(text + 2, &n))
		sqlite3_str_appendf(sql, " AND time_us < %lld * 1000",
				    (long long)n);
	else if (!number(text, &n))
		return err_set(e, ERR_USAGE,
			       "--offset takes beginning, N, -N, s@MS or e@MS, "
			       "not '%s'",
			       text);
	else if (n < 0)
		sqlite3_str_appendf(sql,
				    " AND offset > (SELECT last FROM ends "
				    "WHERE t = topic AND p = partition) + %lld",
				    (long long)n);
	else
		sqlite3_str_appendf(sql, " AND offset >= %lld", (long long)n);
	return 0;
}

/* What of the options is not peculiar to dump. */
static struct selection selection(void)
{
	struct selection s = SELECTION_ALL;

	s.topics = given.topics.items;
	s.topic_count = given.topics.count;
	s.where = given.where;
	return s;
}

/* Is there a -o -N? */
static bool last_ones(void)
{
	for (size_t i = 0; i < given.offsets.count; i++)
		if (given.offsets.items[i][0] == '-')
			return true;
	return false;
}

static int add_filters(sqlite3_str *sql, struct err *e)
{
	int64_t n;

	if (given.partition) {
		if (!number(given.partition, &n) || n < 0)
			return err_set(e, ERR_USAGE,
				       "--partition takes a whole number, not "
				       "'%s'",
				       given.partition);
		sqlite3_str_appendf(sql, " AND partition = %lld", (long long)n);
	}
	for (size_t i = 0; i < given.offsets.count; i++)
		if (add_offset(sql, given.offsets.items[i], e))
			return -1;
	return 0;
}

/* ---- one record */

static struct bytes column_bytes(sqlite3_stmt *row, int column)
{
	const void *p = sqlite3_column_type(row, column) == SQLITE_TEXT
				? sqlite3_column_text(row, column)
				: sqlite3_column_blob(row, column);

	return bytes_of(p ? p : "", (size_t)sqlite3_column_bytes(row, column));
}

static void put_number(struct writer *out, const char *name, sqlite3_stmt *row,
		       int column)
{
	json_raw(out, name);
	if (sqlite3_column_type(row, column) == SQLITE_NULL)
		json_raw(out, "null");
	else
		json_int(out, sqlite3_column_int64(row, column));
}

/* ,"NAME":"text" or ,"NAME":null or ,"NAME_b64":"..." */
static void put_content(struct writer *out, const char *name, sqlite3_stmt *row,
			int column)
{
	int type = sqlite3_column_type(row, column);

	json_raw(out, ",\"");
	json_raw(out, name);
	if (type == SQLITE_BLOB) {
		json_raw(out, "_b64\":\"");
		json_base64(out, column_bytes(row, column));
		json_raw(out, "\"");
		return;
	}
	json_raw(out, "\":");
	if (type == SQLITE_NULL)
		json_raw(out, "null");
	else
		json_string(out, column_bytes(row, column));
}

/* [["k","v"],...] on the tape is kcat's ["k","v",...]: the inner brackets go. */
static void put_headers(struct writer *out, struct bytes headers)
{
	bool quoted = false;
	size_t kept = 0, depth = 0;

	for (size_t i = 0; i < headers.n; i++) {
		uint8_t c = headers.p[i];
		bool drop = false;

		if (quoted && c == '\\') {
			i++;
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		else if (!quoted && c == '[')
			drop = depth++ == 1;
		else if (!quoted && c == ']')
			drop = --depth == 1;
		if (!drop)
			continue;
		writer_raw(out, bytes_of(headers.p + kept, i - kept));
		kept = i + 1;
	}
	writer_raw(out, bytes_of(headers.p + kept, headers.n - kept));
}

static const char *timestamp_type(sqlite3_stmt *row)
{
	const char *type =
		(const char *)sqlite3_column_text(row, TIMESTAMP_TYPE);

	if (!type)
		return "unknown";
	return !strcmp(type, "LogAppendTime") ? "logappend" : "create";
}

static void put_record(struct writer *out, sqlite3_stmt *row)
{
	json_raw(out, "{\"topic\":");
	if (sqlite3_column_type(row, TOPIC) == SQLITE_NULL)
		json_raw(out, "null");
	else
		json_string(out, column_bytes(row, TOPIC));
	put_number(out, ",\"partition\":", row, PARTITION);
	put_number(out, ",\"offset\":", row, OFFSET);
	if (!given.stable) {
		json_raw(out, ",\"tstype\":\"");
		json_raw(out, timestamp_type(row));
		json_raw(out, "\"");
		put_number(out, ",\"ts\":", row, TIMESTAMP);
		put_number(out, ",\"broker\":", row, BROKER);
	}
	if (sqlite3_column_type(row, HEADERS) != SQLITE_NULL) {
		json_raw(out, ",\"headers\":");
		put_headers(out, column_bytes(row, HEADERS));
	}
	put_content(out, "key", row, KEY);
	put_content(out, "payload", row, VALUE);
	if (!given.stable) {
		put_content(out, "producer", row, PRODUCER);
		put_number(out, ",\"produced_at_us\":", row, PRODUCED_AT_US);
		put_number(out, ",\"acked_at_us\":", row, ACKED_AT_US);
	}
	json_raw(out, "}\n");
}

/* ---- all of them */

static int flush(struct dump *d, size_t above, struct err *e)
{
	size_t size = d->out.size;

	if (d->out.failed)
		return err_set(e, ERR_IO, "no memory for a record");
	if (size <= above)
		return 0;
	if (fwrite(d->out.data, 1, size, stdout) != size)
		return err_set(e, ERR_IO, "cannot write to stdout: %s",
			       strerror(errno));
	writer_reset(&d->out);
	return 0;
}

static int print_rows(struct dump *d, sqlite3_stmt *statement, struct err *e)
{
	const struct selection selected = selection();
	int rc = SQLITE_DONE;

	while (d->left && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
		put_record(&d->out, statement);
		d->left -= d->left > 0;
		if (flush(d, FLUSH_AT, e))
			return -1;
	}
	sqlite3_reset(statement);
	return d->left && rc != SQLITE_DONE
		       ? selection_failed(&selected, d->tape, e)
		       : 0;
}

/* Partition by partition, so that nothing has to be sorted as a whole. */
static int print_partitions(struct dump *d, sqlite3_stmt *records,
			    struct err *e)
{
	static const char sql[] = "SELECT DISTINCT t.name, p.partition "
				  "FROM topic_partition p "
				  "JOIN topic t ON t.id = p.topic "
				  "ORDER BY t.name, p.partition";
	sqlite3_stmt *partitions = tape_statement(d->tape, sql, e);
	int result = partitions ? 0 : -1;

	while (!result && d->left && sqlite3_step(partitions) == SQLITE_ROW) {
		sqlite3_bind_value(records, 1,
				   sqlite3_column_value(partitions, 0));
		sqlite3_bind_value(records, 2,
				   sqlite3_column_value(partitions, 1));
		result = print_rows(d, records, e);
	}
	sqlite3_reset(partitions);
	return result;
}

static sqlite3_stmt *query(struct dump *d, struct err *e)
{
	sqlite3_str *text = sqlite3_str_new(tape_db(d->tape));
	const struct selection selected = selection();

	if (last_ones())
		sqlite3_str_appendall(text, ends_sql);
	sqlite3_str_appendall(text, records_sql);
	selection_add(&selected, text);
	if (add_filters(text, e)) {
		sqlite3_str_reset(text);
		sqlite3_free(sqlite3_str_finish(text));
		return NULL;
	}
	if (given.stable)
		sqlite3_str_appendall(text, " AND topic IS ? AND partition = ?"
					    " ORDER BY offset, record");
	else
		sqlite3_str_appendall(text, " ORDER BY record");
	return selection_prepare(&selected, d->tape, text, e);
}

static int dump(struct dump *d, struct err *e)
{
	sqlite3_stmt *records = query(d, e);
	int result = -1;

	if (records)
		result = given.stable ? print_partitions(d, records, e)
				      : print_rows(d, records, e);
	if (!result)
		result = flush(d, 0, e);
	sqlite3_finalize(records);
	return result;
}

static int dump_exchanges(struct tape *t, struct err *e)
{
	const struct exchanges_options options = {
		.ids = given.ids,
		.apis = given.apis,
		.topics = given.topics,
		.partition = given.partition,
		.where = given.where,
		.count = given.count,
	};

	return exchanges_print(t, &options, e);
}

static int dump_tape(const char *path, struct err *e)
{
	struct dump d = { .left = given.count };
	int result = tape_open(&d.tape, path, TAPE_READ, e);

	writer_init(&d.out, 0);
	if (!result)
		result = given.exchanges ? dump_exchanges(d.tape, e)
					 : dump(&d, e);
	if (fflush(stdout) && !result)
		result = err_set(e, ERR_IO, "cannot write to stdout: %s",
				 strerror(errno));
	tape_close(d.tape);
	writer_release(&d.out);
	return result;
}

/* What is asked for can't be meant. */
static const char *misuse(void)
{
	if (given.exchanges && (given.stable || given.offsets.count))
		return "--stable and --offset are for records, not for "
		       "exchanges";
	return NULL;
}

static int run(const char *path)
{
	struct err e = { 0 };

	if (misuse())
		return opt_error(&usage, "%s", misuse());
	if (!dump_tape(path, &e))
		return 0;
	fprintf(stderr, "ktape dump: %s\n", e.text);
	return (int)e.code;
}

int cmd_dump(int argc, char **argv)
{
	int first, status;

	given = (struct dump_given) { .count = -1 };
	first = opt_parse(argc, argv, &usage);
	if (first < 0)
		return opt_status(first);
	if (first == argc)
		return opt_error(&usage, "which tape?");
	given.exchanges |= given.ids.count || given.apis.count;
	signal(SIGPIPE, SIG_DFL); /* `ktape dump | head` ends in silence */
	status = run(argv[first]);
	opt_list_release(&given.topics);
	opt_list_release(&given.offsets);
	opt_list_release(&given.apis);
	opt_list_release(&given.ids);
	return status;
}
