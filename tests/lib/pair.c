/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lib/pair.h"

#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

int pair_begin(void **state)
{
	struct pair *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	p->folder = temp_folder();
	snprintf(p->path[0], sizeof(p->path[0]), "%s/a.ktape", p->folder);
	snprintf(p->path[1], sizeof(p->path[1]), "%s/b.ktape", p->folder);
	*state = p;
	return 0;
}

int pair_end(void **state)
{
	struct pair *p = *state;

	temp_remove(p->folder);
	free(p);
	return 0;
}

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why))
		fail_msg("%s: %s", why, sql);
}

/* The next word of a line, NULL for "-" and at the end. */
static const char *word(char **line)
{
	char *w = strsep(line, " ");

	return w && strcmp(w, "-") != 0 ? w : NULL;
}

static void add_record(sqlite3 *db, int side, int number, const char *text)
{
	char *line = strdup(text), *rest = line, *sql;
	const char *topic = word(&rest), *partition = word(&rest);
	const char *key = word(&rest), *value = word(&rest);

	sql = sqlite3_mprintf(
		"INSERT INTO topic (name) SELECT %Q WHERE NOT EXISTS"
		" (SELECT 1 FROM topic WHERE name = %Q);"
		"INSERT INTO topic_partition (topic, partition)"
		" SELECT id, %s FROM topic t WHERE name = %Q AND NOT EXISTS"
		" (SELECT 1 FROM topic_partition WHERE topic = t.id"
		"  AND partition = %s);"
		"INSERT INTO exchange (id, api_key, q, f, r, d, fate, client_id)"
		" VALUES (%d, 0, %d, %d, %d, %d, 'answered', 'shop');"
		"INSERT INTO batch (id, tp, base_offset, last_offset, records,"
		" first_record, exchange, in_log, complete, crc_ok, producer_id,"
		" acked_at)"
		" SELECT %d, p.id, coalesce((SELECT max(last_offset) + 1 FROM"
		"  batch b WHERE b.tp = p.id), %d), coalesce((SELECT"
		"  max(last_offset) + 1 FROM batch b WHERE b.tp = p.id), %d), 1,"
		"  %d, %d, 1, 1, 1, -1, %d FROM topic_partition p"
		"  JOIN topic t ON t.id = p.topic"
		"  WHERE t.name = %Q AND p.partition = %s;"
		"INSERT INTO record (id, batch, tp, offset, timestamp, key, value,"
		" headers) SELECT id, id, tp, base_offset, id, %Q, %Q, %Q"
		" FROM batch WHERE id = %d",
		topic, topic, partition, topic, partition, number, 10 * number,
		10 * number + 1, 10 * number + 2, 10 * number + 3, number,
		1000 * side, 1000 * side, number, number, 10 * number + 2,
		topic, partition, key, value, rest, number);
	assert_non_null(sql);
	run(db, sql);
	sqlite3_free(sql);
	free(line);
}

void pair_make(struct pair *p, int side, const char *const *lines,
	       const char *sql)
{
	struct tape *t = NULL;
	struct err e = { 0 };

	if (tape_open(&t, p->path[side], TAPE_FORCE, &e) < 0)
		fail_msg("%s", e.text);
	for (int i = 0; lines[i]; i++)
		add_record(tape_db(t), side, i + 1, lines[i]);
	if (sql)
		run(tape_db(t), sql);
	if (tape_complete(t, 1000000, &e) < 0 ||
	    tape_seal(t, NULL, NULL, &e) < 0)
		fail_msg("%s", e.text);
	tape_close(t);
}
