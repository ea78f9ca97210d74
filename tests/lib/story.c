/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lib/story.h"

#include "store/tape.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

enum { WORDS_MAX = 6, WORD_MAX = 64 };

struct story {
	sqlite3 *db;
	int clock; /* the stamp of the last line */
	char words[WORDS_MAX][WORD_MAX];
	char client[WORD_MAX], service[WORD_MAX];
};

static void run(struct story *s, const char *format, ...)
{
	char *sql, *why = NULL;
	va_list list;

	va_start(list, format);
	sql = sqlite3_vmprintf(format, list);
	va_end(list);
	if (!sql || sqlite3_exec(s->db, sql, NULL, NULL, &why))
		fail_msg("%s: %s", why, sql);
	sqlite3_free(sql);
}

static void know_client(struct story *s)
{
	const char *at = strchr(s->words[1], '@');

	snprintf(s->client, sizeof(s->client), "%.*s",
		 (int)strcspn(s->words[1], "@"), s->words[1]);
	snprintf(s->service, sizeof(s->service), "%s", at ? at + 1 : "");
	run(s,
	    "INSERT INTO service (name) SELECT nullif(%Q, '') WHERE NOT EXISTS "
	    "(SELECT 1 FROM service WHERE coalesce(name, '') = %Q);"
	    "INSERT INTO instance (kind, client_id) SELECT 'unknown', %Q "
	    "WHERE NOT EXISTS (SELECT 1 FROM instance WHERE client_id = %Q);"
	    "INSERT INTO connection (service, source, peer, instance) "
	    "SELECT s.id, 'client', '127.0.0.1:' || (40000 + i.id), i.id "
	    "FROM service s, instance i WHERE coalesce(s.name, '') = %Q AND "
	    "i.client_id = %Q AND NOT EXISTS (SELECT 1 FROM connection "
	    "WHERE instance = i.id)",
	    s->service, s->service, s->client, s->client, s->service,
	    s->client);
}

static void know_partition(struct story *s, const char *topic,
			   const char *partition)
{
	run(s,
	    "INSERT INTO topic (name, partitions) SELECT %Q, 4 WHERE NOT EXISTS"
	    " (SELECT 1 FROM topic WHERE name = %Q);"
	    "INSERT INTO topic_partition (topic, partition) SELECT id, %s "
	    "FROM topic t WHERE name = %Q AND NOT EXISTS (SELECT 1 FROM "
	    "topic_partition WHERE topic = t.id AND partition = %s);",
	    topic, topic, partition, topic, partition);
}

/* An exchange of the client, now; its id is the stamp. */
static void exchange(struct story *s, int api_key, bool answered)
{
	run(s,
	    "INSERT INTO exchange (id, connection, instance, api_key, client_id,"
	    " q, f, error_code, fate) SELECT %d, c.id, i.id, %d, %Q, %d, %d, 0, "
	    "'answered' FROM instance i JOIN connection c "
	    "ON c.instance = i.id WHERE i.client_id = %Q",
	    s->clock, api_key, s->client, s->clock, s->clock + 1, s->client);
	if (answered)
		run(s, "UPDATE exchange SET r = q + 2, d = q + 3 WHERE id = %d",
		    s->clock);
}

#define PARTITION                                                     \
	"(SELECT p.id FROM topic_partition p JOIN topic t ON t.id = " \
	"p.topic WHERE t.name = %Q AND p.partition = %s)"

