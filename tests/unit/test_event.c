/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/writer.h"
#include "store/event.h"

static const struct bytes null;

static struct bytes text(const char *s)
{
	return bytes_of_string(s);
}

static void same(struct bytes a, struct bytes b)
{
	assert_true(bytes_equal(a, b));
}

/* Each type: how the example is written, and a reader that takes any result. */
static void write_opened(struct writer *w)
{
	event_write_opened(w, &(struct event_opened) { .service = 3,
						       .broker = -4,
						       .source = text("probe"),
						       .peer = text("::1:9"),
						       .tls = true });
}

static void write_closed(struct writer *w)
{
	event_write_closed(w, &(struct event_closed) { text("client"), null });
}

static void write_service(struct writer *w)
{
	event_write_service(w, &(struct event_service) { 1, null,
							 text("127.0.0.1:1") });
}

static void write_broker(struct writer *w)
{
	event_write_broker(w, &(struct event_broker) { .id = 7,
						       .service = 1,
						       .node_id = -1,
						       .host = text("b"),
						       .port = 9092,
						       .rack = null,
						       .listen = text("") });
}

static void write_fact(struct writer *w)
{
	event_write_fact(w, &(struct event_fact) { text("k"), text("v") });
}

static void write_gap(struct writer *w)
{
	event_write_gap(w, &(struct event_gap) { text("full"), 1, 2, -1 });
}

static void write_stall(struct writer *w)
{
	event_write_stall(w, &(struct event_stall) { text("queue full") });
}

static bool read_opened(struct bytes b)
{
	return event_read_opened(b, &(struct event_opened) { 0 });
}

static bool read_closed(struct bytes b)
{
	return event_read_closed(b, &(struct event_closed) { 0 });
}

static bool read_service(struct bytes b)
{
	return event_read_service(b, &(struct event_service) { 0 });
}

static bool read_broker(struct bytes b)
{
	return event_read_broker(b, &(struct event_broker) { 0 });
}

static bool read_fact(struct bytes b)
{
	return event_read_fact(b, &(struct event_fact) { 0 });
}

static bool read_gap(struct bytes b)
{
	return event_read_gap(b, &(struct event_gap) { 0 });
}

static bool read_stall(struct bytes b)
{
	return event_read_stall(b, &(struct event_stall) { 0 });
}

static const struct payload {
	void (*write)(struct writer *w);
	bool (*read)(struct bytes b);
} payloads[] = {
	{ write_opened, read_opened },   { write_closed, read_closed },
	{ write_service, read_service }, { write_broker, read_broker },
	{ write_fact, read_fact },       { write_gap, read_gap },
	{ write_stall, read_stall },
};

enum { PAYLOADS = sizeof(payloads) / sizeof(payloads[0]) };

static void what_was_written_is_read(void **state)
{
	struct writer w;
	struct event_opened opened;
	struct event_broker broker;
	struct event_gap gap;

	(void)state;
	writer_init(&w, 0);
	write_opened(&w);
	assert_true(event_read_opened(writer_bytes(&w), &opened));
	assert_int_equal(opened.service, 3);
	assert_int_equal(opened.broker, -4);
	assert_true(opened.tls);
	same(opened.source, text("probe"));
	same(opened.peer, text("::1:9"));

	writer_reset(&w);
	write_broker(&w);
	assert_true(event_read_broker(writer_bytes(&w), &broker));
	assert_int_equal(broker.id, 7);
	assert_int_equal(broker.service, 1);
	assert_int_equal(broker.node_id, -1);
	assert_int_equal(broker.port, 9092);
	same(broker.host, text("b"));
	same(broker.rack, null);
	same(broker.listen, text(""));

	writer_reset(&w);
	write_gap(&w);
	assert_true(event_read_gap(writer_bytes(&w), &gap));
	same(gap.why, text("full"));
	assert_int_equal(gap.api_key, 1);
	assert_int_equal(gap.frames, 2);
	assert_int_equal(gap.bytes, -1);
	writer_release(&w);
}

static void short_payloads_keep_their_strings(void **state)
{
	struct writer w;
	struct event_closed closed;
	struct event_service service;
	struct event_fact fact;
	struct event_stall stall;

	(void)state;
	writer_init(&w, 0);
	write_closed(&w);
	assert_true(event_read_closed(writer_bytes(&w), &closed));
	same(closed.closed_by, text("client"));
	same(closed.reason, null);

	writer_reset(&w);
	write_service(&w);
	assert_true(event_read_service(writer_bytes(&w), &service));
	assert_int_equal(service.id, 1);
	same(service.name, null);
	same(service.listen, text("127.0.0.1:1"));

	writer_reset(&w);
	write_fact(&w);
	assert_true(event_read_fact(writer_bytes(&w), &fact));
	same(fact.key, text("k"));
	same(fact.value, text("v"));

	writer_reset(&w);
	write_stall(&w);
	assert_true(event_read_stall(writer_bytes(&w), &stall));
	same(stall.why, text("queue full"));
	writer_release(&w);
}

static void a_payload_cut_at_any_byte_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAYLOADS; i++) {
		struct writer w;

		writer_init(&w, 0);
		payloads[i].write(&w);
		for (size_t n = 0; n <= w.size; n++) {
			struct guarded g = guarded(bytes_of(w.data, n));

			assert_int_equal(payloads[i].read(g.bytes),
					 n == w.size);
			guarded_release(&g);
		}
		writer_release(&w);
	}
}

static void a_payload_with_more_behind_it_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAYLOADS; i++) {
		struct writer w;

		writer_init(&w, 0);
		payloads[i].write(&w);
		writer_i8(&w, 0);
		assert_false(payloads[i].read(writer_bytes(&w)));
		writer_release(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(short_payloads_keep_their_strings),
		cmocka_unit_test(a_payload_cut_at_any_byte_is_refused),
		cmocka_unit_test(a_payload_with_more_behind_it_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
