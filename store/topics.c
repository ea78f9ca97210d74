/* SPDX-License-Identifier: Apache-2.0 */
/* topics.c - topics and their partitions in memory, in step with the tables
 * `topic` and `topic_partition`.  It does not know messages: observers say what
 * an answer told.
 *
 *   name "orders" ──▶ topic 7 (id A, incarnation 1)         id A ──▶ topic 7
 *                     topic 9 (id B, incarnation 2, current) id B ──▶ topic 9
 *   topic 9 + partition 3 ──▶ topic_partition */
#include "store/topics.h"

#include "codec/json.h"
#include "store/change.h"
#include "store/hash.h"

#include <stdlib.h>

static const uint8_t no_id[16];

static bool has_id(struct bytes id)
{
	return id.p && id.n == sizeof(no_id) &&
	       memcmp(id.p, no_id, sizeof(no_id)) != 0;
}

static int no_memory(struct err *e)
{
	return err_set(e, ERR_IO, "cannot keep a topic: out of memory");
}

/* ---- finding */

static struct topic *find_name(const struct topics *t, struct bytes name)
{
	struct map_node *n = map_find(&t->by_name, hash_bytes(0, name));

	for (; n; n = map_find_next(n)) {
		struct topic *topic = map_entry(n, struct topic, by_name);

		if (topic->current && bytes_equal(topic->name, name))
			return topic;
	}
	return NULL;
}

static struct topic *find_id(const struct topics *t, const uint8_t *id)
{
	struct bytes view = bytes_of(id, sizeof(no_id));
	struct map_node *n = map_find(&t->by_id, hash_bytes(0, view));

	for (; n; n = map_find_next(n)) {
		struct topic *topic = map_entry(n, struct topic, by_id);

		if (memcmp(topic->id, id, sizeof(no_id)) == 0)
			return topic;
	}
	return NULL;
}

static uint64_t partition_hash(const struct topic *topic, int32_t partition)
{
	return hash_number((uint64_t)topic->row, (uint32_t)partition);
}

static struct topic_partition *find_partition(const struct topics *t,
					      const struct topic *topic,
					      int32_t partition)
{
	struct map_node *n =
		map_find(&t->partitions, partition_hash(topic, partition));

	for (; n; n = map_find_next(n)) {
		struct topic_partition *tp =
			map_entry(n, struct topic_partition, node);

		if (tp->topic == topic && tp->partition == partition)
			return tp;
	}
	return NULL;
}

/* ---- adding */

static bool set_name(struct topics *t, struct topic *topic, struct bytes name)
{
	uint8_t *copy = malloc(name.n + 1);

	if (!copy)
		return false;
	memcpy(copy, name.p, name.n);
	topic->name = bytes_of(copy, name.n);
	map_add(&t->by_name, &topic->by_name, hash_bytes(0, name));
	return true;
}

static void set_id(struct topics *t, struct topic *topic, const uint8_t *id)
{
	memcpy(topic->id, id, sizeof(topic->id));
	topic->has_id = true;
	map_add(&t->by_id, &topic->by_id,
		hash_bytes(0, bytes_of(id, sizeof(topic->id))));
}

/* In memory only; NULL: no memory. */
static struct topic *topic_new(struct topics *t, struct bytes name,
			       struct bytes id)
{
	struct topic *topic = calloc(1, sizeof(*topic));

	if (!topic)
		return NULL;
	topic->incarnation = 1;
	topic->partitions = -1;
	if (name.p && !set_name(t, topic, name)) {
		free(topic);
		return NULL;
	}
	topic->current = name.p;
	if (has_id(id))
		set_id(t, topic, id.p);
	topic->next = t->all;
	t->all = topic;
	return topic;
}

static struct topic *topic_add(struct topics *t, struct bytes name,
			       struct bytes id, int64_t stamp, struct err *e)
{
	struct insert *i = tape_insert(t->tape, TABLE_TOPIC);
	struct topic *before = name.p ? find_name(t, name) : NULL;
	struct topic *topic = topic_new(t, name, id);
	char text[23];

	if (!topic) {
		no_memory(e);
		return NULL;
	}
	if (before) {
		before->current = false;
		topic->incarnation = before->incarnation + 1;
	}
	if (topic->has_id)
		uuid_text(topic->id, text);
	insert_text_or_blob(i, topic->name);
	insert_text(i, topic->has_id ? text : NULL);
	insert_int_or_null(i, topic->name.p ? topic->incarnation : 0, 0);
	insert_null(i); /* cleanup_policy */
	insert_null(i); /* timestamp_type */
	insert_null(i); /* partitions */
	insert_null(i); /* internal */
	insert_int(i, stamp);
	topic->row = insert_row(i, e);
	/* kept in memory all the same: scribe_forget() follows a failure */
	return topic->row < 0 ? NULL : topic;
}

