/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/message.h"
#include "codec/writer.h"
#include "proxy/head.h"

#include <stdlib.h>

/* A request up to its body. */
static void write_header(struct writer *w, int16_t key, int16_t version,
			 const char *client_id)
{
	writer_reset(w);
	writer_i16(w, key);
	writer_i16(w, version);
	writer_i32(w, 77);
	writer_string(w, bytes_of_string(client_id), false);
	if (!api_flexible(key, version))
		return;
	writer_uvarint(w, 2); /* two tagged fields */
	writer_uvarint(w, 0);
	writer_uvarint(w, 3);
	writer_raw(w, bytes_of_string("abc"));
	writer_uvarint(w, 9);
	writer_uvarint(w, 0);
}

static void write_produce(struct writer *w, int16_t version,
			  const char *client_id, struct bytes txn, int16_t acks)
{
	write_header(w, API_PRODUCE, version, client_id);
	if (version >= 3)
		writer_string(w, txn, api_flexible(API_PRODUCE, version));
	writer_i16(w, acks);
	writer_i32(w, 0x01000000); /* timeout: a large one, no zero bytes */
	writer_raw(w, bytes_of_string("the topics"));
}

/* The head, of each beginning of the frame at the end of readable memory:
 * short, short, ..., read; and from there on always the same. */
static struct request_head read_split(struct bytes frame)
{
	struct request_head h = { 0 }, whole = { 0 };
	bool read = false;

	assert_int_equal(head_read(frame, (uint32_t)frame.n, &whole),
			 HEAD_READ);
	for (size_t n = 0; n <= frame.n; n++) {
		struct guarded g = guarded(bytes_of(frame.p, n));
		enum head_result result =
			head_read(g.bytes, (uint32_t)frame.n, &h);

		assert_int_equal(result, read || result == HEAD_READ
						 ? HEAD_READ
						 : HEAD_SHORT);
		read = result == HEAD_READ;
		if (read)
			assert_memory_equal(&h, &whole, sizeof(h));
		guarded_release(&g);
	}
	return whole;
}

static void acks_0_is_found_in_every_version_however_it_is_split(void **state)
{
	static const char *const client_ids[] = { NULL, "", "a client" };
	static const size_t txn_sizes[] = { 0, 1, 127, 128, 255 };
	char txn[255];
	struct writer w;

	(void)state;
	memset(txn, 't', sizeof(txn));
	writer_init(&w, 0);
	for (int16_t version = 0; version <= 13; version++) {
		for (size_t i = 0; i < 3 * 6; i++) {
			size_t size = i % 6 < 5 ? txn_sizes[i % 6] : 0;
			struct bytes id =
				bytes_of(i % 6 < 5 ? txn : NULL, size);

			for (int16_t acks = -1; acks <= 1; acks++) {
				struct request_head h;

				write_produce(&w, version, client_ids[i / 6],
					      id, acks);
				h = read_split(writer_bytes(&w));
				assert_int_equal(h.unanswered, acks == 0);
				assert_int_equal(h.correlation_id, 77);
				assert_int_equal(h.kept, w.size);
			}
		}
	}
	writer_release(&w);
}

static void the_longest_transactional_id_is_read(void **state)
{
	size_t size = 32767;
	uint8_t *txn = calloc(1, size);
	struct request_head h;
	struct writer w;

	(void)state;
	assert_non_null(txn);
	memset(txn, 't', size);
	writer_init(&w, 0);
	for (int16_t version = 3; version <= 13; version++) {
		write_produce(&w, version, "c", bytes_of(txn, size), 0);
		assert_int_equal(head_read(bytes_of(w.data, size),
					   (uint32_t)w.size, &h),
				 HEAD_SHORT);
		assert_int_equal(head_read(writer_bytes(&w), (uint32_t)w.size,
					   &h),
				 HEAD_READ);
		assert_true(h.unanswered);
	}
	writer_release(&w);
	free(txn);
}

static void a_head_that_never_ends_is_malformed(void **state)
{
	uint8_t *frame = calloc(1, HEAD_MAX);
	struct request_head h;
	struct writer w;

	(void)state;
	assert_non_null(frame);
	writer_init(&w, 0);
	/* Produce v9 with a tagged field of a gigabyte in its header */
	writer_i16(&w, API_PRODUCE);
	writer_i16(&w, 9);
	writer_i32(&w, 1);
	writer_i16(&w, -1);
	writer_uvarint(&w, 1);
	writer_uvarint(&w, 0);
	writer_uvarint(&w, 1 << 30);
	memcpy(frame, w.data, w.size);
	assert_int_equal(head_read(bytes_of(frame, HEAD_MAX - 1), INT32_MAX,
				   &h),
			 HEAD_SHORT);
	assert_int_equal(head_read(bytes_of(frame, HEAD_MAX), INT32_MAX, &h),
			 HEAD_MALFORMED);
	assert_int_equal(head_read(bytes_of(frame, 100), 100, &h),
			 HEAD_MALFORMED);
	assert_int_equal(head_read(bytes_of(frame, 7), 7, &h), HEAD_MALFORMED);
	writer_release(&w);
	free(frame);
}

static void of_other_requests_only_the_fixed_part_is_needed(void **state)
{
	struct request_head h;
	struct bytes b = unhex("0003 000c 00000005 7fff");

	(void)state;
	assert_int_equal(head_read(b, 1000, &h), HEAD_READ);
	assert_int_equal(h.api_key, API_METADATA);
	assert_int_equal(h.api_version, 12);
	assert_int_equal(h.correlation_id, 5);
	assert_int_equal(h.kept, 1000);
	free((void *)(uintptr_t)b.p);
	b = unhex("7fff 7fff ffffffff ffff");
	assert_int_equal(head_read(b, 10, &h), HEAD_READ);
	assert_int_equal(h.api_key, 32767);
	assert_int_equal(h.correlation_id, -1);
	free((void *)(uintptr_t)b.p);
}

