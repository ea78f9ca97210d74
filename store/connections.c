/* SPDX-License-Identifier: Apache-2.0 */
/* connections.c - open connections and client instances in memory, in step with
 * the tables `connection` and `instance`.
 *
 * What a client is shows only by what it does: its first requests (ApiVersions,
 * Metadata) are those of an unknown one, whose row becomes the producer's or
 * consumer's, unless there is one already. */
#include "store/connections.h"

#include "store/change.h"
#include "store/hash.h"

#include <stdlib.h>

enum kind { KIND_UNKNOWN, KIND_PRODUCER, KIND_CONSUMER, KIND_ADMIN };

static const char *const kinds[] = { "unknown", "producer", "consumer",
				     "admin" };

struct instance {
	struct map_node node;
	int64_t row, service;
	char *client_id, *software_name, *software_version; /* NULL: none */
	enum kind kind;
};

static int no_memory(struct err *e)
{
	return err_set(e, ERR_IO, "cannot keep a connection: out of memory");
}

static struct bytes view(const char *text)
{
	return bytes_of_string(text);
}

/* Null stays NULL; *failed is set without memory. */
static char *copy(struct bytes b, bool *failed)
{
	char *text;

	if (!b.p)
		return NULL;
	text = malloc(b.n + 1);
	if (!text) {
		*failed = true;
		return NULL;
	}
	memcpy(text, b.p, b.n);
	text[b.n] = '\0';
	return text;
}

/* ---- instances */

static uint64_t instance_hash(int64_t service, struct bytes client_id,
			      const struct connection *c)
{
	uint64_t h = hash_bytes((uint64_t)service, client_id);

	h = hash_bytes(h, view(c->software_name));
	return hash_bytes(h, view(c->software_version));
}

static bool is_of(const struct instance *in, const struct connection *c,
		  struct bytes client_id)
{
	return in->service == c->service &&
	       bytes_equal(view(in->client_id), client_id) &&
	       bytes_equal(view(in->software_name), view(c->software_name)) &&
	       bytes_equal(view(in->software_version),
			   view(c->software_version));
}

static void instance_free(struct instance *in)
{
	free(in->client_id);
	free(in->software_name);
	free(in->software_version);
	free(in);
}

/* In memory only. */
static struct instance *instance_new(struct connections *cs,
				     const struct connection *c,
				     struct bytes client_id, enum kind kind)
{
	struct instance *in = calloc(1, sizeof(*in));
	bool failed = false;

	if (!in)
		return NULL;
	in->service = c->service;
	in->kind = kind;
	in->client_id = copy(client_id, &failed);
	in->software_name = copy(view(c->software_name), &failed);
	in->software_version = copy(view(c->software_version), &failed);
	if (failed) {
		instance_free(in);
		return NULL;
	}
	map_add(&cs->instances, &in->node,
		instance_hash(c->service, client_id, c));
	return in;
}

static struct instance *instance_add(struct connections *cs,
				     const struct connection *c,
				     struct bytes client_id, enum kind kind,
				     struct err *e)
{
	struct insert *i = tape_insert(cs->tape, TABLE_INSTANCE);
	struct instance *in = instance_new(cs, c, client_id, kind);

	if (!in) {
		no_memory(e);
		return NULL;
	}
	insert_text(i, kinds[kind]);
	insert_int_or_null(i, c->service, 0);
	insert_text_or_blob(i, client_id);
	insert_text(i, c->software_name);
	insert_text(i, c->software_version);
	in->row = insert_row(i, e);
	return in->row < 0 ? NULL : in;
}

static int set_kind(struct connections *cs, struct instance *in, enum kind kind,
		    struct err *e)
{
	sqlite3_stmt *st =
		tape_statement(cs->tape,
			       "UPDATE instance SET kind = ?2 WHERE id = ?1",
			       e);

	if (!st)
		return -1;
	in->kind = kind;
	sqlite3_bind_int64(st, 1, in->row);
	sqlite3_bind_text(st, 2, kinds[kind], -1, SQLITE_STATIC);
	return tape_step(cs->tape, st, e);
}

