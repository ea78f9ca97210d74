/* SPDX-License-Identifier: Apache-2.0 */
/* Which port stands for which broker, and where its clients are sent. */
#include "tests/unit/proxy_rig.h"

#include "codec/message.h"
#include "proxy/proxy_internal.h"
#include "tests/lib/process.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 8 };

/* A socket that holds a port. */
static int hold_port(int port)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
	struct sockaddr_in at;

	uv_ip4_addr("127.0.0.1", port, &at);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(fd, 1), 0);
	return fd;
}

static struct broker *learn(struct rig *r, int32_t id, const char *host,
			    int32_t port)
{
	return brokers_learn(r->proxy, id, bytes_of_string(host), port);
}

static int port_of(struct rig *r, int32_t id)
{
	struct address a;

	brokers_advertise(r->proxy, &r->proxy->brokers.sets[0],
			  brokers_find(r->proxy, id), "127.0.0.1", &a);
	return a.port;
}

static void brokers_are_at_p_plus_one_plus_id_in_any_order(void **state)
{
	struct rig *r = rig_new();
	int base = free_ports(ROOM);

	(void)state;
	r->listen.at.port = base;
	rig_start(r);
	assert_non_null(learn(r, 5, "b5", 9092));
	assert_non_null(learn(r, 0, "b0", 9092));
	assert_non_null(learn(r, 1, "b1", 9092));
	assert_int_equal(port_of(r, 5), base + 6);
	assert_int_equal(port_of(r, 0), base + 1);
	assert_int_equal(port_of(r, 1), base + 2);
	/* the bootstrap, and each once; again only when something changes */
	assert_int_equal(taken_count(&r->tee, EVENT_BROKER), 4);
	learn(r, 5, "b5", 9092);
	assert_int_equal(taken_count(&r->tee, EVENT_BROKER), 4);
	learn(r, 5, "elsewhere", 9092);
	assert_int_equal(taken_count(&r->tee, EVENT_BROKER), 5);
	assert_string_equal(brokers_find(r->proxy, 5)->at.host, "elsewhere");
	assert_int_equal(port_of(r, 5), base + 6);
	rig_free(r);
}

static void a_taken_port_costs_nobody_anything(void **state)
{
	struct rig *r = rig_new();
	int base = free_ports(ROOM), held = hold_port(base + 2);

	(void)state;
	r->listen.at.port = base;
	log_set_level(LOG_ERROR);
	rig_start(r);
	assert_non_null(learn(r, 0, "b0", 9092));
	assert_non_null(learn(r, 1, "b1", 9092));
	assert_non_null(learn(r, 70000, "far", 9092));
	assert_int_equal(port_of(r, 0), base + 1);
	assert_int_not_equal(port_of(r, 1), base + 2);
	assert_true(port_of(r, 1) > 1);
	assert_true(port_of(r, 70000) > 1);
	close(held);
	rig_free(r);
}

static void what_cannot_be_a_broker_is_refused(void **state)
{
	struct rig *r = rig_new();
	char host[300];

	(void)state;
	rig_start(r);
	memset(host, 'h', sizeof(host));
	host[256] = '\0';
	assert_null(learn(r, -1, "b", 9092));
	assert_null(learn(r, 1, host, 9092));
	host[255] = '\0';
	assert_non_null(learn(r, 1, host, 9092));
	/* without an address it is known by name only */
	assert_non_null(learn(r, 2, "", 0));
	assert_false(brokers_find(r->proxy, 2)->known);
	for (int32_t id = 3; brokers_find(r->proxy, id - 1); id++)
		if (!learn(r, id, "b", 9092))
			break;
	assert_true(r->proxy->brokers.count <= 1024);
	rig_free(r);
}

static void ports_are_where_options_and_an_earlier_recording_say(void **state)
{
	struct rig *r = rig_new();
	int base = free_ports(ROOM);
	struct map_spec map = { 3, { "127.0.0.1", base + 4 } };
	struct broker_spec known = { .node_id = 9,
				     .at = { "b9", 1234 },
				     .listen = { "127.0.0.1", base + 5 } };

	(void)state;
	r->listen.at.port = base;
	r->options.map = &map;
	r->options.maps = 1;
	r->options.known = &known;
	r->options.knowns = 1;
	r->options.first_node = 0;
	r->options.last_node = 1;
	rig_start(r);
	assert_int_equal(port_of(r, 0), base + 1);
	assert_int_equal(port_of(r, 1), base + 2);
	assert_int_equal(port_of(r, 3), base + 4);
	assert_int_equal(port_of(r, 9), base + 5);
	assert_false(brokers_find(r->proxy, 0)->known);
	assert_true(brokers_find(r->proxy, 9)->known);
	rig_free(r);
}

