/* SPDX-License-Identifier: Apache-2.0 */
/* record.c - `ktape record`: its options, checked and turned into what proxy,
 * tee and tape want.  The run itself is recording.c's. */
#include "codec/frame.h"
#include "proxy/log.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/recording.h"
#include "tools/upstream.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTEN_PORT = 19092, NAME_MAX_LENGTH = 64 };
#define LISTEN_DEFAULT "127.0.0.1:19092"

/* As given on the command line. */
static struct record_given {
	const char *brokers, *tape, *advertise, *nodes;
	struct opt_list listen, map;
	bool append, force, no_probe, no_seal, no_tape, verbose;
	int on_full, versions, frames;
	uint64_t queue, spill, max_request;
	int64_t max_connections, drain_ms;
} given;

static const struct opt rows[] = {
	{ OPT_TEXT, 'b', "brokers", "HOST:PORT,...",
	  "bootstrap servers of the Kafka to record "
	  "($KAFKA_BOOTSTRAP_SERVERS)",
	  &given.brokers },
	{ OPT_TEXT, 'w', "write", "TAPE", "the tape to write", &given.tape },
	{ OPT_LIST, 'l', "listen", "[NAME=]HOST:PORT",
	  "where clients connect (" LISTEN_DEFAULT "); broker N then is at "
	  "PORT + 1 + N. Several times, each with a NAME: one set of "
	  "listeners per service",
	  &given.listen },
	{ OPT_TEXT, 0, "advertise", "HOST",
	  "the host that clients are told to dial (the address that they came "
	  "in by)",
	  &given.advertise },
	{ OPT_LIST, 0, "map", "ID=HOST:PORT",
	  "where broker ID listens instead; may be given several times",
	  &given.map },
	{ OPT_TEXT, 0, "nodes", "FIRST-LAST",
	  "open the listeners of these broker ids at once, without asking",
	  &given.nodes },
	{ OPT_FLAG, 0, "no-probe", NULL,
	  "make no connection of ktape's own to the brokers", &given.no_probe },
	{ OPT_FLAG, 0, "append", NULL, "go on with a tape that is there",
	  &given.append },
	{ OPT_FLAG, 0, "force", NULL, "replace a tape that is there",
	  &given.force },
	{ OPT_FLAG, 0, "no-seal", NULL,
	  "leave the tape without indexes; `ktape seal` makes them later",
	  &given.no_seal },
	{ OPT_FLAG, 0, "no-tape", NULL,
	  "pass the traffic on and record nothing, to measure the proxy",
	  &given.no_tape },
	{ OPT_SIZE, 0, "queue", "SIZE",
	  "memory for what waits to be recorded (256M)", &given.queue },
	{ OPT_SIZE, 0, "spill", "SIZE",
	  "disk for what no longer fits there, beside the tape (8G; 0: none)",
	  &given.spill },
	{ OPT_CHOICE, 0, "on-full", "block|drop",
	  "when both are full: stop the traffic, or leave out whole requests "
	  "and write a gap (block)",
	  &given.on_full },
	{ OPT_CHOICE, 0, "frames", "control|all|none",
	  "whose bytes to keep beside the rows: of all but produce and fetch, "
	  "of all, or of what isn't understood only (control)",
	  &given.frames },
	{ OPT_CHOICE, 0, "versions", "known|transparent",
	  "offer clients only the API versions that ktape understands, or "
	  "what the broker offers (known)",
	  &given.versions },
	{ OPT_SIZE, 0, "max-request", "SIZE",
	  "a larger request closes its connection (100M)", &given.max_request },
	{ OPT_COUNT, 0, "max-connections", "N",
	  "refuse more client connections than this (10000)",
	  &given.max_connections },
	{ OPT_DURATION, 0, "drain", "TIME",
	  "at the end, how long to wait for answers (5s)", &given.drain_ms },
	{ OPT_FLAG, 'v', "verbose", NULL, "log every connection",
	  &given.verbose },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "record",
	.args = "-b HOST:PORT -w TAPE [-l [NAME=]HOST:PORT]... "
		"[-- CMD ARG...]",
	.about = "Pass Kafka traffic on to the brokers and record it on a "
		 "tape, until SIGINT or SIGTERM, or as long as CMD, which "
		 "finds the address in KAFKA_BOOTSTRAP_SERVERS (and of each "
		 "NAME in KTAPE_BOOTSTRAP_NAME).",
	.options = rows,
	.operands = OPT_COMMAND,
};

