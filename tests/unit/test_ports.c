/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "proxy/ports.h"

static struct listen_spec at(const char *name, const char *host, int port)
{
	struct listen_spec l = { .name = name, .at.port = port };

	snprintf(l.at.host, sizeof(l.at.host), "%s", host);
	return l;
}

static int check(struct listen_spec a, struct listen_spec b, int32_t last_node,
		 struct err *e)
{
	const struct listen_spec listen[] = { a, b };
	struct proxy_options o = { 0 };

	proxy_options_init(&o);
	o.listen = listen;
	o.listens = 2;
	o.last_node = last_node;
	return ports_check(&o, e);
}

static void a_broker_is_at_p_plus_one_plus_its_id(void **state)
{
	(void)state;
	assert_int_equal(port_planned(19092, 0), 19093);
	assert_int_equal(port_planned(19092, 5), 19098);
	assert_int_equal(port_planned(19092, 46442), 65535);
}

static void an_id_without_a_port_gets_an_ephemeral_one(void **state)
{
	(void)state;
	assert_int_equal(port_planned(19092, 46443), 0);
	assert_int_equal(port_planned(19092, INT32_MAX), 0);
	assert_int_equal(port_planned(19092, -1), 0);
	assert_int_equal(port_planned(0, 1), 0);
}

static void sets_that_overlap_are_refused_with_ports_that_work(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(check(at("a", "127.0.0.1", 19092),
			       at("b", "127.0.0.1", 19093), -1, &e),
			 -1);
	assert_int_equal(e.code, ERR_USAGE);
	assert_non_null(strstr(e.text, "-l a=127.0.0.1:19092"));
	assert_non_null(strstr(e.text, "-l b=127.0.0.1:19192"));
	assert_int_equal(check(at("a", "127.0.0.1", 19095),
			       at("b", "127.0.0.1", 19092), -1, &e),
			 -1);
	assert_int_equal(check(at("a", "127.0.0.1", 19092),
			       at("b", "0.0.0.0", 19092), -1, &e),
			 -1);
}

static void sets_apart_or_on_other_hosts_are_fine(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(check(at("a", "127.0.0.1", 19092),
			       at("b", "127.0.0.1", 19103), -1, &e),
			 0);
	assert_int_equal(check(at("a", "127.0.0.1", 19092),
			       at("b", "127.0.0.2", 19092), -1, &e),
			 0);
	assert_int_equal(check(at("a", "127.0.0.1", 0), at("b", "127.0.0.1", 0),
			       -1, &e),
			 0);
}

static void nodes_say_how_much_room_a_set_needs(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(check(at("a", "127.0.0.1", 19092),
			       at("b", "127.0.0.1", 19095), 1, &e),
			 0);
	assert_int_equal(check(at("a", "127.0.0.1", 19092),
			       at("b", "127.0.0.1", 19192), 200, &e),
			 -1);
	assert_non_null(strstr(e.text, "-l b=127.0.0.1:19294"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_broker_is_at_p_plus_one_plus_its_id),
		cmocka_unit_test(an_id_without_a_port_gets_an_ephemeral_one),
		cmocka_unit_test(
			sets_that_overlap_are_refused_with_ports_that_work),
		cmocka_unit_test(sets_apart_or_on_other_hosts_are_fine),
		cmocka_unit_test(nodes_say_how_much_room_a_set_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
