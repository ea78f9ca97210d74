/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_SESSION_H
#define PROXY_SESSION_H

#include "codec/rewrite.h"
#include "codec/skim.h"
#include "proxy/dial.h"
#include "proxy/inflight.h"
#include "proxy/listener.h"
#include "proxy/passing.h"
#include "proxy/pipe.h"
#include "proxy/sasl.h"

/* A client connection with its own broker connection, never shared. */
enum session_state {
	SESSION_DIALING,  /* the broker; the client is not read */
	SESSION_RELAYING, /* both ways */
	SESSION_ENDING,   /* one side has ended, the other goes on */
	SESSION_CLOSING,  /* handles are on their way out */
};

struct session {
	struct proxy *proxy;
	struct session *next, **link; /* in proxy->sessions */
	enum session_state state;
	uint64_t connection; /* id on the tape */
	struct set *set;
	int32_t node_id; /* -1: a bootstrap connection */
	bool misdialled; /* the broker's address was not known */
	char peer[80];
	char local[64]; /* address on which the client came in */
	char broker[280];
	const char *first_end; /* who ended first */
	const char *closed_by; /* NULL: nobody wants to */
	char reason[200];

	int open_handles;
	uv_tcp_t *client_tcp, *broker_tcp;
	struct dial *dial;
	struct pipe up, down;
	struct passing request, response;
	struct inflight inflight;
	struct sasl sasl;
	enum rewrite_need need; /* of the response on its way */
	bool tokens_follow;     /* it is a good SaslHandshake v0 */
	uint64_t requests;
	struct writer held; /* a response that is held until whole */
	struct skim *skim;  /* made at the first response that needs it */
};

/* A client has come to `listener`: `tcp`, allocated by malloc(), is the
 * session's from now on, also when this fails. */
void session_start(struct listener *listener, uv_tcp_t *tcp);

/* Close it, from any state; the first reason stays.  `by`: "client", "broker"
 * or "ktape". */
void session_close(struct session *s, const char *by, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same once the read that is being dealt with is done. */
void session_fail(struct session *s, const char *by, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Close it because ktape stops; who had ended his side before is to blame. */
void session_stop(struct session *s);

/* Start or stop reading, or close, as its own and the proxy's state ask for. */
void session_update(struct session *s);

/* A session that went to some broker because that of its port was not known:
 * is it now?  Then it fails, and the client comes again. */
bool session_can_redial(struct session *s);

/* ---- what passes; called by session.c only */

/* Where clients of this session dial a broker; an address_map. */
bool session_address(void *session, int32_t node_id, struct bytes host,
		     int32_t port, struct address *out);
/* pipe_owner.take of the two directions: requests.c, responses.c */
size_t requests_take(struct pipe *p, struct buffer *b, struct bytes view);
/* Before the first response. */
void responses_init(struct session *s);
size_t responses_take(struct pipe *p, struct buffer *b, struct bytes view);

#endif