static void clients_are_sent_to_where_they_came_in(void **state)
{
	struct rig *r = rig_new();
	struct map_spec map[] = { { 1, { "127.0.0.2", 0 } },
				  { 2, { "0.0.0.0", 0 } } };
	const struct set *set;
	struct address a;

	(void)state;
	r->options.map = map;
	r->options.maps = 2;
	rig_start(r);
	set = &r->proxy->brokers.sets[0];
	brokers_advertise(r->proxy, set, learn(r, 0, "b", 1), "::1", &a);
	assert_string_equal(a.host, "::1");
	brokers_advertise(r->proxy, set, learn(r, 1, "b", 1), "127.0.0.1", &a);
	assert_string_equal(a.host, "127.0.0.2");
	brokers_advertise(r->proxy, set, learn(r, 2, "b", 1), "10.1.2.3", &a);
	assert_string_equal(a.host, "10.1.2.3");
	r->proxy->options.advertise = "ktape.example";
	brokers_advertise(r->proxy, set, learn(r, 1, "b", 1), "127.0.0.1", &a);
	assert_string_equal(a.host, "ktape.example");
	rig_free(r);
}

static void each_set_has_its_own_listener_for_each_broker(void **state)
{
	struct rig *r = rig_new();
	struct listen_spec sets[2] = { { .name = "orders" },
				       { .name = "billing" } };
	struct address a[2];
	struct peer *client;
	struct event_opened e;
	const struct taken *opened;

	(void)state;
	for (int i = 0; i < 2; i++)
		snprintf(sets[i].at.host, sizeof(sets[i].at.host), "127.0.0.1");
	r->options.listen = sets;
	r->options.listens = 2;
	rig_start(r);
	learn(r, 4, "127.0.0.1", r->broker->port);
	for (int i = 0; i < 2; i++)
		brokers_advertise(r->proxy, &r->proxy->brokers.sets[i],
				  brokers_find(r->proxy, 4), "127.0.0.1",
				  &a[i]);
	assert_int_not_equal(a[0].port, a[1].port);
	assert_int_equal(taken_count(&r->tee, EVENT_SERVICE), 2);
	client = peer_connect(&r->loop, a[1].port);
	wait_accepted(r->broker, 0);
	opened = taken_find(&r->tee, EVENT_OPENED, 0);
	assert_true(
		event_read_opened(bytes_of(opened->data, opened->event.length),
				  &e));
	assert_int_equal(e.service, 2);
	assert_int_equal(e.broker,
			 brokers_tape_id(&r->proxy->brokers.sets[1], 4));
	rig_free(r);
	peer_free(client);
}

/* After a restart without a probe: the port is open, the address not known. */
static void a_client_at_the_wrong_broker_is_sent_again_when_it_is_known(
	void **state)
{
	struct rig *r = rig_new();
	struct acceptor *right = acceptor_new(&r->loop);
	struct peer *client, *wrong;
	struct writer w;

	(void)state;
	r->options.first_node = r->options.last_node = 0;
	rig_start(r);
	client = peer_connect(&r->loop, port_of(r, 0));
	wrong = wait_accepted(r->broker, 0);
	writer_init(&w, 0);
	put_request(&w, API_LIST_GROUPS, 0, 1, bytes_of_string("x"));
	peer_send(client, writer_bytes(&w));
	expect_got(wrong, writer_bytes(&w));
	learn(r, 0, "127.0.0.1", right->port);
	peer_send(client, writer_bytes(&w));
	wait_ended(client);
	assert_int_equal(peer_got(wrong).n, 0);
	peer_close(client);
	wait_quiet(&r->loop);
	peer_free(client);

	client = peer_connect(&r->loop, port_of(r, 0));
	peer_send(client, writer_bytes(&w));
	expect_got(wait_accepted(right, 0), writer_bytes(&w));
	peer_close(client);
	writer_release(&w);
	peer_close(right->peers[0]);
	acceptor_close(right);
	wait_quiet(&r->loop);
	peer_free(right->peers[0]);
	free(right);
	rig_free(r);
	peer_free(client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			brokers_are_at_p_plus_one_plus_id_in_any_order),
		cmocka_unit_test(a_taken_port_costs_nobody_anything),
		cmocka_unit_test(what_cannot_be_a_broker_is_refused),
		cmocka_unit_test(
			ports_are_where_options_and_an_earlier_recording_say),
		cmocka_unit_test(clients_are_sent_to_where_they_came_in),
		cmocka_unit_test(each_set_has_its_own_listener_for_each_broker),
		cmocka_unit_test(
			a_client_at_the_wrong_broker_is_sent_again_when_it_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