static struct instance *find_instance(struct connections *cs,
				      const struct connection *c,
				      struct bytes client_id, enum kind kind,
				      struct err *e)
{
	uint64_t hash = instance_hash(c->service, client_id, c);
	struct map_node *n = map_find(&cs->instances, hash);
	struct instance *unknown = NULL, *any = NULL;

	for (; n; n = map_find_next(n)) {
		struct instance *in = map_entry(n, struct instance, node);

		if (!is_of(in, c, client_id))
			continue;
		if (in->kind == kind)
			return in;
		any = in;
		if (in->kind == KIND_UNKNOWN)
			unknown = in;
	}
	if (kind == KIND_UNKNOWN && any)
		return any;
	if (!unknown)
		return instance_add(cs, c, client_id, kind, e);
	return set_kind(cs, unknown, kind, e) < 0 ? NULL : unknown;
}

static enum kind kind_of(uint8_t roles)
{
	if (roles & ROLE_PRODUCER)
		return roles & ROLE_CONSUMER ? KIND_UNKNOWN : KIND_PRODUCER;
	if (roles & ROLE_CONSUMER)
		return KIND_CONSUMER;
	return roles & ROLE_ADMIN ? KIND_ADMIN : KIND_UNKNOWN;
}

int64_t connection_instance(struct connections *cs, struct connection *c,
			    struct bytes client_id, enum role role,
			    struct err *e)
{
	struct instance *in = c->instance;
	uint8_t roles = c->roles | (uint8_t)role;

	if (in && roles == c->roles && is_of(in, c, client_id))
		return in->row;
	c->roles = roles;
	in = find_instance(cs, c, client_id, kind_of(roles), e);
	if (!in)
		return -1;
	if (in == c->instance)
		return in->row;
	c->instance = in;
	int64_t values[] = { (int64_t)c->id, in->row };

	if (change(cs->tape,
		   "UPDATE connection SET instance = ?2 WHERE id = ?1", values,
		   2, e) < 0)
		return -1;
	return in->row;
}

static int load_instances(struct connections *cs, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		cs->tape,
		"SELECT id, kind, service, client_id, software_name, "
		"software_version FROM instance ORDER BY id",
		e);
	int rc;

	if (!st)
		return -1;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		struct connection like = {
			.service = sqlite3_column_int64(st, 2),
			.software_name =
				(char *)(uintptr_t)sqlite3_column_text(st, 4),
			.software_version =
				(char *)(uintptr_t)sqlite3_column_text(st, 5),
		};
		const char *kind = (const char *)sqlite3_column_text(st, 1);
		enum kind k = KIND_ADMIN;

		while (k != KIND_UNKNOWN && kind && strcmp(kind, kinds[k]) != 0)
			k--;
		struct instance *in = instance_new(
			cs, &like,
			view((const char *)sqlite3_column_text(st, 3)), k);

		if (!in)
			break;
		in->row = sqlite3_column_int64(st, 0);
	}
	sqlite3_reset(st);
	return rc == SQLITE_DONE
		       ? 0
		       : err_set(e, ERR_IO, "cannot read clients of '%s': %s",
				 tape_path(cs->tape),
				 sqlite3_errmsg(tape_db(cs->tape)));
}

static void release_instances(struct connections *cs)
{
	struct map_node *n = map_each(&cs->instances, NULL), *next;

	for (; n; n = next) {
		next = map_each(&cs->instances, n);
		instance_free(map_entry(n, struct instance, node));
	}
	map_release(&cs->instances);
}

/* ---- connections */

static int insert_connection(struct connections *cs, const struct connection *c,
			     struct err *e)
{
	struct insert *i = tape_insert(cs->tape, TABLE_CONNECTION);