static struct topic_partition *partition_new(struct topics *t,
					     struct topic *topic,
					     int32_t partition, int64_t row)
{
	struct topic_partition *tp = calloc(1, sizeof(*tp));

	if (!tp)
		return NULL;
	tp->topic = topic;
	tp->partition = partition;
	tp->row = row;
	map_add(&t->partitions, &tp->node, partition_hash(topic, partition));
	return tp;
}

static struct topic_partition *partition_add(struct topics *t,
					     struct topic *topic,
					     int32_t partition, struct err *e)
{
	struct insert *i = tape_insert(t->tape, TABLE_TOPIC_PARTITION);
	struct topic_partition *tp;
	int64_t row;

	insert_int(i, topic->row);
	insert_int(i, partition);
	insert_null(i);
	insert_null(i);
	insert_null(i);
	insert_null(i);
	row = insert_row(i, e);
	if (row < 0)
		return NULL;
	tp = partition_new(t, topic, partition, row);
	if (!tp)
		no_memory(e);
	return tp;
}

static bool is_last(const struct topic *last, struct bytes name,
		    struct bytes id)
{
	if (!last)
		return false;
	if (has_id(id))
		return last->has_id &&
		       memcmp(last->id, id.p, sizeof(last->id)) == 0;
	return last->current && name.p && bytes_equal(last->name, name);
}

static struct topic *find_or_add(struct topics *t, struct bytes name,
				 struct bytes id, int64_t stamp, struct err *e)
{
	struct topic *topic;

	if (is_last(t->last, name, id))
		return t->last;
	if (has_id(id)) {
		topic = find_id(t, id.p);
		if (!topic)
			topic = topic_add(t, bytes_of(NULL, 0), id, stamp, e);
	} else {
		topic = find_name(t, name);
		if (!topic)
			topic = topic_add(t, name, id, stamp, e);
	}
	t->last = topic;
	return topic;
}

struct topic_partition *topics_find(struct topics *t, struct bytes name,
				    struct bytes id, int32_t partition,
				    int64_t stamp, struct err *e)
{
	struct topic_partition *tp = t->last_partition;
	struct topic *topic;

	if (!has_id(id) && !name.p)
		return NULL;
	topic = find_or_add(t, name, id, stamp, e);
	if (!topic)
		return NULL;
	if (tp && tp->topic == topic && tp->partition == partition)
		return tp;
	tp = find_partition(t, topic, partition);
	if (!tp)
		tp = partition_add(t, topic, partition, e);
	t->last_partition = tp;
	return tp;
}

/* ---- learning */

static int write_names(struct topics *t, const struct topic *topic,
		       struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		t->tape,
		"UPDATE topic SET name = ?2, topic_id = ?3, incarnation = ?4 "
		"WHERE id = ?1",
		e);
	char text[23];

	if (!st)
		return -1;
	if (topic->has_id)
		uuid_text(topic->id, text);
	sqlite3_bind_int64(st, 1, topic->row);
	sqlite3_bind_text64(st, 2, (const char *)topic->name.p, topic->name.n,
			    SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_text(st, 3, topic->has_id ? text : NULL, -1,
			  SQLITE_TRANSIENT);
	sqlite3_bind_int(st, 4, topic->incarnation);
	return tape_step(t->tape, st, e);
}

/* `topic` was known by its id only, and this is its name. */
static int name_nameless(struct topics *t, struct topic *topic,
			 struct bytes name, struct err *e)
{
	struct topic *same = find_name(t, name);

	if (same && !same->has_id) {
		/* Two rows for one topic: traffic by name and by id, before
		 * anybody said that they belong together.  From here on it is
		 * the older row; both show name and id. */
		map_remove(&t->by_id, &topic->by_id);
		topic->has_id = false;
		set_id(t, same, topic->id);
		if (write_names(t, same, e) < 0)
			return -1;
		topic->has_id = true; /* for write_names() */
		topic->incarnation = same->incarnation;
		if (!set_name(t, topic, name))
			return no_memory(e);
		int rc = write_names(t, topic, e);

		topic->has_id = false;
		return rc;
	}
	if (same) {
		same->current = false;
		topic->incarnation = same->incarnation + 1;
	}
	topic->current = true;
	if (!set_name(t, topic, name))
		return no_memory(e);
	return write_names(t, topic, e);
}

