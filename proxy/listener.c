/* SPDX-License-Identifier: Apache-2.0 */
/* listener.c - listening sockets.  A client that comes before ktape is ready
 * waits in the backlog; when descriptors are used up, libuv closes what it can't
 * accept and the listener goes on. */
#include "proxy/listener.h"

#include "proxy/log.h"
#include "proxy/proxy_internal.h"
#include "proxy/session.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

/* Bound names are looked up here, blocking: only of the options, at start. */
static int resolve(const char *host, int port, struct sockaddr_storage *out,
		   struct err *e)
{
	struct addrinfo hints = {
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
	};
	struct addrinfo *found;
	char service[16];
	int error;

	snprintf(service, sizeof(service), "%d", port);
	error = getaddrinfo(*host ? host : NULL, service, &hints, &found);
	if (error)
		return err_set(e, ERR_NETWORK, "cannot look up '%.200s': %s",
			       host, gai_strerror(error));
	memcpy(out, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	return 0;
}

static int bound_port(const uv_tcp_t *tcp)
{
	struct sockaddr_storage at;
	int size = sizeof(at);

	if (uv_tcp_getsockname(tcp, (struct sockaddr *)&at, &size))
		return 0;
	if (at.ss_family == AF_INET6)
		return ntohs(((struct sockaddr_in6 *)&at)->sin6_port);
	return ntohs(((struct sockaddr_in *)&at)->sin_port);
}

static void on_socket_closed(uv_handle_t *handle)
{
	free(handle);
}

/* More than we may have: closed at once, not queued. */
static void refuse(struct proxy *p, uv_tcp_t *tcp)
{
	p->refused++;
	uv_close((uv_handle_t *)tcp, on_socket_closed);
	log_limited(&p->refusals, uv_now(p->relay.loop), LOG_WARN,
		    "a client was refused: %d connections are open already "
		    "(--max-connections)",
		    p->connections);
}

static void accept_one(struct listener *l)
{
	struct proxy *p = l->proxy;
	uv_tcp_t *tcp = malloc(sizeof(*tcp));
	int error;

	if (!tcp || uv_tcp_init(p->relay.loop, tcp)) {
		free(tcp);
		return;
	}
	error = uv_accept((uv_stream_t *)&l->tcp, (uv_stream_t *)tcp);
	if (error) {
		uv_close((uv_handle_t *)tcp, on_socket_closed);
		log_limited(&p->accept_errors, uv_now(p->relay.loop), LOG_WARN,
			    "cannot accept a client: %s", uv_strerror(error));
	} else if (p->connections >= p->options.max_connections) {
		refuse(p, tcp);
	} else {
		session_start(l, tcp);
	}
}

static void on_connection(uv_stream_t *stream, int status)
{
	struct listener *l = stream->data;
	struct proxy *p = l->proxy;

	if (status < 0)
		log_limited(&p->accept_errors, uv_now(p->relay.loop), LOG_WARN,
			    "cannot accept a client: %s", uv_strerror(status));
	else if (p->accepting)
		accept_one(l);
	else
		l->waiting = true;
}

void listener_accept(struct listener *l)
{
	if (l && l->waiting)
		accept_one(l);
	if (l)
		l->waiting = false;
}

static void on_closed(uv_handle_t *handle)
{
	free(handle->data);
}

void listener_close(struct listener *l)
{
	if (l)
		uv_close((uv_handle_t *)&l->tcp, on_closed);
}

static int bind_and_listen(struct listener *l, const char *host, int port,
			   struct err *e)
{
	struct sockaddr_storage at;
	int error;

	if (resolve(host, port, &at, e))
		return -1;
	error = uv_tcp_bind(&l->tcp, (struct sockaddr *)&at, 0);
	if (!error)
		error = uv_listen((uv_stream_t *)&l->tcp, BACKLOG,
				  on_connection);
	if (error)
		return err_set(e, ERR_NETWORK, "cannot listen on %.200s:%d: %s",
			       host, port, uv_strerror(error));
	snprintf(l->at.host, sizeof(l->at.host), "%s", host);
	l->at.port = bound_port(&l->tcp);
	return 0;
}

int listener_try(const struct host_port *at, struct err *e)
{
	struct sockaddr_storage address = { 0 };
	int error = 0, yes = 1, fd;

	if (resolve(at->host, at->port, &address, e))
		return -1;
	fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) ||
	    listen(fd, 1))
		error = errno;
	if (fd >= 0)
		close(fd);
	if (error)
		return err_set(e, ERR_NETWORK, "cannot listen on %.200s:%d: %s",
			       at->host, at->port, strerror(error));
	return 0;
}

struct listener *listener_open(struct proxy *p, struct set *set,
			       int32_t node_id, const char *host, int port,
			       struct err *e)
{
	struct listener *l = calloc(1, sizeof(*l));

	if (!l || uv_tcp_init(p->relay.loop, &l->tcp)) {
		free(l);
		err_set(e, ERR_IO, "out of memory");
		return NULL;
	}
	l->proxy = p;
	l->set = set;
	l->node_id = node_id;
	l->tcp.data = l;
	if (bind_and_listen(l, host, port, e) == 0)
		return l;
	listener_close(l);
	return NULL;
}