	insert_int(i, (int64_t)c->id);
	insert_int_or_null(i, c->service, 0);
	insert_int_or_null(i, c->broker, 0);
	insert_text(i, c->probe ? "probe" : "client");
	insert_text(i, c->peer);
	insert_null(i); /* instance */
	insert_text(i, c->software_name);
	insert_text(i, c->software_version);
	insert_null(i); /* principal */
	insert_null(i); /* mechanism */
	insert_int(i, c->tls);
	insert_int_or_null(i, c->opened, 0);
	insert_null(i); /* closed, closed_by, close_reason, cut_bytes */
	insert_null(i);
	insert_null(i);
	insert_null(i);
	return insert_row(i, e) < 0 ? -1 : 0;
}

/* In memory only. */
static struct connection *connection_new(struct connections *cs, uint64_t id,
					 const struct event_opened *opened)
{
	struct connection *c = calloc(1, sizeof(*c));
	bool failed = !c;

	if (c)
		c->peer = copy(opened->peer, &failed);
	if (failed) {
		free(c);
		return NULL;
	}
	c->id = id;
	c->service = opened->service;
	c->broker = opened->broker;
	c->probe = bytes_equal(opened->source, bytes_of_string("probe"));
	c->tls = opened->tls;
	map_add(&cs->open, &c->node, id);
	return c;
}

int connection_open(struct connections *cs, uint64_t id, int64_t stamp,
		    const struct event_opened *opened, struct err *e)
{
	struct connection *c;

	/* told again after a rollback, and connections_restore() was first */
	if (map_find(&cs->open, id))
		return 0;
	c = connection_new(cs, id, opened);
	if (!c)
		return no_memory(e);
	c->opened = stamp;
	return insert_connection(cs, c, e);
}

static uint8_t roles_of(enum kind kind)
{
	static const uint8_t roles[] = { ROLE_NONE, ROLE_PRODUCER,
					 ROLE_CONSUMER, ROLE_ADMIN };

	return roles[kind];
}

/* What its row says. */
static bool take_row(struct connections *cs, struct connection *c,
		     sqlite3_stmt *st)
{
	struct map_node *n = map_each(&cs->instances, NULL);
	int64_t instance = sqlite3_column_int64(st, 3);
	bool failed = false;

	c->service = sqlite3_column_int64(st, 0);
	c->broker = sqlite3_column_int64(st, 1);
	c->probe = bytes_equal(view((const char *)sqlite3_column_text(st, 2)),
			       view("probe"));
	c->software_name =
		copy(view((const char *)sqlite3_column_text(st, 4)), &failed);
	c->software_version =
		copy(view((const char *)sqlite3_column_text(st, 5)), &failed);
	for (; n && !c->instance; n = map_each(&cs->instances, n)) {
		struct instance *in = map_entry(n, struct instance, node);

		if (in->row != instance)
			continue;
		c->instance = in;
		c->roles = roles_of(in->kind);
	}
	return !failed;
}

/* One that was opened before this scribe began, if the tape has it. */
static int look_up(struct connections *cs, struct connection *c, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		cs->tape,
		"SELECT service, broker, source, instance, software_name, "
		"software_version FROM connection WHERE id = ?1",
		e);
	bool good = true;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, (int64_t)c->id);
	if (sqlite3_step(st) == SQLITE_ROW)
		good = take_row(cs, c, st);
	sqlite3_reset(st);
	return good ? 0 : no_memory(e);
}

struct connection *connection_find(struct connections *cs, uint64_t id,
				   struct err *e)
{
	struct map_node *n = map_find(&cs->open, id);
	int64_t row = (int64_t)id;
	struct connection *c;

	if (n)
		return map_entry(n, struct connection, node);
	c = connection_new(cs, id, &(struct event_opened) { 0 });
	if (!c) {
		no_memory(e);
		return NULL;
	}
	if (look_up(cs, c, e) < 0)
		return NULL;
	return change(cs->tape,
		      "INSERT INTO connection (id) VALUES (?1) "
		      "ON CONFLICT DO NOTHING",
		      &row, 1, e) < 0
		       ? NULL
		       : c;
}

static void connection_free(struct connections *cs, struct connection *c)
{
	map_remove(&cs->open, &c->node);
	free(c->software_name);
	free(c->software_version);
	free(c->peer);
	free(c);
}