/* Does the news tell of another incarnation than `topic`, of the same name? */
static bool is_another(const struct topic *topic, const struct topic_news *n)
{
	if (has_id(n->id) && topic->has_id)
		return true; /* found by name, so the ids differ */
	/* made only now, but it was there before this was asked for */
	return n->created && topic->exists && topic->exists_since < n->asked;
}

static struct topic *topic_of(struct topics *t, const struct topic_news *n,
			      struct err *e)
{
	struct topic *topic = has_id(n->id) ? find_id(t, n->id.p) : NULL;

	if (topic) {
		if (!topic->name.p && n->name.p &&
		    name_nameless(t, topic, n->name, e) < 0)
			return NULL;
		return find_id(t, n->id.p);
	}
	topic = n->name.p ? find_name(t, n->name) : NULL;
	if (!topic || is_another(topic, n))
		return topic_add(t, n->name, n->id, n->stamp, e);
	if (!has_id(n->id))
		return topic;
	set_id(t, topic, n->id.p);
	return write_names(t, topic, e) < 0 ? NULL : topic;
}

/* message.timestamp.type */
static void set_times(struct topic *topic, struct bytes type)
{
	if (bytes_equal(type, bytes_of_string("LogAppendTime")))
		topic->times = TIMES_APPEND;
	else if (bytes_equal(type, bytes_of_string("CreateTime")))
		topic->times = TIMES_CREATE;
}

static int write_config(struct topics *t, const struct topic *topic,
			const struct topic_news *n, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		t->tape,
		"UPDATE topic SET cleanup_policy = coalesce(?2, cleanup_policy),"
		" timestamp_type = coalesce(?3, timestamp_type) WHERE id = ?1",
		e);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, topic->row);
	sqlite3_bind_text64(st, 2, (const char *)n->cleanup_policy.p,
			    n->cleanup_policy.n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_text64(st, 3, (const char *)n->timestamp_type.p,
			    n->timestamp_type.n, SQLITE_STATIC, SQLITE_UTF8);
	return tape_step(t->tape, st, e);
}

static int write_partitions(struct topics *t, struct topic *topic,
			    const struct topic_news *n, struct err *e)
{
	int32_t count = n->partitions;

	if (count < 0)
		count = n->at_least;
	/* of one incarnation, they never become fewer */
	if (count < topic->partitions && (topic->has_id || n->partitions < 0))
		count = topic->partitions;
	if (count == topic->partitions &&
	    (!n->internal_said || n->internal == topic->internal))
		return 0;
	topic->partitions = count;
	if (n->internal_said)
		topic->internal = n->internal;
	return change(t->tape,
		      "UPDATE topic SET partitions = ?2, "
		      "internal = coalesce(?3, internal) WHERE id = ?1",
		      (int64_t[]) { topic->row, count < 0 ? CHANGE_NULL : count,
				    n->internal_said ? n->internal
						     : CHANGE_NULL },
		      3, e);
}

int topics_learn(struct topics *t, const struct topic_news *n, struct err *e)
{
	struct topic *topic;

	if (!n->name.p && !has_id(n->id))
		return 0;
	t->last = NULL;
	t->last_partition = NULL;
	topic = topic_of(t, n, e);
	if (!topic)
		return -1;
	topic->deleted = n->deleted;
	if (n->deleted)
		return 0;
	if (!topic->exists || n->created)
		topic->exists_since = n->stamp;
	topic->exists = true;
	if (n->timestamp_type.p)
		set_times(topic, n->timestamp_type);
	if ((n->cleanup_policy.p || n->timestamp_type.p) &&
	    write_config(t, topic, n, e) < 0)
		return -1;
	return write_partitions(t, topic, n, e);
}

int topics_offsets(struct topics *t, const struct topic_partition *tp,
		   int64_t start, int64_t end, struct err *e)
{
	return change(t->tape,
		      "UPDATE topic_partition SET "
		      "start_offset = coalesce(start_offset, ?2), "
		      "end_offset = coalesce(end_offset, ?3), "
		      "last_start_offset = coalesce(?2, last_start_offset), "
		      "last_end_offset = coalesce(?3, last_end_offset) "
		      "WHERE id = ?1",
		      (int64_t[]) { tp->row, start < 0 ? CHANGE_NULL : start,
				    end < 0 ? CHANGE_NULL : end },
		      3, e);
}