/* What the options point into. */
struct record_lists {
	struct host_port *upstream;
	struct listen_spec *listen;
	struct map_spec *map;
	char *names; /* of the services, one after the other */
	char *options;
};

static void lists_release(struct record_lists *l)
{
	free(l->upstream);
	free(l->listen);
	free(l->map);
	free(l->names);
	free(l->options);
}

static void *zeroed(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		abort(); /* at start, a handful of rows */
	return p;
}

/* ---- -b */

static int parse_brokers(struct record_lists *l, struct proxy_options *p,
			 struct err *e)
{
	int result =
		upstream_parse(given.brokers, &l->upstream, &p->upstreams, e);

	p->upstream = l->upstream;
	return result;
}

/* ---- -l */

/* A service's name becomes part of a variable's name. */
static bool name_usable(const char *name, size_t n)
{
	if (!n || n > NAME_MAX_LENGTH)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)name[i]) && name[i] != '-' &&
		    name[i] != '_' && name[i] != '.')
			return false;
	return true;
}

/* "[NAME=]HOST:PORT"; the name is kept at `*names`, which moves on. */
static int parse_listen(const char *text, struct listen_spec *out, char **names,
			struct err *e)
{
	const char *equals = strchr(text, '=');
	size_t n = equals ? (size_t)(equals - text) : 0;

	if (equals) {
		if (!name_usable(text, n))
			return err_set(e, ERR_USAGE,
				       "--listen '%s': a NAME is 1 to %d "
				       "letters, digits, '-', '_' or '.'",
				       text, NAME_MAX_LENGTH);
		out->name = memcpy(*names, text, n);
		*names += n + 1;
		text = equals + 1;
	}
	return opt_host_port(text, out->at.host, &out->at.port, e);
}

static int check_names(const struct listen_spec *listen, size_t n,
		       struct err *e)
{
	for (size_t i = 0; n > 1 && i < n; i++) {
		if (!listen[i].name)
			return err_set(e, ERR_USAGE,
				       "several --listen need a name each: "
				       "--listen NAME=%s:%d",
				       listen[i].at.host, listen[i].at.port);
		for (size_t k = 0; k < i; k++)
			if (!strcmp(listen[i].name, listen[k].name))
				return err_set(e, ERR_USAGE,
					       "two --listen are named '%s'",
					       listen[i].name);
	}
	return 0;
}

static int parse_listens(struct record_lists *l, struct proxy_options *p,
			 struct err *e)
{
	static const char *fallback = LISTEN_DEFAULT;
	size_t n = given.listen.count, length = 0;
	const char **items = n ? given.listen.items : &fallback;
	char *names;

	n = n ? n : 1;
	for (size_t i = 0; i < n; i++)
		length += strlen(items[i]) + 1;
	names = l->names = zeroed(length, 1);
	l->listen = zeroed(n, sizeof(*l->listen));
	for (size_t i = 0; i < n; i++)
		if (parse_listen(items[i], &l->listen[i], &names, e))
			return -1;
	p->listen = l->listen;
	p->listens = n;
	return check_names(l->listen, n, e);
}

/* ---- --map, --nodes */

/* A broker's id at the head of `text`; the rest, or NULL. */
static const char *parse_node(const char *text, int32_t *id)
{
	char *end;
	long n;

	if (!isdigit((unsigned char)text[0]))
		return NULL;
	n = strtol(text, &end, 10);
	if (n > INT32_MAX)
		return NULL;
	*id = (int32_t)n;
	return end;
}

static int parse_maps(struct record_lists *l, struct proxy_options *p,
		      struct err *e)
{
	l->map = zeroed(given.map.count, sizeof(*l->map));
	p->map = l->map;
	p->maps = given.map.count;
	for (size_t i = 0; i < p->maps; i++) {
		struct map_spec *m = &l->map[i];
		const char *text = given.map.items[i];
		const char *rest = parse_node(text, &m->node_id);

		if (!rest || *rest != '=')
			return err_set(e, ERR_USAGE,
				       "--map takes ID=HOST:PORT, not '%s'",
				       text);
		if (opt_host_port(rest + 1, m->at.host, &m->at.port, e))
			return -1;
	}
	return 0;
}