int connection_close(struct connections *cs, struct connection *c,
		     const struct event *event,
		     const struct event_closed *closed, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		cs->tape,
		"UPDATE connection SET closed = ?2, closed_by = ?3, "
		"close_reason = ?4, cut_bytes = nullif(?5, 0) WHERE id = ?1",
		e);
	int64_t id = (int64_t)c->id;

	connection_free(cs, c);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	sqlite3_bind_int64(st, 2, event->stamp);
	sqlite3_bind_text64(st, 3, (const char *)closed->closed_by.p,
			    closed->closed_by.n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_text64(st, 4, (const char *)closed->reason.p,
			    closed->reason.n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(st, 5, event->cut_bytes);
	return tape_step(cs->tape, st, e);
}

int connection_set_software(struct connections *cs, struct connection *c,
			    struct bytes name, struct bytes version,
			    struct err *e)
{
	sqlite3_stmt *st =
		tape_statement(cs->tape,
			       "UPDATE connection SET software_name = ?2, "
			       "software_version = ?3 WHERE id = ?1",
			       e);
	bool failed = false;

	if (!st)
		return -1;
	free(c->software_name);
	free(c->software_version);
	c->software_name = copy(name, &failed);
	c->software_version = copy(version, &failed);
	if (failed)
		return no_memory(e);
	sqlite3_bind_int64(st, 1, (int64_t)c->id);
	sqlite3_bind_text(st, 2, c->software_name, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 3, c->software_version, -1, SQLITE_STATIC);
	return tape_step(cs->tape, st, e);
}

int connection_name_instance(struct connections *cs, struct connection *c,
			     struct err *e)
{
	struct instance *in = c->instance;
	bool failed = false;
	int64_t rows[] = { in ? in->row : 0, (int64_t)c->id };

	if (!in || in->software_name)
		return 0;
	map_remove(&cs->instances, &in->node);
	in->software_name = copy(view(c->software_name), &failed);
	in->software_version = copy(view(c->software_version), &failed);
	map_add(&cs->instances, &in->node,
		instance_hash(in->service, view(in->client_id), c));
	if (failed)
		return no_memory(e);
	return change(cs->tape,
		      "UPDATE instance SET (software_name, software_version) = "
		      "(SELECT software_name, software_version "
		      "FROM connection WHERE id = ?2) WHERE id = ?1",
		      rows, 2, e);
}

int connection_set_mechanism(struct connections *cs, struct connection *c,
			     struct bytes mechanism, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		cs->tape, "UPDATE connection SET mechanism = ?2 WHERE id = ?1",
		e);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, (int64_t)c->id);
	sqlite3_bind_text64(st, 2, (const char *)mechanism.p, mechanism.n,
			    SQLITE_STATIC, SQLITE_UTF8);
	return tape_step(cs->tape, st, e);
}

int connections_restore(struct connections *cs, struct err *e)
{
	sqlite3_stmt *st =
		tape_statement(cs->tape,
			       "SELECT 1 FROM connection WHERE id = ?1", e);

	release_instances(cs);
	if (!st || load_instances(cs, e) < 0)
		return -1;
	for (struct map_node *n = map_each(&cs->open, NULL); n;
	     n = map_each(&cs->open, n)) {
		struct connection *c = map_entry(n, struct connection, node);

		c->instance = NULL;
		sqlite3_bind_int64(st, 1, (int64_t)c->id);
		int rc = sqlite3_step(st);

		sqlite3_reset(st);
		if (rc != SQLITE_ROW && insert_connection(cs, c, e) < 0)
			return -1;
	}
	return 0;
}

int connections_load(struct connections *cs, struct tape *tape, struct err *e)
{
	cs->tape = tape;
	return load_instances(cs, e);
}

void connections_release(struct connections *cs)
{
	struct map_node *n;

	while ((n = map_each(&cs->open, NULL)))
		connection_free(cs, map_entry(n, struct connection, node));
	map_release(&cs->open);
	release_instances(cs);
}
