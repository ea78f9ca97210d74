/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "proxy/sasl.h"

/* Metadata v9, as the first bytes behind the size */
static const uint8_t request[] = { 0, 3, 0, 9, 0, 0, 0, 1 };

static bool from_client(struct sasl *s, const char *token)
{
	return sasl_token_from_client(s, bytes_of_string(token));
}

static void without_a_handshake_there_are_no_tokens(void **state)
{
	struct sasl s = { 0 };

	(void)state;
	assert_false(sasl_token_from_client(&s, bytes_of(request, 8)));
	assert_false(sasl_token_from_broker(&s));
}

static void tokens_are_counted_by_mechanism(void **state)
{
	static const struct {
		enum sasl_mechanism mechanism;
		int tokens;
	} cases[] = {
		{ SASL_PLAIN, 1 },
		{ SASL_SCRAM, 2 },
		{ SASL_OAUTHBEARER, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sasl s = { 0 };

		sasl_begin(&s, cases[i].mechanism);
		for (int n = 0; n < cases[i].tokens; n++) {
			assert_true(from_client(&s, "token"));
			assert_true(sasl_token_from_broker(&s));
		}
		assert_int_equal(s.mechanism, SASL_NONE);
		assert_false(from_client(&s, "token"));
		assert_false(sasl_token_from_broker(&s));
	}
}

static void a_token_that_looks_like_a_request_is_a_token_all_the_same(
	void **state)
{
	struct sasl s = { 0 };

	(void)state;
	sasl_begin(&s, SASL_SCRAM);
	assert_true(from_client(&s, "first"));
	assert_true(sasl_token_from_broker(&s));
	assert_true(sasl_token_from_client(&s, bytes_of(request, 8)));
	/* the client may go on before the last token of the broker is here */
	assert_false(sasl_token_from_client(&s, bytes_of(request, 8)));
	assert_true(sasl_token_from_broker(&s));
	assert_false(sasl_token_from_broker(&s));
}

static void gssapi_ends_with_the_first_request(void **state)
{
	struct sasl s = { 0 };

	(void)state;
	sasl_begin(&s, SASL_OTHER);
	/* before a token from the broker nothing is a request */
	assert_true(sasl_token_from_client(&s, bytes_of(request, 8)));
	for (int n = 0; n < 5; n++) {
		assert_true(sasl_token_from_broker(&s));
		assert_true(from_client(&s, "\x60\x82token"));
	}
	assert_true(from_client(&s, ""));
	assert_true(sasl_token_from_broker(&s));
	assert_false(sasl_token_from_client(&s, bytes_of(request, 8)));
	assert_false(sasl_token_from_broker(&s));
}

static void the_user_s_name_is_read(void **state)
{
	static const struct {
		enum sasl_mechanism named;
		struct bytes token;
		const char *user;
	} cases[] = {
#define TOKEN(text) { (const uint8_t *)(text), sizeof(text) - 1 }
		{ SASL_PLAIN, TOKEN("\0alice\0secret"), "alice" },
		{ SASL_PLAIN, TOKEN("alice\0alice\0secret"), "alice" },
		{ SASL_PLAIN, TOKEN("bob\0alice\0secret"), "" },
		{ SASL_PLAIN, TOKEN("\0alice"), "" },
		{ SASL_PLAIN, TOKEN("\0\0secret"), "" },
		{ SASL_PLAIN, TOKEN("secret"), "" },
		{ SASL_PLAIN, TOKEN(""), "" },
		{ SASL_SCRAM, TOKEN("n,,n=bob,r=nonce"), "bob" },
		{ SASL_SCRAM, TOKEN("n,,n=a=2Cb=3Dc,r=nonce"), "a,b=c" },
		{ SASL_SCRAM, TOKEN("n,a=eve,n=bob,r=nonce"), "" },
		{ SASL_SCRAM, TOKEN("n,,n=id,r=nonce,tokenauth=true"), "" },
		{ SASL_SCRAM, TOKEN("n,"), "" },
		{ SASL_SCRAM, TOKEN("n,,n="), "" },
		{ SASL_SCRAM, TOKEN("c=biws,r=nonce,p=proof"), "" },
		{ SASL_OAUTHBEARER, TOKEN("n,,\1auth=Bearer t\1\1"), "" },
		{ SASL_OTHER, TOKEN("\0alice\0secret"), "" },
		{ SASL_NONE, TOKEN("\0alice\0secret"), "" },
#undef TOKEN
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sasl s = { .named = cases[i].named };
		struct guarded g = guarded(cases[i].token);

		sasl_read_user(&s, g.bytes);
		assert_string_equal(s.user, cases[i].user);
		guarded_release(&g);
	}
}

static void the_second_token_of_scram_names_nobody(void **state)
{
	struct sasl s = { .named = SASL_SCRAM };

	(void)state;
	sasl_read_user(&s, bytes_of_string("n,,n=bob,r=nonce"));
	sasl_read_user(&s, bytes_of_string("c=biws,r=nonce,p=proof"));
	assert_string_equal(s.user, "bob");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_handshake_there_are_no_tokens),
		cmocka_unit_test(tokens_are_counted_by_mechanism),
		cmocka_unit_test(
			a_token_that_looks_like_a_request_is_a_token_all_the_same),
		cmocka_unit_test(gssapi_ends_with_the_first_request),
		cmocka_unit_test(the_user_s_name_is_read),
		cmocka_unit_test(the_second_token_of_scram_names_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
