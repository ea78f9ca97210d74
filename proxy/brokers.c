/* SPDX-License-Identifier: Apache-2.0 */
/* brokers.c - the table of brokers and their listeners.
 *
 *	          set 0 (P)    set 1 (P')
 *	bootstrap  P            P'
 *	broker 0   P + 1        P' + 1      ──▶ host:port from Metadata
 *	broker 1   P + 2        P' + 2      ──▶ host:port
 *
 * A port that is taken or out of range is replaced by an ephemeral one; what
 * can't be opened at all costs the clients of that broker only. */
#include "proxy/brokers.h"

#include "proxy/log.h"
#include "proxy/ports.h"
#include "proxy/proxy_internal.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	BROKERS_MAX = 1024, /* a cluster has fewer; bounds what we open */
	/* nobody listens there: clients are told this for a broker whose
	 * listener can't be opened, so that they fail there and nowhere else */
	PORT_OF_NOBODY = 1,
};

/* Unique over sets and stable over restarts, so that a tape that is appended to
 * keeps its rows. */
int64_t brokers_tape_id(const struct set *set, int32_t node_id)
{
	return (set->id - 1) * 10000000000 + node_id + 2;
}

static void note_broker(struct proxy *p, const struct set *set, int32_t node_id,
			const struct host_port *at, const struct listener *l)
{
	char listen[280] = "";
	struct event_broker e = {
		.id = brokers_tape_id(set, node_id),
		.service = set->id,
		.node_id = node_id,
		.host = bytes_of_string(at->host),
		.port = at->port,
	};

	if (l)
		snprintf(listen, sizeof(listen), "%s:%d", l->at.host,
			 l->at.port);
	e.listen = bytes_of_string(listen);
	event_write_broker(relay_payload(&p->relay), &e);
	relay_note(&p->relay, EVENT_BROKER, 0, 0);
}

static void note_all(struct proxy *p, const struct broker *b)
{
	for (size_t i = 0; i < p->brokers.set_count; i++)
		note_broker(p, &p->brokers.sets[i], b->node_id, &b->at,
			    b->listeners[i]);
}

/* ---- ports */

static const struct map_spec *map_find(const struct proxy *p, size_t set,
				       int32_t node_id)
{
	/* one HOST:PORT can serve one set only: the first */
	for (size_t i = 0; set == 0 && i < p->options.maps; i++)
		if (p->options.map[i].node_id == node_id)
			return &p->options.map[i];
	return NULL;
}

static const struct broker_spec *known_find(const struct proxy *p, size_t set,
					    int32_t node_id)
{
	for (size_t i = 0; i < p->options.knowns; i++)
		if (p->options.known[i].set == set &&
		    p->options.known[i].node_id == node_id)
			return &p->options.known[i];
	return NULL;
}

/* Where its listener should be: --map, else as it was before, else P + 1 + id */
static struct host_port plan(const struct proxy *p, const struct set *set,
			     int32_t node_id)
{
	const struct map_spec *map = map_find(p, set->index, node_id);
	const struct broker_spec *known = known_find(p, set->index, node_id);
	struct host_port at = { 0 };

	if (map)
		return map->at;
	snprintf(at.host, sizeof(at.host), "%s", set->host);
	if (known && known->listen.port > 0)
		at.port = known->listen.port;
	else if (p->options.listen[set->index].at.port)
		at.port = port_planned(set->bootstrap_port, node_id);
	return at;
}

static struct listener *open_one(struct proxy *p, struct set *set,
				 int32_t node_id)
{
	struct host_port at = plan(p, set, node_id);
	struct err e;
	struct listener *l =
		listener_open(p, set, node_id, at.host, at.port, &e);

	if (!l && at.port)
		l = listener_open(p, set, node_id, set->host, 0, NULL);
	if (!l)
		log_line(LOG_ERROR, "broker %d can't be reached by clients: %s",
			 node_id, e.text);
	else if (l->at.port != at.port && p->options.listen[set->index].at.port)
		log_line(LOG_WARN, "broker %d is at port %d instead of %d: %s",
			 node_id, l->at.port, at.port,
			 at.port ? e.text : "no such port");
	else
		log_line(LOG_INFO, "broker %d is at %s:%d", node_id, l->at.host,
			 l->at.port);
	if (l && p->accepting)
		listener_accept(l);
	return l;
}

/* Open what is not open; true: something is now. */
static bool open_missing(struct proxy *p, struct broker *b)
{
	bool opened = false;

	if (p->stopping)
		return false;
	for (size_t i = 0; i < p->brokers.set_count; i++) {
		if (b->listeners[i])
			continue;
		b->listeners[i] = open_one(p, &p->brokers.sets[i], b->node_id);
		opened |= b->listeners[i] != NULL;
	}
	return opened;
}

/* ---- the table */

struct broker *brokers_find(const struct proxy *p, int32_t node_id)
{
	for (size_t i = 0; i < p->brokers.count; i++)
		if (p->brokers.list[i]->node_id == node_id)
			return p->brokers.list[i];
	return NULL;
}

static bool table_grow(struct brokers *b)
{
	size_t capacity = b->capacity ? b->capacity * 2 : 8;
	struct broker **list = reallocarray(b->list, capacity, sizeof(*list));

	if (!list)
		return false;
	b->list = list;
	b->capacity = capacity;
	return true;
}

