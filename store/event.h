/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "codec/bytes.h"

/* What the loop tells the recorder, in the order in which it happened.  The
 * same events go through memory and through the spill file; `ktape seal` reads
 * them back from there. */
enum event_type {
	EVENT_NONE,
	EVENT_FRAME,  /* a piece of a request or response; payload: its bytes,
		       * without the 4-byte size */
	EVENT_UNSENT, /* the exchange's request never (wholly) left for the
		       * broker: f is NULL */
	EVENT_UNDELIVERED, /* its response never left for the client: d is NULL */
	EVENT_ABANDONED, /* forget what came of this exchange: a gap covers it */
	EVENT_NO_ANSWER, /* the exchange will get no response (acks=0) */
	EVENT_OPENED,    /* payload: struct event_opened by event_write_*() */
	EVENT_CLOSED,    /* payload: closed_by, close_reason */
	EVENT_TOKEN,     /* raw SASL bytes passed; payload: none, ever */
	EVENT_SERVICE,
	EVENT_BROKER,
	EVENT_FACT, /* payload: key, value for the table `tape` */
	EVENT_GAP,
	EVENT_STALL,
	EVENT_END,       /* the recording is over: nothing comes after it */
	EVENT_SPILLED,   /* only in a spill file: what was before this went
			* through memory, not through this file */
	EVENT_PRINCIPAL, /* who a broker let in; payload: Kafka's principal,
			  * "User:NAME" */
};

enum event_flag {
	EVENT_REQUEST = 1, /* direction of EVENT_FRAME */
	EVENT_RESPONSE = 2,
	EVENT_FIRST = 4,     /* the piece begins the frame */
	EVENT_LAST = 8,      /* the piece ends it: the stamps are set */
	EVENT_WITHHELD = 16, /* the frame holds secrets: its pieces together are
			      * only its beginning (the header, of a response
			      * also a leading error code), fewer bytes than
			      * frame_size; on every piece of such a frame */
};

struct event {
	uint8_t type;  /* enum event_type */
	uint8_t flags; /* enum event_flag */
	uint16_t reserved;
	uint32_t length;     /* payload bytes behind this struct */
	uint32_t frame_size; /* EVENT_FRAME: of the whole frame */
	uint32_t
		cut_bytes; /* EVENT_CLOSED, set by the intake: of frames that it
			      * cut short */
	uint64_t connection; /* 0: none */
	uint64_t exchange;   /* 0: none */
	int64_t stamp;       /* q or r; of other events: when */
	int64_t stamp2;      /* f or d; EVENT_GAP, EVENT_STALL: until */
};

/* The payloads that are more than bytes.  Strings are views. */
struct event_opened {
	int64_t service, broker; /* ids on the tape */
	struct bytes source, peer;
	bool tls;
};

struct event_closed {
	struct bytes closed_by, reason;
};

struct event_service {
	int64_t id;
	struct bytes name, listen;
};

struct event_broker {
	int64_t id, service;
	int32_t node_id; /* -1: not known */
	struct bytes host;
	int32_t port;
	struct bytes rack, listen;
};

struct event_fact {
	struct bytes key, value;
};

struct event_gap {
	struct bytes why;
	int32_t api_key;       /* -1: any */
	int64_t frames, bytes; /* -1: not known */
};

struct event_stall {
	struct bytes why;
};

struct writer;
void event_write_opened(struct writer *w, const struct event_opened *e);
void event_write_closed(struct writer *w, const struct event_closed *e);
void event_write_service(struct writer *w, const struct event_service *e);
void event_write_broker(struct writer *w, const struct event_broker *e);
void event_write_fact(struct writer *w, const struct event_fact *e);
void event_write_gap(struct writer *w, const struct event_gap *e);
void event_write_stall(struct writer *w, const struct event_stall *e);

/* False: the payload is damaged. */
bool event_read_opened(struct bytes payload, struct event_opened *e);
bool event_read_closed(struct bytes payload, struct event_closed *e);
bool event_read_service(struct bytes payload, struct event_service *e);
bool event_read_broker(struct bytes payload, struct event_broker *e);
bool event_read_fact(struct bytes payload, struct event_fact *e);
bool event_read_gap(struct bytes payload, struct event_gap *e);
bool event_read_stall(struct bytes payload, struct event_stall *e);

#endif
