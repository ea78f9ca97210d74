/* SPDX-License-Identifier: Apache-2.0 */
/* sessions.c - the broker's fetch sessions, followed from outside.
 *
 *   request (0, 0)            answer s      opens s with the answer's partitions
 *   request (s, n)            answer s      goes on: named ones change, others stay
 *   request (s, n)            answer 0      it became empty and was closed
 *   request (s, n)            error         the client will fetch in full
 *   request (s, 0), (s, -1)                 closes s
 *
 * The broker drops sessions without a word; we drop the least recently used. */
#include "store/sessions.h"

#include "store/hash.h"

#include <stdlib.h>

struct entry {
	struct map_node node;
	const struct topic_partition *tp;
	struct position position;
};

static uint64_t session_hash(int64_t broker, int32_t id)
{
	return hash_number((uint64_t)broker, (uint32_t)id);
}

static uint64_t entry_hash(const struct topic_partition *tp)
{
	return hash_number(0, (uintptr_t)tp);
}

/* ---- one session */

static struct entry *find_entry(const struct session *s,
				const struct topic_partition *tp)
{
	struct map_node *n = map_find(&s->positions, entry_hash(tp));

	while (n && map_entry(n, struct entry, node)->tp != tp)
		n = map_find_next(n);
	return n ? map_entry(n, struct entry, node) : NULL;
}

bool session_set(struct session *s, const struct topic_partition *tp,
		 const struct position *p)
{
	struct entry *entry = find_entry(s, tp);

	if (!entry) {
		entry = malloc(sizeof(*entry));
		if (!entry)
			return false;
		entry->tp = tp;
		map_add(&s->positions, &entry->node, entry_hash(tp));
	}
	entry->position = *p;
	return true;
}

void session_forget(struct session *s, const struct topic_partition *tp)
{
	struct entry *entry = find_entry(s, tp);

	if (!entry)
		return;
	map_remove(&s->positions, &entry->node);
	free(entry);
}

const struct position *session_get(const struct session *s,
				   const struct topic_partition *tp)
{
	const struct entry *entry = find_entry(s, tp);

	return entry ? &entry->position : NULL;
}

static void clear(struct session *s)
{
	struct map_node *n = map_each(&s->positions, NULL), *next;

	for (; n; n = next) {
		next = map_each(&s->positions, n);
		free(map_entry(n, struct entry, node));
	}
	map_release(&s->positions);
}

/* ---- all of them */

static void unlink_use(struct sessions *ss, struct session *s)
{
	*(s->older ? &s->older->newer : &ss->oldest) = s->newer;
	*(s->newer ? &s->newer->older : &ss->newest) = s->older;
}

static void link_newest(struct sessions *ss, struct session *s)
{
	s->newer = NULL;
	s->older = ss->newest;
	*(ss->newest ? &ss->newest->newer : &ss->oldest) = s;
	ss->newest = s;
}

static void session_close(struct sessions *ss, struct session *s)
{
	map_remove(&ss->by_id, &s->node);
	unlink_use(ss, s);
	clear(s);
	free(s);
}

/* NULL: out of memory, so its positions stay unknown. */
static struct session *session_open(struct sessions *ss, int64_t broker,
				    int32_t id)
{
	struct session *s = sessions_find(ss, broker, id);

	if (s)
		session_close(ss, s);
	if (ss->by_id.count >= SESSIONS_MAX)
		session_close(ss, ss->oldest);
	s = calloc(1, sizeof(*s));
	if (!s)
		return NULL;
	s->broker = broker;
	s->id = id;
	map_add(&ss->by_id, &s->node, session_hash(broker, id));
	link_newest(ss, s);
	return s;
}

struct session *sessions_find(const struct sessions *ss, int64_t broker,
			      int32_t id)
{
	struct map_node *n = map_find(&ss->by_id, session_hash(broker, id));

	for (; n; n = map_find_next(n)) {
		struct session *s = map_entry(n, struct session, node);

		if (s->broker == broker && s->id == id)
			return s;
	}
	return NULL;
}

struct session *sessions_request(struct sessions *ss, int64_t broker,
				 uint64_t connection, int32_t id, int32_t epoch)
{
	struct session *s = id ? sessions_find(ss, broker, id) : NULL;

	if (epoch <= 0 || !id) {
		if (s)
			session_close(ss, s);
		return NULL;
	}
	if (s && s->epoch != epoch)
		clear(s);
	if (!s)
		s = session_open(ss, broker, id);
	if (!s)
		return NULL;
	s->epoch = epoch == INT32_MAX ? 1 : epoch + 1;
	s->connection = connection;
	unlink_use(ss, s);
	link_newest(ss, s);
	return s;
}

struct session *sessions_answer(struct sessions *ss, int64_t broker,
				uint64_t connection, int32_t id, int32_t epoch,
				int16_t error, int32_t answered_id)
{
	struct session *s;

	if (epoch > 0) {
		s = sessions_find(ss, broker, id);
		if (s && (error || answered_id != id))
			session_close(ss, s);
		return NULL;
	}
	if (epoch < 0 || error || !answered_id)
		return NULL;
	s = session_open(ss, broker, answered_id);
	if (s) {
		s->epoch = 1;
		s->connection = connection;
	}
	return s;
}

void sessions_doubt(struct sessions *ss, uint64_t connection)
{
	for (struct session *s = ss->newest; s; s = s->older)
		if (!connection || s->connection == connection)
			clear(s);
}

void sessions_release(struct sessions *ss)
{
	while (ss->oldest)
		session_close(ss, ss->oldest);
	map_release(&ss->by_id);
}