static int parse_nodes(struct proxy_options *p, struct err *e)
{
	enum { NODES_MAX = 1000 };
	const char *rest;

	if (!given.nodes)
		return 0;
	rest = parse_node(given.nodes, &p->first_node);
	p->last_node = p->first_node;
	if (rest && *rest == '-')
		rest = parse_node(rest + 1, &p->last_node);
	if (!rest || *rest || p->last_node < p->first_node ||
	    p->last_node - p->first_node >= NODES_MAX)
		return err_set(e, ERR_USAGE,
			       "--nodes takes FIRST-LAST, at most %d broker "
			       "ids, such as 0-5, not '%s'",
			       NODES_MAX, given.nodes);
	return 0;
}

/* ---- all of them */

/* The options as text, a fact for the tape. */
static char *options_text(char **argv, int end)
{
	size_t size = 1, at = 0;
	char *text;

	for (int i = 1; i < end; i++)
		size += strlen(argv[i]) + 1;
	text = zeroed(size, 1);
	for (int i = 1; i < end; i++)
		at += (size_t)snprintf(text + at, size - at, "%s%s",
				       i > 1 ? " " : "", argv[i]);
	return text;
}

static int check(struct err *e)
{
	if (!given.brokers)
		return err_set(e, ERR_USAGE,
			       "-b is needed: the bootstrap servers of the "
			       "Kafka to record");
	if (given.no_tape && given.tape)
		return err_set(e, ERR_USAGE,
			       "--no-tape and -w exclude each other");
	if (!given.no_tape && !given.tape)
		return err_set(e, ERR_USAGE, "-w is needed: the tape to write");
	if (given.append && given.force)
		return err_set(e, ERR_USAGE,
			       "--append and --force exclude each other");
	if (given.max_request < 1024 || given.max_request > INT32_MAX)
		return err_set(e, ERR_USAGE, "--max-request takes 1K to 2047M");
	if (given.queue < 1024 * 1024)
		return err_set(e, ERR_USAGE, "--queue takes 1M and more");
	if (given.drain_ms > INT32_MAX)
		return err_set(e, ERR_USAGE, "--drain is longer than 24 days");
	return 0;
}

static int fill(struct recording_options *o, struct record_lists *l,
		struct err *e)
{
	struct proxy_options *p = &o->proxy;

	if (check(e) || parse_brokers(l, p, e) || parse_listens(l, p, e) ||
	    parse_maps(l, p, e) || parse_nodes(p, e))
		return -1;
	p->advertise = given.advertise;
	p->probe = !given.no_probe;
	p->transparent = given.versions == 1;
	p->max_request = (uint32_t)given.max_request;
	p->max_connections = (int)given.max_connections;
	p->drain_ms = (int)given.drain_ms;
	o->tee.memory = given.queue;
	o->tee.spill = given.spill;
	o->tee.on_full = given.on_full ? ON_FULL_DROP : ON_FULL_BLOCK;
	o->tee.scribe.frames = (typeof(o->tee.scribe.frames))given.frames;
	o->tape = given.tape;
	o->mode = given.force    ? TAPE_FORCE
		  : given.append ? TAPE_APPEND
				 : TAPE_CREATE;
	o->seal = !given.no_seal;
	o->upstream = given.brokers;
	return 0;
}

static void set_defaults(void)
{
	given = (struct record_given) {
		.brokers = getenv("KAFKA_BOOTSTRAP_SERVERS"),
		.queue = 256ULL * 1024 * 1024,
		.spill = 8ULL * 1024 * 1024 * 1024,
		.max_request = FRAME_MAX_REQUEST,
		.max_connections = 10000,
		.drain_ms = 5000,
	};
}

int cmd_record(int argc, char **argv)
{
	struct recording_options o = { .tape = NULL };
	struct record_lists lists = { .upstream = NULL };
	struct err e = { 0 };
	int first, status;

	set_defaults();
	proxy_options_init(&o.proxy);
	first = opt_parse(argc, argv, &usage);
	if (first < 0) {
		status = opt_status(first);
	} else if (fill(&o, &lists, &e)) {
		status = opt_error(&usage, "%s", e.text);
	} else {
		/* without CMD, whose arguments may be secret */
		lists.options =
			options_text(argv, first < argc ? first - 1 : first);
		o.options = lists.options;
		o.command = argv + first;
		if (given.verbose)
			log_set_level(LOG_DEBUG);
		status = recording_run(&o);
	}
	lists_release(&lists);
	opt_list_release(&given.listen);
	opt_list_release(&given.map);
	return status;
}