static struct broker *table_add(struct proxy *p, int32_t node_id)
{
	struct brokers *t = &p->brokers;
	struct broker *b;

	if (t->count == BROKERS_MAX ||
	    (t->count == t->capacity && !table_grow(t)))
		return NULL;
	b = calloc(1, sizeof(*b));
	if (!b)
		return NULL;
	b->node_id = node_id;
	b->listeners = calloc(t->set_count, sizeof(struct listener *));
	if (!b->listeners) {
		free(b);
		return NULL;
	}
	t->list[t->count++] = b;
	return b;
}

struct broker *brokers_learn(struct proxy *p, int32_t node_id,
			     struct bytes host, int32_t port)
{
	struct broker *b = brokers_find(p, node_id);
	bool news = false;

	if (node_id < 0 || host.n >= sizeof(b->at.host))
		return NULL;
	if (!b)
		b = table_add(p, node_id);
	if (!b)
		return NULL;
	if (host.n && port > 0 &&
	    (!b->known || b->at.port != port ||
	     !bytes_equal(host, bytes_of_string(b->at.host)))) {
		news = true;
		b->known = true;
		b->at.port = port;
		snprintf(b->at.host, sizeof(b->at.host), "%.*s", (int)host.n,
			 (const char *)host.p);
	}
	news |= open_missing(p, b);
	if (news)
		note_all(p, b);
	return b;
}

void brokers_advertise(const struct proxy *p, const struct set *set,
		       const struct broker *b, const char *local,
		       struct address *out)
{
	const struct listener *l = b->listeners[set->index];
	const struct map_spec *map = map_find(p, set->index, b->node_id);
	const char *host = local;

	if (p->options.advertise)
		host = p->options.advertise;
	else if (map && !host_is_any(map->at.host))
		host = map->at.host;
	snprintf(out->host, sizeof(out->host), "%s", host);
	out->port = l ? l->at.port : PORT_OF_NOBODY;
}

/* ---- start and end */

static int open_set(struct proxy *p, size_t i, struct err *e)
{
	const struct listen_spec *l = &p->options.listen[i];
	struct set *set = &p->brokers.sets[i];
	struct event_service service;
	char listen[280];

	set->id = (int64_t)i + 1;
	set->index = i;
	set->name = l->name;
	set->bootstrap = listener_open(p, set, -1, l->at.host, l->at.port, e);
	if (!set->bootstrap)
		return -1;
	set->bootstrap_port = set->bootstrap->at.port;
	local_address(&set->bootstrap->tcp, set->host, sizeof(set->host));
	snprintf(listen, sizeof(listen), "%s:%d", l->at.host,
		 set->bootstrap->at.port);
	service = (struct event_service) { set->id, bytes_of_string(l->name),
					   bytes_of_string(listen) };
	event_write_service(relay_payload(&p->relay), &service);
	relay_note(&p->relay, EVENT_SERVICE, 0, 0);
	note_broker(p, set, -1, &p->options.upstream[0], set->bootstrap);
	return 0;
}

/* What the options say about brokers that Metadata has not named yet. */
static void open_named(struct proxy *p)
{
	const struct proxy_options *o = &p->options;

	for (size_t i = 0; i < o->knowns; i++)
		brokers_learn(p, o->known[i].node_id,
			      bytes_of_string(o->known[i].at.host),
			      o->known[i].at.port);
	for (size_t i = 0; i < o->maps; i++)
		brokers_learn(p, o->map[i].node_id, bytes_of(NULL, 0), 0);
	for (int32_t id = o->first_node; id >= 0 && id <= o->last_node; id++)
		brokers_learn(p, id, bytes_of(NULL, 0), 0);
}

int brokers_start(struct proxy *p, struct err *e)
{
	p->brokers.sets = calloc(p->options.listens, sizeof(struct set));
	if (!p->brokers.sets)
		return err_set(e, ERR_IO, "out of memory");
	for (size_t i = 0; i < p->options.listens; i++) {
		p->brokers.set_count++;
		if (open_set(p, i, e))
			return -1;
	}
	open_named(p);
	return 0;
}

void brokers_accept(struct proxy *p)
{
	for (size_t i = 0; i < p->brokers.set_count; i++)
		listener_accept(p->brokers.sets[i].bootstrap);
	for (size_t i = 0; i < p->brokers.count; i++)
		for (size_t j = 0; j < p->brokers.set_count; j++)
			listener_accept(p->brokers.list[i]->listeners[j]);
}

void brokers_close(struct proxy *p)
{
	for (size_t j = 0; j < p->brokers.set_count; j++) {
		listener_close(p->brokers.sets[j].bootstrap);
		p->brokers.sets[j].bootstrap = NULL;
		for (size_t i = 0; i < p->brokers.count; i++) {
			listener_close(p->brokers.list[i]->listeners[j]);
			p->brokers.list[i]->listeners[j] = NULL;
		}
	}
}

void brokers_release(struct brokers *b)
{
	for (size_t i = 0; i < b->count; i++) {
		free(b->list[i]->listeners);
		free(b->list[i]);
	}
	free(b->list);
	free(b->sets);
	*b = (struct brokers) { 0 };
}