static void send(struct story *s, bool answered)
{
	const char *topic = s->words[2], *partition = s->words[3];
	const char *key = s->words[4], *acked = answered ? "q + 2" : "NULL";

	exchange(s, 0, answered);
	run(s,
	    "INSERT INTO batch (id, tp, base_offset, last_offset, records, "
	    "first_record, exchange, in_log, complete, crc_ok, producer_id, "
	    "acked_at) SELECT %d, " PARTITION ", n, n, 1, %d, %d, 1, 1, 1, -1, "
	    "%s FROM exchange, (SELECT count(*) AS n FROM batch WHERE tp = " PARTITION
	    ") WHERE id = %d",
	    s->clock, topic, partition, s->clock, s->clock, acked, topic,
	    partition, s->clock);
	run(s,
	    "INSERT INTO record (id, batch, tp, offset, timestamp, key, value, "
	    "hash) SELECT id, id, tp, base_offset, id, nullif(%Q, '-'), %Q, "
	    "%lld FROM batch WHERE id = %d;"
	    "INSERT INTO produce (exchange, tp, batch, acks, outcome) "
	    "SELECT id, tp, id, -1, 'ok' FROM batch WHERE id = %d",
	    key, s->words[5],
	    /* any will do that is the same for the same */
	    (long long)strlen(s->words[5]) * 1000 + s->words[5][0], s->clock,
	    s->clock);
}

static void acked(struct story *s)
{
	run(s,
	    "UPDATE batch SET acked_at = %d WHERE tp = " PARTITION
	    " AND base_offset = %s",
	    s->clock, s->words[2], s->words[3], s->words[4]);
}

static void fetch(struct story *s, const char *offset)
{
	exchange(s, 1, true);
	run(s,
	    "INSERT INTO fetch (id, exchange, tp, fetch_offset, offset_from, "
	    "isolation, in_request, in_response, error_code) VALUES "
	    "(%d, %d, " PARTITION ", %s, 'wire', 0, 1, 1, 0)",
	    s->clock, s->clock, s->words[2], s->words[3], offset);
}

static void take(struct story *s)
{
	fetch(s, s->words[4]);
	run(s,
	    "INSERT INTO delivery (fetch, batch) SELECT %d, id FROM batch "
	    "WHERE tp = " PARTITION " AND base_offset = %s",
	    s->clock, s->words[2], s->words[3], s->words[4]);
}

static void commit(struct story *s)
{
	exchange(s, 8, true);
	run(s,
	    "INSERT INTO offset_commit (exchange, group_id, member_id, "
	    "generation, tp, committed_offset, error_code, kind, "
	    "effective_from, certain_from, outcome) SELECT id, %Q, 'm', 1, " PARTITION
	    ", %s, 0, 'plain', f, r, 'ok' FROM exchange "
	    "WHERE id = %d",
	    s->words[2], s->words[3], s->words[4], s->words[5], s->clock);
}

static void tell(struct story *s, const char *line)
{
	const char *verb = s->words[0];

	memset(s->words, 0, sizeof(s->words));
	assert_true(sscanf(line, "%63s %63s %63s %63s %63s %63s", s->words[0],
			   s->words[1], s->words[2], s->words[3], s->words[4],
			   s->words[5]) >= 4);
	s->clock += 10;
	know_client(s);
	if (!strcmp(verb, "commit"))
		know_partition(s, s->words[3], s->words[4]);
	else
		know_partition(s, s->words[2], s->words[3]);
	if (!strcmp(verb, "send") || !strcmp(verb, "sent"))
		send(s, !strcmp(verb, "send"));
	else if (!strcmp(verb, "acked"))
		acked(s);
	else if (!strcmp(verb, "ask"))
		fetch(s, "0");
	else if (!strcmp(verb, "take"))
		take(s);
	else if (!strcmp(verb, "commit"))
		commit(s);
	else
		fail_msg("what is '%s'?", line);
}

void story_tell(struct new_tape *t, const char *const *lines)
{
	struct story s = { .db = tape_db(t->open), .clock = 1000 };
	struct err e = { 0 };

	for (; *lines; lines++)
		tell(&s, *lines);
	if (tape_complete(t->open, s.clock + 10, &e) < 0 ||
	    tape_seal(t->open, NULL, NULL, &e) < 0)
		fail_msg("%s", e.text);
	new_tape_close(t);
	if (tape_open(&t->open, t->path, TAPE_READ, &e) < 0)
		fail_msg("%s", e.text);
}