/* ---- reading back */

/* The reverse of uuid_text(). */
static bool parse_uuid(const char *text, uint8_t id[16])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"
				     "klmnopqrstuvwxyz0123456789-_";
	uint32_t bits = 0;
	size_t have = 0, n = 0;

	for (; text && *text && n < 16; text++) {
		const char *digit = strchr(digits, *text);

		if (!digit)
			return false;
		bits = bits << 6 | (uint32_t)(digit - digits);
		have += 6;
		if (have >= 8) {
			have -= 8;
			id[n++] = (uint8_t)(bits >> have);
		}
	}
	return n == 16;
}

static struct bytes column_view(sqlite3_stmt *st, int column)
{
	const void *p = sqlite3_column_blob(st, column);
	int n = sqlite3_column_bytes(st, column);

	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return bytes_of(NULL, 0);
	return bytes_of(p ? p : "", (size_t)n);
}

static int load_topic(struct topics *t, sqlite3_stmt *st, struct err *e)
{
	uint8_t id[16] = { 0 };
	const char *text = (const char *)sqlite3_column_text(st, 2);
	struct bytes name = column_view(st, 1);
	struct topic *before = name.p ? find_name(t, name) : NULL;
	struct topic *topic;

	/* of two rows that stand for one topic the first has the id */
	if (!parse_uuid(text, id) || find_id(t, id))
		memset(id, 0, sizeof(id));
	topic = topic_new(t, name, bytes_of(id, sizeof(id)));
	if (!topic)
		return no_memory(e);
	topic->row = sqlite3_column_int64(st, 0);
	topic->incarnation = sqlite3_column_int(st, 3);
	if (before && before->incarnation >= topic->incarnation)
		topic->current = false;
	else if (before)
		before->current = false;
	topic->exists = sqlite3_column_type(st, 4) != SQLITE_NULL;
	if (topic->exists)
		topic->partitions = sqlite3_column_int(st, 4);
	topic->internal = sqlite3_column_int(st, 5);
	set_times(topic, column_view(st, 6));
	topic->exists_since = sqlite3_column_int64(st, 7);
	return 0;
}

static struct topic *find_row(const struct topics *t, int64_t row)
{
	struct topic *topic = t->all;

	while (topic && topic->row != row)
		topic = topic->next;
	return topic;
}

static int load_partition(struct topics *t, sqlite3_stmt *st, struct err *e)
{
	int64_t row = sqlite3_column_int64(st, 1);

	if (!t->last || t->last->row != row)
		t->last = find_row(t, row);
	if (t->last && !partition_new(t, t->last, sqlite3_column_int(st, 2),
				      sqlite3_column_int64(st, 0)))
		return no_memory(e);
	return 0;
}

static int load_all(struct topics *t, const char *sql,
		    int (*load)(struct topics *, sqlite3_stmt *, struct err *),
		    struct err *e)
{
	sqlite3_stmt *st = tape_statement(t->tape, sql, e);
	int rc = 0, step;

	if (!st)
		return -1;
	while ((step = sqlite3_step(st)) == SQLITE_ROW && rc == 0)
		rc = load(t, st, e);
	sqlite3_reset(st);
	if (rc == 0 && step != SQLITE_DONE)
		rc = err_set(e, ERR_IO, "cannot read topics of '%s': %s",
			     tape_path(t->tape),
			     sqlite3_errmsg(tape_db(t->tape)));
	t->last = NULL;
	return rc;
}

int topics_load(struct topics *t, struct tape *tape, struct err *e)
{
	t->tape = tape;
	if (load_all(t,
		     "SELECT id, name, topic_id, incarnation, partitions, "
		     "internal, timestamp_type, first_seen FROM topic "
		     "ORDER BY id",
		     load_topic, e) < 0)
		return -1;
	return load_all(t,
			"SELECT id, topic, partition FROM topic_partition "
			"ORDER BY topic, id",
			load_partition, e);
}

void topics_release(struct topics *t)
{
	struct map_node *n = map_each(&t->partitions, NULL), *next;
	struct topic *topic;

	for (; n; n = next) {
		next = map_each(&t->partitions, n);
		free(map_entry(n, struct topic_partition, node));
	}
	while ((topic = t->all)) {
		t->all = topic->next;
		free((void *)(uintptr_t)topic->name.p);
		free(topic);
	}
	map_release(&t->partitions);
	map_release(&t->by_id);
	map_release(&t->by_name);
	*t = (struct topics) { .tape = t->tape };
}