static void of_secrets_only_the_header_is_kept(void **state)
{
	static const int16_t keys[] = { 36, 38, 39, 40, 41, 50, 51 };
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		for (int16_t version = 0; version < 4; version++) {
			struct request_head h;
			size_t header;

			write_header(&w, keys[i], version, "me");
			header = w.size;
			writer_raw(&w, bytes_of_string("password"));
			h = read_split(writer_bytes(&w));
			assert_true(h.withheld);
			assert_int_equal(h.kept, header);
		}
	}
	writer_release(&w);
}

static void of_answers_with_secrets_header_and_error_are_kept(void **state)
{
	struct bytes plain = unhex("00000001 003a 0003 626164 00000001 41");
	struct bytes flexible = unhex("00000001 00 003a 0162 02 41");

	(void)state;
	assert_int_equal(head_response_kept(36, 0, plain, 16), 6);
	assert_int_equal(head_response_kept(36, 2, flexible, 11), 7);
	assert_int_equal(head_response_kept(50, 0, flexible, 11), 5);
	assert_int_equal(head_response_kept(17, 1, plain, 16), 16);
	assert_int_equal(head_response_kept(3, 9, plain, 1000), 1000);
	assert_int_equal(head_response_size(36, 100), 7);
	assert_int_equal(head_response_size(36, 5), 5);
	assert_int_equal(head_response_size(17, 100), 6);
	assert_int_equal(head_response_size(1, 100), 4);
	assert_int_equal(head_handshake_error(plain), 58);
	free((void *)(uintptr_t)plain.p);
	free((void *)(uintptr_t)flexible.p);
}

static void a_handshake_v0_tells_that_tokens_follow(void **state)
{
	static const struct {
		const char *name;
		enum sasl_mechanism mechanism;
	} cases[] = {
		{ "PLAIN", SASL_PLAIN },
		{ "SCRAM-SHA-256", SASL_SCRAM },
		{ "SCRAM-SHA-512", SASL_SCRAM },
		{ "OAUTHBEARER", SASL_OAUTHBEARER },
		{ "GSSAPI", SASL_OTHER },
		{ "PLAINER", SASL_OTHER },
	};
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request_head h;

		write_header(&w, API_SASL_HANDSHAKE, 0, "me");
		writer_string(&w, bytes_of_string(cases[i].name), false);
		h = read_split(writer_bytes(&w));
		assert_int_equal(h.mechanism, cases[i].mechanism);
		assert_true(h.tokens_follow);
		assert_int_equal(h.kept, w.size);
		w.data[3] = 1;
		h = read_split(writer_bytes(&w));
		assert_int_equal(h.mechanism, cases[i].mechanism);
		assert_false(h.tokens_follow);
	}
	writer_release(&w);
}

static void the_token_of_sasl_authenticate_is_waited_for(void **state)
{
	struct request_head h;
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	for (int16_t version = 0; version <= 2; version++) {
		size_t kept;

		write_header(&w, API_SASL_AUTHENTICATE, version, "me");
		kept = w.size;
		if (version == 2)
			writer_uvarint(&w, 6);
		else
			writer_i32(&w, 5);
		writer_raw(&w, bytes_of_string("token"));
		if (version == 2)
			writer_uvarint(&w, 0);
		h = read_split(writer_bytes(&w));
		assert_true(h.withheld);
		assert_int_equal(h.kept, kept);
		assert_int_equal(h.token_size, 5);
		assert_memory_equal(w.data + h.token_at, "token", 5);
	}
	writer_release(&w);
}

static void what_has_an_unknown_key_must_have_a_header(void **state)
{
	static const char *const tokens[] = {
		"00616c69636500706173 73776f7264", /* PLAIN: alice */
		"6e2c2c6e3d626f622c723d66796b6f",  /* n,,n=bob,r=fyko */
	};
	struct request_head h;
	struct bytes frame = unhex("03e7 0000 00000009 0001 63 ab");

	(void)state;
	h = read_split(frame);
	assert_int_equal(h.api_key, 999);
	assert_false(h.withheld);
	assert_int_equal(h.kept, frame.n);
	free((void *)(uintptr_t)frame.p);
	for (size_t i = 0; i < 2; i++) {
		frame = unhex(tokens[i]);
		assert_int_equal(head_read(bytes_of(frame.p, frame.n - 1),
					   (uint32_t)frame.n, &h),
				 HEAD_SHORT);
		assert_int_equal(head_read(frame, (uint32_t)frame.n, &h),
				 HEAD_MALFORMED);
		free((void *)(uintptr_t)frame.p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			acks_0_is_found_in_every_version_however_it_is_split),
		cmocka_unit_test(the_longest_transactional_id_is_read),
		cmocka_unit_test(a_head_that_never_ends_is_malformed),
		cmocka_unit_test(the_token_of_sasl_authenticate_is_waited_for),
		cmocka_unit_test(what_has_an_unknown_key_must_have_a_header),
		cmocka_unit_test(
			of_other_requests_only_the_fixed_part_is_needed),
		cmocka_unit_test(of_secrets_only_the_header_is_kept),
		cmocka_unit_test(
			of_answers_with_secrets_header_and_error_are_kept),
		cmocka_unit_test(a_handshake_v0_tells_that_tokens_follow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
